/** A deployed process as the kernel runs it: frozen, every reference resolved, every expression compiled. */
import type { ElementType, ListenerEvent, Variables } from '../records.ts';

/** What a FEEL expression came out as, with what went wrong on the way (unknown name, type clash, null operand). */
export interface Evaluation {
  readonly value: unknown;
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
}

/** A compiled expression, or a text written without `=`, which is its own value. */
export interface Expression {
  /** As drawn, with the leading `=` of FEEL. */
  readonly source: string;
  readonly isStatic: boolean;
  /** `now`: ISO instant. The value is plain data as it may stand in a variable: temporal values are ISO texts. */
  evaluate(variables: Variables, now: string): Evaluation;
}

/** One `zeebe:input` or `zeebe:output`. `target` split at its dots. */
export interface Mapping {
  readonly source: Expression;
  readonly target: readonly string[];
}

export interface SequenceFlow {
  readonly id: string;
  readonly name: string;
  readonly text: LocalizedText;
  readonly sourceId: string;
  readonly targetId: string;
  /** Absent: taken without a condition. */
  readonly condition?: Expression;
}

/** A name in both languages; English falls back to the name as drawn. */
export interface LocalizedText {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** `NONE` for events without a definition, `UNSPECIFIED` for what is no event. */
export type EventType =
  | 'UNSPECIFIED'
  | 'NONE'
  | 'TIMER'
  | 'MESSAGE'
  | 'ERROR'
  | 'TERMINATE'
  | 'SIGNAL'
  | 'ESCALATION'
  | 'LINK'
  | 'COMPENSATION';

/** `date`: an instant; `duration`: from the moment of waiting on; `cycle`: `R3/PT1H`, or cron in UTC: `0 0 1 * * MON-FRI`. */
export interface TimerDefinition {
  readonly kind: 'date' | 'duration' | 'cycle';
  readonly expression: Expression;
}

export interface MessageDefinition {
  readonly name: Expression;
  /** Absent at message start events of a process. */
  readonly correlationKey?: Expression;
}

export interface JobDefinition {
  readonly type: Expression;
  readonly retries: Expression;
  readonly headers: Readonly<Record<string, string>>;
}

export interface UserTaskDefinition {
  readonly assignee?: Expression;
  readonly candidateGroups?: Expression;
  readonly candidateUsers?: Expression;
  readonly dueDate?: Expression;
  readonly followUpDate?: Expression;
  readonly formKey?: Expression;
  /** From 0 to 100. */
  readonly priority?: Expression;
  /** Drawn with `<zeebe:userTask/>`: no job but a task of the cluster itself on Zeebe. */
  readonly isNative: boolean;
}

/** Which version a call means: the newest, the one deployed together with the caller, or the newest that carries a tag. */
export type Binding =
  | { readonly type: 'latest' }
  | { readonly type: 'deployment' }
  | { readonly type: 'versionTag'; readonly versionTag: string };

export interface MultiInstanceDefinition {
  readonly isSequential: boolean;
  readonly inputCollection: Expression;
  readonly inputElement?: string;
  /** What each instance gives; `variable`: the one it reads, when it is just a variable or something inside one. */
  readonly output?: { readonly collection: string; readonly element: Expression; readonly variable?: string };
  readonly completionCondition?: Expression;
}

/** As Zeebe puts it into the variable `adHocSubProcessElements`. */
export interface AdHocElement {
  readonly elementId: string;
  readonly elementName: string;
  readonly documentation: string;
  readonly properties: Readonly<Record<string, string>>;
}

export interface AdHocDefinition {
  /** Gives the ids of the elements to activate at the beginning; absent: none. */
  readonly activeElements?: Expression;
  /** One after the other, in the order of the list (BPMN 2.0.2, 10.3.5; Zeebe activates all at once). */
  readonly isSequential: boolean;
  readonly completionCondition?: Expression;
  /** Ends what is still active when the condition holds. */
  readonly cancelsRemaining: boolean;
  readonly output?: { readonly collection: string; readonly element: Expression };
  /** The elements that can be activated, those no flow leads to, by id: what a worker is told of them. */
  readonly elements: ReadonlyMap<string, AdHocElement>;
}

/** One element of a process, the process itself included. Which facets are present follows from `type` and `eventType`. */
export interface ModelElement {
  readonly id: string;
  readonly type: ElementType;
  readonly eventType: EventType;
  readonly name: string;
  readonly text: LocalizedText;
  /** Id of the process or sub-process around it; absent for the process. */
  readonly scopeId?: string;
  /** In document order. */
  readonly incoming: readonly SequenceFlow[];
  readonly outgoing: readonly SequenceFlow[];
  readonly defaultFlow?: SequenceFlow;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** `zeebe:taskHeaders`, also of elements that make no job. */
  readonly headers: Readonly<Record<string, string>>;
  /** `zeebe:properties`. */
  readonly properties: Readonly<Record<string, string>>;
  /** Ids of the boundary events attached, in document order. */
  readonly boundaryEvents: readonly string[];
  /** Of boundary events and start events of event sub-processes: ends what it is attached to. */
  readonly isInterrupting: boolean;
  /** Of boundary events. */
  readonly attachedTo?: string;

