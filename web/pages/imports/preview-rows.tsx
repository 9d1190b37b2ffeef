import { useEffect, useRef } from 'react';
import type { ImportPreview } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { useImportTexts } from './texts.ts';

type Row = ImportPreview['rows'][number];

const AMOUNTS = new Set(['amount', 'paidAmount', 'openAmount']);

function Cell({ row, field }: { readonly row: Row; readonly field: string }) {
  const problems = row.problems.filter((problem) => problem.field === field);
  return (
    <>
      <span className="x-nowrap">{row.values[field] || (problems.length > 0 ? '' : '—')}</span>
      {problems.map((problem) => (
        <div key={problem.message} className="x-import-cell-problem">
          {problem.message} {problem.remedy}
        </div>
      ))}
    </>
  );
}

/** The first rows as they would be taken, each problem in the cell it concerns. */
export function PreviewRows({ preview }: { readonly preview: ImportPreview }) {
  const t = useImportTexts();
  const inLanguage = useBilingual();
  // A field without a column is shown where a problem speaks of it: what is missing has no column of its own.
  const spokenOf = new Set(preview.rows.flatMap((row) => row.problems.map((problem) => problem.field)));
  const shown = preview.fields.filter(({ field }) => preview.mapping[field] !== undefined || spokenOf.has(field));
  const columns: readonly Column<Row>[] = [
    { key: 'line', title: t('line'), number: true, lead: true, render: (row) => row.line },
    {
      key: 'verdict',
      title: t('problem'),
      lead: true,
      render: (row) => (row.ok ? <span className="x-quiet">{t('fine')}</span> : <WholeRow row={row} />),
    },
    ...shown.map(({ field, label }) => ({
      key: field,
      title: inLanguage(label),
      number: AMOUNTS.has(field),
      render: (row: Row) => <Cell row={row} field={field} />,
    })),
  ];
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Nothing in this table takes the focus: without it the keyboard could not scroll to the last columns.
    region.current?.querySelector('.ant-table-content')?.setAttribute('tabindex', '0');
  });
  return (
    <div ref={region}>
      <DataTable name="import-preview" columns={columns} rows={preview.rows} rowKey={(row) => String(row.line)} />
    </div>
  );
}

/** What concerns no single cell. */
function WholeRow({ row }: { readonly row: Row }) {
  const t = useImportTexts();
  const problems = row.problems.filter((problem) => problem.field === '');
  return (
    <div className="x-import-cell-problem">
      {t('rejected')}
      {problems.map((problem) => (
        <div key={problem.message}>
          {problem.message} {problem.remedy}
        </div>
      ))}
    </div>
  );
}
