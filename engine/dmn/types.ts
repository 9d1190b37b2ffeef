import type { Expression, FeelValue, UnaryTests } from '../feel/index.ts';
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

/** Checks a value against a declared type. */
export interface DeclaredType {
  readonly name: string;
  readonly accepts: (value: FeelValue) => boolean;
}

export interface Input {
  readonly id: string;
  /** Label of the column, else its expression. */
  readonly name: string;
  readonly expression: Expression;
  readonly type?: DeclaredType;
}

export interface Output {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly type?: DeclaredType;
  /** For PRIORITY and OUTPUT ORDER, the most important first. */
  readonly values?: readonly FeelValue[];
  readonly defaultValue?: Expression;
}

export interface Rule {
  readonly id: string;
  /** From 1. */
  readonly index: number;
  readonly annotation?: string;
  readonly inputs: readonly UnaryTests[];
  /** Undefined: an empty cell, null. */
  readonly outputs: readonly (Expression | undefined)[];
}

export interface Table {
  readonly kind: 'table';
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly rules: readonly Rule[];
}

export interface Literal {
  readonly kind: 'literal';
  readonly expression: Expression;
}

/** A decision, ready to be evaluated. */
export interface Decision {
  readonly id: string;
  readonly name: string;
  readonly text: Bilingual;
  /** The name under which decisions that require this one see its result. */
  readonly resultName: string;
  readonly resultType?: DeclaredType;
  readonly logic: Table | Literal;
  /** Ids, in the order of the file. */
  readonly requiredDecisions: readonly string[];
}

/** One file of decisions. */
export interface Definitions {
  readonly id: string;
  readonly name: string;
  readonly resourceName: string;
  /** By id, in the order of the file. */
  readonly decisions: ReadonlyMap<string, Decision>;
}

export type ParseOutcome =
  | { readonly ok: true; readonly definitions: Definitions }
  | { readonly ok: false; readonly problems: readonly DecisionProblem[] };
