import type { Expression, FeelValue, UnaryTests } from '../feel/index.ts';
import type { DeclaredType } from './declared-type.ts';
import type { Bilingual, DecisionProblem } from './problems.ts';

/** Hit policies by their DMN names; an aggregation makes COLLECT another one. */
export type HitPolicy =
  | 'UNIQUE'
  | 'FIRST'
  | 'ANY'
  | 'PRIORITY'
  | 'RULE ORDER'
  | 'OUTPUT ORDER'
  | 'COLLECT'
  | 'COLLECT SUM'
  | 'COLLECT MIN'
  | 'COLLECT MAX'
  | 'COLLECT COUNT';

export interface Input {
  readonly id: string;
  /** Label of the column, else its expression. */
  readonly name: string;
  /** Where the label has an English of its own. */
  readonly nameEn?: string;
  readonly expression: Literal | Broken;
  readonly type?: DeclaredType;
  /** The values it is said to have (`inputValues`). */
  readonly values?: UnaryTests;
}

export interface Output {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type?: DeclaredType;
  /** For PRIORITY and OUTPUT ORDER, the most important first. */
  readonly values?: readonly FeelValue[];
  readonly defaultValue?: Literal | Broken;
}

export interface Rule {
  readonly id: string;
  /** From 1. */
  readonly index: number;
  readonly annotation?: string;
  readonly inputs: readonly (UnaryTests | Broken)[];
  /** Per input cell a number that it shares with the cells of its column that say the same; -1 if it takes everything. */
  readonly slots: readonly number[];
  /** Undefined: an empty cell, null. */
  readonly outputs: readonly (Literal | Broken | undefined)[];
}

interface Typed {
  readonly id: string;
  readonly type?: DeclaredType;
}

export interface Table extends Typed {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly rules: readonly Rule[];
  /** How many different input cells there are. */
  readonly slots: number;
}

export interface Literal extends Typed {
  readonly kind: 'literal';
  readonly expression: Expression;
}

/** What can't be compiled: null, with a diagnostic. Only drafts hold it. */
export interface Broken extends Typed {
  readonly kind: 'broken';
  readonly reason: string;
}

export interface FunctionLogic extends Typed {
  readonly kind: 'function';
  readonly parameters: readonly { readonly name: string; readonly type?: DeclaredType }[];
  readonly body: Logic;
}

/** What gives the value of a decision (DMN 1.5, 10.2 "boxed expressions"). */
export type Logic =
  | Table
  | Literal
  | Broken
  | FunctionLogic
  | (Typed & {
      readonly kind: 'context';
      /** In order; the one without name is the result. */
      readonly entries: readonly { readonly name?: string; readonly type?: DeclaredType; readonly value: Logic }[];
    })
  | (Typed & {
      readonly kind: 'invocation';
      readonly callee: Logic;
      /** What is called, as written. */
      readonly calleeName: string;
      readonly bindings: readonly { readonly name: string; readonly type?: DeclaredType; readonly value: Logic }[];
    })
  | (Typed & { readonly kind: 'list'; readonly items: readonly Logic[] })
  | (Typed & {
      readonly kind: 'relation';
      readonly columns: readonly { readonly name: string; readonly type?: DeclaredType }[];
      readonly rows: readonly (readonly Logic[])[];
    })
  | (Typed & { readonly kind: 'conditional'; readonly if: Logic; readonly yes: Logic; readonly no: Logic })
  | (Typed & { readonly kind: 'filter'; readonly in: Logic; readonly match: Logic })
  | (Iteration & { readonly kind: 'for' })
  | (Iteration & { readonly kind: 'some' | 'every' });

export interface Iteration extends Typed {
  readonly variable: string;
  readonly in: Logic;
  readonly body: Logic;
}

/** A requirement: what is required, and the name under which it is seen. */
export interface Requirement {
  /** Namespace and id of what is required. */
  readonly key: string;
  /** The name of the import it comes by, if it is seen through one. */
  readonly alias?: string;
  readonly name: string;
}

interface Element {
  readonly id: string;
  readonly name: string;
  readonly text: Bilingual;
  /** The name under which others see its value. */
  readonly resultName: string;
  readonly resultType?: DeclaredType;
  readonly requirements: readonly Requirement[];
}

/** A decision, ready to be evaluated. */
export interface Decision extends Element {
  readonly kind: 'decision';
  readonly versionTag?: string;
  readonly logic: Logic;
  /** What its author says of it (`zeebe:property name="monotonic"`), for the analysis to check. */
  readonly claims: readonly string[];
}

export interface InputData extends Element {
  readonly kind: 'input';
}

/** A business knowledge model: a function. */
export interface Knowledge extends Element {
  readonly kind: 'knowledge';
  readonly logic: FunctionLogic | Broken;
}

/** Decisions behind a door: a function from inputs to the results of its output decisions. */
export interface Service extends Element {
  readonly kind: 'service';
  readonly outputs: readonly Requirement[];
  /** Its parameters, in order: input data, then decisions that are handed in. */
  readonly inputs: readonly (Requirement & { readonly type?: DeclaredType })[];
}

export type DrgElement = Decision | InputData | Knowledge | Service;

/** One file of decisions. */
export interface Definitions {
  readonly id: string;
  readonly name: string;
  readonly resourceName: string;
  readonly namespace: string;
  /** Files that it was compiled with, besides its own. */
  readonly imports: readonly { readonly name: string; readonly content: string }[];
  /** By id, in the order of the file. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly services: ReadonlyMap<string, Service>;
  readonly knowledge: ReadonlyMap<string, Knowledge>;
  /** Everything by namespace and id, with what is imported. */
  readonly elements: ReadonlyMap<string, DrgElement>;
}

export type ParseOutcome =
  | { readonly ok: true; readonly definitions: Definitions }
  | {
      readonly ok: false;
      readonly problems: readonly DecisionProblem[];
      /** As far as it could be compiled, for trying out; undefined if it can't be read at all. */
      readonly draft?: Definitions;
    };
