import { Select } from 'antd';
import type { ImportPreview } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useImportTexts } from './texts.ts';

/** Below this the guess is shown with a word of doubt. */
const SURE = 0.75;
const SAMPLES = 3;

function samplesOf(preview: ImportPreview, column: number | undefined): string {
  if (column === undefined) return '';
  const values = preview.sample.map((row) => row[column] ?? '').filter((value) => value !== '');
  return [...new Set(values)].slice(0, SAMPLES).join(' · ');
}

/** Each field of ours with the column it is read from, what stands there, and what is wrong with it. */
export function FieldList({
  preview,
  onMap,
}: {
  readonly preview: ImportPreview;
  readonly onMap: (mapping: Record<string, number>) => void;
}) {
  const t = useImportTexts();
  const inLanguage = useBilingual();
  const options = preview.headers.map((header, column) => ({
    value: column,
    label: header || t('noHeader', { number: column + 1 }),
  }));
  const map = (field: string, column: number | undefined): void => {
    const { [field]: _before, ...rest } = preview.mapping;
    onMap(column === undefined ? rest : { ...rest, [field]: column });
  };
  return (
    <ul className="x-import-fields">
      {preview.fields.map(({ field, label, required }) => {
        const column = preview.mapping[field];
        const problems = preview.problems.filter((problem) => problem.field === field);
        const unsure = column !== undefined && (preview.confidence[field] ?? 1) < SURE;
        const id = `field-${field}`;
        return (
          <li key={field}>
            <label htmlFor={id}>
              {inLanguage(label)} {required ? <small className="x-quiet">{t('required')}</small> : null}
            </label>
            <Select<number>
              id={id}
              value={column ?? null}
              placeholder={t('none')}
              allowClear
              showSearch={{ optionFilterProp: 'label' }}
              options={options}
              {...(problems.length > 0 ? { status: 'error' as const } : {})}
              onChange={(value: number | undefined) => map(field, value)}
            />
            <span className="x-import-sample">
              {samplesOf(preview, column)}
              {unsure ? t('unsure') : null}
            </span>
            {problems.map((problem) => (
              <div key={problem.message} className="x-import-problem" role="alert">
                {problem.message} {problem.remedy}
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
