import { type FeelValue, compileExpression } from '../../feel/index.ts';
import { NO_CLOCK } from '../declared-type.ts';
import type { Rule, Table } from '../types.ts';
import { constantOf } from './constants.ts';
import { type Effort, type Place, uncovered } from './cover.ts';
import type { Grid, Region } from './grid.ts';
import { pointsOf } from './points.ts';

/** `limit rises with grade: "D", "C", "B", "A"`: an output never falls where an input goes up, all others being equal. */
export interface Claim {
  readonly output: number;
  readonly input: number;
  readonly rises: boolean;
  /** Values of the input from low to high. */
  readonly order: readonly FeelValue[];
}

/** Two places that differ in one input, and the results there. */
export interface Contradiction {
  readonly input: number;
  readonly low: FeelValue;
  readonly high: FeelValue;
  /** The other inputs; the place of the claimed one says nothing. */
  readonly place: Place;
  readonly rules: readonly [Rule | undefined, Rule | undefined];
  readonly results: readonly [FeelValue, FeelValue];
}

export interface Verdict {
  readonly contradiction?: Contradiction;
  /** False where there is something that can't be judged. */
  readonly complete: boolean;
}

/** Undefined for a text that says nothing of this table. Without a list, numbers, dates and durations go up by themselves. */
export function readClaim(text: string, table: Table): Claim | undefined {
  const [, output, verb, input, list] =
    /^(.+?)\s+(rises|falls)\s+with\s+([^:]+?)\s*(?::\s*(.+))?$/su.exec(text.trim()) ?? [];
  const outputIndex = table.outputs.findIndex(({ name, label }) => name === output || label === output);
  const inputIndex = table.inputs.findIndex(({ name, expression }) => {
    const source = expression.kind === 'literal' ? expression.expression.source.trim() : undefined;
    return name === input || source === input;
  });
  const column = table.inputs[inputIndex];
  if (outputIndex < 0 || column === undefined) return undefined;
  const order = list === undefined ? ownOrder(table, inputIndex) : listOf(list);
  return order && { output: outputIndex, input: inputIndex, rises: verb === 'rises', order };
}

function listOf(text: string): readonly FeelValue[] | undefined {
  const compiled = compileExpression(`[${text}]`);
  const { value, diagnostics } = compiled.ok
    ? compiled.expression.evaluateFeel({}, NO_CLOCK)
    : { value: null, diagnostics: [] };
  return Array.isArray(value) && diagnostics.length === 0 ? (value as readonly FeelValue[]) : undefined;
}

/** One value at least of every stretch, from low to high. */
function ownOrder(table: Table, column: number): readonly FeelValue[] | undefined {
  const input = table.inputs[column];
  const bounds = table.rules.map((rule) => {
    const cell = rule.inputs[column];
    return cell === undefined || 'kind' in cell ? undefined : cell.boundaries();
  });
  const values = bounds.flatMap((found) => found?.values ?? []);
  const points = input && pointsOf(input, values, true);
  return points === undefined || points.some((point) => typeof point === 'string')
    ? undefined
    : points.filter((point) => point !== null);
}

/** A rule, or the default output behind all of them, at one value of the claimed input. */
interface Candidate {
  readonly region: Region | undefined;
  readonly result: FeelValue;
}

const SINGLE: ReadonlySet<string> = new Set(['UNIQUE', 'ANY', 'FIRST']);

/** Looks for two values of the input and a place of the others where the output goes the other way. */
export function checkClaim(table: Table, grid: Grid, claim: Claim, effort: Effort): Verdict {
  if (!SINGLE.has(table.hitPolicy)) return { complete: false };
  const results = new Map(table.rules.map((rule) => [rule, constantOf(rule.outputs[claim.output])]));
  const levels = claim.order.map((value) => levelAt(table, grid, claim, value, results));
  for (const [index, high] of levels.entries()) {
    for (const low of levels.slice(0, index)) {
      const found = contradictionOf(table, grid, claim, [low, high], effort);
      if (found) return { contradiction: found, complete: true };
    }
  }
  return { complete: effort.isEnough && levels.every(({ isKnown }) => isKnown) };
}

interface Level {
  readonly value: FeelValue;
  /** Rules that match there in the claimed column, in the order of the table; the default last. */
  readonly candidates: readonly Candidate[];
  readonly isKnown: boolean;
}

function levelAt(
  table: Table,
  { regions }: Grid,
  claim: Claim,
  value: FeelValue,
  results: ReadonlyMap<Rule, FeelValue | undefined>,
): Level {
  const candidates: Candidate[] = [];
  let isKnown = true;
  for (const region of regions) {
    const cell = region.rule.inputs[claim.input];
    const asked = cell && !('kind' in cell) ? cell.evaluate(value, {}, NO_CLOCK) : undefined;
    const result = results.get(region.rule);
    if (!region.isSure || asked?.diagnostics.length !== 0 || result === undefined) isKnown = false;
    else if (asked.value === true) candidates.push({ region, result });
  }
  const otherwise = table.outputs[claim.output]?.defaultValue;
  const fallback = otherwise && constantOf(otherwise);
  if (fallback !== undefined) candidates.push({ region: undefined, result: fallback });
  return { value, candidates, isKnown };
}

function contradictionOf(
  table: Table,
  grid: Grid,
  claim: Claim,
  [low, high]: readonly [Level, Level],
  effort: Effort,
): Contradiction | undefined {
  const others = grid.columns.map((column, index) => (index === claim.input ? { ...column, all: 1n } : column));
  for (const [at, one] of low.candidates.entries()) {
    for (const [place, other] of high.candidates.entries()) {
      if (!effort.spend(1)) return undefined;
      if (!contradicts(one.result, other.result, claim.rises)) continue;
      const before = [...firing(table, low, at), ...firing(table, high, place)];
      const box = others.map(({ all }, column) =>
        column === claim.input ? 1n : (one.region?.takes[column] ?? all) & (other.region?.takes[column] ?? all),
      );
      const blind = before.map((region) => ({
        ...region,
        takes: region.takes.map((bits, column) => (column === claim.input ? 1n : bits)),
      }));
      const [found] = uncovered(others, box, blind, 1, effort);
      if (found)
        return {
          input: claim.input,
          low: low.value,
          high: high.value,
          place: found,
          rules: [one.region?.rule, other.region?.rule],
          results: [one.result, other.result],
        };
    }
  }
  return undefined;
}

/** The rules that would fire instead: those above in a FIRST table, all of them before a default. */
const firing = (table: Table, { candidates }: Level, at: number): readonly Region[] =>
  table.hitPolicy === 'FIRST' || candidates[at]?.region === undefined
    ? candidates.slice(0, at).flatMap(({ region }) => region ?? [])
    : [];

function contradicts(low: FeelValue, high: FeelValue, rises: boolean): boolean {
  const compiled = compileExpression('low > high');
  if (!compiled.ok) return false;
  const variables = rises ? { low, high } : { low: high, high: low };
  const { value, diagnostics } = compiled.expression.evaluateFeel(variables, NO_CLOCK);
  return diagnostics.length === 0 && value === true;
}
