import { Alert, Button } from 'antd';
import { Link, useParams } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useHasRole } from '#web/data/session.tsx';
import { AskReason } from '#web/parts/ask-reason.tsx';
import { ProcessPicture } from '#web/parts/process-picture.tsx';
import { At, Loaded, PageHead } from '#web/ui/parts.tsx';
import { useIncidentType, useRetry } from './incidents.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { MoveCard } from './moves.tsx';
import '../receivables/receivable.css';
import './operations.css';
import { StateTag } from './state-tag.tsx';
import { useOperationsTexts, type OperationsText } from './texts.ts';

type Detail = ResponseOf<'getInstance'>;

/** One instance: where it stands, what stopped it, and what may be done to it. */
export default function Instance() {
  const { key = '' } = useParams();
  const found = useApi('getInstance', { params: { key } });
  return <Loaded of={found}>{(detail) => <Shown detail={detail} />}</Loaded>;
}

function Shown({ detail }: { readonly detail: Detail }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const { instance } = detail;
  const waiting = detail.moves.filter(({ state }) => state === 'awaiting');
  return (
    <>
      <PageHead
        title={inLanguage(instance.processName)}
        note={
          <>
            {[instance.title, t('versionNumber', { version: instance.version })].filter(Boolean).join(' · ')}{' '}
            <StateTag state={instance.state} />
          </>
        }
      >
        <Acts detail={detail} />
      </PageHead>
      {instance.callerKey !== null && instance.endedAt === null ? (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={t('calledBy')}
          action={<Link to={`/operations/instances/${instance.callerKey}`}>{t('caller')}</Link>}
        />
      ) : null}
      <Incidents detail={detail} />
      {waiting.map((move) => (
        <MoveCard key={move.id} move={move} />
      ))}
      <div style={{ height: 'min(48vh, 480px)', marginBottom: 12 }}>
        <ProcessPicture picture={detail.picture} />
      </div>
      <div className="x-two">
        <Where detail={detail} />
        <Done detail={detail} />
      </div>
    </>
  );
}

function Acts({ detail: { instance } }: { readonly detail: Detail }) {
  const t = useOperationsTexts();
  const suspend = useAct('suspendInstance', ['operations', 'cases', 'tasks']);
  const resume = useAct('resumeInstance', ['operations', 'cases', 'tasks']);
  const cancel = useAct('cancelCase', ['operations', 'cases', 'tasks', 'receivables']);
  const params = { key: instance.key };
  const shared = { reasonLabel: t('reason'), no: t('no') };
  const history = <Link to={`/cases/${instance.key}`}>{t('history')}</Link>;
  if (instance.endedAt !== null || instance.callerKey !== null) return history;
  return (
    <>
      {history}
      {instance.state === 'suspended' ? (
        <AskReason
          {...shared}
          label={t('resume')}
          title={t('resumeTitle')}
          note={t('resumeNote')}
          done={t('resumeDone')}
          act={resume}
          run={(reason, onSuccess) => resume.mutate({ params, body: { reason } }, { onSuccess })}
        />
      ) : (
        <AskReason
          {...shared}
          label={t('suspend')}
          title={t('suspendTitle')}
          note={t('suspendNote')}
          done={t('suspendDone')}
          act={suspend}
          run={(reason, onSuccess) => suspend.mutate({ params, body: { reason } }, { onSuccess })}
        />
      )}
      <AskReason
        {...shared}
        danger
        label={t('cancel')}
        title={t('cancelTitle')}
        note={t('cancelNote')}
        done={t('cancelDone')}
        act={cancel}
        run={(reason, onSuccess) => cancel.mutate({ params, body: { reason } }, { onSuccess })}
      />
    </>
  );
}

function Incidents({ detail: { incidents, instance } }: { readonly detail: Detail }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const typeOf = useIncidentType();
  const { retry, isPending } = useRetry();
  return (
    <>
      {incidents.map((incident) => (
        <Alert
          key={incident.key}
          type="error"
          showIcon
          style={{ marginBottom: 12 }}
          title={`${inLanguage(incident.elementName)} · ${typeOf(incident.type)}`}
          description={incident.message}
          action={
            instance.state === 'suspended' ? undefined : (
              <Button size="small" loading={isPending} onClick={() => retry([incident.key])}>
                {t('retry')}
              </Button>
            )
          }
        />
      ))}
    </>
  );
}

function Where({ detail }: { readonly detail: Detail }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const mayMove = useHasRole('operator') && detail.instance.state !== 'suspended';
  return (
    <section className="x-card">
      <h2>{t('where')}</h2>
      {detail.elements.length === 0 ? <span className="x-quiet">{t('nowhere')}</span> : null}
      {detail.elements.map((element) => (
        <div key={element.elementInstanceKey} className="x-where">
          <span>{inLanguage(element.name)}</span>
          {mayMove ? <MoveDialog detail={detail} element={element} /> : null}
        </div>
      ))}
      {detail.waitsAt.map(({ elementId, name }) => (
        <p key={elementId} className="x-quiet" style={{ margin: '8px 0 0' }}>
          {t('waitsAt', { name: inLanguage(name) })}
        </p>
      ))}
      {detail.called.length > 0 ? (
        <>
          <h3 style={{ margin: '12px 0 4px' }}>{t('called')}</h3>
          {detail.called.map((called) => (
            <div key={called.key} className="x-where">
              <Link to={`/operations/instances/${called.key}`}>{inLanguage(called.processName)}</Link>
              <StateTag state={called.state} />
            </div>
          ))}
        </>
      ) : null}
    </section>
  );
}

function Done({ detail: { operations } }: { readonly detail: Detail }) {
  const t = useOperationsTexts();
  const told = (kind: Detail['operations'][number]['kind']): string => t(`did_${kind}` satisfies OperationsText);
  return (
    <section className="x-card">
      <h2>{t('done_by')}</h2>
      {operations.length === 0 ? <span className="x-quiet">{t('noOperations')}</span> : null}
      <ol className="x-history">
        {operations.map((operation) => (
          <li key={`${operation.at}-${operation.kind}`} data-person="true">
            <div>
              <strong>{operation.by.name}</strong> {told(operation.kind)}
              {operation.agreedBy ? (
                <span className="x-quiet"> · {t('agreedBy', { name: operation.agreedBy.name })}</span>
              ) : null}
            </div>
            <small className="x-quiet">
              <At instant={operation.at} />
            </small>
            <blockquote>{operation.reason}</blockquote>
          </li>
        ))}
      </ol>
    </section>
  );
}
