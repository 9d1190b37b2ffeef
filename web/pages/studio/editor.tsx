import { App, Button, Modal, Space, Tabs, Tag } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { LintProblem, Resource, ResponseOf } from '#api/contract/index.ts';
import {
  type CanvasHandle,
  DecisionTableEditor,
  DecisionTester,
  ProcessCanvas,
  PropertiesPanel,
  readDecisions,
  readTables,
  type Surroundings,
  TrialRun,
  writeRules,
} from '#designer/index.ts';
import { useBilingual, useLanguage } from '#i18n/index.ts';
import { call } from '#web/data/client.ts';
import { useAct, useApi } from '#web/data/queries.ts';
import { useSession, useToday } from '#web/data/session.tsx';
import { ProcessPicture } from '#web/parts/process-picture.tsx';
import { formatInstant } from '#web/ui/format.ts';
import { Empty, Loaded } from '#web/ui/parts.tsx';
import { Forms } from './forms-tab.tsx';
import { Problems } from './problems.tsx';
import { Publish } from './publish-tab.tsx';
import './studio.css';
import { useStudioTexts } from './texts.ts';
import { type Bundle, useBundle } from './use-bundle.ts';
import { Versions } from './versions-tab.tsx';
import { JOB_TYPES } from './job-types.ts';
import { formsOf } from './form-files.ts';

type Loadeds = ResponseOf<'getProcess'>;

const isDrawing = (resource: Resource): boolean => resource.name.endsWith('.bpmn');
const isTable = (resource: Resource): boolean => resource.name.endsWith('.dmn');

function useSurroundings(bundle: Bundle): Surroundings {
  const language = useLanguage();
  const inLanguage = useBilingual();
  const processes = useApi('listProcesses', {});
  return useMemo(
    () => ({
      forms: formsOf(bundle.resources, language),
      decisions: bundle.resources.filter(isTable).flatMap((resource) => readDecisions(resource.content)),
      processes: (processes.data ?? []).map((item) => ({ id: item.id, name: inLanguage(item.name) })),
      jobTypes: JOB_TYPES,
    }),
    // oxlint-disable-next-line react/exhaustive-deps -- inLanguage follows language
    [bundle.resources, processes.data, language],
  );
}

/** The tables of a file, each with what is wrong with it or with one of its rules. */
function tablesWithProblems(file: Resource, all: readonly LintProblem[]) {
  return readTables(file.content).map((table) => {
    const ids = new Set([table.decisionId, ...table.rules.map(({ id }) => id)]);
    const problems = all.filter((problem) => problem.file === file.name && ids.has(problem.element ?? ''));
    return { table, problems };
  });
}

function Tables({ bundle }: { readonly bundle: Bundle }) {
  const t = useStudioTexts();
  const [matched, setMatched] = useState<readonly string[]>([]);
  const files = bundle.resources.filter(isTable);
  if (files.length === 0) return <Empty title={t('noTables')} />;
  return (
    <div className="x-studio-scroll">
      {files.flatMap((file) =>
        tablesWithProblems(file, bundle.problems).map(({ table, problems }) => (
          <div key={`${file.name}/${table.decisionId}`}>
            {problems.length > 0 ? <Problems problems={problems} /> : null}
            <DecisionTableEditor
              table={table}
              matched={matched}
              flawed={problems.flatMap(({ element }) => element ?? [])}
              onChange={(rules) =>
                bundle.put({ name: file.name, content: writeRules(file.content, table.decisionId, rules) })
              }
            />
            <DecisionTester
              table={table}
              onMatched={setMatched}
              evaluate={async (variables) => {
                const answer = await call('evaluateDecision', {
                  body: { resource: file, decisionId: table.decisionId, variables },
                });
                const explained = answer.explanation as {
                  readonly decisions?: readonly { readonly matchedRules: readonly { readonly id: string }[] }[];
                } | null;
                return {
                  result: answer.result,
                  matchedRules:
                    explained?.decisions?.flatMap((decision) => decision.matchedRules.map((rule) => rule.id)) ?? [],
                };
              }}
            />
          </div>
        )),
      )}
    </div>
  );
}

function Trial({ id, bundle, loaded }: { readonly id: string; readonly bundle: Bundle; readonly loaded: Loadeds }) {
  const language = useLanguage();
  const { company } = useSession();
  const today = useToday();
  const drawing = bundle.resources.find(isDrawing);
  return (
    <TrialRun
      sample={loaded.sampleVariables}
      timeOf={(instant) => formatInstant(instant, company.now, company.zone, language)}
      run={({ variables, actions, untilDay }) => {
        const receivable = variables['receivable'] as { readonly dueDate?: string } | undefined;
        // Day 0 is the due date of the sample where it has one, so that "day 7" means what the table says.
        const start = receivable?.dueDate ?? today;
        return call('trial', {
          body: { resources: [...bundle.resources], processId: id, start, variables, actions: [...actions], untilDay },
        });
      }}
      picture={(result) => (
        <ProcessPicture
          picture={{
            bpmnXml: drawing?.content ?? '',
            active: result.active,
            completed: result.completed,
            terminated: [],
            incidents: [],
            takenFlows: result.takenFlows,
            timers: result.upcoming.map((item) => ({ elementId: item.elementId, dueAt: item.dueAt })),
          }}
        />
      )}
    />
  );
}

const STATE_COLOR = { unchanged: 'default', saving: 'default', saved: 'green', failed: 'red', stale: 'red' } as const;

