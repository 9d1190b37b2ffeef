import { parseDeclarations, parseExpression, parseUnaryTests } from '../parse.ts';
import { type Failure, guarded, parseOptions } from '../reading.ts';
import { type Facts, type TypeEnvironment, condition, knowing, typeOfName } from './environment.ts';
import { factsOf } from './facts.ts';
import { type Need, Sink, type TypeFinding } from './findings.ts';
import { infer } from './infer.ts';
import { inferTests } from './operators.ts';
import { ANY, BOOLEAN, type FeelType } from './type.ts';

export type { FindingCode, Need, TypeFinding } from './findings.ts';
export { ANY, type FeelType, contextOf, describeType, join, listOf, nullable, present, simple } from './type.ts';
export type { Facts } from './environment.ts';

/** What an expression is analysed among. */
export interface Scope {
  /** By name. */
  readonly variables: Readonly<Record<string, FeelType>>;
  /** Other variables may exist: reading one is a need, not a mistake. Default false. */
  readonly open?: boolean;
  /** What tests on the way here have shown; see `Analysis.whenTrue`. */
  readonly facts?: Facts;
}

export interface Analysis {
  readonly type: FeelType;
  /** What is read of the variables in scope, in order of appearance. */
  readonly needs: readonly Need[];
  /** By position. Empty: with variables of these types it gives a value of `type` and no diagnostic of a kind, a name or a null. */
  readonly findings: readonly TypeFinding[];
  /** What is known where the expression was true, and where it was false. */
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

export interface AnalysisOptions {
  /** The expression is a condition: it must be true or false. */
  readonly condition?: boolean;
  /** Names with spaces or signs, besides those of the scope. */
  readonly names?: readonly string[];
}

type Outcome = { readonly ok: true; readonly analysis: Analysis } | Failure;

/**
 * What can be known of an expression before it runs: its type, the variables it needs, and where it can't be shown to work.
 * What it says of a type is sound as far as the types of the scope are true.
 */
export function analyseExpression(source: string, scope: Scope, options: AnalysisOptions = {}): Outcome {
  return analysed(() => {
    const node = parseExpression(source, parseOptions(source, { names: namesOf(scope, options) }));
    const sink = new Sink(source);
    const environment = environmentOf(scope, sink, ANY);
    const type = options.condition === true ? BOOLEAN : infer(node, environment);
    if (options.condition === true) condition(node, environment);
    const { needs, findings } = sink;
    return { type, needs, findings, whenTrue: factsOf(node, true), whenFalse: factsOf(node, false) };
  });
}

/** The same of the tests of a decision table cell, asked about an input of that type. */
export function analyseUnaryTests(
  source: string,
  input: FeelType,
  scope: Scope,
  options: Pick<AnalysisOptions, 'names'> = {},
): Outcome {
  return analysed(() => {
    const sink = new Sink(source);
    const read = { ...parseOptions(source, { names: namesOf(scope, options) }), start: 0 };
    const tests = source.trim() === '' ? [] : parseUnaryTests(source, read);
    inferTests(tests, [{ type: 'input', at: 0 }, input], environmentOf(scope, sink, input));
    return { type: BOOLEAN, needs: sink.needs, findings: sink.findings, whenTrue: [], whenFalse: [] };
  });
}

/** Declared names with their types, as `amount: number, customer: context<id: string, grade: string | null>`. */
export function parseTypes(
  source: string,
): { readonly ok: true; readonly types: Readonly<Record<string, FeelType>> } | Failure {
  const parsed = guarded(() => typeOfName(parseDeclarations(source), false));
  if (!parsed.ok) return parsed;
  return { ok: true, types: parsed.built.kind === 'context' ? parsed.built.entries : {} };
}

function analysed(analyse: () => Analysis): Outcome {
  const analysis = guarded(analyse);
  return analysis.ok ? { ok: true, analysis: analysis.built } : analysis;
}

const namesOf = (scope: Scope, { names = [] }: AnalysisOptions): readonly string[] => [
  ...Object.keys(scope.variables),
  ...names,
];

function environmentOf({ variables, open = false, facts = [] }: Scope, sink: Sink, input: FeelType): TypeEnvironment {
  const lenient = false;
  const empty: TypeEnvironment = {
    sink,
    variables,
    open,
    bound: undefined,
    facts: new Map(),
    lenient,
    inPath: lenient,
    input,
    infer,
  };
  return knowing(empty, facts);
}
