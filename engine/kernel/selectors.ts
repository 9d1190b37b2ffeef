/** What the runtime reads from a state. Nothing here changes it. */
import type { ProcessModel } from '../model/index.ts';
import type { Key, Variables } from '../records.ts';
import { findCatcher } from './behaviors/catchers.ts';
import { visibleVariables } from './behaviors/variables.ts';
import type { EscalationVerdict } from './types.ts';
import type {
  ElementInstance,
  IncidentState,
  JobState,
  SignalState,
  State,
  SubscriptionState,
  TimerState,
} from './state.ts';

/** Completed or terminated; nothing is left of it but its head. */
export function isEnded(state: State): boolean {
  return state.status === 'COMPLETED' || state.status === 'TERMINATED';
}

export function findJob(state: State, key: Key): JobState | undefined {
  return state.jobs[key];
}

export function openJobs(state: State): readonly JobState[] {
  return Object.values(state.jobs);
}

export function openTimers(state: State): readonly TimerState[] {
  return Object.values(state.timers);
}

export function openSubscriptions(state: State): readonly SubscriptionState[] {
  return Object.values(state.subscriptions);
}

export function openSignals(state: State): readonly SignalState[] {
  return Object.values(state.signals);
}

export function openIncidents(state: State): readonly IncidentState[] {
  return Object.values(state.incidents);
}

/** Whether the subscription takes a message now: it may have gone, and an element on its way out takes none. */
export function takesMessage(state: State, subscriptionKey: Key): boolean {
  const subscription = state.subscriptions[subscriptionKey];
  return subscription !== undefined && state.elements[subscription.elementInstanceKey]?.state === 'ACTIVATED';
}

/** Living element instances of one element of the model, oldest first. */
export function instancesOf(state: State, elementId: string): readonly ElementInstance[] {
  return Object.values(state.elements).filter((instance) => instance.elementId === elementId);
}

/** Everything visible from an element instance (of a job: its `elementInstanceKey`); empty when there is none. Read only. */
export function variablesOf(state: State, elementInstanceKey: Key): Variables {
  const instance = state.elements[elementInstanceKey];
  return instance === undefined ? {} : visibleVariables(state, instance);
}

/** Variables of the process itself. */
export function processVariables(state: State): Variables {
  return state.elements[state.processInstanceKey]?.variables ?? {};
}

/**
 * Whether an error thrown at this element instance (a call activity) is caught there or further out in this instance. For
 * `KernelContext.catchesError`; the runtime goes on with `state.parent` when it is not.
 */
export function catchesError(model: ProcessModel, state: State, elementInstanceKey: Key, errorCode: string): boolean {
  const instance = state.elements[elementInstanceKey];
  if (instance === undefined) return false;
  return findCatcher(model, state, instance, { eventType: 'ERROR', code: errorCode }) !== undefined;
}

/** Whether an escalation thrown at this element instance is caught there or further out, and ends what it was thrown in. */
export function escalationVerdict(
  model: ProcessModel,
  state: State,
  elementInstanceKey: Key,
  escalationCode: string,
): EscalationVerdict | undefined {
  const instance = state.elements[elementInstanceKey];
  if (instance === undefined) return undefined;
  const catcher = findCatcher(model, state, instance, { eventType: 'ESCALATION', code: escalationCode });
  if (catcher === undefined) return undefined;
  return catcher.target.isInterrupting ? 'INTERRUPTS' : 'GOES_ON';
}
