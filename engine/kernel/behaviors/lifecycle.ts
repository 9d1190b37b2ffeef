/** The turns of the lifecycle that every element shares. */
import type { ModelElement, SequenceFlow } from '../../model/index.ts';
import type { ElementType, IncidentType, Key, ListenerEvent, Variables } from '../../records.ts';
import type { Execution, Failure, Task } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { closeAdHocInner } from './ad-hoc.ts';
import { completeHandler, forget, keepForCompensation } from './compensation.ts';
import { takeFlows } from './flows.ts';
import { raiseIncident, resolveIncidents } from './incidents.ts';
import { callListener } from './listeners.ts';
import { applyInputs, applyOutputs } from './mappings.ts';
import { cancelJob } from './jobs.ts';
import { consumedFlows, isJoin, waitingFlows } from './joins.ts';
import { closeWaiting } from './waiting.ts';
import { setLocal, setResult } from './variables.ts';
import { closeInner, isInner } from './multi-instance.ts';

type LifecycleEventType =
  'elementActivated' | 'elementCompleting' | 'elementCompleted' | 'elementTerminating' | 'elementTerminated';

/**
 * Does a scheduled activation, unless its flow scope has ended or the join lacks a token by now.
 * `HOLD`: enters the element without calling its hook.
 */
export function activate(
  execution: Execution,
  task: Extract<Task, { do: 'activate' }>,
  hold?: 'HOLD',
): ElementInstance | undefined {
  const scope = execution.find(task.scopeKey);
  if (scope === undefined || scope.state !== 'ACTIVATED') return undefined;
  const element = execution.element(task.elementId);
  const consumed = task.unconditional
    ? isJoin(element)
      ? waitingFlows(element, scope)
      : undefined
    : consumedFlows(execution, element, scope);
  if (consumed === 'LACKING') return undefined;
  const instance = enter(execution, element, scope, task, consumed);
  const { trigger } = task;
  if (trigger !== undefined) keepTrigger(execution, element, instance, trigger.variables);
  if (task.locals !== undefined) setLocal(execution, instance, task.locals);
  if (hold !== undefined) return instance;
  // Behind an event-based gateway: what it would wait for has happened.
  if (trigger !== undefined && element.type === 'INTERMEDIATE_CATCH_EVENT') pass(execution, instance);
  else activateInstance(execution, instance);
  return instance;
}

/** Emits `elementActivating`: the element is there, and nothing of it has been done. */
export function enter(
  execution: Execution,
  element: ModelElement,
  scope: ElementInstance,
  task: Extract<Task, { do: 'activate' }>,
  consumedFlows?: readonly string[],
): ElementInstance {
  const key = execution.context.nextKey();
  execution.emit({
    type: 'elementActivating',
    v: 1,
    elementInstanceKey: key,
    elementId: element.id,
    elementType: typeIn(element, scope, task),
    flowScopeKey: scope.key,
    ...(consumedFlows === undefined ? {} : { consumedFlows }),
    ...(task.interruptsFlowScope ? { interruptsFlowScope: true } : {}),
    ...(task.loopCounter === undefined ? {} : { loopCounter: task.loopCounter }),
    ...(task.compensates === undefined ? {} : { compensates: task.compensates }),
    ...(task.startsWith === undefined ? {} : { startsWith: task.startsWith }),
  });
  return execution.instance(key);
}

/** An element may be entered as the body around its instances, as one of them, or as an inner instance of itself. */
function typeIn(
  element: ModelElement,
  scope: ElementInstance,
  { startsWith }: Extract<Task, { do: 'activate' }>,
): ElementType {
  if (startsWith !== undefined) return 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';
  return element.multiInstance !== undefined && scope.elementId !== element.id ? 'MULTI_INSTANCE_BODY' : element.type;
}

