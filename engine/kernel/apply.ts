import type { ElementType, EngineEvent, Key, Variables } from '../records.ts';
import { migrate } from './apply-migration.ts';
import type { ElementInstance, State } from './state.ts';

type EventOf<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;
type LifecycleEvent = Extract<EngineEvent, { elementType: ElementType }>;

/**
 * Writes one event into the state, in place, and returns it. Decides nothing, checks nothing and never looks at the
 * model: replaying the events of an instance from `createState()` gives the state it has now, always.
 */
export function apply(state: State, event: EngineEvent): State {
  switch (event.type) {
    case 'processInstanceCreated':
      createInstance(state, event);
      break;
    case 'elementActivating':
      enter(state, event);
      break;
    case 'elementActivated':
      elementOf(state, event).state = 'ACTIVATED';
      break;
    case 'elementCompleting':
      elementOf(state, event).state = 'COMPLETING';
      break;
    case 'elementTerminating':
      elementOf(state, event).state = 'TERMINATING';
      break;
    case 'elementCompleted':
      leave(state, event, 'COMPLETED');
      break;
    case 'elementTerminated':
      leave(state, event, 'TERMINATED');
      break;
    case 'sequenceFlowTaken':
      if (event.waitsAtJoin) waitAtJoin(state, event);
      break;
    case 'variablesSet':
      setVariables(state, event.scopeKey, event.variables);
      break;
    case 'elementResultSet':
      elementOf(state, event).result = event.variables;
      break;
    case 'jobCreated':
      createJob(state, event);
      break;
    case 'jobCompleted':
      completeJob(state, event);
      break;
    case 'jobCanceled':
      endJob(state, event);
      break;
    case 'jobFailed':
      failJob(state, event);
      break;
    case 'jobErrorThrown':
      updateJob(state, event.jobKey, (job) => (job.status = 'ERROR_THROWN'));
      break;
    case 'jobRetriesUpdated':
      updateJob(state, event.jobKey, (job) => (job.retries = event.retries));
      break;
    case 'timerCreated':
      createTimer(state, event);
      break;
    case 'timerTriggered':
    case 'timerCanceled':
      endTimer(state, event.timerKey);
      break;
    case 'messageSubscriptionCreated':
      createSubscription(state, event);
      break;
    case 'messageSubscriptionCorrelated':
      correlate(state, event);
      break;
    case 'messageSubscriptionDeleted':
      endSubscription(state, event.subscriptionKey);
      break;
    case 'signalSubscriptionCreated':
      waitForSignal(state, event);
      break;
    case 'signalSubscriptionTriggered':
      triggerSignal(state, event);
      break;
    case 'signalSubscriptionDeleted':
      endSignal(state, event.subscriptionKey);
      break;
    case 'compensationSubscriptionCreated':
      keepForCompensation(state, event);
      break;
    case 'compensationSubscriptionTriggered': {
      const compensation = state.compensations[event.subscriptionKey];
      if (compensation !== undefined) compensation.throwKey = event.throwKey;
      break;
    }
    case 'compensationSubscriptionCompleted':
    case 'compensationSubscriptionDeleted':
      delete state.compensations[event.subscriptionKey];
      break;
    case 'incidentCreated':
      createIncident(state, event);
      break;
    case 'incidentResolved':
      resolveIncident(state, event.incidentKey);
      break;
    case 'outputCollected':
      collectOutput(state, event);
      break;
    case 'calledInstanceCreated':
      elementOf(state, event).calledInstanceKey = event.calledProcessInstanceKey;
      break;
    case 'processInstanceSuspended':
      state.suspended = true;
      break;
    case 'processInstanceResumed':
      delete state.suspended;
      delete state.held;
      break;
    case 'triggerHeld':
      hold(state, event);
      break;
    case 'processInstanceMigrated':
      migrate(state, event);
      break;
    case 'processInstanceModified':
    case 'decisionEvaluated':
      break;
    default:
      assertNever(event);
  }
  return state;
}

function createInstance(state: State, event: EventOf<'processInstanceCreated'>): void {
  state.status = 'ACTIVE';
  state.bpmnProcessId = event.bpmnProcessId;
  state.version = event.version;
  state.processDefinitionKey = event.processDefinitionKey;
  state.startVariables = event.variables;
  if (event.startEventId !== undefined) state.startEventId = event.startEventId;
  if (event.parentProcessInstanceKey === undefined || event.parentElementInstanceKey === undefined) return;
  state.parent = {
    processInstanceKey: event.parentProcessInstanceKey,
    elementInstanceKey: event.parentElementInstanceKey,
  };
}

function enter(state: State, event: LifecycleEvent): void {
  const { elementInstanceKey: key, elementId, elementType: type, flowScopeKey: scopeKey } = event;
  const instance: ElementInstance =
    scopeKey === undefined
      ? { key, elementId, type, state: 'ACTIVATING' }
      : { key, elementId, type, scopeKey, state: 'ACTIVATING' };
  if (event.loopCounter !== undefined) instance.loopCounter = event.loopCounter;
  if (event.startsWith !== undefined) instance.startsWith = event.startsWith;
  if (event.compensates !== undefined) instance.compensates = event.compensates;
  state.elements[instance.key] = instance;
  if (event.flowScopeKey === undefined) enterProcess(state, instance);
  else enterScope(state, event.flowScopeKey, event);
}

