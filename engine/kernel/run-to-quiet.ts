import type { Key } from '../records.ts';
import { activate, complete } from './behaviors/lifecycle.ts';
import { raiseIncident } from './behaviors/incidents.ts';
import type { Execution, Failure, Task } from './execution.ts';

/** Activations in one flow scope within one step before it is taken for a cycle that waits for nothing. */
const STEPS_IN_A_SCOPE = 10_000;
const NAMED_STEPS = 100;

/**
 * Does scheduled work until none is left. A scope that is still at it after 10,000 activations is a cycle without a wait:
 * each of its paths stops with an incident that names the elements; resolving it goes on for as many again.
 */
export function runToQuiet(execution: Execution): void {
  const visits = new Map<Key, Visits>();
  for (let task = execution.queue.shift(); task !== undefined; task = execution.queue.shift()) {
    execution.unschedule(task);
    const cycle = task.do === 'activate' ? count(execution, visits, task) : undefined;
    if (cycle !== undefined) stop(execution, task, cycle);
    else if (task.do === 'activate') activate(execution, task);
    else if (task.do === 'complete') complete(execution, task.key);
    else broadcast(execution, task);
  }
}

/** It reaches those that wait by now, not what this step will come to later. */
function broadcast(execution: Execution, task: Extract<Task, { do: 'broadcast' }>): void {
  const { signalName, variables } = task;
  execution.effects.push({ type: 'broadcastSignal', signalKey: execution.context.nextKey(), signalName, variables });
}

interface Visits {
  count: number;
  /** The last elements on the way to the limit. */
  readonly last: Set<string>;
}

type Activation = Extract<Task, { do: 'activate' }>;

function count(execution: Execution, visits: Map<Key, Visits>, task: Activation): ReadonlySet<string> | undefined {
  // The instances of a multi-instance body are no cycle, however many.
  if (task.loopCounter !== undefined) return undefined;
  const seen = visits.get(task.scopeKey) ?? { count: 0, last: new Set<string>() };
  seen.count += 1;
  if (seen.count > STEPS_IN_A_SCOPE - NAMED_STEPS) seen.last.add(task.elementId);
  visits.set(task.scopeKey, seen);
  return seen.count > STEPS_IN_A_SCOPE ? seen.last : undefined;
}

/** Enters the element, so that the token is not lost, and leaves it with the incident. */
function stop(execution: Execution, task: Task, cycle: ReadonlySet<string>): void {
  if (task.do !== 'activate') return;
  const names = [...cycle].map((id) => `'${id}'`).join(', ');
  const message = `Expected the process to wait somewhere, but it passed ${names} over and over (${STEPS_IN_A_SCOPE} steps). Put a task, timer or message into the cycle, or correct its condition.`;
  const failure: Failure = { incidentType: 'CYCLE_WITHOUT_WAIT', message };
  const instance = activate(execution, task, 'HOLD');
  if (instance !== undefined) raiseIncident(execution, instance, failure);
}