function SaveTag({ bundle }: { readonly bundle: Bundle }) {
  const t = useStudioTexts();
  const text = {
    unchanged: t('unchanged'),
    saving: t('saving'),
    saved: t('saved'),
    failed: t('notSaved'),
    stale: t('stale'),
  }[bundle.state];
  return <Tag color={STATE_COLOR[bundle.state]}>{text}</Tag>;
}

function Discard({ id }: { readonly id: string }) {
  const t = useStudioTexts();
  const { modal } = App.useApp();
  const act = useAct('discardDraft', ['processes']);
  return (
    <Button
      size="small"
      onClick={() =>
        void modal.confirm({
          title: t('discardTitle'),
          content: t('discardNote'),
          okText: t('discard'),
          cancelText: t('cancel'),
          okButtonProps: { danger: true },
          onOk: () => act.mutateAsync({ params: { id } }).then(() => window.location.reload()),
        })
      }
    >
      {t('discard')}
    </Button>
  );
}

function Studio({
  id,
  loaded,
  first,
}: {
  readonly id: string;
  readonly loaded: Loadeds;
  readonly first: readonly LintProblem[];
}) {
  const t = useStudioTexts();
  const inLanguage = useBilingual();
  const navigate = useNavigate();
  const { tab = 'diagram' } = useParams();
  const bundle = useBundle(id, loaded, first);
  const surroundings = useSurroundings(bundle);
  const canvas = useRef<CanvasHandle>(null);
  const [listing, setListing] = useState(false);
  const drawing = bundle.resources.find(isDrawing);
  const errors = bundle.problems.filter((problem) => problem.severity === 'error').length;
  const show = (problem: LintProblem): void => {
    setListing(false);
    if (problem.file.endsWith('.dmn')) {
      void navigate(`/studio/${id}/tables`);
      return;
    }
    void navigate(`/studio/${id}/diagram`);
    if (problem.element) setTimeout(() => canvas.current?.show(problem.element ?? ''), 50);
  };
  return (
    <div className="x-studio">
      <header className="x-studio-head">
        <Link to="/studio" aria-label={t('back')}>
          ←
        </Link>
        <h1>{inLanguage(loaded.summary.name)}</h1>
        <span className="x-quiet">{t('versionNumber', { version: loaded.summary.version })}</span>
        <SaveTag bundle={bundle} />
        {bundle.state === 'stale' ? (
          <Button size="small" onClick={() => window.location.reload()}>
            {t('refresh')}
          </Button>
        ) : null}
        {bundle.state === 'unchanged' || bundle.state === 'stale' ? null : <Discard id={id} />}
        <span style={{ flex: 1 }} />
        <Button
          type={errors > 0 ? 'default' : 'text'}
          danger={errors > 0}
          size="small"
          onClick={() => setListing(true)}
        >
          {bundle.problems.length === 0
            ? t('noProblems')
            : t('problems', { errors, warnings: bundle.problems.length - errors })}
        </Button>
        <Button type="primary" onClick={() => void navigate(`/studio/${id}/publish`)}>
          {t('publish')}
        </Button>
      </header>
      <Tabs
        className="x-studio-tabs"
        activeKey={tab}
        onChange={(next) => void navigate(`/studio/${id}/${next}`)}
        destroyOnHidden
        items={[
          {
            key: 'diagram',
            label: t('diagram'),
            children: drawing ? (
              <ProcessCanvas
                ref={canvas}
                xml={drawing.content}
                problems={bundle.problems.filter((problem) => problem.file === drawing.name)}
                onChange={(content) => bundle.put({ name: drawing.name, content })}
                panel={(board, element) => (
                  <PropertiesPanel drawing={board} element={element} surroundings={surroundings} />
                )}
              />
            ) : null,
          },
          { key: 'tables', label: t('tables'), children: <Tables bundle={bundle} /> },
          { key: 'forms', label: t('forms'), children: <Forms bundle={bundle} /> },
          { key: 'trial', label: t('trial'), children: <Trial id={id} bundle={bundle} loaded={loaded} /> },
          { key: 'versions', label: t('versions'), children: <Versions id={id} loaded={loaded} bundle={bundle} /> },
          {
            key: 'publish',
            label: t('publish'),
            children: <Publish id={id} loaded={loaded} bundle={bundle} onShow={show} />,
          },
        ]}
      />
      <Modal open={listing} title={t('problemsTitle')} footer={null} onCancel={() => setListing(false)} width={640}>
        <Space orientation="vertical" style={{ width: '100%' }}>
          <Problems problems={bundle.problems} onShow={show} />
        </Space>
      </Modal>
    </div>
  );
}

/** What is wrong with the files as they were opened; each save answers with what is wrong afterwards. */
function Opened({ id, loaded }: { readonly id: string; readonly loaded: Loadeds }) {
  const [first, setFirst] = useState<readonly LintProblem[]>([]);
  const opened = useRef(loaded.resources);
  useEffect(() => {
    const asking = new AbortController();
    call('lint', { body: { resources: opened.current } }, asking.signal).then(
      ({ problems }) => setFirst(problems),
      () => undefined,
    );
    return () => asking.abort();
  }, []);
  return <Studio id={id} loaded={loaded} first={first} />;
}

/** A process with everything that belongs to it, edited as a draft. */
export default function Editor() {
  const { id = '' } = useParams();
  const found = useApi('getProcess', { params: { id } });
  return (
    <Loaded of={found}>{(loaded) => <Opened key={`${id}@${loaded.summary.version}`} id={id} loaded={loaded} />}</Loaded>
  );
}
