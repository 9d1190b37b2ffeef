/**
 * What happened in the engine, as everybody outside the kernel sees it. Events are the only thing that changes state;
 * a released event never changes its meaning: a new shape gets a higher `v` and an upcaster.
 */
export type Variables = Readonly<Record<string, unknown>>;

/** A decimal string: keys exceed 2^53. */
export type Key = string;

/** BPMN element types as Zeebe names them. */
export type ElementType =
  | 'PROCESS'
  | 'SUB_PROCESS'
  | 'EVENT_SUB_PROCESS'
  | 'START_EVENT'
  | 'INTERMEDIATE_CATCH_EVENT'
  | 'INTERMEDIATE_THROW_EVENT'
  | 'BOUNDARY_EVENT'
  | 'END_EVENT'
  | 'SERVICE_TASK'
  | 'USER_TASK'
  | 'RECEIVE_TASK'
  | 'SEND_TASK'
  | 'SCRIPT_TASK'
  | 'BUSINESS_RULE_TASK'
  | 'MANUAL_TASK'
  | 'TASK'
  | 'EXCLUSIVE_GATEWAY'
  | 'PARALLEL_GATEWAY'
  | 'INCLUSIVE_GATEWAY'
  | 'EVENT_BASED_GATEWAY'
  | 'CALL_ACTIVITY'
  | 'MULTI_INSTANCE_BODY'
  | 'AD_HOC_SUB_PROCESS'
  | 'AD_HOC_SUB_PROCESS_INNER_INSTANCE'
  | 'SEQUENCE_FLOW';

/** As in Zeebe: the kind of trouble an operator can resolve. */
export type IncidentType =
  | 'JOB_NO_RETRIES'
  | 'EXECUTION_LISTENER_NO_RETRIES'
  | 'TASK_LISTENER_NO_RETRIES'
  | 'AD_HOC_SUB_PROCESS_NO_RETRIES'
  | 'CONDITION_ERROR'
  | 'IO_MAPPING_ERROR'
  | 'EXTRACT_VALUE_ERROR'
  | 'CALLED_ELEMENT_ERROR'
  | 'CALLED_DECISION_ERROR'
  | 'DECISION_EVALUATION_ERROR'
  | 'UNHANDLED_ERROR_EVENT'
  | 'MESSAGE_SIZE_EXCEEDED'
  | 'CYCLE_WITHOUT_WAIT';

/** When a listener is called: before an element begins and before it is left; a user task's about its task. */
export type ListenerEvent = 'start' | 'end' | 'creating' | 'completing';

/** Which of the listeners of an element a job is for; `index` counts from 0 among those of the same event. */
export interface ListenerRef {
  readonly event: ListenerEvent;
  readonly index: number;
}

/** What the worker of an ad-hoc sub-process decides, besides variables of it; without anything it goes on as it is. */
export interface AdHocResult {
  readonly activateElements?: readonly AdHocActivation[];
  /** It is over: nothing more may be activated. */
  readonly isCompletionConditionFulfilled?: boolean;
  /** Ends what is still active, instead of waiting for it. */
  readonly isCancelRemainingInstances?: boolean;
}

/** An element of an ad-hoc sub-process to begin with, with variables of its own. */
export interface AdHocActivation {
  readonly elementId: string;
  readonly variables?: Variables;
}

/** What a human task asks for, evaluated when the job was made. */
export interface UserTaskProperties {
  readonly assignee?: string;
  readonly candidateGroups: readonly string[];
  readonly candidateUsers: readonly string[];
  /** ISO instants. */
  readonly dueDate?: string;
  readonly followUpDate?: string;
  readonly formKey?: string;
  /** From 0 to 100; 50 where none is drawn. */
  readonly priority?: number;
}

interface ElementRef {
  readonly elementInstanceKey: Key;
  readonly elementId: string;
}

