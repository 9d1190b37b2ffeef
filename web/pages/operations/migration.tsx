import { App, Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { Link, useParams } from 'react-router';
import type { ResponseOf } from '#api/contract/index.ts';
import { useBilingual } from '#i18n/index.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { type Column, DataTable } from '#web/parts/data-table.tsx';
import { Empty, Loaded, PageHead, Problem } from '#web/ui/parts.tsx';
import { MEANING } from '#web/ui/theme.ts';
import './operations.css';
import { useOperationsTexts } from './texts.ts';

type Process = ResponseOf<'listDeployed'>[number];
type Forecast = ResponseOf<'forecastMigration'>;
type Row = Forecast['instances'][number];
type Outcome = ResponseOf<'migrateInstances'>[number];
type Mapping = Readonly<Record<string, string>>;

const VERDICTS = {
  MIGRATES: { text: 'migrates', color: MEANING.cured },
  NEEDS_CHOICE: { text: 'needsChoice', color: MEANING.sales },
  STAYS: { text: 'stays', color: MEANING.legal },
} as const;

/** Instances of one version to another: what would become of each, then what became of each. */
export default function Migration() {
  const { processId = '', source = '' } = useParams();
  const deployed = useApi('listDeployed', {});
  return (
    <Loaded of={deployed}>
      {(processes) => {
        const process = processes.find((one) => one.processId === processId);
        return process === undefined ? null : <Plan process={process} source={source} />;
      }}
    </Loaded>
  );
}

function Plan({ process, source }: { readonly process: Process; readonly source: string }) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const from = process.versions.find(({ processDefinitionKey }) => processDefinitionKey === source);
  const others = process.versions.filter(({ processDefinitionKey }) => processDefinitionKey !== source);
  const [target, setTarget] = useState<string | undefined>(others[0]?.processDefinitionKey);
  const [mapping, setMapping] = useState<Mapping>({});
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | undefined>(undefined);
  const forecast = useAct('forecastMigration');
  const { mutate } = forecast;
  useEffect(() => {
    if (target === undefined || outcomes !== undefined) return;
    mutate({
      body: { sourceProcessDefinitionKey: source, targetProcessDefinitionKey: target, mapping: { ...mapping } },
    });
  }, [mutate, source, target, mapping, outcomes]);
  return (
    <>
      <PageHead title={inLanguage(process.name)} note={t('migrateTitle', { version: from?.version ?? 0 })} />
      {target === undefined ? (
        <Empty title={t('noOther')} />
      ) : (
        <>
          <p className="x-quiet">{t('migrateNote')}</p>
          <div className="x-filters">
            <span>{t('toVersion')}</span>
            <Select
              aria-label={t('toVersion')}
              style={{ minWidth: 160 }}
              value={target}
              disabled={outcomes !== undefined}
              onChange={(value) => {
                setTarget(value);
                setMapping({});
              }}
              options={others.map(({ processDefinitionKey, version, isNewest }) => ({
                value: processDefinitionKey,
                label: `${t('versionNumber', { version })}${isNewest ? ` · ${t('newest')}` : ''}`,
              }))}
            />
          </div>
          {forecast.error ? <Problem error={forecast.error} /> : null}
          {forecast.data === undefined ? null : (
            <Forecasted
              forecast={forecast.data}
              mapping={mapping}
              onMap={setMapping}
              outcomes={outcomes}
              request={{
                sourceProcessDefinitionKey: source,
                targetProcessDefinitionKey: target,
                mapping: { ...mapping },
              }}
              onDone={setOutcomes}
            />
          )}
        </>
      )}
    </>
  );
}

interface Given {
  readonly forecast: Forecast;
  readonly mapping: Mapping;
  readonly onMap: (mapping: Mapping) => void;
  readonly outcomes: readonly Outcome[] | undefined;
  readonly request: {
    readonly sourceProcessDefinitionKey: string;
    readonly targetProcessDefinitionKey: string;
    readonly mapping: Record<string, string>;
  };
  readonly onDone: (outcomes: readonly Outcome[]) => void;
}

