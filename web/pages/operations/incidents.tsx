import { App, Button, Collapse } from 'antd';
import { Link } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual, useLanguage } from '#i18n/index.ts';
import { useAct, usePages } from '#web/data/queries.ts';
import { At, Empty, Problem } from '#web/ui/parts.tsx';
import { INCIDENT_TYPES, useOperationsTexts } from './texts.ts';

export type Incident = ResponseOf<'listOpenIncidents'>['items'][number];

/** What has the same cause in all likelihood: one version, one element, one message. */
interface Group {
  readonly id: string;
  readonly first: Incident;
  readonly incidents: readonly Incident[];
}

function grouped(incidents: readonly Incident[]): readonly Group[] {
  const groups = new Map<string, Incident[]>();
  for (const incident of incidents) {
    const id = [incident.processDefinitionKey, incident.elementId, incident.message].join('\n');
    const known = groups.get(id);
    if (known === undefined) groups.set(id, [incident]);
    else known.push(incident);
  }
  return [...groups].flatMap(([id, members]) => {
    const [first] = members;
    return first === undefined ? [] : [{ id, first, incidents: members }];
  });
}

/** What kind of trouble it is, in words; the engine's own name of one that has none yet. */
export function useIncidentType(): (type: string) => string {
  const language = useLanguage();
  return (type) => INCIDENT_TYPES[type]?.[language] ?? type;
}

/** Tries incidents again and says how many went on; those that did not say why where they stand. */
export function useRetry(): { readonly retry: (keys: readonly string[]) => void; readonly isPending: boolean } {
  const t = useOperationsTexts();
  const { message } = App.useApp();
  const act = useAct('retryIncidents', ['operations', 'cases', 'tasks']);
  const retry = (keys: readonly string[]): void =>
    act.mutate(
      { body: { keys: [...keys], retries: 1 } },
      {
        onSuccess: (outcomes) => {
          const done = outcomes.filter(({ ok }) => ok).length;
          const failed = outcomes.length - done;
          if (failed === 0) void message.success(t('retried', { done }));
          else void message.warning(t('retriedSome', { done, failed }), 6);
        },
        onError: (error) => void message.error(error.message, 6),
      },
    );
  return { retry, isPending: act.isPending };
}

function IncidentGroup({ group: { first, incidents } }: { readonly group: Group }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const typeOf = useIncidentType();
  const { retry, isPending } = useRetry();
  return (
    <section className="x-card x-incident-group">
      <h2>
        <span>
          {inLanguage(first.elementName)}
          <span className="x-quiet">
            {' '}
            {inLanguage(first.processName)} · {t('versionNumber', { version: first.version })} · {typeOf(first.type)}
          </span>
        </span>
        <Button
          size="small"
          loading={isPending}
          onClick={() => retry(incidents.map(({ key }) => key))}
          aria-label={`${incidents.length > 1 ? t('retryAll') : t('retry')}: ${inLanguage(first.elementName)}`}
        >
          {incidents.length > 1 ? t('retryAll') : t('retry')}
        </Button>
      </h2>
      <p className="x-incident-text">{first.message}</p>
      {incidents.length === 1 ? (
        <Where incident={first} />
      ) : (
        <Collapse
          ghost
          size="small"
          items={[
            {
              key: 'all',
              label: t('stopped', { count: incidents.length }),
              children: incidents.map((incident) => <Where key={incident.key} incident={incident} />),
            },
          ]}
        />
      )}
    </section>
  );
}

function Where({ incident }: { readonly incident: Incident }) {
  return (
    <div className="x-where">
      <Link to={`/operations/instances/${incident.instanceKey}`}>{incident.title || incident.instanceKey}</Link>
      <span className="x-quiet">
        <At instant={incident.createdAt} />
      </span>
    </div>
  );
}

/** Open incidents, those with one cause together. */
export function Incidents() {
  const t = useOperationsTexts();
  const pages = usePages('listOpenIncidents', { query: { limit: 200 } });
  const incidents = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (pages.error) return <Problem error={pages.error} onRetry={() => void pages.refetch()} />;
  if (!pages.isPending && incidents.length === 0) return <Empty title={t('noIncidents')}>{t('noIncidentsText')}</Empty>;
  return (
    <>
      {grouped(incidents).map((group) => (
        <IncidentGroup key={group.id} group={group} />
      ))}
    </>
  );
}
