import type { FeelValue, UnaryTests, Variables } from '../feel/index.ts';
import type { ExplainedDecision } from '../records.ts';
import { type Hit, applyHitPolicy, outputOf } from './hit-policy.ts';
import { type Frame, conform, take } from './session.ts';
import type { Trace } from './trace.ts';
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
  trace.matchedRules = hits.map((hit) => explainHit(table, hit, trace));
  const value = hits.length === 0 ? defaultOf(table, scope, frame) : pick(table, hits, frame);
  return {
    value,
    inputs: table.inputs.map((input, index) => ({ name: input.name, value: trace.json(inputs[index] ?? null) })),
  };
}

export function evaluateText(text: Literal | Broken, scope: Variables, frame: Frame): FeelValue {
  if (text.kind === 'broken') return frame.session.note('INVALID_ARGUMENT', `${frame.where}: ${text.reason}`);
  const { expression } = text;
  return take(frame, expression.evaluateFeel(scope, frame.session.options), expression.source);
}

function explainHit(table: Table, { rule, values }: Hit, trace: Trace): ExplainedDecision['matchedRules'][number] {
  const outputs = table.outputs.map((output, index) => [
    output.name === '' ? output.label : output.name,
    trace.json(values[index] ?? null),
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
  const cells = new Cells(table, inputs, scope, frame);
  for (const rule of table.rules) {
    if (!cells.match(rule)) continue;
    const values = table.outputs.map((output, column) => {
      const at = { ...frame, where: `${frame.where}, rule ${rule.index}, output '${output.label}'` };
      return outputValue(output, rule.outputs[column], scope, at);
    });
    hits.push({ rule, values });
    if (table.hitPolicy === 'FIRST') break;
  }
  return hits;
}

const PASSED = 1;
const FAILED = 2;

/** The input cells of one evaluation. Cells of a column that say the same are asked once. */
class Cells {
  readonly #table: Table;
  readonly #inputs: readonly FeelValue[];
  readonly #scope: Variables;
  readonly #frame: Frame;
  readonly #verdicts: Uint8Array;

  constructor(table: Table, inputs: readonly FeelValue[], scope: Variables, frame: Frame) {
    this.#table = table;
    this.#inputs = inputs;
    this.#scope = scope;
    this.#frame = frame;
    this.#verdicts = new Uint8Array(table.slots);
  }

  /** From left to right; what stands behind a cell that fails is not looked at. */
  match(rule: Rule): boolean {
    const { slots } = rule;
    for (let column = 0; column < slots.length; column++) {
      const slot = slots[column] ?? -1;
      if (slot < 0) continue;
      const known = this.#verdicts[slot];
      if (known === FAILED) return false;
      if (known === PASSED) continue;
      const passes = this.#passes(rule, column);
      this.#verdicts[slot] = passes ? PASSED : FAILED;
      if (!passes) return false;
    }
    return true;
  }

  #passes(rule: Rule, column: number): boolean {
    const tests = rule.inputs[column];
    const { session } = this.#frame;
    if (tests === undefined || !isTests(tests)) {
      session.note('INVALID_ARGUMENT', `${this.#frameOf(rule, column).where}: ${tests?.reason ?? 'There is no cell.'}`);
      return false;
    }
    const evaluation = tests.evaluate(this.#inputs[column] ?? null, this.#scope, session.options);
    if (evaluation.diagnostics.length > 0) take(this.#frameOf(rule, column), evaluation, tests.source);
    return evaluation.value === true;
  }

  #frameOf(rule: Rule, column: number): Frame {
    const name = this.#table.inputs[column]?.name ?? '';
    return { ...this.#frame, where: `${this.#frame.where}, rule ${rule.index}, input '${name}'` };
  }
}

const isTests = (tests: UnaryTests | Broken): tests is UnaryTests => !('kind' in tests);

function outputValue(output: Output, text: Literal | Broken | undefined, scope: Variables, frame: Frame): FeelValue {
  return text === undefined ? null : conform(frame, evaluateText(text, scope, frame), output.type);
}

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
