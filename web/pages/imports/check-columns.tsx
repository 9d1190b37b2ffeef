import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { BodyOf, ImportPreview } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { Loaded, Problem } from '#web/ui/parts.tsx';
import { formatCount } from './counts.ts';
import { FieldList } from './field-list.tsx';
import { MappingTools } from './mapping-tools.tsx';
import { PreviewRows } from './preview-rows.tsx';
import { useImportTexts } from './texts.ts';

/** The key under which a preview is kept, for putting there what an act has answered. */
export const previewKey = (id: string): readonly unknown[] => ['getImportPreview', { id }, null];

/** Second step: which column is what, and what the rows then say. */
export function CheckColumns({ id }: { readonly id: string }) {
  const found = useApi('getImportPreview', { params: { id } });
  return <Loaded of={found}>{(preview) => <Check preview={preview} />}</Loaded>;
}

function Check({ preview }: { readonly preview: ImportPreview }) {
  const t = useImportTexts();
  const client = useQueryClient();
  const { id } = preview.import;
  const map = useAct('mapImport');
  const start = useAct('startImport', [`import:${id}`]);
  const correct = (body: BodyOf<'mapImport'>, done?: () => void): void =>
    map.mutate(
      { params: { id }, body },
      {
        onSuccess: (corrected) => {
          client.setQueryData(previewKey(id), corrected);
          done?.();
        },
      },
    );
  const { ok, rejected } = preview.counts;
  const verdict = rejected > 0 ? 'verdictRejected' : 'verdict';
  const obstacle = preview.problems.length > 0 ? t('openProblems') : ok === 0 ? t('nothing') : undefined;
  return (
    <div className="x-import-cards">
      <section className="x-card" aria-busy={map.isPending}>
        <h2>
          <span>{t('columns')}</span>
          <span className="x-quiet" aria-live="polite">
            {map.isPending ? t('checking') : t(verdict, { ok: formatCount(ok), rejected: formatCount(rejected) })}
          </span>
        </h2>
        <MappingTools preview={preview} onCorrect={correct} />
        <FieldList preview={preview} onMap={(mapping) => correct({ mapping })} />
        {map.error ? <Problem error={map.error} /> : null}
      </section>
      <section>
        <h2 style={{ margin: '16px 0 8px', fontSize: 14 }}>{t('preview', { count: preview.rows.length })}</h2>
        <PreviewRows preview={preview} />
      </section>
      {start.error ? <Problem error={start.error} /> : null}
      <div className="x-import-foot">
        <Button
          type="primary"
          disabled={obstacle !== undefined || map.isPending}
          loading={start.isPending}
          onClick={() =>
            start.mutate(
              { params: { id } },
              { onSuccess: (state) => client.setQueryData(['getImport', { id }, null], state) },
            )
          }
        >
          {t('start', { count: formatCount(ok) })}
        </Button>
        {obstacle === undefined && rejected === 0 ? null : (
          <span className="x-quiet">{obstacle ?? t('rejectedLater')}</span>
        )}
      </div>
    </div>
  );
}
