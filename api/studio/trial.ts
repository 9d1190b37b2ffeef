import { DateTime } from 'luxon';
import { createSandbox, type EngineRecord, type Resource, type Sandbox } from '#engine/index.ts';
import { parseProcesses, type ProcessModel } from '#engine/model/index.ts';
import { AppError, fail } from '#errors/index.ts';
import { isRole, ROLE_NAMES } from '#organization/index.ts';
import type { Bilingual, BodyOf, TrialResult } from '../contract/index.ts';

type Request = BodyOf<'trial'>;
type Entry = TrialResult['trace'][number];

/** What a person does at work; a trial shows a day as it stands at its end. */
const EVENING = '18:00';
const MORNING = '00:00';

interface Setting {
  /** Everything else that is published: called processes. */
  readonly others: readonly Resource[];
  readonly zone: string;
  /** What automatic tasks answer, by job type; the others answer with nothing. */
  readonly answers: Readonly<Record<string, unknown>>;
}

/**
 * Runs the files in the sandbox from the start: the instance begins at midnight of day 0, each act happens at its day, and
 * the clock ends in the evening of `untilDay`. Nothing outside is touched. Rejects with STUDIO_TRIAL_REFUSED.
 */
export async function runTrial(request: Request, setting: Setting): Promise<TrialResult> {
  const instant = (day: number, at: string): string =>
    DateTime.fromISO(`${request.start}T${at}`, { zone: setting.zone }).plus({ days: day }).toUTC().toISO() ??
    request.start;
  const models = await modelsOf(request.resources);
  const own = new Set(request.resources.map((resource) => resource.name));
  const sandbox = await createSandbox({
    resources: [...setting.others.filter((resource) => !own.has(resource.name)), ...request.resources],
    // The schema of the contract leaves answers open; the sandbox takes plain variables.
    answers: { ...setting.answers, ...request.answers } as never,
    otherwise: {},
    start: instant(Math.min(0, request.untilDay), MORNING),
    zone: setting.zone,
  });
  try {
    await play(sandbox, request, instant);
    return resultOf(sandbox, request, models, setting.zone);
  } catch (error) {
    if (error instanceof AppError) return fail('STUDIO_TRIAL_REFUSED', { problem: error.message }, { cause: error });
    throw error;
  } finally {
    await sandbox.close();
  }
}

async function modelsOf(resources: readonly Resource[]): Promise<readonly ProcessModel[]> {
  const outcomes = await Promise.all(
    resources.filter(({ name }) => name.endsWith('.bpmn')).map((resource) => parseProcesses(resource)),
  );
  return outcomes.flatMap((outcome) => (outcome.ok ? outcome.processes : []));
}

async function play(sandbox: Sandbox, request: Request, instant: (day: number, at: string) => string): Promise<void> {
  await sandbox.engine.createProcessInstance({ bpmnProcessId: request.processId, variables: request.variables });
  await sandbox.settled();
  for (const action of request.actions) {
    const at = instant(action.day, action.at ?? EVENING);
    if (at > sandbox.now()) await sandbox.advanceTo(at);
    if (action.complete) await sandbox.completeUserTask(action.complete.elementId, action.complete.variables);
    if (action.message)
      await sandbox.engine.publishMessage({
        timeToLive: 0,
        ...action.message,
        variables: action.message.variables ?? {},
      });
    await sandbox.settled();
  }
  const end = instant(request.untilDay, EVENING);
  if (end > sandbox.now()) await sandbox.advanceTo(end);
}

/** Names of elements in both languages, over all drawings of the trial. */
class Names {
  readonly #models: readonly ProcessModel[];

  constructor(models: readonly ProcessModel[]) {
    this.#models = models;
  }

  of(elementId: string): Bilingual {
    for (const model of this.#models) {
      if (model.bpmnProcessId === elementId) return model.text;
      const text = model.elements.get(elementId)?.text;
      if (text?.['zh-CN']) return text;
    }
    return { 'zh-CN': elementId, en: elementId };
  }
}

async function resultOf(
  sandbox: Sandbox,
  request: Request,
  models: readonly ProcessModel[],
  zone: string,
): Promise<TrialResult> {
  const names = new Names(models);
  const records = sandbox.records();
  const dayZero = DateTime.fromISO(request.start, { zone }).startOf('day');
  const dayOf = (instant: string): number =>
    Math.round(DateTime.fromISO(instant, { zone }).startOf('day').diff(dayZero, 'days').days);
  const root =
    records.find(
      ({ event, bpmnProcessId }) => event.type === 'processInstanceCreated' && bpmnProcessId === request.processId,
    )?.processInstanceKey ?? '';
  const own = records.filter((record) => record.processInstanceKey === root);
  const path = pathOf(own);
  return {
    trace: records.flatMap((record) => tell(record, names, dayOf) ?? []),
    openTasks: sandbox.openUserTasks().map((task) => ({
      elementId: task.elementId,
      name: names.of(task.elementId),
      assignee: task.userTask.assignee ?? null,
      candidates: [...task.userTask.candidateGroups, ...task.userTask.candidateUsers].map(nameOf),
      formKey: task.userTask.formKey ?? null,
    })),
    upcoming: timersOf(records).map((timer) => ({
      ...timer,
      name: names.of(timer.elementId),
      day: dayOf(timer.dueAt),
    })),
    ...path,
    now: sandbox.now(),
    day: dayOf(sandbox.now()),
    variables: await sandbox.queries.variables(root),
  };
}

