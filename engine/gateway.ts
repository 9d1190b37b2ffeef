/**
 * The port to process execution, in Zeebe's own words, so that the same callers run on the sandbox, on the embedded
 * engine and on a Zeebe cluster. Every method that changes something returns when the change is durable and rejects with
 * an AppError (codes ENGINE_*, MODEL_*) that left nothing behind.
 */
import type { Rejection } from '#errors/index.ts';
import type { Documents, DocumentReference, Write } from '#store/index.ts';
import type { ActivateInstruction, MappingInstruction, MoveInstruction } from './kernel/index.ts';
import type {
  AdHocActivation,
  AdHocResult,
  DecisionExplanation,
  EngineRecord,
  IncidentType,
  Key,
  ListenerRef,
  Variables,
} from './records.ts';

export type { ActivateInstruction, MappingInstruction, MoveInstruction } from './kernel/index.ts';

/** A file to deploy. `.bpmn`, `.dmn` or `.form` (stored as it is, versioned with the rest). */
export interface Resource {
  readonly name: string;
  readonly content: string;
}

export interface DeployedProcess {
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: Key;
  readonly version: number;
  readonly versionTag?: string;
  readonly resourceName: string;
  /** True when the newest version already had exactly this content: no new version was made. */
  readonly duplicate: boolean;
}

export interface DeployedDecision {
  readonly dmnDecisionId: string;
  readonly decisionKey: Key;
  readonly version: number;
  readonly versionTag?: string;
  readonly resourceName: string;
  readonly duplicate: boolean;
}

export interface Deployment {
  readonly key: Key;
  readonly processes: readonly DeployedProcess[];
  readonly decisions: readonly DeployedDecision[];
}

/** A job handed to a worker. `deadline`: when it may be handed out again, an ISO instant. */
export interface ActivatedJob {
  readonly key: Key;
  readonly type: string;
  readonly processInstanceKey: Key;
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: Key;
  readonly processDefinitionVersion: number;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** Present when the element waits for it as a listener, not as its own work. */
  readonly listener?: ListenerRef;
  readonly retries: number;
  readonly deadline: string;
  /** Everything visible from the element, or only the variables the worker asked for. */
  readonly variables: Variables;
}

/** The commands a unit of work may carry; each is the method of the same name. */
export type EngineCommand =
  | {
      readonly type: 'createProcessInstance';
      /** Newest version of this process, unless `version` or `processDefinitionKey` says otherwise. */
      readonly bpmnProcessId?: string;
      readonly version?: number;
      readonly processDefinitionKey?: Key;
      readonly variables?: Variables;
      /** Chosen by the caller (from `nextKey`) when the unit must store it; else made here. */
      readonly processInstanceKey?: Key;
      /** Elements to begin at instead of the none start event, in the scopes around them. */
      readonly startInstructions?: readonly { readonly elementId: string }[];
    }
  | {
      readonly type: 'publishMessage';
      readonly name: string;
      readonly correlationKey: string;
      /** Milliseconds it is kept for a subscription to come; 0: only those open now. */
      readonly timeToLive?: number;
      /** A second message with the same name, correlation key and id is refused while the first is kept. */
      readonly messageId?: string;
      readonly variables?: Variables;
    }
  /** Reaches everybody who waits for it now, and starts the processes that begin with it. Nothing is kept for later. */
  | { readonly type: 'broadcastSignal'; readonly signalName: string; readonly variables?: Variables }
  | {
      readonly type: 'completeJob';
      readonly jobKey: Key;
      readonly variables?: Variables;
      /** What the worker of an ad-hoc sub-process decides. */
      readonly result?: AdHocResult;
    }
  /** Activates elements of a running ad-hoc sub-process; `cancelRemainingInstances`: ends what is active in it first. */
  | {
      readonly type: 'activateAdHocSubProcessActivities';
      readonly adHocSubProcessInstanceKey: Key;
      readonly elements: readonly AdHocActivation[];
      readonly cancelRemainingInstances?: boolean;
    }
  | {
      readonly type: 'failJob';
      readonly jobKey: Key;
      readonly retries: number;
      readonly errorMessage: string;
      /** Milliseconds. */
      readonly retryBackOff?: number;
    }
  | {
      readonly type: 'throwError';
      readonly jobKey: Key;
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables?: Variables;
    }
  | { readonly type: 'updateJobRetries'; readonly jobKey: Key; readonly retries: number }
  | {
      readonly type: 'setVariables';
      readonly elementInstanceKey: Key;
      readonly variables: Variables;
      readonly local?: boolean;
    }
  | { readonly type: 'resolveIncident'; readonly incidentKey: Key }
  /** With everything it called. A called instance is refused: its caller is canceled, suspended and resumed. */
  | { readonly type: 'cancelProcessInstance'; readonly processInstanceKey: Key }
  /**
   * Nothing in it goes on until it is resumed: no job is handed out, no timer fires, messages and signals are held. Not
   * Zeebe's; its words, as the others.
   */
  | { readonly type: 'suspendProcessInstance'; readonly processInstanceKey: Key }
  /** What fell due and what came meanwhile happens now, once. */
  | { readonly type: 'resumeProcessInstance'; readonly processInstanceKey: Key }
  | {
      readonly type: 'modifyProcessInstance';
      readonly processInstanceKey: Key;
      readonly activateInstructions?: readonly ActivateInstruction[];
      readonly terminateInstructions?: readonly { readonly elementInstanceKey: Key }[];
      /** Ends the source and activates the target, in the innermost scope around the source that holds it too. */
      readonly moveInstructions?: readonly MoveInstruction[];
    }
  | {
      readonly type: 'migrateProcessInstance';
      readonly processInstanceKey: Key;
      readonly migrationPlan: {
        readonly targetProcessDefinitionKey: Key;
        readonly mappingInstructions: readonly MappingInstruction[];
      };
    };