function enterProcess(state: State, instance: ElementInstance): void {
  state.processInstanceKey = instance.key;
  if (state.startVariables !== undefined) assignVariables((instance.variables ??= {}), state.startVariables);
  delete state.startVariables;
}

function enterScope(state: State, scopeKey: Key, event: LifecycleEvent): void {
  const scope = state.elements[scopeKey];
  if (scope === undefined) return;
  (scope.children ??= []).push(event.elementInstanceKey);
  if (event.consumedFlows !== undefined) consumeFlows(scope, event.consumedFlows);
  if (event.interruptsFlowScope) {
    scope.interruptedBy = event.elementInstanceKey;
    delete scope.takenFlows;
  }
}

function consumeFlows(scope: ElementInstance, flowIds: readonly string[]): void {
  const taken = scope.takenFlows;
  if (taken === undefined) return;
  for (const id of flowIds) {
    const left = (taken[id] ?? 0) - 1;
    if (left > 0) taken[id] = left;
    else delete taken[id];
  }
  if (!hasEntries(taken)) delete scope.takenFlows;
}

function leave(state: State, event: LifecycleEvent, status: 'COMPLETED' | 'TERMINATED'): void {
  delete state.elements[event.elementInstanceKey];
  const scope = event.flowScopeKey === undefined ? undefined : state.elements[event.flowScopeKey];
  remove(scope?.children, event.elementInstanceKey);
  if (scope?.type === 'MULTI_INSTANCE_BODY' || scope?.type === 'AD_HOC_SUB_PROCESS') countLeft(scope, status);
  if (event.flowScopeKey === undefined) state.status = status;
}

function countLeft(body: ElementInstance, status: 'COMPLETED' | 'TERMINATED'): void {
  if (status === 'COMPLETED') body.completedChildren = (body.completedChildren ?? 0) + 1;
  else body.terminatedChildren = (body.terminatedChildren ?? 0) + 1;
}

/** Into a new list: events and effects may hold the one there is. */
function collectOutput(state: State, event: EventOf<'outputCollected'>): void {
  const { variables = {} } = elementOf(state, event);
  const list = variables[event.variable];
  if (Array.isArray(list)) variables[event.variable] = list.toSpliced(event.index, 1, event.value);
}

function waitAtJoin(state: State, event: EventOf<'sequenceFlowTaken'>): void {
  const scope = state.elements[event.flowScopeKey];
  if (scope === undefined) return;
  const taken = (scope.takenFlows ??= {});
  taken[event.flowId] = (taken[event.flowId] ?? 0) + 1;
}

function setVariables(state: State, scopeKey: Key, variables: Variables): void {
  const instance = state.elements[scopeKey];
  if (instance === undefined) return;
  assignVariables((instance.variables ??= {}), variables);
  if (instance.result !== undefined) instance.result = withoutNames(instance.result, variables);
}

/** A value an operator sets on the element outranks what its job had answered. */
function withoutNames(result: Variables, names: Variables): Variables {
  return Object.fromEntries(Object.entries(result).filter(([name]) => !Object.hasOwn(names, name)));
}

function assignVariables(target: Record<string, unknown>, variables: Variables): void {
  for (const name of Object.keys(variables)) if (name !== '__proto__') target[name] = variables[name];
}

function createJob(state: State, event: EventOf<'jobCreated'>): void {
  state.jobs[event.jobKey] = {
    key: event.jobKey,
    elementInstanceKey: event.elementInstanceKey,
    type: event.jobType,
    retries: event.retries,
    ...(event.listener === undefined ? {} : { listener: event.listener }),
    ...(event.kind === undefined ? {} : { kind: event.kind }),
    status: 'ACTIVATABLE',
  };
  elementOf(state, event).jobKey = event.jobKey;
}

/** What a listener or the worker of an ad-hoc sub-process answers is set as variables by events of their own. */
function completeJob(state: State, event: EventOf<'jobCompleted'>): void {
  const { listener, kind } = state.jobs[event.jobKey] ?? {};
  const isAnswer = listener === undefined && kind === undefined;
  if (isAnswer && hasEntries(event.variables)) elementOf(state, event).result = event.variables;
  if (event.completionConditionFulfilled) elementOf(state, event).isFulfilled = true;
  endJob(state, event);
}

function failJob(state: State, event: EventOf<'jobFailed'>): void {
  updateJob(state, event.jobKey, (job) => {
    job.retries = event.retries;
    job.status = event.retries > 0 ? 'ACTIVATABLE' : 'FAILED';
  });
}

function updateJob(state: State, key: Key, update: (job: State['jobs'][string]) => void): void {
  const job = state.jobs[key];
  if (job !== undefined) update(job);
}

function endJob(state: State, event: EventOf<'jobCompleted' | 'jobCanceled'>): void {
  delete state.jobs[event.jobKey];
  delete elementOf(state, event).jobKey;
}