export type EngineEvent =
  | {
      readonly type: 'processInstanceCreated';
      readonly v: 1;
      readonly bpmnProcessId: string;
      readonly version: number;
      readonly processDefinitionKey: Key;
      readonly parentProcessInstanceKey?: Key;
      readonly parentElementInstanceKey?: Key;
      readonly variables: Variables;
      /** The timer or message start event that fired; absent at the none start event. */
      readonly startEventId?: string;
      /** Elements it begins at instead of a start event. */
      readonly startElementIds?: readonly string[];
    }
  | ({
      readonly type:
        | 'elementActivating'
        | 'elementActivated'
        | 'elementCompleting'
        | 'elementCompleted'
        | 'elementTerminating'
        | 'elementTerminated';
      readonly v: 1;
      readonly elementType: ElementType;
      /** Absent for the process itself. */
      readonly flowScopeKey?: Key;
      /** Of `elementActivating` at a joining gateway: the flows whose waiting token it used up. */
      readonly consumedFlows?: readonly string[];
      /** Of `elementActivating`: an event sub-process that has ended everything else in its flow scope. */
      readonly interruptsFlowScope?: true;
      /** Of `elementActivating` inside a multi-instance body: counts from 1. */
      readonly loopCounter?: number;
      /** Of `elementActivating` of a compensation handler: the subscription it undoes. */
      readonly compensates?: Key;
      /** Of `elementActivating` of an inner instance of an ad-hoc sub-process: the element it begins with. */
      readonly startsWith?: string;
    } & ElementRef)
  | {
      readonly type: 'sequenceFlowTaken';
      readonly v: 1;
      readonly flowId: string;
      readonly flowScopeKey: Key;
      /** The token waits at a joining gateway. */
      readonly waitsAtJoin?: true;
    }
  /** What a script, a decision or a called instance gave the element; its output mappings read it. */
  | ({ readonly type: 'elementResultSet'; readonly v: 1; readonly variables: Variables } & ElementRef)
  | { readonly type: 'variablesSet'; readonly v: 1; readonly scopeKey: Key; readonly variables: Variables }
  | ({
      readonly type: 'jobCreated';
      readonly v: 1;
      readonly jobKey: Key;
      readonly jobType: string;
      readonly retries: number;
      /** Task headers as drawn (`zeebe:taskHeaders`). */
      readonly customHeaders: Readonly<Record<string, string>>;
      /** Present when the job is the task of a user task. */
      readonly userTask?: UserTaskProperties;
      /** Present when the job is a listener's. */
      readonly listener?: ListenerRef;
      /** Present when the job decides what goes on in an ad-hoc sub-process. */
      readonly kind?: 'AD_HOC_SUB_PROCESS';
    } & ElementRef)
  | ({
      readonly type: 'jobCompleted';
      readonly v: 1;
      readonly jobKey: Key;
      readonly variables: Variables;
      /** Of the job of an ad-hoc sub-process: it is over when nothing is active in it any more. */
      readonly completionConditionFulfilled?: true;
    } & ElementRef)
  | ({
      readonly type: 'jobFailed';
      readonly v: 1;
      readonly jobKey: Key;
      readonly retries: number;
      readonly errorMessage: string;
      /** The instant before which it must not be tried again. */
      readonly retryAt?: string;
    } & ElementRef)
  | ({
      readonly type: 'jobErrorThrown';
      readonly v: 1;
      readonly jobKey: Key;
      readonly errorCode: string;
      readonly errorMessage: string;
    } & ElementRef)
  | ({ readonly type: 'jobCanceled'; readonly v: 1; readonly jobKey: Key } & ElementRef)
  | { readonly type: 'jobRetriesUpdated'; readonly v: 1; readonly jobKey: Key; readonly retries: number }
  | ({
      readonly type: 'timerCreated';
      readonly v: 1;
      readonly timerKey: Key;
      /** ISO instant. */
      readonly dueAt: string;
      /** How many fire after this one; -1 without end. */
      readonly repetitionsLeft: number;
      /** Element that waits; `targetElementId` is the event that fires. */
      readonly targetElementId: string;
      /** Of a cycle: ISO duration between two firings. */
      readonly interval?: string;
    } & ElementRef)
  | { readonly type: 'timerTriggered'; readonly v: 1; readonly timerKey: Key; readonly targetElementId: string }
  | { readonly type: 'timerCanceled'; readonly v: 1; readonly timerKey: Key }
  | ({
      readonly type: 'messageSubscriptionCreated';
      readonly v: 1;
      readonly subscriptionKey: Key;
      readonly messageName: string;
      readonly correlationKey: string;
      readonly interrupting: boolean;
      readonly targetElementId: string;
    } & ElementRef)
  | {
      readonly type: 'messageSubscriptionCorrelated';
      readonly v: 1;
      readonly subscriptionKey: Key;
      readonly messageKey: Key;
      readonly messageName: string;
      readonly targetElementId: string;
      readonly variables: Variables;
    }
  | { readonly type: 'messageSubscriptionDeleted'; readonly v: 1; readonly subscriptionKey: Key }
  | ({
      readonly type: 'signalSubscriptionCreated';
      readonly v: 1;
      readonly subscriptionKey: Key;
      readonly signalName: string;
      readonly interrupting: boolean;
      readonly targetElementId: string;
    } & ElementRef)
  | {
      readonly type: 'signalSubscriptionTriggered';
      readonly v: 1;
      readonly subscriptionKey: Key;
      readonly signalName: string;
      readonly targetElementId: string;
      readonly variables: Variables;
    }
  | { readonly type: 'signalSubscriptionDeleted'; readonly v: 1; readonly subscriptionKey: Key }
  /** An activity that can be undone has completed in this scope. */
  | ({
      readonly type: 'compensationSubscriptionCreated';
      readonly v: 1;
      readonly subscriptionKey: Key;
      readonly scopeKey: Key;
      /** Absent of a sub-process that only holds what can be undone. */
      readonly handlerId?: string;
    } & ElementRef)
  | {
      readonly type: 'compensationSubscriptionTriggered';
      readonly v: 1;
      readonly subscriptionKey: Key;
      /** Element instance of the event that undoes it. */
      readonly throwKey: Key;
    }
  | {
      readonly type: 'compensationSubscriptionCompleted' | 'compensationSubscriptionDeleted';
      readonly v: 1;
      readonly subscriptionKey: Key;
    }
  | ({
      readonly type: 'incidentCreated';
      readonly v: 1;
      readonly incidentKey: Key;
      readonly incidentType: IncidentType;
      readonly errorMessage: string;
      readonly jobKey?: Key;
    } & ElementRef)
  | { readonly type: 'incidentResolved'; readonly v: 1; readonly incidentKey: Key }
  | ({
      readonly type: 'decisionEvaluated';
      readonly v: 1;
      readonly decisionId: string;
      readonly decisionKey: Key;
      readonly decisionVersion: number;
      readonly result: unknown;
      readonly explanation: DecisionExplanation;
    } & ElementRef)
  /** What one inner instance gave to the output collection, a variable of the multi-instance body or ad-hoc sub-process. */
  | ({
      readonly type: 'outputCollected';
      readonly v: 1;
      readonly variable: string;
      readonly index: number;
      readonly value: unknown;
    } & ElementRef)
  /** Nothing in the instance goes on until it is resumed. Called instances have such an event of their own. */
  | {
      readonly type: 'processInstanceSuspended' | 'processInstanceResumed';
      readonly v: 1;
      /** Open jobs, which stand still with it. */
      readonly jobKeys: readonly Key[];
    }
  /** A message or signal that has come to a suspended instance: it happens when the instance is resumed. */
  | {
      readonly type: 'triggerHeld';
      readonly v: 1;
      readonly subscriptionKey: Key;
      /** Absent of a signal. */
      readonly messageKey?: Key;
      readonly name: string;
      readonly targetElementId: string;
      readonly interrupting: boolean;
      readonly variables: Variables;
    }
  /** What an operator has ended and activated; the events before and after it tell how. */
  | {
      readonly type: 'processInstanceModified';
      readonly v: 1;
      readonly activated: readonly { readonly elementId: string; readonly scopeKey: Key }[];
      readonly terminated: readonly ElementRef[];
    }
  /**
   * The instance goes on in another process definition, or another version of its own. Everything that is kept stands
   * at the element its own is mapped to.
   */
  | {
      readonly type: 'processInstanceMigrated';
      readonly v: 1;
      readonly bpmnProcessId: string;
      readonly version: number;
      readonly processDefinitionKey: Key;
      /** Where it came from. */
      readonly sourceProcessDefinitionKey: Key;
      /** Open jobs, each with the element it belongs to now. */
      readonly jobs: readonly { readonly jobKey: Key; readonly elementId: string }[];
      /** Id of the source element → id of the target element. */
      readonly elements: Readonly<Record<string, string>>;
      /** Of tokens that wait at joins: id of the source flow → id of the target flow. */
      readonly flows: Readonly<Record<string, string>>;
      /** Subscriptions that are kept → whether their event interrupts now. */
      readonly interrupting: Readonly<Record<Key, boolean>>;
      /** Compensation subscriptions that are kept → what undoes the activity now. */
      readonly handlers: Readonly<Record<Key, string>>;
    }
  | ({
      readonly type: 'calledInstanceCreated';
      readonly v: 1;
      readonly calledProcessInstanceKey: Key;
      readonly calledProcessDefinitionKey: Key;
    } & ElementRef);