type Fields<Type extends EngineCommand['type']> = Omit<Extract<EngineCommand, { type: Type }>, 'type'>;

/** What a decision is made with besides documents: facts that are handed in, so that a replay gives the same. */
export interface DecisionContext {
  /** ISO instant. */
  readonly now: string;
  readonly nextKey: () => Key;
}

/**
 * A unit of work of the product: documents are read as they are when it is its turn, `decide` is pure and synchronous,
 * and what it returns (documents to write, commands to the engine, everything the projectors add) is committed all or
 * nothing. Only one decision at a time runs over a store, so it needs no lock and no retry.
 */
export interface Work<Result> {
  readonly reads: readonly DocumentReference[];
  decide(documents: Documents, context: DecisionContext): Decision<Result>;
}

export type Decision<Result> =
  | {
      readonly ok: true;
      readonly writes: readonly Write[];
      readonly commands?: readonly EngineCommand[];
      readonly result: Result;
    }
  | { readonly ok: false; readonly rejection: Rejection };

/**
 * A pure read model kept by the engine inside every unit. `reads` names the documents it wants for these records;
 * `project` says what to write. It must not reject.
 */
export interface Projector {
  readonly name: string;
  reads(records: readonly EngineRecord[]): readonly DocumentReference[];
  project(records: readonly EngineRecord[], documents: Documents, context: DecisionContext): readonly Write[];
}

export type JobOutcome =
  | { readonly type: 'complete'; readonly variables?: Variables; readonly result?: AdHocResult }
  | { readonly type: 'fail'; readonly errorMessage: string; readonly retries?: number; readonly retryBackOff?: number }
  | {
      readonly type: 'error';
      readonly errorCode: string;
      readonly errorMessage?: string;
      readonly variables?: Variables;
    };

/**
 * Work for jobs of one type. `prepare` may go outside and writes nothing; `decide` is pure and synchronous over current
 * documents, and its writes, commands and the end of the job are one unit: exactly one effect however often it is tried.
 * A throw in either is a failed job with one retry less.
 */
export interface Worker<Prepared = unknown> {
  readonly type: string;
  prepare?(job: ActivatedJob): Promise<Prepared>;
  reads?(job: ActivatedJob, prepared: Prepared): readonly DocumentReference[];
  decide(
    documents: Documents,
    job: ActivatedJob,
    prepared: Prepared,
    context: DecisionContext,
  ): { readonly writes?: readonly Write[]; readonly commands?: readonly EngineCommand[]; readonly outcome: JobOutcome };
}