/** Input mappings, start listeners, then the element's activate hook; also the retry of an incident met there. */
export function activateInstance(execution: Execution, instance: ElementInstance): void {
  const element = execution.elementOf(instance);
  execution.behaviorOf(instance).prepare?.(execution, element, instance);
  const failure = applyInputs(execution, element, instance);
  if (failure === undefined) listen(execution, instance, 'start');
  else raiseIncident(execution, instance, failure);
}

/**
 * Calls the listeners of an event from this one on, one after the other; behind the last the element goes on. An incident met
 * on the way is retried from the first listener of the event on, as on Zeebe.
 */
export function listen(execution: Execution, instance: ElementInstance, event: ListenerEvent, index = 0): void {
  const element = execution.elementOf(instance);
  const called = callListener(execution, element, instance, event, index);
  if (called.ok && called.value) return;
  const failure = called.ok ? AFTER[event](execution, element, instance) : called.failure;
  if (failure !== undefined) raiseIncident(execution, instance, failure);
}

type Turn = (execution: Execution, element: ModelElement, instance: ElementInstance) => Failure | undefined | void;

/** What comes behind the listeners of an event. */
const AFTER: Readonly<Record<ListenerEvent, Turn>> = {
  start: (execution, _element, instance) => listen(execution, instance, 'creating'),
  creating: (execution, element, instance) => execution.behaviorOf(instance).activate(execution, element, instance),
  completing: conclude,
  end: depart,
};

/** The variables of an event that has fired are local to it; an event sub-process keeps them for its start event. */
function keepTrigger(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
  variables: Variables,
): void {
  if (element.type === 'EVENT_SUB_PROCESS') setResult(execution, instance, variables);
  else setLocal(execution, instance, variables);
}

/** Emits the event of a transition. */
export function transition(execution: Execution, instance: ElementInstance, type: LifecycleEventType): void {
  const { key: elementInstanceKey, elementId, type: elementType, scopeKey: flowScopeKey } = instance;
  execution.emit(
    flowScopeKey === undefined
      ? { type, v: 1, elementInstanceKey, elementId, elementType }
      : { type, v: 1, elementInstanceKey, elementId, elementType, flowScopeKey },
  );
}

/** ACTIVATED, and its completion scheduled: for elements that wait for nothing. */
export function pass(execution: Execution, instance: ElementInstance): void {
  transition(execution, instance, 'elementActivated');
  execution.schedule({ do: 'complete', key: instance.key });
}

/** Does a scheduled completion: complete hook, output mappings, end listeners, end of waiting, then onward. */
export function complete(execution: Execution, key: Key): void {
  const instance = execution.find(key);
  if (instance === undefined || (instance.state !== 'ACTIVATED' && instance.state !== 'COMPLETING')) return;
  const isStopped = (instance.incidents?.length ?? 0) > 0 || instance.jobKey !== undefined;
  if (instance.state === 'COMPLETING' && isStopped) return;
  if (instance.state === 'ACTIVATED') transition(execution, instance, 'elementCompleting');
  // Nothing interrupts it while its listeners are at work.
  if (execution.elementOf(instance).listeners !== undefined) closeWaiting(execution, instance);
  listen(execution, instance, 'completing');
}

