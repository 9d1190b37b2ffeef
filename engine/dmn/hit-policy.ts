import { type EvaluationOptions, type FeelValue, compileExpression, equal } from '../feel/index.ts';
import type { HitPolicy, Output, Rule, Table } from './types.ts';

/** A rule that matched, with the values of its output cells in the order of the columns. */
export interface Hit {
  readonly rule: Rule;
  readonly values: readonly FeelValue[];
}

export type Picked =
  { readonly ok: true; readonly value: FeelValue } | { readonly ok: false; readonly message: string };

const AGGREGATIONS: Partial<Record<HitPolicy, string>> = {
  'COLLECT SUM': 'sum(values)',
  'COLLECT MIN': 'min(values)',
  'COLLECT MAX': 'max(values)',
  'COLLECT COUNT': 'count(values)',
};

/** The result of a table from the rules that matched, at least one, in the order of the table (DMN 1.5, 8.2.8). */
export function applyHitPolicy(table: Table, hits: readonly Hit[], options: EvaluationOptions): Picked {
  switch (table.hitPolicy) {
    case 'UNIQUE':
      return hits.length > 1 ? { ok: false, message: `rules ${list(hits)} match at once` } : first(table, hits);
    case 'ANY':
      return agree(hits) ? first(table, hits) : { ok: false, message: `rules ${list(hits)} match and disagree` };
    case 'FIRST':
      return first(table, hits);
    case 'PRIORITY':
      return first(table, byPriority(table.outputs, hits));
    case 'OUTPUT ORDER':
      return all(table, byPriority(table.outputs, hits));
    case 'RULE ORDER':
    case 'COLLECT':
      return all(table, hits);
    default:
      return aggregate(table.hitPolicy, hits, options);
  }
}

const list = (hits: readonly Hit[]): string => hits.map((hit) => hit.rule.index).join(', ');

const first = (table: Table, hits: readonly Hit[]): Picked => ({
  ok: true,
  value: hits[0] ? outputOf(table, hits[0].values) : null,
});

const all = (table: Table, hits: readonly Hit[]): Picked => ({
  ok: true,
  value: hits.map((hit) => outputOf(table, hit.values)),
});

/** One column gives its value, several a context by column name. */
export function outputOf(table: Table, values: readonly FeelValue[]): FeelValue {
  if (table.outputs.length === 1) return values[0] ?? null;
  return Object.fromEntries(table.outputs.map((output, index) => [output.name, values[index] ?? null]));
}

const agree = (hits: readonly Hit[]): boolean =>
  hits.every((hit) => hit.values.every((value, column) => equal(value, hits[0]?.values[column] ?? null) === true));

/** Columns from left to right, each by its list of values; a value that is not listed comes last. */
function byPriority(outputs: readonly Output[], hits: readonly Hit[]): readonly Hit[] {
  const ranks = (hit: Hit): readonly number[] =>
    outputs.map((output, column) => {
      const rank = output.values?.findIndex((value) => equal(value, hit.values[column] ?? null) === true) ?? 0;
      return rank < 0 ? Number.MAX_SAFE_INTEGER : rank;
    });
  return hits.toSorted((a, b) => {
    const [left, right] = [ranks(a), ranks(b)];
    const column = left.findIndex((rank, index) => rank !== right[index]);
    return column < 0 ? 0 : (left[column] ?? 0) - (right[column] ?? 0);
  });
}

function aggregate(policy: HitPolicy, hits: readonly Hit[], options: EvaluationOptions): Picked {
  const compiled = compileExpression(AGGREGATIONS[policy] ?? '');
  if (!compiled.ok) return { ok: false, message: compiled.message };
  const values = hits.map((hit) => hit.values[0] ?? null);
  const { value, diagnostics } = compiled.expression.evaluateFeel({ values }, options);
  const [problem] = diagnostics;
  return problem ? { ok: false, message: problem.message } : { ok: true, value };
}
