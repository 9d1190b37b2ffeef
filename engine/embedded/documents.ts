/** What the embedded engine keeps, beside the state of the kernel. */
import type { IncidentRecord } from '../gateway.ts';
import type { EngineEvent, Key, Variables } from '../records.ts';

/** How far keys are handed out. Keys are taken in blocks, so that it is rewritten once in thousands of units. */
export interface KeyBlock {
  readonly id: 'keys';
  /** No key at or above this has been used. */
  readonly next: number;
}

export type ResourceKind = 'bpmn' | 'dmn' | 'form';

/** A deployed file, as it was handed in. */
export interface DeployedResource {
  readonly resourceKey: Key;
  readonly deploymentKey: Key;
  readonly kind: ResourceKind;
  readonly resourceName: string;
  /** SHA-256 of the content with what it imports, hexadecimal. */
  readonly checksum: string;
  readonly content: string;
  /** Files that it imports, as they were deployed beside it: a newer one does not change what was deployed. */
  readonly imports?: readonly { readonly name: string; readonly content: string }[] | undefined;
  readonly deployedAt: string;
}

/** What every version of a definition has. */
interface Versioned {
  readonly version: number;
  readonly resourceKey: Key;
  readonly resourceName: string;
  readonly checksum: string;
  readonly deployedAt: string;
  /** Nothing new begins with it since then; it is kept for what has run. */
  readonly deletedAt?: string;
}

export interface DeployedWith {
  readonly processes: Readonly<Record<string, Key>>;
  readonly decisions: Readonly<Record<string, Key>>;
}

export interface ProcessDefinition extends Versioned {
  readonly processDefinitionKey: Key;
  readonly bpmnProcessId: string;
  readonly name?: string;
  readonly versionTag?: string;
  /** Present when a call in it means what was deployed together with it: the keys of that, by id. */
  readonly deployedWith?: DeployedWith;
  /** Its start events that wait for a message. */
  readonly messageStarts: readonly { readonly messageName: string; readonly startEventId: string }[];
}

export interface DecisionDefinition extends Versioned {
  readonly decisionKey: Key;
  readonly dmnDecisionId: string;
  readonly name?: string;
  readonly versionTag?: string;
}

export interface FormDefinition extends Versioned {
  readonly formKey: Key;
  readonly formId: string;
}

/** `suspended` also with open incidents. */
export type ProcessInstanceState = 'active' | 'incident' | 'suspended' | 'completed' | 'terminated';

/** One process instance as lists show it. Written when it would be shown differently, not with every step. */
export interface ProcessInstance {
  readonly processInstanceKey: Key;
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: Key;
  readonly version: number;
  readonly state: ProcessInstanceState;
  readonly openIncidents: number;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly parentProcessInstanceKey?: Key;
  readonly parentElementInstanceKey?: Key;
  /** Correlation keys it has waited or been started with: what the case is about. */
  readonly businessKeys: readonly string[];
  /** Present when a message with a correlation key started it: no second one starts while it runs. */
  readonly startedByMessage?: { readonly name: string; readonly correlationKey: string };
  /** Position of the last event that this document has seen; later ones have not changed what it shows. */
  readonly position: number;
}

/** The state of a running instance some events ago, so that not the whole journal is read to go on. */
export interface Snapshot {
  readonly processInstanceKey: Key;
  /** Of the last event in it. */
  readonly position: number;
  /** Of the kernel's state; another version is thrown away and rebuilt from the journal. */
  readonly version: number;
  /** Serialized. */
  readonly state: string;
}

/** The events of one step of one instance. Keys count up with time, so key order is the order of everything that happened. */
export interface JournalEntry {
  readonly journalKey: Key;
  readonly processInstanceKey: Key;
  /** Of the first event; the others follow without a gap. */
  readonly position: number;
  readonly timestamp: string;
  readonly bpmnProcessId: string;
  readonly processDefinitionKey: Key;
  readonly version: number;
  readonly events: readonly EngineEvent[];
}

/** How far documents that the journal can make again are in the store. */
export interface IndexMark {
  readonly id: 'derived';
  /** Entries up to this one have nothing to tell that the store lacks. */
  readonly after: Key;
}

/** An open job. */
export interface Job {
  readonly jobKey: Key;
  readonly type: string;
  readonly processInstanceKey: Key;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly retries: number;
  /** ISO instant from which it may be handed out; NEVER while it has no retries. */
  readonly availableAt: string;
}

/** Sorts after every instant. */
export const NEVER = '9999-12-31T23:59:59.999Z';

/** A timer that waits: of an instance, or of the start event of the newest version of a process. */
export interface Timer {
  readonly timerKey: Key;
  /** NEVER while its instance is suspended. */
  readonly dueAt: string;
  readonly processInstanceKey?: Key;
  /** The fields below: of a start event. */
  readonly processDefinitionKey?: Key;
  readonly startEventId?: string;
  /** How many more after this one; -1 without end. */
  readonly repetitionsLeft?: number;
  /** ISO duration between two firings. */
  readonly interval?: string;
}

export interface MessageSubscription {
  readonly subscriptionKey: Key;
  /** Message name and correlation key in one. */
  readonly channel: string;
  readonly messageName: string;
  readonly correlationKey: string;
  readonly processInstanceKey: Key;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
}

/** A message kept until its time to live is over. */
export interface BufferedMessage {
  readonly messageKey: Key;
  readonly channel: string;
  readonly name: string;
  readonly correlationKey: string;
  readonly messageId?: string;
  readonly variables: Variables;
  readonly expiresAt: string;
  /** Processes that have had it: a message correlates once per process. */
  readonly correlatedProcesses: readonly string[];
}

/** The running instance that a message with this correlation key started. */
export interface MessageStartLock {
  /** Process id and correlation key in one. */
  readonly id: string;
  readonly processInstanceKey: Key;
}

export type Incident = IncidentRecord;
