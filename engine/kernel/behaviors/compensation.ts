/** Completed activities that can be undone, and the throw events that undo them. */
import type { ModelElement } from '../../model/index.ts';
import type { Key } from '../../records.ts';
import type { Execution } from '../execution.ts';
import type { CompensationState, ElementInstance } from '../state.ts';

/** An activity is about to be completed: kept when it has a handler or holds something that can be undone. */
export function keepForCompensation(execution: Execution, element: ModelElement, instance: ElementInstance): void {
  if (instance.scopeKey === undefined || element.type === 'EVENT_SUB_PROCESS') return forget(execution, instance.key);
  const handlerId = handlerOf(execution, element, instance);
  if (handlerId === undefined && within(execution, instance.key).length === 0) return;
  execution.emit({
    type: 'compensationSubscriptionCreated',
    v: 1,
    subscriptionKey: execution.context.nextKey(),
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
    scopeKey: instance.scopeKey,
    ...(handlerId === undefined ? {} : { handlerId }),
  });
}

/** What was done in a scope that ends otherwise can't be undone any more. */
export function forget(execution: Execution, scopeKey: Key): void {
  const isOver = scopeKey === execution.state.processInstanceKey;
  for (const { key, activityKey, scopeKey: around } of Object.values(execution.state.compensations)) {
    if (!isOver && around !== scopeKey) continue;
    execution.emit({ type: 'compensationSubscriptionDeleted', v: 1, subscriptionKey: key });
    if (!isOver) forget(execution, activityKey);
  }
}

/**
 * Calls the handlers of everything completed in the scope of the throw event (inside an event sub-process also in the one
 * around it), of completed sub-processes too, all at once and as often as the activity was completed. False when there is
 * nothing to undo.
 */
export function compensate(execution: Execution, element: ModelElement, instance: ElementInstance): boolean {
  const scope = execution.find(instance.scopeKey);
  if (scope === undefined) return false;
  const around = scope.type === 'EVENT_SUB_PROCESS' ? scope.scopeKey : undefined;
  const wanted = [scope.key, ...(around === undefined ? [] : [around])]
    .flatMap((key) => within(execution, key))
    .filter(({ activityId }) => [undefined, activityId].includes(element.compensatedActivity));
  return wanted.map((each) => undo(execution, instance, each)).includes(true);
}

/** The handler is done; when it was the last one, its throw event completes. */
export function completeHandler(execution: Execution, instance: ElementInstance): void {
  const { compensations } = execution.state;
  const done = instance.compensates === undefined ? undefined : compensations[instance.compensates];
  if (done?.throwKey === undefined) return;
  close(execution, done);
  const isWaiting = Object.values(compensations).some(
    ({ throwKey, handlerId }) => throwKey === done.throwKey && handlerId !== undefined,
  );
  if (!isWaiting) execution.schedule({ do: 'complete', key: done.throwKey });
}

/** With the last one inside, a sub-process without a handler of its own is undone. */
function close(execution: Execution, { key, scopeKey }: CompensationState): void {
  execution.emit({ type: 'compensationSubscriptionCompleted', v: 1, subscriptionKey: key });
  const all = Object.values(execution.state.compensations);
  if (all.some((other) => other.scopeKey === scopeKey)) return;
  const outer = all.find((other) => other.activityKey === scopeKey && other.handlerId === undefined);
  if (outer !== undefined) close(execution, outer);
}

function undo(execution: Execution, thrower: ElementInstance, subscription: CompensationState): boolean {
  const { key, activityId, activityKey, handlerId } = subscription;
  const inside = within(execution, activityKey);
  if (handlerId !== undefined && thrower.scopeKey !== undefined) {
    passEvent(execution, activityId, thrower.scopeKey);
    execution.schedule({ do: 'activate', elementId: handlerId, scopeKey: thrower.scopeKey, compensates: key });
  }
  execution.emit({ type: 'compensationSubscriptionTriggered', v: 1, subscriptionKey: key, throwKey: thrower.key });
  const calls = inside.map((each) => undo(execution, thrower, each));
  return handlerId !== undefined || calls.includes(true);
}

/** The boundary event happens without anything that waits for it, so that it is seen in the history. */
function passEvent(execution: Execution, activityId: string, flowScopeKey: Key): void {
  const event = compensationEvent(execution, execution.element(activityId));
  if (event === undefined) return;
  const instance = { v: 1, elementInstanceKey: execution.context.nextKey(), elementId: event.id } as const;
  for (const type of ['elementActivating', 'elementActivated', 'elementCompleting', 'elementCompleted'] as const) {
    execution.emit({ ...instance, type, elementType: event.type, flowScopeKey });
  }
}

/** Of a multi-instance, the body has the handler: it is called once. */
function handlerOf(execution: Execution, element: ModelElement, instance: ElementInstance): string | undefined {
  if (execution.find(instance.scopeKey)?.type === 'MULTI_INSTANCE_BODY') return undefined;
  if (instance.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return undefined;
  return compensationEvent(execution, element)?.compensationHandler;
}

function compensationEvent(execution: Execution, element: ModelElement): ModelElement | undefined {
  return element.boundaryEvents
    .map((id) => execution.element(id))
    .find(({ compensationHandler }) => compensationHandler !== undefined);
}

/** Completed in this scope and not being undone yet, oldest first. */
function within(execution: Execution, scopeKey: Key): readonly CompensationState[] {
  const { compensations } = execution.state;
  const found: CompensationState[] = [];
  // Asked of every element that completes, and mostly there are none.
  for (const key in compensations) {
    const subscription = compensations[key];
    if (subscription?.scopeKey === scopeKey && subscription.throwKey === undefined) found.push(subscription);
  }
  return found;
}
