/** Timers and signals that start instances. Only the newest version of a process starts by itself. */
import { scheduleTimer } from '../model/index.ts';
import type { TimerSchedule } from '../model/index.ts';
import { timers } from './collections.ts';
import type { LoadedProcess } from './definitions.ts';
import type { ProcessDefinition } from './documents.ts';
import type { Scope } from './scope.ts';
import { signalSubscriptions } from './signal-subscriptions.ts';

export async function closeStarts(scope: Scope, { processDefinitionKey: key }: ProcessDefinition): Promise<void> {
  const { draft } = scope;
  for (const { timerKey } of await draft.find(timers, 'processDefinitionKey', key)) draft.remove(timers, timerKey);
  for (const { subscriptionKey } of await draft.find(signalSubscriptions, 'processDefinitionKey', key)) {
    draft.remove(signalSubscriptions, subscriptionKey);
  }
}

/** `again`: the version has started by itself before, so a date that has passed is not due a second time. */
export function openStarts(scope: Scope, { model, definition }: LoadedProcess, again?: 'AGAIN'): void {
  const { draft, now } = scope;
  const { processDefinitionKey } = definition;
  for (const { id: startEventId, timer, signalName: expression } of model.startTriggers) {
    const schedule = timer && scheduleTimer(timer.kind, timer.expression.evaluate({}, now).value, now);
    if (schedule !== undefined && !(again && hasPassed(schedule, now))) {
      draft.create(timers, { timerKey: scope.nextKey(), processDefinitionKey, startEventId, ...schedule });
    }
    const signalName = expression?.evaluate({}, now).value;
    if (typeof signalName !== 'string') continue;
    const subscriptionKey = scope.nextKey();
    draft.create(signalSubscriptions, { subscriptionKey, signalName, processDefinitionKey, startEventId });
  }
}

function hasPassed({ dueAt, interval }: TimerSchedule, now: string): boolean {
  return interval === undefined && dueAt < now;
}