function Forecasted({ forecast, mapping, onMap, outcomes, request, onDone }: Given) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const act = useAct('migrateInstances', ['operations', 'cases', 'tasks']);
  const going = forecast.instances.filter(({ verdict }) => verdict === 'MIGRATES').map(({ instance }) => instance.key);
  const chosen = Object.keys(mapping).map((elementId) => ({ elementId, target: mapping[elementId] }));
  const run = (): void =>
    act.mutate(
      { body: { ...request, instances: going, reason: reason.trim() } },
      {
        onSuccess: (results) => {
          onDone(results);
          const done = results.filter(({ ok }) => ok).length;
          const text = t('migratedSome', { done, failed: results.length - done });
          void (done === results.length ? message.success(text, 5) : message.warning(text, 8));
        },
      },
    );
  if (forecast.instances.length === 0) return <Empty title={t('nothingRuns')} />;
  return (
    <>
      <div className="x-counts" style={{ marginBottom: 12 }}>
        <Verdict verdict="MIGRATES" count={forecast.counts.migrates} />
        {forecast.counts.needsChoice > 0 ? (
          <Verdict verdict="NEEDS_CHOICE" count={forecast.counts.needsChoice} />
        ) : null}
        {forecast.counts.stays > 0 ? <Verdict verdict="STAYS" count={forecast.counts.stays} /> : null}
      </div>
      {outcomes === undefined
        ? [
            ...forecast.choices.map((choice) => (
              <div key={choice.elementId} className="x-choice">
                <span>{t('choose', { count: choice.instances, name: inLanguage(choice.name) })}</span>
                <Select
                  aria-label={inLanguage(choice.name)}
                  style={{ minWidth: 220 }}
                  placeholder={t('target')}
                  onChange={(value: string) => onMap({ ...mapping, [choice.elementId]: value })}
                  options={choice.candidates.map(({ elementId, name }) => ({
                    value: elementId,
                    label: inLanguage(name),
                  }))}
                />
              </div>
            )),
            ...chosen.map(({ elementId, target }) => (
              <div key={`chosen-${elementId}`} className="x-choice x-quiet">
                {elementId} → {inLanguage(forecast.targets.find((one) => one.elementId === target)?.name ?? NO_NAME)}
              </div>
            )),
          ]
        : null}
      <Rows forecast={forecast} outcomes={outcomes} />
      {outcomes === undefined ? (
        <div className="x-run">
          <Input.TextArea
            aria-label={t('reason')}
            placeholder={t('reason')}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            maxLength={500}
            autoSize={{ minRows: 1 }}
          />
          <Button
            type="primary"
            loading={act.isPending}
            disabled={going.length === 0 || reason.trim() === ''}
            onClick={run}
          >
            {t('run', { count: going.length })}
          </Button>
        </div>
      ) : null}
      {act.error ? <Problem error={act.error} /> : null}
    </>
  );
}

const NO_NAME = { 'zh-CN': '', en: '' };

function Verdict({ verdict, count }: { readonly verdict: Row['verdict']; readonly count: number }) {
  const t = useOperationsTexts();
  const { text, color } = VERDICTS[verdict];
  return (
    <span className="x-tag" style={{ color }}>
      <strong>{count}</strong> {t(text)}
    </span>
  );
}

function Rows({
  forecast,
  outcomes,
}: {
  readonly forecast: Forecast;
  readonly outcomes: readonly Outcome[] | undefined;
}) {
  const t = useOperationsTexts();
  const inLanguage = useBilingual();
  const outcomeOf = (row: Row): Outcome | undefined => outcomes?.find(({ key }) => key === row.instance.key);
  const told = (row: Row) => {
    const outcome = outcomeOf(row);
    if (outcome?.problem) return [outcome.problem];
    return outcome === undefined ? row.problems : [];
  };
  const columns: readonly Column<Row>[] = [
    {
      key: 'about',
      title: t('about'),
      lead: true,
      render: (row) => (
        <Link to={`/operations/instances/${row.instance.key}`}>{row.instance.title || row.instance.key}</Link>
      ),
    },
    {
      key: 'verdict',
      title: t('result'),
      lead: true,
      render: (row) => {
        const outcome = outcomeOf(row);
        if (outcome === undefined) {
          const { text, color } = VERDICTS[row.verdict];
          return (
            <span className="x-tag" style={{ color }}>
              {t(text)}
            </span>
          );
        }
        return (
          <span className="x-tag" style={{ color: outcome.ok ? MEANING.cured : MEANING.legal }}>
            {outcome.ok ? t('done') : t('notDone')}
          </span>
        );
      },
    },
    {
      key: 'at',
      title: t('at'),
      render: (row) => row.at.map(({ name }) => inLanguage(name)).join(' · ') || '—',
    },
    {
      key: 'why',
      title: t('reasonWhy'),
      render: (row) => (
        <div className="x-why">
          {told(row).map(({ text, remedy }) => (
            <div key={text}>
              {text} <span className="x-quiet">{remedy}</span>
            </div>
          ))}
        </div>
      ),
    },
  ];
  return <DataTable name="migration" columns={columns} rows={forecast.instances} rowKey={(row) => row.instance.key} />;
}
