import { Link } from 'react-router';
import type { ImportState } from '#api/contract/index.ts';
import { useApi } from '#web/data/queries.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { At, Empty, Problem } from '#web/ui/parts.tsx';
import { formatCount } from './counts.ts';
import { useImportTexts } from './texts.ts';
import { Undo } from './undo.tsx';

const FIGURES = ['rows', 'posted', 'payments', 'unchanged', 'rejected'] as const;

function useColumns(): readonly Column<ImportState>[] {
  const t = useImportTexts();
  return [
    {
      key: 'file',
      title: t('file'),
      lead: true,
      render: (row) => <Link to={`/imports/${row.id}`}>{row.fileName}</Link>,
    },
    {
      key: 'state',
      title: t('state'),
      lead: true,
      render: (row) =>
        row.state === 'running'
          ? t('progress', { done: formatCount(row.done), rows: formatCount(row.rows) })
          : t(row.state),
    },
    { key: 'at', title: t('at'), render: (row) => <At instant={row.createdAt} /> },
    { key: 'by', title: t('by'), render: (row) => row.by?.name ?? '—' },
    ...FIGURES.map((name) => ({
      key: name,
      title: t(name),
      number: true,
      render: (row: ImportState) => (row[name] === 0 ? '—' : formatCount(row[name])),
    })),
    { key: 'undo', title: t('undo'), render: (row) => (row.mayUndo ? <Undo state={row} small /> : null) },
  ];
}

/** What was imported so far, newest first. */
export function ImportList() {
  const t = useImportTexts();
  const found = useApi('listImports', {});
  const columns = useColumns();
  return (
    <section aria-labelledby="imports-so-far">
      <h2 id="imports-so-far" style={{ marginBottom: 8 }}>
        {t('history')}
      </h2>
      {found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      <DataTable
        name="imports"
        columns={columns}
        rows={found.data?.items ?? []}
        rowKey={(row) => row.id}
        href={(row) => `/imports/${row.id}`}
        loading={found.isPending}
        empty={<Empty title={t('emptyTitle')}>{t('emptyText')}</Empty>}
      />
    </section>
  );
}
