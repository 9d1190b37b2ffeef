/**
 * FEEL: an expression is compiled once to a closure and evaluated as often as one likes. Pure: no clock, no randomness, no
 * I/O; bounded: whatever the text, an evaluation ends within its budget (`LIMITS` in run.ts) with a diagnostic, not with a hang.
 *
 * Values: plain JSON goes in (also the temporal values that `evaluateFeel` gives out; nothing else, a JavaScript function is
 * never called). `evaluate` gives plain JSON out, temporal values as ISO text ("2026-01-31", "2026-01-31T09:00:00+08:00",
 * "2026-01-31T09:00:00@Asia/Shanghai", "P1M", "PT24H" as "P1D"), numbers as doubles: what Zeebe stores.
 * Inside, numbers are decimals of 34 digits.
 *
 * Strict: the value is what DMN says, mostly null, but everything that an evaluation can't vouch for (unknown name, values that
 * can't be compared, null where true or false is needed) is told in `diagnostics`. Who acts on a result must look at them.
 * Only `x = null`, `is defined(x)` and `get or else(x, y)` accept absence. A built-in can't be shadowed where it is called.
 */
import { type Boundaries, boundariesOf } from './boundaries.ts';
import { builtInValue } from './calls.ts';
import type { Environment } from './closure.ts';
import { compile } from './compile.ts';
import { FeelLimitError } from './errors.ts';
import { type Json, toJson } from './json.ts';
import { parseNumber } from './numbers.ts';
import { parseExpression, parseUnaryTests } from './parse.ts';
import { type CompileOptions, type Failure, guarded, parseOptions } from './reading.ts';
import { type Diagnostic, type EvaluationOptions, Run } from './run.ts';
import { compileTests } from './tests.ts';
import type { FeelValue } from './values.ts';

export type { Boundaries } from './boundaries.ts';
export { FeelLimitError } from './errors.ts';
export { type Json, toExactJson, toJson } from './json.ts';
export type { CompileOptions, Failure } from './reading.ts';
export { Budget, type Diagnostic, type DiagnosticCode, type EvaluationOptions } from './run.ts';
export {
  type Analysis,
  type AnalysisOptions,
  type Facts,
  type FeelType,
  type FindingCode,
  type Need,
  type Scope as TypeScope,
  type TypeFinding,
  ANY,
  analyseExpression,
  analyseUnaryTests,
  contextOf,
  describeType,
  join as joinTypes,
  listOf,
  nullable,
  parseTypes,
  present,
  simple,
} from './typing/index.ts';
export { FeelFunction, type FeelValue, describeValue, equal, kindOf } from './values.ts';

export type Variables = Readonly<Record<string, unknown>>;

export interface Evaluation<Value> {
  readonly value: Value;
  /** Empty when the value can be relied on; the first one is the cause. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Expression {
  readonly source: string;
  /** Variables that the text reads, in order of appearance; not those that may be entries of a filtered item. */
  readonly names: readonly string[];
  /** The value as plain JSON. Never throws. */
  evaluate(variables: Variables, options: EvaluationOptions): Evaluation<Json>;
  /** The value with temporal values and exact decimals, to be handed to another evaluation. Never throws. */
  evaluateFeel(variables: Variables, options: EvaluationOptions): Evaluation<FeelValue>;
}

export interface UnaryTests {
  readonly source: string;
  readonly names: readonly string[];
  /** True for `-` (or nothing): any input. */
  readonly any: boolean;
  /** Where the verdict can change; undefined if it hangs on more than comparing the input with constants. */
  boundaries(): Boundaries | undefined;
  /** Whether the input passes; null, with a diagnostic, where that can't be said. Never throws. */
  evaluate(input: unknown, variables: Variables, options: EvaluationOptions): Evaluation<boolean | null>;
}

const NONE: readonly never[] = Object.freeze([]);
const CACHED = 2000;
const DEFAULTS: CompileOptions = {};

/** Zeebe's convention: a text that begins with `=` is an expression, anything else stands for itself. */
export const isExpression = (text: string): boolean => text.startsWith('=');

/** Compiles an expression, with or without its leading `=`. Compiling the same text again costs a look-up. */
export const compileExpression: (
  source: string,
  options?: CompileOptions,
) => { readonly ok: true; readonly expression: Expression } | Failure = cached((source, options) => {
  const expression = guarded(() => buildExpression(source, options));
  return expression.ok ? { ok: true, expression: expression.built } : expression;
});

