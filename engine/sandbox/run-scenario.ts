import { isDeepStrictEqual } from 'node:util';
import { AppError, fail, reject } from '#errors/index.ts';
import type { Rejection } from '#errors/index.ts';
import { DateTime } from 'luxon';
import type { Resource } from '../gateway.ts';
import type { Key } from '../records.ts';
import { createSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { scenarioSchema } from './scenario.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from './scenario.ts';
import { traceOf } from './trace.ts';
import type { TraceEntry } from './trace.ts';

/** One thing a step expected, and what was found. */
export interface Expectation {
  readonly what: 'tasks' | 'ended' | 'variables' | 'notices' | 'incidents';
  /** Of `variables`: the path. */
  readonly path?: string;
  readonly expected: unknown;
  readonly found: unknown;
  readonly met: boolean;
}

export interface StepResult {
  /** From 1. */
  readonly step: number;
  readonly day: number;
  readonly at: string;
  readonly expectations: readonly Expectation[];
  /** Why what the step does could not be done; the steps after it were not tried. */
  readonly failure?: Rejection;
}

export interface ScenarioResult {
  readonly name: Scenario['name'];
  readonly processInstanceKey: Key;
  /** Every step was done and every expectation met. */
  readonly met: boolean;
  readonly steps: readonly StepResult[];
  /** What a person would tell of the case, in order. */
  readonly trace: readonly TraceEntry[];
}

/**
 * Plays a scenario: starts the process at local midnight of day 0, lets the time pass from step to step, does what each
 * says and compares. Jobs without an answer are answered with nothing. A malformed scenario rejects with
 * ENGINE_INVALID_SCENARIO and the place; a step that can't be done ends the play and says so in its result.
 */
export async function runScenario(resources: readonly Resource[], input: ScenarioInput): Promise<ScenarioResult> {
  const scenario = parseScenario(input);
  const held = scenario.steps.flatMap(({ when }) => (when && 'throwError' in when ? [when.throwError.elementId] : []));
  const sandbox = await createSandbox({
    resources,
    answers: scenario.answers,
    otherwise: {},
    unanswered: new Set(held),
    start: instantOf(scenario, 0, '00:00'),
    zone: scenario.zone,
  });
  try {
    return await play(sandbox, scenario);
  } finally {
    await sandbox.close();
  }
}

/** Checks a scenario as it was written in a file; rejects with ENGINE_INVALID_SCENARIO and the place. */
export function parseScenario(input: unknown): Scenario {
  const parsed = scenarioSchema.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    fail('ENGINE_INVALID_SCENARIO', { place: placeOf(issue?.path ?? []), problem: issue?.message ?? '' });
  }
  const scenario = parsed.data;
  if (!DateTime.local({ zone: scenario.zone }).isValid) {
    fail('ENGINE_INVALID_SCENARIO', { place: 'zone', problem: `there is no zone '${scenario.zone}'` });
  }
  scenario.steps.forEach((step, index) => {
    const before = scenario.steps[index - 1];
    if (before === undefined || before.day < step.day || (before.day === step.day && before.at <= step.at)) return;
    fail('ENGINE_INVALID_SCENARIO', { place: `steps[${index}]`, problem: 'it comes before the step above it' });
  });
  return scenario;
}

async function play(sandbox: Sandbox, scenario: Scenario): Promise<ScenarioResult> {
  const { processInstanceKey } = await sandbox.engine.createProcessInstance({
    bpmnProcessId: scenario.process,
    variables: scenario.variables,
  });
  await sandbox.settled();
  const steps: StepResult[] = [];
  let seen = 0;
  for (const step of scenario.steps) {
    const { day, at } = step;
    const result = { step: steps.length + 1, day, at };
    try {
      await sandbox.advanceTo(instantOf(scenario, day, at));
      await perform(sandbox, step);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const failure = reject('ENGINE_SCENARIO_STEP', { step: result.step, day, at, problem: error.message });
      steps.push({ ...result, expectations: [], failure });
      break;
    }
    steps.push({ ...result, expectations: await compare(sandbox, processInstanceKey, step, seen) });
    seen = sandbox.effects().length;
  }
  const met = steps.every(({ failure, expectations }) => failure === undefined && expectations.every((e) => e.met));
  return { name: scenario.name, processInstanceKey, met, steps, trace: traceOf(sandbox.records(), scenario) };
}

async function perform(sandbox: Sandbox, { when }: ScenarioStep): Promise<void> {
  if (when === undefined) return;
  if ('complete' in when) await sandbox.completeUserTask(when.complete, when.variables ?? {});
  else if ('throwError' in when) await sandbox.throwError(when.throwError.elementId, when.throwError.errorCode);
  else {
    const { name, correlationKey, variables = {} } = when.message;
    await sandbox.engine.publishMessage({ name, correlationKey, variables, timeToLive: 0 });
    await sandbox.settled();
  }
}

async function compare(
  sandbox: Sandbox,
  processInstanceKey: Key,
  { then = {} }: ScenarioStep,
  seen: number,
): Promise<readonly Expectation[]> {
  const expectations: Expectation[] = [];
  const expect = (what: Expectation['what'], expected: unknown, found: unknown, path?: string): void => {
    const met = isDeepStrictEqual(expected, found);
    expectations.push({ what, ...(path === undefined ? {} : { path }), expected, found, met });
  };
  if (then.tasks !== undefined) {
    expect(
      'tasks',
      then.tasks.toSorted(),
      sandbox
        .openUserTasks()
        .map(({ elementId }) => elementId)
        .toSorted(),
    );
  }
  if (then.ended !== undefined) {
    const instance = await sandbox.queries.findProcessInstance(processInstanceKey);
    expect('ended', then.ended, instance?.endedAt !== undefined);
  }
  if (then.variables !== undefined) {
    const variables = await sandbox.queries.variables(processInstanceKey);
    for (const [path, expected] of Object.entries(then.variables)) {
      expect('variables', expected, valueAt(variables, path), path);
    }
  }
  if (then.notices !== undefined) {
    const sent = sandbox.effects().slice(seen);
    expect('notices', then.notices.toSorted(), sent.flatMap((job) => job.customHeaders['template'] ?? []).toSorted());
  }
  if (then.incidents !== undefined) expect('incidents', then.incidents, await sandbox.queries.countIncidents());
  return expectations;
}

/** The instant of a local time, so many calendar days after day 0. */
function instantOf({ start, zone }: Scenario, day: number, at: string): string {
  const local = DateTime.fromISO(`${start}T${at}`, { zone }).plus({ days: day });
  return local.toUTC().toISO() ?? fail('ENGINE_INVALID_SCENARIO', { place: 'start', problem: `'${start}' is no date` });
}

function valueAt(value: unknown, path: string): unknown {
  let at = value;
  for (const name of path.split('.')) {
    at = typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? Reflect.get(at, name) : undefined;
  }
  return at;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (place, part) =>
      typeof part === 'number' ? `${place}[${part}]` : place === '' ? String(part) : `${place}.${String(part)}`,
    '',
  );
}
