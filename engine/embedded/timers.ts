import { nextTimer } from '../model/index.ts';
import type { Key } from '../records.ts';
import { timers } from './collections.ts';
import type { Timer } from './documents.ts';
import type { Scope } from './scope.ts';

/** Fires a timer of an instance or of a start event; one that has been cancelled meanwhile does nothing. */
export async function fireTimer(scope: Scope, timerKey: Key): Promise<void> {
  const timer = (await scope.draft.fetch(timers, timerKey))?.document;
  if (timer === undefined) return;
  if (timer.processInstanceKey !== undefined) {
    const { processInstanceKey } = timer;
    await scope.execute({ processInstanceKey, command: { type: 'triggerTimer', timerKey } });
    return;
  }
  scope.draft.remove(timers, timerKey);
  await startByTimer(scope, timer);
}

async function startByTimer(scope: Scope, timer: Timer): Promise<void> {
  const { processDefinitionKey, startEventId, dueAt, repetitionsLeft, interval } = timer;
  if (processDefinitionKey === undefined || startEventId === undefined) return;
  const fired = { dueAt, repetitionsLeft: repetitionsLeft ?? 0, ...(interval === undefined ? {} : { interval }) };
  const next = nextTimer(fired, scope.now);
  if (next !== undefined) {
    scope.draft.create(timers, { timerKey: scope.nextKey(), processDefinitionKey, startEventId, ...next });
  }
  const processInstanceKey = scope.nextKey();
  await scope.execute({
    processInstanceKey,
    command: { type: 'createInstance', processInstanceKey, processDefinitionKey, variables: {}, startEventId },
  });
}