/** A role in words; departments and people of a trial are what the sample calls them. */
function nameOf(principal: string): Bilingual {
  const role = principal.replace(/^role:/, '');
  return isRole(role) ? ROLE_NAMES[role] : { 'zh-CN': principal, en: principal };
}

function listOf(names: readonly Bilingual[], language: keyof Bilingual, between: string): string {
  return names.map((name) => name[language]).join(between);
}

/** Where an instance stands and which way it came, by element id. */
export function pathOf(records: readonly EngineRecord[]): {
  active: string[];
  completed: string[];
  takenFlows: string[];
  ended: boolean;
} {
  const running = new Map<string, string>();
  const completed = new Set<string>();
  const takenFlows = new Set<string>();
  let ended = false;
  for (const { event } of records) {
    if (event.type === 'sequenceFlowTaken') takenFlows.add(event.flowId);
    if (event.type === 'elementActivated') running.set(event.elementInstanceKey, event.elementId);
    if (event.type === 'elementCompleted' || event.type === 'elementTerminated') {
      running.delete(event.elementInstanceKey);
      if (event.type === 'elementCompleted') completed.add(event.elementId);
      if (event.flowScopeKey === undefined) ended = true;
    }
  }
  const processes = new Set(
    records.flatMap(({ event }) =>
      'elementType' in event && event.elementType === 'PROCESS' ? [event.elementId] : [],
    ),
  );
  const shown = (ids: Iterable<string>): string[] => [...new Set(ids)].filter((id) => !processes.has(id));
  return { active: shown(running.values()), completed: shown(completed), takenFlows: [...takenFlows], ended };
}

function timersOf(records: readonly EngineRecord[]): { elementId: string; dueAt: string }[] {
  const waiting = new Map<string, { elementId: string; dueAt: string }>();
  for (const { event } of records) {
    if (event.type === 'timerCreated')
      waiting.set(event.timerKey, { elementId: event.targetElementId, dueAt: event.dueAt });
    if (event.type === 'timerTriggered' || event.type === 'timerCanceled') waiting.delete(event.timerKey);
  }
  return [...waiting.values()].toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
}

const sentence = (zh: string, en: string): Bilingual => ({ 'zh-CN': zh, en });

function tell(record: EngineRecord, names: Names, dayOf: (instant: string) => number): Entry | undefined {
  const { event, timestamp, bpmnProcessId } = record;
  const entry = (
    type: Entry['type'],
    elementId: string,
    text: (name: Bilingual) => Bilingual,
    detail?: Record<string, unknown>,
  ): Entry => {
    const name = names.of(elementId);
    return {
      at: timestamp,
      day: dayOf(timestamp),
      type,
      elementId,
      name,
      text: text(name),
      ...(detail ? { detail } : {}),
    };
  };
  switch (event.type) {
    case 'processInstanceCreated':
      return entry('started', bpmnProcessId, (name) => sentence(`“${name['zh-CN']}”开始`, `${name.en} starts`));
    case 'jobCreated': {
      if (!event.userTask)
        return entry(
          'effect',
          event.elementId,
          (name) => sentence(`自动执行“${name['zh-CN']}”`, `${name.en} runs by itself`),
          { jobType: event.jobType, ...event.customHeaders },
        );
      const { assignee, candidateGroups } = event.userTask;
      const who = assignee ? [sentence(assignee, assignee)] : candidateGroups.map(nameOf);
      return entry(
        'task',
        event.elementId,
        (name) =>
          sentence(
            `任务“${name['zh-CN']}”交给${listOf(who, 'zh-CN', '、')}`,
            `Task ${name.en} for ${listOf(who, 'en', ', ')}`,
          ),
        { ...event.userTask },
      );
    }
    case 'jobCanceled':
      return entry('task-closed', event.elementId, (name) =>
        sentence(`“${name['zh-CN']}”未完成，已关闭`, `${name.en} is closed undone`),
      );
    case 'timerTriggered':
      return entry('timer', event.targetElementId, (name) => sentence(`到时：${name['zh-CN']}`, `Timer: ${name.en}`));
    case 'messageSubscriptionCorrelated':
      return entry(
        'message',
        event.targetElementId,
        (name) => sentence(`收到：${name['zh-CN']}`, `Received: ${name.en}`),
        { ...event.variables },
      );
    case 'decisionEvaluated': {
      const rules = event.explanation.decisions
        .flatMap((decision) => decision.matchedRules.map((rule) => rule.annotation ?? `${rule.index}`))
        .join('；');
      return entry(
        'decision',
        event.elementId,
        (name) => sentence(`“${name['zh-CN']}”：${rules || '没有命中'}`, `${name.en}: ${rules || 'no row matched'}`),
        { result: event.result, explanation: event.explanation },
      );
    }
    case 'incidentCreated':
      return entry('incident', event.elementId, (name) =>
        sentence(`“${name['zh-CN']}”出错：${event.errorMessage}`, `${name.en}: ${event.errorMessage}`),
      );
    case 'elementCompleted':
    case 'elementTerminated':
      if (event.flowScopeKey === undefined)
        return entry('ended', bpmnProcessId, (name) => sentence(`“${name['zh-CN']}”结束`, `${name.en} ends`));
      return event.elementType === 'USER_TASK' && event.type === 'elementCompleted'
        ? entry('task-done', event.elementId, (name) => sentence(`“${name['zh-CN']}”完成`, `${name.en} is done`))
        : undefined;
    default:
      return undefined;
  }
}
