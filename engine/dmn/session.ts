import {
  Budget,
  type Diagnostic,
  type EvaluationOptions,
  type Evaluation,
  type FeelValue,
  describeValue,
} from '../feel/index.ts';
import { type DeclaredType, coerce } from './declared-type.ts';
import { Trace } from './trace.ts';
import type { DrgElement } from './types.ts';

/** Why a value can't be relied on, with the place: decision, rule, column. */
export interface DecisionDiagnostic {
  readonly code: Diagnostic['code'];
  readonly message: string;
}

const MAX_DIAGNOSTICS = 20;

/** One evaluation of a decision with everything that it requires: what it reads, what it found out, what it noted. */
export class Session {
  readonly elements: ReadonlyMap<string, DrgElement>;
  readonly options: EvaluationOptions & { readonly budget: Budget };
  readonly diagnostics: DecisionDiagnostic[] = [];
  /** Told of what happens now; {@link Session.tell} puts another in its place for a while. */
  trace = new Trace();

  constructor(elements: ReadonlyMap<string, DrgElement>, options: EvaluationOptions) {
    this.elements = elements;
    this.options = { ...options, budget: options.budget ?? new Budget() };
  }

  /** Gives null, the value that goes with what went wrong. */
  note(code: Diagnostic['code'], message: string): null {
    if (this.diagnostics.length < MAX_DIAGNOSTICS) this.diagnostics.push({ code, message });
    return null;
  }

  /** What happens in `work` is told apart from what it happens in. */
  tell<Result>(work: (trace: Trace) => Result): Result {
    const outer = this.trace;
    this.trace = new Trace(outer);
    try {
      return work(this.trace);
    } finally {
      this.trace = outer;
    }
  }
}

/** Where an evaluation is. */
export interface Frame {
  readonly session: Session;
  /** In words: "Decision 'x', entry 'y'". */
  readonly where: string;
}

/** The value of a FEEL text; what went wrong is noted with its place. */
export function take<Value>({ session, where }: Frame, evaluation: Evaluation<Value>, source: string): Value {
  for (const { code, message } of evaluation.diagnostics) session.note(code, `${where} (${source}): ${message}`);
  return evaluation.value;
}

/** A value as one of its declared type; null, noted, if it can't be. */
export function conform(
  { session, where }: Frame,
  value: FeelValue,
  type: DeclaredType | undefined,
  verb: 'is' | 'gave' = 'gave',
): FeelValue {
  if (type === undefined) return value;
  const fitting = coerce(value, type);
  if (fitting !== undefined) return fitting;
  return session.note('TYPE_CLASH', `${where} ${verb} ${describeValue(value)}, but its type is ${type.name}.`);
}
