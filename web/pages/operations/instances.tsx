import { Button, Select } from 'antd';
import { Link } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useAct, useApi, usePages } from '#web/data/queries.ts';
import { useHasRole } from '#web/data/session.tsx';
import { useFilters } from '#web/data/use-filters.ts';
import { AskReason } from '#web/parts/ask-reason.tsx';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { At, Empty, Loaded, Problem } from '#web/ui/parts.tsx';
import { type State, STATES, StateTag } from './state-tag.tsx';
import { useOperationsTexts } from './texts.ts';

type Process = ResponseOf<'listDeployed'>[number];
type Version = Process['versions'][number];
type Row = ResponseOf<'listInstances'>['items'][number];

const RUNNING: readonly State[] = ['active', 'incident', 'suspended'];

/** Deployed versions with their instances by state; a number opens its list. */
export function Instances() {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const filters = useFilters(['processId', 'processDefinitionKey', 'state']);
  const deployed = useApi('listDeployed', {});
  return (
    <Loaded of={deployed}>
      {(processes) => {
        const chosen = processes.filter(({ processId }) => processId === filters.values.processId);
        return (
          <>
            <div className="x-filters">
              <Select
                aria-label={t('process')}
                showSearch={{ optionFilterProp: 'label' }}
                style={{ minWidth: 220 }}
                value={filters.values.processId ?? ''}
                onChange={(value) => {
                  filters.set('processDefinitionKey', undefined);
                  filters.set('processId', value || undefined);
                }}
                options={[
                  { value: '', label: t('anyProcess') },
                  ...processes.map(({ processId, name }) => ({ value: processId, label: inLanguage(name) })),
                ]}
              />
              <Select
                aria-label={t('state')}
                style={{ minWidth: 120 }}
                value={filters.values.state ?? ''}
                onChange={(value) => filters.set('state', value || undefined)}
                options={[{ value: '', label: t('anyState') }, ...STATES.map((value) => ({ value, label: t(value) }))]}
              />
            </div>
            {chosen.map((process) => (
              <Versions
                key={process.processId}
                process={process}
                selected={filters.values.processDefinitionKey}
                onPick={(key, state) => {
                  filters.set('processDefinitionKey', key);
                  filters.set('state', state);
                }}
              />
            ))}
            <List filters={filters.values} />
          </>
        );
      }}
    </Loaded>
  );
}

interface Picking {
  readonly selected: string | undefined;
  readonly onPick: (processDefinitionKey: string | undefined, state: State | undefined) => void;
}

function Versions({ process, selected, onPick }: Picking & { readonly process: Process }) {
  return (
    <div className="x-versions">
      {process.versions.map((version) => (
        <VersionCard
          key={version.processDefinitionKey}
          process={process}
          version={version}
          selected={selected}
          onPick={onPick}
        />
      ))}
    </div>
  );
}

function VersionCard({
  process,
  version,
  selected,
  onPick,
}: Picking & { readonly process: Process; readonly version: Version }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const isOperator = useHasRole('operator');
  const remove = useAct('deleteVersion', ['operations', 'processes']);
  const { processDefinitionKey: key, counts } = version;
  const running = RUNNING.reduce((sum, state) => sum + counts[state], 0);
  return (
    <section className="x-card" data-selected={selected === key}>
      <h2>
        <span>
          <button
            type="button"
            className="x-link"
            onClick={() => onPick(selected === key ? undefined : key, undefined)}
          >
            {t('versionNumber', { version: version.version })}
          </button>
          {version.isNewest ? <span className="x-quiet"> · {t('newest')}</span> : null}
        </span>
        <span className="x-quiet">
          <At instant={version.deployedAt} />
        </span>
      </h2>
      <div className="x-counts">
        {STATES.map((state) => (
          <button
            key={state}
            type="button"
            className="x-count-of"
            disabled={counts[state] === 0}
            data-state={state}
            onClick={() => onPick(key, state)}
          >
            <strong>{counts[state]}</strong> {t(state)}
          </button>
        ))}
      </div>
      {isOperator ? (
        <div className="x-version-acts">
          {running > 0 && process.versions.length > 1 ? (
            <Link to={`/operations/migrations/${process.processId}/${key}`}>
              <Button size="small">{t('migrate')}</Button>
            </Link>
          ) : null}
          {running === 0 && process.versions.length > 1 ? (
            <AskReason
              size="small"
              danger
              label={t('delete')}
              title={t('deleteTitle', { name: inLanguage(process.name), version: version.version })}
              note={t('deleteNote')}
              reasonLabel={t('reason')}
              no={t('no')}
              done={t('deleteDone')}
              act={remove}
              run={(reason, onSuccess) => remove.mutate({ params: { key }, body: { reason } }, { onSuccess })}
            />
          ) : null}
        </div>
      ) : null}
    </section>
  );
}

function List({ filters }: { readonly filters: Readonly<Record<string, string | undefined>> }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const query = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const pages = usePages('listInstances', { query: { ...query, limit: 50 } });
  const columns: readonly Column<Row>[] = [
    {
      key: 'process',
      title: t('process'),
      lead: true,
      render: (row) => <Link to={`/operations/instances/${row.key}`}>{inLanguage(row.processName)}</Link>,
    },
    { key: 'state', title: t('state'), lead: true, render: (row) => <StateTag state={row.state} /> },
    { key: 'about', title: t('about'), render: (row) => row.title || '—' },
    { key: 'version', title: t('version'), number: true, render: (row) => row.version },
    { key: 'started', title: t('started'), render: (row) => <At instant={row.startedAt} /> },
    { key: 'ended', title: t('ended'), render: (row) => (row.endedAt ? <At instant={row.endedAt} /> : '—') },
    { key: 'key', title: t('key'), optional: true, render: (row) => <span className="x-number">{row.key}</span> },
  ];
  return (
    <>
      {pages.error ? <Problem error={pages.error} onRetry={() => void pages.refetch()} /> : null}
      <DataTable
        name="instances"
        columns={columns}
        rows={pages.data?.pages.flatMap((page) => page.items) ?? []}
        rowKey={(row) => row.key}
        href={(row) => `/operations/instances/${row.key}`}
        loading={pages.isPending}
        more={{ has: pages.hasNextPage, loading: pages.isFetchingNextPage, load: () => void pages.fetchNextPage() }}
        empty={<Empty title={t('noInstances')}>{t('noInstancesText')}</Empty>}
      />
    </>
  );
}
