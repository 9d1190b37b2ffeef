import type { Definitions, DecisionProblem, TableAnalysis } from '#engine/dmn/index.ts';
import type { Typing } from './typing/index.ts';
import type { LocalizedText, ModelElement, ModelProblem, ProcessModel } from '#engine/model/index.ts';

/** A file as it would be deployed: `.bpmn`, `.dmn`, `.form.json`; others are passed over. */
export interface SourceFile {
  readonly name: string;
  readonly content: string;
}

/** What exists besides the files. A list that is left out is not checked against. */
export interface Known {
  readonly jobTypes?: readonly string[];
  readonly decisions?: readonly string[];
  readonly processes?: readonly string[];
  readonly forms?: readonly string[];
  /** Of which types the variables are that come from outside of the drawings; left out, conditions are not checked against them. */
  readonly types?: KnownTypes;
}

/** Types are written as FEEL writes them, `amount: number, grade: string | null`. */
export interface KnownTypes {
  /** What every process is started with, besides what its property `variables` declares. */
  readonly start?: string;
  /** What is added where a customer is chosen at the start (property `startCustomer`). */
  readonly customer?: string;
  /** What the workers bring, by job type. */
  readonly jobs?: Readonly<Record<string, string>>;
  /** JSON Schemas of forms that are not among the files, by id. */
  readonly forms?: Readonly<Record<string, unknown>>;
  /** Decision files that are not among the files. */
  readonly decisions?: readonly SourceFile[];
}

/** `error`: it must not be published so. `warning`: it may, but somebody should look. */
type Severity = 'error' | 'warning';

export interface Problem {
  readonly file: string;
  /** Id of the element; empty where the file as a whole is meant. */
  readonly element: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}

/** What the rules look at. */
interface Subject {
  readonly file: SourceFile;
  readonly process: ProcessModel;
  readonly library: Library;
}

/** Ids that calls may go to: of the files and of what is known besides; undefined where nobody can say. */
export interface Library {
  readonly jobTypes: ReadonlySet<string> | undefined;
  readonly decisions: ReadonlySet<string> | undefined;
  readonly processes: ReadonlySet<string> | undefined;
  readonly forms: ReadonlySet<string> | undefined;
  /** Types of variables; undefined where nobody says. */
  readonly typing: Typing | undefined;
}

/** One place where a rule is broken; `details` fill the rule's texts, `{name}` is the element's. */
export interface Finding {
  readonly element: Pick<ModelElement, 'id' | 'text'>;
  readonly details?: Readonly<Record<string, string | LocalizedText>>;
}

/** A rule with its texts. Each lives in a file of its own, whose comment says what is right, what is wrong and why. */
export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
  check(subject: Subject): Iterable<Finding>;
}

/** A rule about a file of decisions. */
export interface DecisionRule extends Omit<Rule, 'check'> {
  check(subject: { readonly file: SourceFile; readonly definitions: Definitions }): Iterable<Finding>;
}

/** A rule about decision tables; its findings name the decision or one of its rules. */
export interface TableRule extends Omit<Rule, 'check'> {
  check(table: TableAnalysis): Iterable<Finding>;
}

export type { DecisionProblem, LocalizedText, ModelElement, ModelProblem, ProcessModel, TableAnalysis };
