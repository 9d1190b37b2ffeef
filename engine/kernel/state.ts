/** What one process instance is made of. Plain JSON data: a snapshot is the state itself. Only `apply` writes to it. */
import type { ElementType, IncidentType, Key, ListenerRef, Variables } from '../records.ts';

export type LifecycleState = 'ACTIVATING' | 'ACTIVATED' | 'COMPLETING' | 'TERMINATING';

export interface ElementInstance {
  readonly key: Key;
  /** Changes when the instance is migrated. */
  elementId: string;
  readonly type: ElementType;
  /** Key of the flow scope; absent for the process. */
  readonly scopeKey?: Key;
  state: LifecycleState;
  /** Local variables. */
  variables?: Record<string, unknown>;
  /** Living instances inside, oldest first. */
  children?: Key[];
  /** Of a scope: tokens waiting at joining gateways, by sequence flow. */
  takenFlows?: Record<string, number>;
  /** Of a scope: the interrupting event sub-process that has taken it over. */
  interruptedBy?: Key;
  /** What a job, message, script or called instance answered, until the element is completed. */
  result?: Variables;
  jobKey?: Key;
  timers?: Key[];
  subscriptions?: Key[];
  signals?: Key[];
  incidents?: Key[];
  calledInstanceKey?: Key;
  /** Of a compensation handler: the subscription it undoes. */
  compensates?: Key;
  /** Of an inner instance of a multi-instance: counts from 1. */
  loopCounter?: number;
  /** Of an inner instance of an ad-hoc sub-process: the element it begins with. */
  startsWith?: string;
  /** Of an ad-hoc sub-process whose worker has said that it is over. */
  isFulfilled?: true;
  /** Of a multi-instance body or ad-hoc sub-process: inner instances that are gone. */
  completedChildren?: number;
  terminatedChildren?: number;
}

export interface JobState {
  readonly key: Key;
  readonly elementInstanceKey: Key;
  readonly type: string;
  retries: number;
  readonly listener?: ListenerRef;
  readonly kind?: 'AD_HOC_SUB_PROCESS';
  /** `ERROR_THROWN`: nobody caught its error; an incident tells. */
  status: 'ACTIVATABLE' | 'FAILED' | 'ERROR_THROWN';
}

export interface TimerState {
  readonly key: Key;
  readonly elementInstanceKey: Key;
  targetElementId: string;
  /** ISO instant. */
  readonly dueAt: string;
  readonly repetitionsLeft: number;
  readonly interval?: string;
}

export interface SubscriptionState {
  readonly key: Key;
  readonly elementInstanceKey: Key;
  targetElementId: string;
  readonly messageName: string;
  readonly correlationKey: string;
  interrupting: boolean;
}

export interface SignalState {
  readonly key: Key;
  readonly elementInstanceKey: Key;
  targetElementId: string;
  readonly signalName: string;
  interrupting: boolean;
}

/** A completed activity that can be undone. */
export interface CompensationState {
  readonly key: Key;
  activityId: string;
  /** Element instance that has completed, and its flow scope. */
  readonly activityKey: Key;
  readonly scopeKey: Key;
  /** Absent of a sub-process that only holds what can be undone. */
  handlerId?: string;
  /** Element instance of the event that undoes it. */
  throwKey?: Key;
}

export interface IncidentState {
  readonly key: Key;
  readonly elementInstanceKey: Key;
  readonly type: IncidentType;
  readonly errorMessage: string;
  readonly jobKey?: Key;
}

/** A message or signal that waits for a suspended instance to be resumed. */
export interface HeldTrigger {
  readonly subscriptionKey: Key;
  /** Absent of a signal. */
  readonly messageKey?: Key;
  readonly variables: Variables;
}

export interface State {
  /** Shape of this document; a snapshot of another one is thrown away and rebuilt. */
  readonly v: 3;
  /** Empty before the instance is created. */
  processInstanceKey: Key;
  processDefinitionKey: Key;
  bpmnProcessId: string;
  version: number;
  parent?: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key };
  /** Between the creation and the activation of the process. */
  startVariables?: Variables;
  /** The timer or message start event that fired. */
  startEventId?: string;
  status: 'NONE' | 'ACTIVE' | 'COMPLETED' | 'TERMINATED';
  suspended?: true;
  /** Present only while it is suspended, oldest first. */
  held?: HeldTrigger[];
  readonly elements: Record<Key, ElementInstance>;
  readonly jobs: Record<Key, JobState>;
  readonly timers: Record<Key, TimerState>;
  readonly subscriptions: Record<Key, SubscriptionState>;
  readonly signals: Record<Key, SignalState>;
  readonly compensations: Record<Key, CompensationState>;
  readonly incidents: Record<Key, IncidentState>;
}

/** Keys come and go: without a prototype it is a hash table from the start, and no shape is made for each new key. */
function keyed<T>(): Record<Key, T> {
  return Object.create(null) as Record<Key, T>;
}

/** The state before anything happened; replaying a journal begins here. */
export function createState(): State {
  return {
    v: 3,
    processInstanceKey: '',
    processDefinitionKey: '',
    bpmnProcessId: '',
    version: 0,
    status: 'NONE',
    elements: keyed(),
    jobs: keyed(),
    timers: keyed(),
    subscriptions: keyed(),
    signals: keyed(),
    compensations: keyed(),
    incidents: keyed(),
  };
}