export interface IncidentRecord {
  readonly incidentKey: Key;
  readonly processInstanceKey: Key;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly type: IncidentType;
  readonly errorMessage: string;
  readonly jobKey?: Key;
  readonly createdAt: string;
}

export interface ProcessEngine {
  /**
   * All files or none. Strict: any warning of the XML reader, a DOCTYPE, a duplicate or dangling id, an element that can
   * not be executed refuses the deployment with MODEL_INVALID and every problem found (element id, name, remedy).
   */
  deployResource(resources: readonly Resource[]): Promise<Deployment>;
  createProcessInstance(command: Fields<'createProcessInstance'>): Promise<{
    readonly processInstanceKey: Key;
    readonly processDefinitionKey: Key;
    readonly bpmnProcessId: string;
    readonly version: number;
  }>;
  /** Resolves when the instance has completed, with its variables. Rejects with ENGINE_RESULT_TIMEOUT (it goes on). */
  createProcessInstanceWithResult(
    command: Fields<'createProcessInstance'> & {
      /** All variables of the process unless told. */
      readonly fetchVariables?: readonly string[];
      /** Milliseconds; 20 seconds unless told. */
      readonly requestTimeout?: number;
    },
  ): Promise<{
    readonly processInstanceKey: Key;
    readonly processDefinitionKey: Key;
    readonly bpmnProcessId: string;
    readonly version: number;
    readonly variables: Variables;
  }>;
  publishMessage(command: Fields<'publishMessage'>): Promise<{ readonly messageKey: Key }>;
  broadcastSignal(command: Fields<'broadcastSignal'>): Promise<{ readonly signalKey: Key }>;
  activateJobs(request: {
    readonly type: string;
    readonly worker: string;
    readonly maxJobsToActivate: number;
    /** Milliseconds until a job not completed is handed out again. */
    readonly timeout: number;
    readonly fetchVariables?: readonly string[];
  }): Promise<readonly ActivatedJob[]>;
  completeJob(command: Fields<'completeJob'>): Promise<void>;
  activateAdHocSubProcessActivities(command: Fields<'activateAdHocSubProcessActivities'>): Promise<void>;
  failJob(command: Fields<'failJob'>): Promise<void>;
  throwError(command: Fields<'throwError'>): Promise<void>;
  updateJobRetries(command: Fields<'updateJobRetries'>): Promise<void>;
  setVariables(command: Fields<'setVariables'>): Promise<void>;
  resolveIncident(command: Fields<'resolveIncident'>): Promise<void>;
  cancelProcessInstance(command: Fields<'cancelProcessInstance'>): Promise<void>;
  suspendProcessInstance(command: Fields<'suspendProcessInstance'>): Promise<void>;
  resumeProcessInstance(command: Fields<'resumeProcessInstance'>): Promise<void>;
  modifyProcessInstance(command: Fields<'modifyProcessInstance'>): Promise<void>;
  migrateProcessInstance(command: Fields<'migrateProcessInstance'>): Promise<void>;
  /**
   * Nothing new begins with it: a process definition (refused with ENGINE_RESOURCE_IN_USE while instances of it run; the
   * newest version before it takes over, with its start events), a form, or a decision with those of its file. Its number
   * is never used again; what has run keeps its drawing.
   */
  deleteResource(command: { readonly resourceKey: Key }): Promise<void>;
  evaluateDecision(command: { readonly decisionId: string; readonly variables: Variables }): Promise<{
    readonly decisionKey: Key;
    readonly decisionVersion: number;
    readonly result: unknown;
    readonly explanation: DecisionExplanation;
  }>;
  /** Runs a unit of work of the product in turn with everything else that writes. */
  transact<Result>(work: Work<Result>): Promise<Result>;
  /** Registers the one worker of its job type; it is handed jobs from now on until the engine closes. */
  worker<Prepared>(worker: Worker<Prepared>): void;
  /** Told of records after they are durable, in order. Returns the unsubscribe function. */
  onRecords(listener: (records: readonly EngineRecord[]) => void): () => void;
  close(): Promise<void>;
}
