import type { FeelValue, UnaryTests, Variables } from '../feel/index.ts';
import type { ExplainedDecision } from '../records.ts';
import { type Hit, applyHitPolicy, outputOf } from './hit-policy.ts';
import { type Frame, conform, take } from './session.ts';
import { jsonOrNull } from './trace.ts';
import type { Broken, Literal, Output, Rule, Table } from './types.ts';

export interface DecidedTable {
  readonly value: FeelValue;
  readonly inputs: ExplainedDecision['inputs'];
}

/** Evaluates a table; the trace of the session is told the rules that matched. */
export function evaluateTable(table: Table, scope: Variables, frame: Frame): DecidedTable {
  const inputs = table.inputs.map(({ name, expression, type }) => {
    const at = { ...frame, where: `${frame.where}, input '${name}'` };
    return conform(at, evaluateText(expression, scope, at), type, 'is');
  });
  const hits = matchRules(table, inputs, scope, frame);
  const { trace } = frame.session;
  trace.hitPolicy = table.hitPolicy;
  trace.matchedRules = hits.map((hit) => explainHit(table, hit));
  const value = hits.length === 0 ? defaultOf(table, scope, frame) : pick(table, hits, frame);
  return {
    value,
    inputs: table.inputs.map((input, index) => ({ name: input.name, value: jsonOrNull(inputs[index] ?? null) })),
  };
}

export function evaluateText(text: Literal | Broken, scope: Variables, frame: Frame): FeelValue {
  if (text.kind === 'broken') return frame.session.note('INVALID_ARGUMENT', `${frame.where}: ${text.reason}`);
  const { expression } = text;
  return take(frame, expression.evaluateFeel(scope, frame.session.options), expression.source);
}

function explainHit(table: Table, { rule, values }: Hit): ExplainedDecision['matchedRules'][number] {
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

function matchRules(table: Table, inputs: readonly FeelValue[], scope: Variables, frame: Frame): readonly Hit[] {
  const hits: Hit[] = [];
  frame.session.options.budget.spend(table.rules.length);
  for (const rule of table.rules) {
    if (!ruleMatches(table, rule, inputs, scope, frame)) continue;
    const values = table.outputs.map((output, column) => {
      const at = { ...frame, where: `${frame.where}, rule ${rule.index}, output '${output.label}'` };
      return outputValue(output, rule.outputs[column], scope, at);
    });
    hits.push({ rule, values });
    if (table.hitPolicy === 'FIRST') break;
  }
  return hits;
}

function outputValue(output: Output, text: Literal | Broken | undefined, scope: Variables, frame: Frame): FeelValue {
  return text === undefined ? null : conform(frame, evaluateText(text, scope, frame), output.type);
}

function ruleMatches(table: Table, rule: Rule, inputs: readonly FeelValue[], scope: Variables, frame: Frame): boolean {
  for (const [column, tests] of rule.inputs.entries()) {
    if (isTests(tests)) {
      if (tests.any) continue;
      const { value, diagnostics } = tests.evaluate(inputs[column] ?? null, scope, frame.session.options);
      if (diagnostics.length > 0) take(cellFrame(table, rule, column, frame), { value, diagnostics }, tests.source);
      if (value !== true) return false;
    } else {
      const { session, where } = cellFrame(table, rule, column, frame);
      session.note('INVALID_ARGUMENT', `${where}: ${tests.reason}`);
      return false;
    }
  }
  return true;
}

const cellFrame = (table: Table, rule: Rule, column: number, frame: Frame): Frame => ({
  ...frame,
  where: `${frame.where}, rule ${rule.index}, input '${table.inputs[column]?.name ?? ''}'`,
});

const isTests = (tests: UnaryTests | Broken): tests is UnaryTests => !('kind' in tests);

function pick(table: Table, hits: readonly Hit[], { session, where }: Frame): FeelValue {
  const picked = applyHitPolicy(table, hits, session.options);
  if (picked.ok) return picked.value;
  return session.note('INVALID_VALUE', `${where} (${table.hitPolicy}): ${picked.message}.`);
}

/** Null, unless columns have a default output. */
function defaultOf(table: Table, scope: Variables, frame: Frame): FeelValue {
  if (table.outputs.every((output) => output.defaultValue === undefined)) return null;
  const values = table.outputs.map((output) => {
    const at = { ...frame, where: `${frame.where}, default of output '${output.label}'` };
    return outputValue(output, output.defaultValue, scope, at);
  });
  return outputOf(table, values);
}
