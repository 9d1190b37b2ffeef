import { Alert, Button, Collapse, Input, Space, Tag } from 'antd';
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react';
import type { TrialResult } from '#api/contract/index.ts';
import { defineTexts, useBilingual } from '#i18n/index.ts';
import './trial-run.css';

const useTexts = defineTexts('trial', {
  'zh-CN': {
    intro: '用一笔示例应收走一遍：时钟是虚拟的，不会通知任何人，也不改任何数据。',
    day: '第 {{day}} 天',
    next: '到下一个事件',
    plusOne: '+1 天',
    plusSeven: '+7 天',
    to40: '走到第 40 天',
    again: '重新开始',
    settle: '客户付清',
    complete: '完成',
    completeWith: '填写并完成',
    open: '现在的任务',
    none: '没有待处理的任务',
    upcoming: '接下来',
    happened: '发生了什么',
    ended: '流程已结束',
    data: '示例数据（JSON）',
    notJson: '示例数据不是有效的 JSON',
    running: '运行中…',
    started: '开始',
    task: '任务',
    'task-done': '完成',
    'task-closed': '关闭',
    timer: '到时',
    message: '消息',
    decision: '决策',
    effect: '对外动作',
    incident: '问题',
    endedType: '结束',
    values: '提交的内容（JSON）',
    cancel: '取消',
    nobody: '未指定',
  },
  en: {
    intro: 'Walk one sample receivable through: the clock is virtual, nobody is told, nothing is changed.',
    day: 'Day {{day}}',
    next: 'To the next event',
    plusOne: '+1 day',
    plusSeven: '+7 days',
    to40: 'To day 40',
    again: 'Start again',
    settle: 'Customer pays in full',
    complete: 'Complete',
    completeWith: 'Fill in and complete',
    open: 'Tasks now',
    none: 'No task is open',
    upcoming: 'Coming up',
    happened: 'What happened',
    ended: 'The case has ended',
    data: 'Sample data (JSON)',
    notJson: 'The sample data is not valid JSON',
    running: 'Running…',
    started: 'start',
    task: 'task',
    'task-done': 'done',
    'task-closed': 'closed',
    timer: 'timer',
    message: 'message',
    decision: 'decision',
    effect: 'effect',
    incident: 'problem',
    endedType: 'end',
    values: 'What is submitted (JSON)',
    cancel: 'Cancel',
    nobody: 'nobody in particular',
  },
});

export interface TrialAction {
  readonly day: number;
  readonly at?: string;
  readonly complete?: { readonly elementId: string; readonly variables: Record<string, unknown> };
  readonly message?: {
    readonly name: string;
    readonly correlationKey: string;
    readonly variables?: Record<string, unknown>;
  };
}

interface Props {
  readonly sample: Readonly<Record<string, unknown>>;
  /** Runs everything from the start each time. */
  readonly run: (request: {
    variables: Record<string, unknown>;
    actions: readonly TrialAction[];
    untilDay: number;
  }) => Promise<TrialResult>;
  readonly picture: (result: TrialResult) => ReactNode;
  readonly timeOf: (instant: string) => string;
}

const MESSAGE_TYPES = new Set(['task', 'timer', 'incident']);

function receivableId(variables: Readonly<Record<string, unknown>>): string | undefined {
  const receivable = variables['receivable'];
  return receivable && typeof receivable === 'object' && 'id' in receivable ? String(receivable.id) : undefined;
}