  readonly timer?: TimerDefinition;
  readonly message?: MessageDefinition;
  /** Thrown or caught; a catch event without it catches every code. */
  readonly errorCode?: Expression;
  readonly signalName?: Expression;
  readonly escalationCode?: Expression;
  /** Of a compensation boundary event: id of the activity that undoes its host. */
  readonly compensationHandler?: string;
  /** Of a compensation throw event: the one activity it means; absent: everything in its scope. */
  readonly compensatedActivity?: string;
  readonly linkName?: string;
  /** Of a link throw event: id of the catch event of the same name. */
  readonly linkTarget?: string;

  /** Jobs to wait for before the element begins, and before it is left; of each event in the order drawn. */
  readonly listeners?: Readonly<Partial<Record<ListenerEvent, readonly JobDefinition[]>>>;
  readonly job?: JobDefinition;
  readonly userTask?: UserTaskDefinition;
  readonly script?: { readonly expression: Expression; readonly resultVariable: string };
  readonly decision?: {
    readonly decisionId: Expression;
    readonly binding: Binding;
    readonly resultVariable: string;
  };
  readonly calledElement?: {
    readonly processId: Expression;
    readonly binding: Binding;
    readonly propagateAllChildVariables: boolean;
    readonly propagateAllParentVariables: boolean;
  };
  readonly multiInstance?: MultiInstanceDefinition;
  readonly adHoc?: AdHocDefinition;

  /** Of processes and sub-processes: where they begin. The none start event, or the only one of an event sub-process. */
  readonly startEventId?: string;
  /** Of processes and sub-processes: ids of the event sub-processes inside. */
  readonly eventSubProcesses: readonly string[];
}

/** One executable `bpmn:process` of a resource. */
export interface ProcessModel {
  readonly bpmnProcessId: string;
  readonly name: string;
  readonly text: LocalizedText;
  readonly versionTag?: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly resourceName: string;
  /** By id, the process first, then in document order. */
  readonly elements: ReadonlyMap<string, ModelElement>;
  /** By id, in document order. */
  readonly flows: ReadonlyMap<string, SequenceFlow>;
  /** Start events of the process that a timer, a message or a signal fires; the runtime waits for them. */
  readonly startTriggers: readonly ModelElement[];
}

/** Why a resource can't be deployed. Codes `MODEL_*`; texts in both languages, filled. */
export interface ModelProblem {
  readonly code: string;
  readonly resourceName: string;
  /** Empty when the file as a whole is meant. */
  readonly elementId: string;
  readonly elementName: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

export type ParseOutcome =
  | { readonly ok: true; readonly processes: readonly ProcessModel[] }
  | { readonly ok: false; readonly problems: readonly ModelProblem[] };
