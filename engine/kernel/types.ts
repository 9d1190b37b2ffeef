/** The kernel's own vocabulary: what it is asked, what it answers, what it may ask back. */
import type { Rejection } from '#errors/index.ts';
import type { Binding, ProcessModel } from '../model/index.ts';
import type { AdHocActivation, AdHocResult, DecisionExplanation, EngineEvent, Key, Variables } from '../records.ts';
import type { ActivateInstruction, MappingInstruction, MoveInstruction } from './instructions.ts';

/** What can be asked of one process instance. Commands of the port are translated into these by the runtime. */
export type KernelCommand =
  | {
      readonly type: 'createInstance';
      readonly processInstanceKey: Key;
      readonly processDefinitionKey: Key;
      /** Of the process definition; 1 when not given. */
      readonly version?: number;
      readonly variables: Variables;
      readonly parent?: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key };
      /** Start event to begin at: the none start event unless a message or timer start event fired. */
      readonly startEventId?: string;
      /** Elements to begin at instead of a start event. */
      readonly startInstructions?: readonly { readonly elementId: string }[];
    }
  | {
      readonly type: 'completeJob';
      readonly jobKey: Key;
      readonly variables: Variables;
      /** Of the job of an ad-hoc sub-process only. */
      readonly result?: AdHocResult;
    }
  | {
      readonly type: 'activateAdHocElements';
      readonly elementInstanceKey: Key;
      readonly elements: readonly AdHocActivation[];
      readonly cancelRemaining: boolean;
    }
  | {
      readonly type: 'failJob';
      readonly jobKey: Key;
      readonly retries: number;
      readonly errorMessage: string;
      readonly retryBackOff?: number;
    }
  | {
      readonly type: 'throwError';
      readonly jobKey: Key;
      readonly errorCode: string;
      readonly errorMessage: string;
      readonly variables: Variables;
    }
  | { readonly type: 'updateJobRetries'; readonly jobKey: Key; readonly retries: number }
  | { readonly type: 'triggerTimer'; readonly timerKey: Key }
  | {
      readonly type: 'correlateMessage';
      readonly subscriptionKey: Key;
      readonly messageKey: Key;
      readonly variables: Variables;
    }
  | { readonly type: 'triggerSignal'; readonly subscriptionKey: Key; readonly variables: Variables }
  | {
      readonly type: 'setVariables';
      readonly elementInstanceKey: Key;
      readonly variables: Variables;
      readonly local: boolean;
    }
  | { readonly type: 'resolveIncident'; readonly incidentKey: Key }
  /** `byCaller`: the call activity that called it is ended, suspended or resumed. */
  | { readonly type: 'cancelInstance'; readonly byCaller?: true }
  | { readonly type: 'suspendInstance'; readonly byCaller?: true }
  | { readonly type: 'resumeInstance'; readonly byCaller?: true }
  | {
      readonly type: 'modifyInstance';
      readonly activateInstructions: readonly ActivateInstruction[];
      readonly terminateInstructions: readonly { readonly elementInstanceKey: Key }[];
      readonly moveInstructions: readonly MoveInstruction[];
    }
  | {
      readonly type: 'migrateInstance';
      readonly target: {
        readonly model: ProcessModel;
        readonly processDefinitionKey: Key;
        readonly version: number;
      };
      /** Source element → target element, at most one for each. */
      readonly mappingInstructions: readonly MappingInstruction[];
    }
  /** A called instance ended; `errorCode` when it ended by an error it did not catch itself. */
  | {
      readonly type: 'completeCallActivity';
      readonly elementInstanceKey: Key;
      readonly variables: Variables;
      /** Present when so many calls have come back in the scope at once that it waits for nothing. */
      readonly inCycleOf?: number;
    }
  | {
      readonly type: 'failCallActivity';
      readonly elementInstanceKey: Key;
      readonly errorCode: string;
      readonly errorMessage: string;
      readonly inCycleOf?: number;
    }
  /** A called instance has escalated something it does not catch itself. */
  | {
      readonly type: 'escalateCallActivity';
      readonly elementInstanceKey: Key;
      readonly escalationCode: string;
    };

/** What an escalation that is caught does to what has thrown it. */
export type EscalationVerdict = 'INTERRUPTS' | 'GOES_ON';

/**
 * What must happen in other instances because of this step, in the same unit of work. Timers, jobs and message
 * subscriptions are no effects: the runtime derives its indexes from the events.
 */
export type Effect =
  | {
      readonly type: 'createCalledInstance';
      readonly processInstanceKey: Key;
      readonly processDefinitionKey: Key;
      readonly variables: Variables;
      readonly parent: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key };
    }
  | { readonly type: 'cancelCalledInstance'; readonly processInstanceKey: Key }
  | { readonly type: 'suspendCalledInstance'; readonly processInstanceKey: Key }
  | { readonly type: 'resumeCalledInstance'; readonly processInstanceKey: Key }
  | {
      readonly type: 'completeCallActivity';
      readonly processInstanceKey: Key;
      readonly elementInstanceKey: Key;
      readonly variables: Variables;
    }
  | {
      readonly type: 'failCallActivity';
      readonly processInstanceKey: Key;
      readonly elementInstanceKey: Key;
      readonly errorCode: string;
      readonly errorMessage: string;
    }
  /** To everybody who waits for it, in all instances: subscriptions whose key is older than the signal's. */
  | {
      readonly type: 'broadcastSignal';
      readonly signalKey: Key;
      readonly signalName: string;
      readonly variables: Variables;
    }
  | {
      readonly type: 'escalateCallActivity';
      readonly processInstanceKey: Key;
      readonly elementInstanceKey: Key;
      readonly escalationCode: string;
    };

/** Which version of what is called; the caller's definition tells what was deployed together with it. */
export interface Which {
  readonly binding: Binding;
  readonly caller: Key;
}

/** What is not a fact yet, handed in by the runtime. Everything here is pure or fixed for the length of one step. */
export interface KernelContext {
  /** ISO instant. */
  readonly now: string;
  readonly nextKey: () => Key;
  /** Definition of a process for a call activity; undefined when there is none. */
  readonly findProcess: (bpmnProcessId: string, which: Which) => { readonly processDefinitionKey: Key } | undefined;
  /** How many instances have called one another down to this one. Not given: none. */
  readonly callDepth?: () => number;
  /**
   * Whether a calling instance catches this error at its call activity or further out (selector `catchesError` over its
   * state). Not given: taken as caught, and the call activity gets the incident when it is not.
   */
  readonly catchesError?: (
    parent: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key },
    errorCode: string,
  ) => boolean;
  /**
   * What an escalation does that a calling instance catches at its call activity or further out (selector
   * `escalationVerdict`); undefined when none does. Not given: taken as not caught.
   */
  readonly catchesEscalation?: (
    parent: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key },
    escalationCode: string,
  ) => EscalationVerdict | undefined;
  /** Evaluates a deployed decision; a failure says why, and whether it is not there at all. */
  readonly evaluateDecision: (
    decisionId: string,
    variables: Variables,
    which: Which,
  ) =>
    | {
        readonly ok: true;
        readonly decisionKey: Key;
        readonly version: number;
        readonly result: unknown;
        readonly explanation: DecisionExplanation;
      }
    | { readonly ok: false; readonly message: string; readonly isMissing?: true };
}

export type Outcome =
  | { readonly ok: true; readonly events: readonly EngineEvent[]; readonly effects: readonly Effect[] }
  | { readonly ok: false; readonly rejection: Rejection };
