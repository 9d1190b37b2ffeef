import { Alert, Button, Progress } from 'antd';
import { useEffect } from 'react';
import { Link } from 'react-router';
import type { ImportState } from '#api/contract/index.ts';
import { addressOf } from '#web/data/client.ts';
import { useAct } from '#web/data/queries.ts';
import { Problem } from '#web/ui/parts.tsx';
import { formatCount } from './counts.ts';
import { useImportTexts } from './texts.ts';
import { Undo } from './undo.tsx';

/** Asked again at this pace while it runs: a lost socket must not make it look as if it stood still. */
const ASK_AGAIN_MS = 3_000;

/** Third step while it runs: how far it is, with counts. */
export function Running({ state, refetch }: { readonly state: ImportState; readonly refetch: () => void }) {
  const t = useImportTexts();
  const stop = useAct('stopImport', [`import:${state.id}`]);
  useEffect(() => {
    const timer = setInterval(refetch, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  const counts = {
    done: formatCount(state.done),
    rows: formatCount(state.rows),
    rejected: formatCount(state.rejected),
  };
  const percent = state.rows === 0 ? 0 : Math.floor((state.done / state.rows) * 100);
  return (
    <section className="x-card">
      <h2>
        <span aria-live="polite">{t(state.rejected > 0 ? 'progressRejected' : 'progress', counts)}</span>
      </h2>
      <Progress percent={percent} strokeColor="var(--x-accent)" aria-label={t('running')} />
      <p className="x-quiet">{t('leave')}</p>
      <Button loading={stop.isPending} onClick={() => stop.mutate({ params: { id: state.id } })}>
        {t('stop')}
      </Button>
      {stop.error ? <Problem error={stop.error} /> : null}
    </section>
  );
}

const FIGURES = ['posted', 'payments', 'unchanged', 'rejected'] as const;

/** What came of it, and what can be done now. */
export function Outcome({ state }: { readonly state: ImportState }) {
  const t = useImportTexts();
  const start = useAct('startImport', [`import:${state.id}`]);
  const mayGoOn = state.state === 'stopped' || state.state === 'failed';
  const blocked = state.state === 'finished' && !state.mayUndo && state.posted + state.payments > 0;
  return (
    <div className="x-import-cards">
      {state.error ? <Alert type="error" showIcon role="alert" title={state.error} /> : null}
      <section className="x-card">
        <h2>
          <span>{state.state === 'finished' ? t('done') : t(state.state)}</span>
          {state.state === 'stopped' ? (
            <span className="x-quiet">{t('stoppedText', { done: formatCount(state.done) })}</span>
          ) : null}
        </h2>
        {state.state === 'undone' ? (
          <p style={{ margin: 0 }}>{t('undoneText')}</p>
        ) : (
          <dl className="x-facts">
            {FIGURES.map((name) => (
              <div key={name}>
                <dt>{t(name)}</dt>
                <dd className="x-figure">{formatCount(state[name])}</dd>
              </div>
            ))}
          </dl>
        )}
        {state.rejected > 0 && state.state !== 'undone' ? <p className="x-quiet">{t('fix')}</p> : null}
        {blocked ? <p className="x-quiet">{t('cannotUndo')}</p> : null}
        <div className="x-import-foot">
          {mayGoOn ? (
            <Button type="primary" loading={start.isPending} onClick={() => start.mutate({ params: { id: state.id } })}>
              {t('goOn')}
            </Button>
          ) : null}
          {state.state === 'finished' ? (
            <Link to="/receivables">
              <Button type="primary">{t('toReceivables')}</Button>
            </Link>
          ) : null}
          {state.rejected > 0 && state.state !== 'undone' ? (
            <Button
              href={addressOf('getRejected', { params: { id: state.id }, query: { format: 'xlsx' } })}
              target="_self"
            >
              {t('report')}
            </Button>
          ) : null}
          {state.mayUndo ? <Undo state={state} /> : null}
          <Link to="/imports">
            <Button>{t('another')}</Button>
          </Link>
        </div>
        {start.error ? <Problem error={start.error} /> : null}
      </section>
    </div>
  );
}
