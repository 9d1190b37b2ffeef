import { Alert, App, Button, Input } from 'antd';
import { useEffect, useState } from 'react';
import type { LintProblem, ResponseOf } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useSession } from '#web/data/session.tsx';
import { Loaded, Problem } from '#web/ui/parts.tsx';
import { ChangeList } from './change-list.tsx';
import { Problems } from './problems.tsx';
import { useStudioTexts } from './texts.ts';
import type { Bundle } from './use-bundle.ts';

interface Props {
  readonly id: string;
  readonly loaded: ResponseOf<'getProcess'>;
  readonly bundle: Bundle;
  readonly onShow: (problem: LintProblem) => void;
}

/** Publishing is a page: what changed, what it does to running cases, what the checks say, who must agree. */
export function Publish({ id, loaded, bundle, onShow }: Props) {
  const t = useStudioTexts();
  const { company } = useSession();
  const { message } = App.useApp();
  const [note, setNote] = useState('');
  const [ready, setReady] = useState(false);
  const changes = useApi('compare', { params: { id }, query: { from: loaded.summary.version } }, { enabled: ready });
  const act = useAct('publish', ['processes']);
  const { flush } = bundle;
  useEffect(() => {
    void flush().then(() => setReady(true));
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the page opens
  }, []);
  const errors = bundle.problems.filter((problem) => problem.severity === 'error').length;
  const publish = async (): Promise<void> => {
    const revision = await flush();
    act.mutate(
      { params: { id }, body: { revision, ...(note.trim() ? { note: note.trim() } : {}) } },
      {
        onSuccess: ({ published, version }) =>
          void message.success(published && version !== null ? t('publishedNow', { version }) : t('requested'), 5),
      },
    );
  };
  const same = changes.data?.changes.length === 0;
  return (
    <div className="x-studio-scroll" style={{ maxWidth: 860 }}>
      <section className="x-card">
        <h2>{t('changes')}</h2>
        {ready ? <Loaded of={changes}>{(found) => <ChangeList changes={found.changes} />}</Loaded> : null}
        <p className="x-quiet">{t('runningNote', { count: loaded.summary.running })}</p>
        {company.publishNeedsSecondPerson ? <p className="x-quiet">{t('secondNote')}</p> : null}
      </section>
      <section className="x-card" style={{ marginTop: 12 }}>
        <h2>{t('tests')}</h2>
        {errors > 0 ? (
          <Alert type="error" showIcon title={t('fixFirst', { errors })} style={{ marginBottom: 8 }} />
        ) : null}
        <Problems problems={bundle.problems} onShow={onShow} />
      </section>
      <section className="x-card" style={{ marginTop: 12 }}>
        <Input.TextArea
          aria-label={t('note')}
          placeholder={t('note')}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          maxLength={500}
          autoSize={{ minRows: 2 }}
        />
        {act.error ? <Problem error={act.error} /> : null}
        <Button
          type="primary"
          style={{ marginTop: 12 }}
          disabled={errors > 0 || same}
          loading={act.isPending}
          onClick={() => void publish()}
        >
          {t('publishNow')}
        </Button>
      </section>
    </div>
  );
}
