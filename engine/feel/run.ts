import { FeelLimitError } from './errors.ts';
import { type FeelDateTime, dateTimeOfInstant } from './temporal.ts';
import type { FeelValue } from './values.ts';

/**
 * What an evaluation could not vouch for. The value is then what DMN says (mostly null); whoever acts on it decides whether
 * to go on: a condition or a decision must not.
 */
export type DiagnosticCode =
  /** A name that neither the variables nor the expression define. */
  | 'UNKNOWN_NAME'
  /** A context without the entry that is read from it, or a path into null. */
  | 'UNKNOWN_PROPERTY'
  /** Values of kinds that can't be compared, added, … with each other. */
  | 'TYPE_CLASH'
  /** Null where a value is needed. */
  | 'NULL_OPERAND'
  /** A condition that is neither true nor false. */
  | 'NOT_BOOLEAN'
  /** A built-in was given what it can't work with. */
  | 'INVALID_ARGUMENT'
  /** Division by zero, a number too large. */
  | 'ARITHMETIC'
  /** A value that is no plain data, or a result that can't become a process variable. */
  | 'INVALID_VALUE'
  /** The budget of an evaluation (steps, list size, text size, depth) is used up. */
  | 'LIMIT_EXCEEDED';

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly message: string;
  /** Offset in the source. */
  readonly position?: number;
}

export interface EvaluationOptions {
  /** ISO instant that `now()` and `today()` tell. */
  readonly now: string;
  /** IANA name of the zone of `now()` and `today()`; default `UTC`. */
  readonly zone?: string;
  /** Shared by evaluations that belong together; each has its own otherwise. */
  readonly budget?: Budget;
}

interface Limits {
  /** Loop rounds, calls and list items looked at. */
  readonly steps: number;
  readonly list: number;
  readonly text: number;
  readonly calls: number;
}

/** An evaluation that uses them up ends within some 30 ms of plain loops, and within a second whatever it does. */
const LIMITS: Limits = { steps: 200_000, list: 20_000, text: 200_000, calls: 100 };

const MAX_DIAGNOSTICS = 20;

/** What evaluations may still use up, together. */
export class Budget {
  #steps = 0;
  #calls = 0;

  /** Counts work; throws FeelLimitError when it is too much. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > LIMITS.steps) throw new FeelLimitError(`The evaluation needs more than ${LIMITS.steps} steps.`);
  }

  call<Result>(invoke: () => Result): Result {
    this.spend(1);
    this.#calls += 1;
    if (this.#calls > LIMITS.calls) throw new FeelLimitError(`Functions call each other deeper than ${LIMITS.calls}.`);
    try {
      return invoke();
    } finally {
      this.#calls -= 1;
    }
  }
}

/** One evaluation: what it reads, what it noted, what it used up. */
export class Run {
  readonly variables: Readonly<Record<string, unknown>>;
  diagnostics: Diagnostic[] | undefined;
  readonly #options: EvaluationOptions;
  #budget: Budget | undefined;
  /** Where a function of another evaluation is run for this one. */
  readonly #caller: Run | undefined;

  constructor(variables: Readonly<Record<string, unknown>>, options: EvaluationOptions, caller?: Run) {
    this.variables = variables;
    this.#options = options;
    this.#budget = options.budget;
    this.#caller = caller;
  }

  /** This evaluation over the variables that a function saw where it was written. */
  over(variables: Readonly<Record<string, unknown>>): Run {
    return variables === this.variables ? this : new Run(variables, this.#options, this.#caller ?? this);
  }

  /** Notes what went wrong; gives null, the value that goes with it. */
  note(code: DiagnosticCode, message: string, position: number): null {
    if (this.#caller) return this.#caller.note(code, message, position);
    this.diagnostics ??= [];
    if (this.diagnostics.length < MAX_DIAGNOSTICS) this.diagnostics.push({ code, message, position });
    return null;
  }

  now(): FeelDateTime {
    return dateTimeOfInstant(this.#options.now, this.#options.zone ?? 'UTC');
  }

  spend(steps: number): void {
    this.#spending().spend(steps);
  }

  call<Result>(invoke: () => Result): Result {
    return this.#spending().call(invoke);
  }

  #spending(): Budget {
    if (this.#caller) return this.#caller.#spending();
    this.#budget ??= new Budget();
    return this.#budget;
  }

  /** Checks the size of a list about to be made, and counts it as work. */
  list(size: number): void {
    this.grow(size);
    this.spend(size);
  }

  /** Checks the size that a list has reached. */
  grow(size: number): void {
    if (size > LIMITS.list) throw new FeelLimitError(`A list would have more than ${LIMITS.list} items.`);
  }

  text(text: string): string {
    if (text.length > LIMITS.text) throw new FeelLimitError(`A text would be longer than ${LIMITS.text} characters.`);
    this.spend(text.length >> 6);
    return text;
  }
}

/** Names that an expression binds itself, innermost first. */
export interface Scope {
  readonly parent: Scope | undefined;
  readonly entries: Readonly<Record<string, FeelValue>>;
}