/** What the element gives, then its end listeners. */
function conclude(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined {
  const behavior = execution.behaviorOf(instance);
  const failure = behavior.complete?.(execution, element, instance) ?? applyOutputs(execution, element, instance);
  if (failure === undefined) listen(execution, instance, 'end');
  return failure;
}

function depart(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined {
  if (isInner(execution, instance) || isAdHocInner(instance)) return completeInner(execution, element, instance);
  finish(execution, element, instance, element.outgoing);
  return undefined;
}

const isAdHocInner = ({ type }: ElementInstance): boolean => type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';

function completeInner(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined {
  const close = isAdHocInner(instance) ? closeAdHocInner : closeInner;
  const isLoopOver = close(execution, element, instance);
  if (!isLoopOver.ok) return isLoopOver.failure;
  if (!isLoopOver.value) {
    finish(execution, element, instance, []);
    return undefined;
  }
  leave(execution, element, instance);
  if (instance.scopeKey !== undefined) endScope(execution, execution.instance(instance.scopeKey));
  return undefined;
}

/** From COMPLETING: emits `elementCompleted`, takes these flows, or tells the scope that this path has ended. */
export function finish(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
  flows: readonly SequenceFlow[],
): void {
  leave(execution, element, instance);
  if (instance.scopeKey === undefined) return;
  takeFlows(execution, flows, instance.scopeKey);
  if (flows.length === 0) leaveScope(execution, instance.scopeKey);
}

function leave(execution: Execution, element: ModelElement, instance: ElementInstance): void {
  closeWaiting(execution, instance);
  keepForCompensation(execution, element, instance);
  transition(execution, instance, 'elementCompleted');
  completeHandler(execution, instance);
  execution.behaviorOf(instance).completed?.(execution, element, instance);
}

/** ACTIVATED, COMPLETING and COMPLETED at once, for gateways: nothing can come between. */
export function passThrough(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
  flows: readonly SequenceFlow[],
): void {
  transition(execution, instance, 'elementActivated');
  transition(execution, instance, 'elementCompleting');
  finish(execution, element, instance, flows);
}

/** Ends an instance with everything inside it and everything that waits for it. */
export function terminate(execution: Execution, instance: ElementInstance): void {
  if (instance.state !== 'TERMINATING') transition(execution, instance, 'elementTerminating');
  terminateChildren(execution, instance);
  execution.behaviorOf(instance).terminate?.(execution, execution.elementOf(instance), instance);
  cancelJob(execution, instance);
  closeWaiting(execution, instance);
  resolveIncidents(execution, instance);
  forget(execution, instance.key);
  transition(execution, instance, 'elementTerminated');
}

export function terminateChildren(execution: Execution, scope: ElementInstance): void {
  for (const key of [...(scope.children ?? [])]) {
    const child = execution.find(key);
    if (child !== undefined) terminate(execution, child);
  }
}

/** Ends everything in the scope, also tokens that wait at joins, and completes it. */
export function endScope(execution: Execution, scope: ElementInstance): void {
  execution.dropPending(scope.key);
  terminateChildren(execution, scope);
  execution.schedule({ do: 'complete', key: scope.key });
}

/** Completes the scope when nothing runs or waits in it any more. */
export function leaveScope(execution: Execution, scopeKey: Key): void {
  const scope = execution.find(scopeKey);
  if (scope === undefined || scope.state !== 'ACTIVATED' || isBusy(execution, scope)) return;
  const behavior = execution.behaviorOf(scope);
  if (behavior.emptied === undefined) execution.schedule({ do: 'complete', key: scopeKey });
  else behavior.emptied(execution, execution.elementOf(scope), scope);
}

/** Something runs in the scope, is about to, or waits at a join. */
export function isBusy(execution: Execution, scope: ElementInstance): boolean {
  const waitingAtJoins = scope.takenFlows !== undefined && Object.keys(scope.takenFlows).length > 0;
  return (scope.children?.length ?? 0) > 0 || waitingAtJoins || execution.pendingIn(scope.key) > 0;
}

/** Retries what an incident has stopped: the transition the instance stands in. */
export function retry(execution: Execution, instance: ElementInstance, incidentType: IncidentType): void {
  if (instance.state === 'ACTIVATING') return activateInstance(execution, instance);
  const behavior = execution.behaviorOf(instance);
  const isStopped = instance.state === 'COMPLETING' || incidentType === 'CYCLE_WITHOUT_WAIT';
  if (isStopped || behavior.resume === undefined) return execution.schedule({ do: 'complete', key: instance.key });
  const failure = behavior.resume(execution, execution.elementOf(instance), instance);
  if (failure !== undefined) raiseIncident(execution, instance, failure);
}