/** Compiles the tests of a decision table cell: `-`, `< 5`, `[1..5]`, `"A", "B"`, `not(…)`, conditions over `?`. */
export const compileUnaryTests: (
  source: string,
  options?: CompileOptions,
) => { readonly ok: true; readonly tests: UnaryTests } | Failure = cached((source, options) => {
  const tests = guarded(() => buildTests(source, options));
  return tests.ok ? { ok: true, tests: tests.built } : tests;
});

/**
 * An attribute that is an expression or stands for itself, as Zeebe reads it: without `=` a number is a number and everything
 * else a text.
 */
export function compileAttribute(text: string): { readonly ok: true; readonly expression: Expression } | Failure {
  if (isExpression(text)) return compileExpression(text);
  const value = parseNumber(text.trim());
  const constant = typeof value === 'number' ? value : text;
  const evaluation = { value: constant, diagnostics: NONE };
  return {
    ok: true,
    expression: { source: text, names: NONE, evaluate: () => evaluation, evaluateFeel: () => evaluation },
  };
}

function cached<Result>(
  build: (source: string, options: CompileOptions) => Result,
): (source: string, options?: CompileOptions) => Result {
  const results = new Map<string, Result>();
  return (source, options = DEFAULTS) => {
    if (options.types) return build(source, options);
    const key = options.names ? `${JSON.stringify(options.names)}${source}` : source;
    const known = results.get(key);
    if (known !== undefined) return known;
    const result = build(source, options);
    if (results.size >= CACHED) results.delete(results.keys().next().value ?? '');
    results.set(key, result);
    return result;
  };
}

const NO_TYPES: ReadonlyMap<string, (value: FeelValue) => boolean> = new Map();

const newEnvironment = ({ names = NONE, types = NO_TYPES }: CompileOptions): Environment => ({
  bindings: undefined,
  free: new Set(),
  sawInput: () => undefined,
  lenient: false,
  callable: new Set(names),
  types,
  builtIn: builtInValue,
  compile,
});

function buildExpression(source: string, options: CompileOptions): Expression {
  const environment = newEnvironment(options);
  const closure = compile(parseExpression(source, parseOptions(source, options)), environment);
  const evaluateFeel = (variables: Variables, evaluation: EvaluationOptions): Evaluation<FeelValue> => {
    const run = new Run(variables, evaluation);
    return finish(
      run,
      bounded(run, () => closure(run, undefined)),
    );
  };
  return {
    source,
    names: [...environment.free],
    evaluateFeel,
    evaluate: (variables, evaluation) => storable(evaluateFeel(variables, evaluation)),
  };
}

function storable(evaluation: Evaluation<FeelValue>): Evaluation<Json> {
  const { value } = evaluation;
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return { ...evaluation, value };
  const diagnostics = [...evaluation.diagnostics];
  const json = toJson(value, (message) => diagnostics.push({ code: 'INVALID_VALUE', message }));
  return { value: json, diagnostics };
}

function buildTests(source: string, options: CompileOptions): UnaryTests {
  const blank = source.trim() === '';
  const environment = newEnvironment(options);
  const parsed = blank
    ? [{ type: 'any', at: 0 } as const]
    : parseUnaryTests(source, { ...parseOptions(source, options), start: 0 });
  const verdict = compileTests(parsed, environment);
  return {
    source,
    names: [...environment.free],
    any: parsed.every((test) => test.type === 'any'),
    boundaries: () => {
      const found = guarded(() => boundariesOf(parsed, (node) => compile(node, newEnvironment(options))));
      return found.ok ? found.built : undefined;
    },
    evaluate: (input, variables, evaluation) => {
      const run = new Run(variables, evaluation);
      // What is no plain data is of a kind that nothing compares with.
      const asked = input as FeelValue;
      return finish(
        run,
        bounded(run, () => verdict(run, undefined, asked)),
      );
    },
  };
}

function bounded<Value>(run: Run, evaluate: () => Value): Value | null {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof FeelLimitError) return run.note('LIMIT_EXCEEDED', error.message, 0);
    if (error instanceof RangeError)
      return run.note('LIMIT_EXCEEDED', `The evaluation went too deep: ${error.message}`, 0);
    throw error;
  }
}

const finish = <Value>(run: Run, value: Value): Evaluation<Value> => ({
  value,
  diagnostics: run.diagnostics ?? NONE,
});