/** Moves a virtual clock over a sample case and shows the tasks that appear, on the picture and as a list. */
export function TrialRun({ sample, run, picture, timeOf }: Props) {
  const t = useTexts();
  const inLanguage = useBilingual();
  const [text, setText] = useState(() => JSON.stringify(sample, null, 2));
  const [actions, setActions] = useState<readonly TrialAction[]>([]);
  const [day, setDay] = useState(0);
  const [result, setResult] = useState<TrialResult | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [filling, setFilling] = useState<string | null>(null);
  const [values, setValues] = useState('{}');
  const latest = useRef(0);

  const variables = (): Record<string, unknown> | null => {
    try {
      return JSON.parse(text) as Record<string, unknown>;
    } catch {
      return null;
    }
  };
  const go = (nextDay: number, nextActions: readonly TrialAction[]): void => {
    const given = variables();
    if (!given) return setFailed(t('notJson'));
    const turn = ++latest.current;
    setBusy(true);
    setFailed(null);
    setDay(nextDay);
    setActions(nextActions);
    run({ variables: given, actions: nextActions, untilDay: nextDay }).then(
      (found) => {
        if (turn !== latest.current) return;
        setResult(found);
        setBusy(false);
      },
      (error: unknown) => {
        if (turn !== latest.current) return;
        setFailed(error instanceof Error ? error.message : String(error));
        setBusy(false);
      },
    );
  };
  const begin = useEffectEvent(() => go(0, []));
  // The first run is asked of the server as the page opens; that it is under way is state of this component.
  // oxlint-disable-next-line react/set-state-in-effect
  useEffect(() => begin(), []);

  const complete = (elementId: string, given: Record<string, unknown>): void => {
    setFilling(null);
    go(day, [
      ...actions,
      { day, at: result ? timeOf(result.now).slice(-5) : '09:00', complete: { elementId, variables: given } },
    ]);
  };
  const nextDay = result?.upcoming.map((item) => item.day).toSorted((a, b) => a - b)[0];
  const id = receivableId(variables() ?? {});
  return (
    <div className="x-trial">
      <div className="x-trial-main">
        <p className="x-quiet">{t('intro')}</p>
        <Space wrap style={{ marginBottom: 8 }}>
          <Tag color="cyan">{t('day', { day })}</Tag>
          <Button
            type="primary"
            disabled={busy || nextDay === undefined || result?.ended === true}
            onClick={() => nextDay !== undefined && go(Math.max(day, nextDay), actions)}
          >
            {t('next')}
          </Button>
          <Button disabled={busy} onClick={() => go(day + 1, actions)}>
            {t('plusOne')}
          </Button>
          <Button disabled={busy} onClick={() => go(day + 7, actions)}>
            {t('plusSeven')}
          </Button>
          <Button disabled={busy || day >= 40} onClick={() => go(40, actions)}>
            {t('to40')}
          </Button>
          {id && !result?.ended ? (
            <Button
              disabled={busy}
              onClick={() =>
                go(day, [
                  ...actions,
                  {
                    day,
                    at: result ? timeOf(result.now).slice(-5) : '09:00',
                    message: { name: 'receivable-settled', correlationKey: id },
                  },
                ])
              }
            >
              {t('settle')}
            </Button>
          ) : null}
          <Button disabled={busy} onClick={() => go(0, [])}>
            {t('again')}
          </Button>
          {busy ? <span className="x-quiet">{t('running')}</span> : null}
        </Space>
        {failed ? <Alert type="error" showIcon title={failed} style={{ marginBottom: 8 }} /> : null}
        {result ? <div className="x-trial-picture">{picture(result)}</div> : null}
      </div>
      <aside className="x-trial-side">
        <h3>{t('open')}</h3>
        {result?.ended ? (
          <p>
            <Tag color="green">{t('ended')}</Tag>
          </p>
        ) : null}
        {result && !result.ended && result.openTasks.length === 0 ? <p className="x-quiet">{t('none')}</p> : null}
        {result?.openTasks.map((task) => (
          <div key={task.elementId} className="x-trial-task" data-element={task.elementId}>
            <strong>{inLanguage(task.name)}</strong>
            <div className="x-quiet">
              {task.assignee ?? (task.candidates.map(inLanguage).join('、') || t('nobody'))}
            </div>
            {filling === task.elementId ? (
              <>
                <Input.TextArea
                  aria-label={t('values')}
                  autoSize={{ minRows: 3 }}
                  value={values}
                  onChange={(event) => setValues(event.target.value)}
                />
                <Space style={{ marginTop: 4 }}>
                  <Button
                    size="small"
                    type="primary"
                    onClick={() => {
                      try {
                        complete(task.elementId, JSON.parse(values) as Record<string, unknown>);
                      } catch {
                        setFailed(t('notJson'));
                      }
                    }}
                  >
                    {t('complete')}
                  </Button>
                  <Button size="small" onClick={() => setFilling(null)}>
                    {t('cancel')}
                  </Button>
                </Space>
              </>
            ) : (
              <Space style={{ marginTop: 4 }}>
                <Button size="small" disabled={busy} onClick={() => complete(task.elementId, {})}>
                  {t('complete')}
                </Button>
                <Button
                  size="small"
                  disabled={busy}
                  onClick={() => {
                    setValues('{}');
                    setFilling(task.elementId);
                  }}
                >
                  {t('completeWith')}
                </Button>
              </Space>
            )}
          </div>
        ))}
        {result && result.upcoming.length > 0 ? (
          <>
            <h3>{t('upcoming')}</h3>
            {result.upcoming.map((item) => (
              <div key={`${item.elementId}-${item.dueAt}`}>
                <Tag>{t('day', { day: item.day })}</Tag> {inLanguage(item.name)}{' '}
                <span className="x-quiet">{timeOf(item.dueAt)}</span>
              </div>
            ))}
          </>
        ) : null}
        <h3>{t('happened')}</h3>
        <ol className="x-trial-trace" aria-live="polite">
          {(result?.trace ?? []).toReversed().map((entry, index) => (
            <li key={`${entry.at}-${index}`} data-loud={MESSAGE_TYPES.has(entry.type)}>
              <Tag>{t('day', { day: entry.day })}</Tag> {inLanguage(entry.text)}
            </li>
          ))}
        </ol>
        <Collapse
          size="small"
          items={[
            {
              key: 'data',
              label: t('data'),
              children: (
                <Input.TextArea
                  aria-label={t('data')}
                  autoSize={{ minRows: 6, maxRows: 18 }}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                  onBlur={() => go(0, [])}
                  style={{ fontFamily: 'ui-monospace, monospace', fontSize: 12 }}
                />
              ),
            },
          ]}
        />
      </aside>
    </div>
  );
}
