import type { DecisionExplanation, Variables } from '../records.ts';
import {
  type Diagnostic,
  type Evaluation,
  type EvaluationOptions,
  type FeelValue,
  type Json,
  describeValue,
  toJson,
} from '../feel/index.ts';
import { type Hit, applyHitPolicy, outputOf } from './hit-policy.ts';
import type { DeclaredType, Decision, Definitions, Literal, Rule, Table } from './types.ts';

type Explained = DecisionExplanation['decisions'][number];

export type EvaluateOutcome =
  | { readonly ok: true; readonly result: Json; readonly explanation: DecisionExplanation }
  | { readonly ok: false; readonly message: string };

/** Why there is no result; thrown inside this file only. */
class Undecided extends Error {}

/**
 * Evaluates a decision with everything it requires. Strict: a missing input, a type clash, two matches of a UNIQUE table, or a
 * value that is not of its declared type is a failure that names decision, rule and column; no rule at all gives null, as on
 * Zeebe. The result is plain JSON.
 */
export function evaluateDecision(
  definitions: Definitions,
  decisionId: string,
  variables: Variables,
  options: EvaluationOptions,
): EvaluateOutcome {
  const explained: Explained[] = [];
  const results = new Map<string, FeelValue>();
  try {
    const value = decide(definitions, decisionId, variables, options, explained, results);
    return { ok: true, result: json(value, `Decision '${decisionId}'`), explanation: { decisions: explained } };
  } catch (error) {
    if (error instanceof Undecided) return { ok: false, message: error.message };
    throw error;
  }
}

/** `results`: of decisions met before, each is evaluated once. */
function decide(
  definitions: Definitions,
  decisionId: string,
  variables: Variables,
  options: EvaluationOptions,
  explained: Explained[],
  results: Map<string, FeelValue>,
): FeelValue {
  const known = results.get(decisionId);
  if (known !== undefined) return known;
  const decision = definitions.decisions.get(decisionId);
  if (decision === undefined) throw new Undecided(`There is no decision '${decisionId}'.`);
  const scope = new Map(Object.entries(variables));
  for (const id of decision.requiredDecisions) {
    const name = definitions.decisions.get(id)?.resultName ?? id;
    scope.set(name, decide(definitions, id, variables, options, explained, results));
  }
  const inner = Object.fromEntries(scope);
  const { logic } = decision;
  const explanation =
    logic.kind === 'table'
      ? decideTable(decision, logic, inner, options)
      : decideLiteral(decision, logic, inner, options);
  check(explanation.value, decision.resultType, `Decision '${decision.name}'`, 'gave');
  explained.push(explanation.explained);
  results.set(decisionId, explanation.value);
  return explanation.value;
}

interface Decided {
  readonly value: FeelValue;
  readonly explained: Explained;
}

function namesOf({ id, name, text }: Decision): Pick<Explained, 'id' | 'name' | 'nameEn'> {
  return { id, name, ...(text.en !== name && { nameEn: text.en }) };
}

function decideLiteral(decision: Decision, logic: Literal, variables: Variables, options: EvaluationOptions): Decided {
  const place = `Decision '${decision.name}'`;
  const value = reliable(logic.expression.evaluateFeel(variables, options), place, logic.expression.source);
  const inputs = logic.expression.names.map((name) => ({ name, value: jsonOrNull(variables[name] as FeelValue) }));
  return {
    value,
    explained: { ...namesOf(decision), inputs, matchedRules: [], output: json(value, place) },
  };
}

function decideTable(decision: Decision, table: Table, variables: Variables, options: EvaluationOptions): Decided {
  const place = `Decision '${decision.name}'`;
  const inputs = table.inputs.map((input) => {
    const where = `${place}, input '${input.name}'`;
    const value = reliable(input.expression.evaluateFeel(variables, options), where, input.expression.source);
    check(value, input.type, where, 'is');
    return value;
  });
  const hits = matchRules(table, inputs, variables, options, place);
  const value = hits.length === 0 ? defaultOf(table, variables, options, place) : pick(table, hits, options, place);
  return {
    value,
    explained: {
      ...namesOf(decision),
      hitPolicy: table.hitPolicy,
      inputs: table.inputs.map((input, index) => ({ name: input.name, value: jsonOrNull(inputs[index] ?? null) })),
      matchedRules: hits.map((hit) => explainHit(table, hit)),
      output: json(value, place),
    },
  };
}