/** Why a decision came out as it did: what went in, which rules matched with their annotations, what came out. */
export interface DecisionExplanation {
  /** Those that were required come before those that require them. */
  readonly decisions: readonly ExplainedDecision[];
}

export interface ExplainedDecision {
  readonly id: string;
  readonly name: string;
  /** Where it has an English name of its own. */
  readonly nameEn?: string;
  readonly hitPolicy?: string;
  readonly inputs: readonly { readonly name: string; readonly value: unknown }[];
  readonly matchedRules: readonly {
    readonly id: string;
    readonly index: number;
    readonly annotation?: string;
    readonly outputs: Readonly<Record<string, unknown>>;
  }[];
  readonly output: unknown;
  /** Values on the way, by the names they are given. */
  readonly values?: readonly { readonly name: string; readonly value: unknown }[];
  /** Tables inside of it, business knowledge and decision services that it called. */
  readonly parts?: readonly ExplainedDecision[];
}

/** One event of one process instance, as journaled. `position` counts up within the instance, from 1. */
export interface EngineRecord {
  readonly processInstanceKey: Key;
  readonly position: number;
  /** ISO instant of the clock that was handed in. */
  readonly timestamp: string;
  /** Of the process definition the instance runs on. */
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: Key;
  readonly version: number;
  readonly event: EngineEvent;
}