function createTimer(state: State, event: EventOf<'timerCreated'>): void {
  const { timerKey: key, elementInstanceKey, targetElementId, dueAt, repetitionsLeft, interval } = event;
  const timer = { key, elementInstanceKey, targetElementId, dueAt, repetitionsLeft };
  state.timers[key] = interval === undefined ? timer : { ...timer, interval };
  (elementOf(state, event).timers ??= []).push(key);
}

function endTimer(state: State, key: Key): void {
  const timer = state.timers[key];
  if (timer === undefined) return;
  delete state.timers[key];
  remove(state.elements[timer.elementInstanceKey]?.timers, key);
}

function createSubscription(state: State, event: EventOf<'messageSubscriptionCreated'>): void {
  const {
    subscriptionKey: key,
    elementInstanceKey,
    targetElementId,
    messageName,
    correlationKey,
    interrupting,
  } = event;
  state.subscriptions[key] = {
    key,
    elementInstanceKey,
    targetElementId,
    messageName,
    correlationKey,
    interrupting,
  };
  (elementOf(state, event).subscriptions ??= []).push(key);
}

function correlate(state: State, event: EventOf<'messageSubscriptionCorrelated'>): void {
  const subscription = state.subscriptions[event.subscriptionKey];
  if (subscription === undefined) return;
  const instance = state.elements[subscription.elementInstanceKey];
  const waitsItself = instance?.elementId === event.targetElementId;
  if (instance !== undefined && waitsItself && hasEntries(event.variables)) instance.result = event.variables;
  if (subscription.interrupting) endSubscription(state, event.subscriptionKey);
}

function endSubscription(state: State, key: Key): void {
  const subscription = state.subscriptions[key];
  if (subscription === undefined) return;
  delete state.subscriptions[key];
  remove(state.elements[subscription.elementInstanceKey]?.subscriptions, key);
}

function waitForSignal(state: State, event: EventOf<'signalSubscriptionCreated'>): void {
  const { subscriptionKey: key, elementInstanceKey, targetElementId, signalName, interrupting } = event;
  state.signals[key] = { key, elementInstanceKey, targetElementId, signalName, interrupting };
  (elementOf(state, event).signals ??= []).push(key);
}

function triggerSignal(state: State, event: EventOf<'signalSubscriptionTriggered'>): void {
  const signal = state.signals[event.subscriptionKey];
  if (signal === undefined) return;
  const instance = state.elements[signal.elementInstanceKey];
  const waitsItself = instance?.elementId === event.targetElementId;
  if (instance !== undefined && waitsItself && hasEntries(event.variables)) instance.result = event.variables;
  if (signal.interrupting) endSignal(state, signal.key);
}

function endSignal(state: State, key: Key): void {
  const signal = state.signals[key];
  if (signal === undefined) return;
  delete state.signals[key];
  remove(state.elements[signal.elementInstanceKey]?.signals, key);
}

function keepForCompensation(state: State, event: EventOf<'compensationSubscriptionCreated'>): void {
  const { subscriptionKey: key, elementId: activityId, elementInstanceKey: activityKey, scopeKey, handlerId } = event;
  const compensation = { key, activityId, activityKey, scopeKey };
  state.compensations[key] = handlerId === undefined ? compensation : { ...compensation, handlerId };
}

function hold(state: State, { subscriptionKey, messageKey, variables }: EventOf<'triggerHeld'>): void {
  const trigger = { subscriptionKey, variables };
  (state.held ??= []).push(messageKey === undefined ? trigger : { ...trigger, messageKey });
}

function createIncident(state: State, event: EventOf<'incidentCreated'>): void {
  const { incidentKey: key, elementInstanceKey, incidentType: type, errorMessage, jobKey } = event;
  const incident = { key, elementInstanceKey, type, errorMessage };
  state.incidents[key] = jobKey === undefined ? incident : { ...incident, jobKey };
  (elementOf(state, event).incidents ??= []).push(key);
}

function resolveIncident(state: State, key: Key): void {
  const incident = state.incidents[key];
  if (incident === undefined) return;
  delete state.incidents[key];
  if (incident.jobKey !== undefined) updateJob(state, incident.jobKey, (job) => (job.status = 'ACTIVATABLE'));
  remove(state.elements[incident.elementInstanceKey]?.incidents, key);
}

function elementOf(state: State, event: { readonly elementInstanceKey: Key }): ElementInstance {
  const instance = state.elements[event.elementInstanceKey];
  if (instance === undefined) throw new TypeError(`No element instance '${event.elementInstanceKey}' for an event.`);
  return instance;
}

function remove(keys: Key[] | undefined, key: Key): void {
  const index = keys?.indexOf(key) ?? -1;
  if (index >= 0) keys?.splice(index, 1);
}

function hasEntries(record: Readonly<Record<string, unknown>>): boolean {
  for (const name in record) if (Object.hasOwn(record, name)) return true;
  return false;
}

function assertNever(event: never): never {
  throw new TypeError(`Unhandled event ${JSON.stringify(event)}`);
}