function explainHit(table: Table, { rule, values }: Hit): Explained['matchedRules'][number] {
  const outputs = table.outputs.map((output, index) => [
    output.name === '' ? output.label : output.name,
    jsonOrNull(values[index] ?? null),
  ]);
  return {
    id: rule.id,
    index: rule.index,
    ...(rule.annotation !== undefined && { annotation: rule.annotation }),
    outputs: Object.fromEntries(outputs),
  };
}

function matchRules(
  table: Table,
  inputs: readonly FeelValue[],
  variables: Variables,
  options: EvaluationOptions,
  place: string,
): readonly Hit[] {
  const hits: Hit[] = [];
  for (const rule of table.rules) {
    if (!ruleMatches(table, rule, inputs, variables, options, place)) continue;
    const values = table.outputs.map((output, column) => {
      const where = `${place}, rule ${rule.index}, output '${output.label}'`;
      const expression = rule.outputs[column];
      const value = expression ? reliable(expression.evaluateFeel(variables, options), where, expression.source) : null;
      check(value, output.type, where, 'gave');
      return value;
    });
    hits.push({ rule, values });
    if (table.hitPolicy === 'FIRST') break;
  }
  return hits;
}

function ruleMatches(
  table: Table,
  rule: Rule,
  inputs: readonly FeelValue[],
  variables: Variables,
  options: EvaluationOptions,
  place: string,
): boolean {
  return rule.inputs.every((tests, column) => {
    if (tests.any) return true;
    const { value, diagnostics } = tests.evaluate(inputs[column] ?? null, variables, options);
    if (diagnostics.length === 0) return value === true;
    const where = `${place}, rule ${rule.index}, input '${table.inputs[column]?.name ?? ''}'`;
    return reliable({ value, diagnostics }, where, tests.source) === true;
  });
}

function pick(table: Table, hits: readonly Hit[], options: EvaluationOptions, place: string): FeelValue {
  const picked = applyHitPolicy(table, hits, options);
  if (!picked.ok) throw new Undecided(`${place} (${table.hitPolicy}): ${picked.message}.`);
  return picked.value;
}

/** Null, unless columns have a default output. */
function defaultOf(table: Table, variables: Variables, options: EvaluationOptions, place: string): FeelValue {
  if (table.outputs.every((output) => output.defaultValue === undefined)) return null;
  const values = table.outputs.map((output) => {
    const where = `${place}, default of output '${output.label}'`;
    const { defaultValue } = output;
    const value = defaultValue
      ? reliable(defaultValue.evaluateFeel(variables, options), where, defaultValue.source)
      : null;
    check(value, output.type, where, 'gave');
    return value;
  });
  return outputOf(table, values);
}

/** The value, if nothing went wrong on the way. */
function reliable<Value>(evaluation: Evaluation<Value>, place: string, source: string): Value {
  const [problem]: readonly Diagnostic[] = evaluation.diagnostics;
  if (problem) throw new Undecided(`${place} (${source}): ${problem.message}`);
  return evaluation.value;
}

function check(value: FeelValue, type: DeclaredType | undefined, place: string, verb: 'is' | 'gave'): void {
  if (type === undefined || type.accepts(value)) return;
  throw new Undecided(`${place} ${verb} ${describeValue(value)}, but its type is ${type.name}.`);
}

function json(value: FeelValue, place: string): Json {
  return toJson(value, (reason) => {
    throw new Undecided(`${place}: ${reason}`);
  });
}

/** For the explanation: a value that has no JSON does not undo the decision. */
const jsonOrNull = (value: FeelValue | undefined): Json =>
  value === undefined ? null : toJson(value, () => undefined);
