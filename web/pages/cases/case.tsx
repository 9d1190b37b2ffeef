import { Alert, App, Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useHasRole } from '#web/data/session.tsx';
import { AskReason } from '#web/parts/ask-reason.tsx';
import { History } from '#web/parts/history.tsx';
import { ProcessPicture } from '#web/parts/process-picture.tsx';
import { useBilingual } from '#i18n/index.ts';
import { Loaded, PageHead } from '#web/ui/parts.tsx';
import '../receivables/receivable.css';
import { useCaseTexts } from './texts.ts';

type Detail = ResponseOf<'getCase'>;

function Cancel({ caseKey }: { readonly caseKey: string }) {
  const t = useCaseTexts();
  const act = useAct('cancelCase', ['cases', 'tasks', 'receivables']);
  return (
    <AskReason
      danger
      label={t('cancel')}
      title={t('cancelTitle')}
      note={t('cancelNote')}
      reasonLabel={t('reason')}
      no={t('no')}
      done={t('ended')}
      act={act}
      run={(reason, onSuccess) => act.mutate({ params: { key: caseKey }, body: { reason } }, { onSuccess })}
    />
  );
}

function Incidents({ detail }: { readonly detail: Detail }) {
  const t = useCaseTexts();
  const { message } = App.useApp();
  const act = useAct('resolveIncident', ['cases']);
  const mayResolve = useHasRole('admin', 'operator');
  return (
    <>
      {detail.picture.incidents.map((incident) => (
        <Alert
          key={incident.incidentKey}
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('trouble')}
          description={`${incident.elementId}: ${incident.message}`}
          action={
            mayResolve ? (
              <Button
                size="small"
                loading={act.isPending}
                onClick={() =>
                  act.mutate(
                    { params: { key: incident.incidentKey }, body: { retries: 1 } },
                    {
                      onSuccess: () => void message.success(t('retried')),
                      onError: (error) => void message.error(error.message),
                    },
                  )
                }
              >
                {t('retry')}
              </Button>
            ) : undefined
          }
        />
      ))}
    </>
  );
}

export default function Case() {
  const t = useCaseTexts();
  const inLanguage = useBilingual();
  const { key = '' } = useParams();
  const operates = useHasRole('admin', 'operator');
  const found = useApi('getCase', { params: { key } });
  return (
    <Loaded of={found}>
      {(detail) => {
        const { summary } = detail;
        return (
          <>
            <PageHead
              title={inLanguage(summary.processName)}
              note={`${summary.title} · ${t(summary.state)} · ${t('version', { version: summary.version })}`}
            >
              {operates ? <Link to={`/operations/instances/${key}`}>{t('operate')}</Link> : null}
              {operates && summary.endedAt === null ? <Cancel caseKey={key} /> : null}
            </PageHead>
            <Incidents detail={detail} />
            <div style={{ height: 'min(52vh, 520px)', marginBottom: 12 }}>
              <ProcessPicture picture={detail.picture} />
            </div>
            <div className="x-two">
              <section className="x-card">
                <h2>{t('history')}</h2>
                <History acts={detail.history} />
              </section>
              <section className="x-card">
                <h2>{t('tasks')}</h2>
                {summary.openTasks.length === 0 ? <span className="x-quiet">{t('noTasks')}</span> : null}
                {summary.openTasks.map((task) => (
                  <div key={task.key}>
                    <Link to={`/inbox/${task.key}`}>{inLanguage(task.name)}</Link>{' '}
                    <span className="x-quiet">{task.assignee?.name}</span>
                  </div>
                ))}
                {summary.customerId ? (
                  <p style={{ margin: '8px 0 0' }}>
                    <Link to={`/customers/${summary.customerId}`}>{summary.customerName ?? t('customer')}</Link>
                    {summary.receivableId ? (
                      <>
                        {' · '}
                        <Link to={`/receivables/${summary.receivableId}`}>{t('receivable')}</Link>
                      </>
                    ) : null}
                  </p>
                ) : null}
              </section>
            </div>
          </>
        );
      }}
    </Loaded>
  );
}
