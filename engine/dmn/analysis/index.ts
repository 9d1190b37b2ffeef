/**
 * What can be said of a decision table without running it: where no rule matches, where several do, rules that never fire. Exact
 * for cells that compare with constants; a cell that does more may match or not, and nothing is claimed that hangs on it.
 */
import { type FeelValue, type Json, equal, kindOf, toExactJson } from '../../feel/index.ts';
import type { Bilingual } from '../problems.ts';
import type { Decision, Definitions, Input, Rule, Table } from '../types.ts';
import { constantOf } from './constants.ts';
import { Effort, type Place, lowest, uncovered } from './cover.ts';
import { checkClaim, readClaim } from './monotonic.ts';
import { type Column, type Grid, type Region, gridOf } from './grid.ts';

/** An input of a counter-example. */
export interface Example {
  /** Label of the column, else its expression. */
  readonly input: Bilingual;
  readonly value: Json;
  /** As one writes it in a cell. */
  readonly text: string;
}

interface RuleRef {
  readonly id: string;
  /** From 1. */
  readonly index: number;
}

export type TableFinding = { readonly at: readonly Example[] } & (
  | { readonly kind: 'gap' }
  /** Both rules match there; in an ANY table with different results. */
  | { readonly kind: 'overlap'; readonly rules: readonly [RuleRef, RuleRef] }
  /** Wherever the rule matches, one of the others fires instead; there it is the first of them. */
  | { readonly kind: 'shadowed'; readonly rule: RuleRef; readonly by: RuleRef }
  /** The claim does not hold: `at` for `low`, then with the input at `high`, the output goes from `results[0]` to `results[1]`. */
  | {
      readonly kind: 'notMonotonic';
      readonly claim: string;
      readonly input: Bilingual;
      readonly low: string;
      readonly high: string;
      readonly results: readonly [string, string];
    }
  /** A claim that names no output and input of the table, or no order. */
  | { readonly kind: 'unclearClaim'; readonly claim: string }
  /** A cell that no value of its column passes. */
  | { readonly kind: 'unreachable'; readonly rule: RuleRef; readonly column: Bilingual; readonly cell: string }
);

export interface TableAnalysis {
  readonly decisionId: string;
  readonly name: Bilingual;
  readonly hitPolicy: Table['hitPolicy'];
  readonly findings: readonly TableFinding[];
  /** False where there are cells that can't be judged, more findings than are told, or too much to look at. */
  readonly complete: boolean;
}

const MAX_STEPS = 3_000_000;
const MAX_GAPS = 10;
const MAX_OVERLAPS = 20;

/** The tables of a file, in its order. */
export const analyzeTables = (definitions: Definitions): readonly TableAnalysis[] =>
  [...definitions.decisions.values()].flatMap((decision) =>
    decision.logic.kind === 'table' ? analyzeTable(decision, decision.logic) : [],
  );

function analyzeTable({ id, text, claims }: Decision, table: Table): TableAnalysis {
  const grid = gridOf(table);
  const effort = new Effort(MAX_STEPS);
  const lists = [
    unreachable(grid),
    overlaps(table, grid, effort),
    shadowed(table, grid, effort),
    gaps(table, grid, effort),
  ];
  const checked = claims.map((claim) => claimed(claim, table, grid, effort));
  const isCut = lists[1]?.length === MAX_OVERLAPS || lists[3]?.length === MAX_GAPS;
  return {
    decisionId: id,
    name: text,
    hitPolicy: table.hitPolicy,
    findings: [...lists.flat(), ...checked.flatMap(({ findings }) => findings)],
    complete:
      effort.isEnough &&
      !isCut &&
      checked.every(({ complete }) => complete) &&
      grid.regions.every(({ isSure }) => isSure),
  };
}

const SINGLE: ReadonlySet<string> = new Set(['UNIQUE', 'ANY', 'FIRST', 'PRIORITY']);

/** Places without a rule, where a result is expected: not where rules are collected, or where there is a default. */
function gaps(table: Table, { columns, regions }: Grid, effort: Effort): readonly TableFinding[] {
  if (!SINGLE.has(table.hitPolicy) || table.outputs.some(({ defaultValue }) => defaultValue !== undefined)) return [];
  const everything = columns.map(({ all }) => all);
  const places = uncovered(columns, everything, regions, MAX_GAPS, effort);
  return places.map((place) => ({ kind: 'gap', at: examplesOf(columns, place) }));
}

function overlaps(table: Table, { columns, regions }: Grid, effort: Effort): readonly TableFinding[] {
  if (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY') return [];
  const sure = regions.filter(({ isSure }) => isSure);
  const found: TableFinding[] = [];
  for (const [index, one] of sure.entries()) {
    for (const other of sure.slice(index + 1)) {
      if (!effort.spend(1) || found.length >= MAX_OVERLAPS) return found;
      const common = intersection(one, other);
      if (common === undefined || (table.hitPolicy === 'ANY' && !disagree(one.rule, other.rule))) continue;
      const at = examplesOf(columns, common.map(lowest));
      found.push({ kind: 'overlap', rules: [refOf(one), refOf(other)], at });
    }
  }
  return found;
}

function intersection(one: Region, other: Region): readonly bigint[] | undefined {
  const common: bigint[] = [];
  for (const [column, bits] of one.takes.entries()) {
    const both = bits & (other.takes[column] ?? 0n);
    if (both === 0n) return undefined;
    common.push(both);
  }
  return common;
}

/** Whether two rules surely give different results. */
function disagree(one: Rule, other: Rule): boolean {
  return one.outputs.some((output, column) => {
    const [a, b] = [constantOf(output), constantOf(other.outputs[column])];
    return a !== undefined && b !== undefined && equal(a, b) === false;
  });
}

function claimed(
  claim: string,
  table: Table,
  grid: Grid,
  effort: Effort,
): { readonly findings: readonly TableFinding[]; readonly complete: boolean } {
  const read = readClaim(claim, table);
  if (read === undefined) return { findings: [{ kind: 'unclearClaim', claim, at: [] }], complete: true };
  const { contradiction, complete } = checkClaim(table, grid, read, effort);
  const input = table.inputs[read.input];
  if (contradiction === undefined || input === undefined) return { findings: [], complete };
  const { place, low, high, results } = contradiction;
  const others = grid.columns.map((column, index) => (index === read.input ? { ...column, any: true } : column));
  const finding: TableFinding = {
    kind: 'notMonotonic',
    claim,
    input: labelOf(input),
    low: textOf(low),
    high: textOf(high),
    results: [textOf(results[0]), textOf(results[1])],
    at: examplesOf(others, place),
  };
  return { findings: [finding], complete };
}

/** In a FIRST table a rule is shadowed when those above it hold all that it matches. */
function shadowed(table: Table, { columns, regions }: Grid, effort: Effort): readonly TableFinding[] {
  if (table.hitPolicy !== 'FIRST') return [];
  return regions.flatMap((region, index): readonly TableFinding[] => {
    if (region.takes.includes(0n)) return [];
    const above = regions.slice(0, index).filter((other) => other.isSure && intersection(other, region) !== undefined);
    if (above.length === 0 || uncovered(columns, region.takes, above, 1, effort).length > 0 || !effort.isEnough)
      return [];
    const place = region.takes.map(lowest);
    const by = above.find(({ takes }) =>
      takes.every((bits, column) => (bits & (1n << BigInt(place[column] ?? 0))) !== 0n),
    );
    return by ? [{ kind: 'shadowed', rule: refOf(region), by: refOf(by), at: examplesOf(columns, place) }] : [];
  });
}

const unreachable = ({ columns, regions }: Grid): readonly TableFinding[] =>
  regions.flatMap((region): readonly TableFinding[] => {
    const column = region.takes.indexOf(0n);
    const input = columns[column]?.input;
    const cell = region.rule.inputs[column];
    if (input === undefined || cell === undefined || 'kind' in cell) return [];
    return [{ kind: 'unreachable', rule: refOf(region), column: labelOf(input), cell: cell.source, at: [] }];
  });

const labelOf = ({ name, nameEn }: Input): Bilingual => ({ 'zh-CN': name, en: nameEn ?? name });

const refOf = ({ rule }: Region): RuleRef => ({ id: rule.id, index: rule.index });

/** The values of a place; columns that no rule looks at are left out. */
export function examplesOf(columns: readonly Column[], place: Place): readonly Example[] {
  return columns.flatMap(({ input, values, any }, column) => {
    const value = values[place[column] ?? 0] ?? null;
    return any ? [] : [{ input: labelOf(input), value: toExactJson(value, () => undefined), text: textOf(value) }];
  });
}

/** As one writes it in a cell; temporal values without their `@""`. */
function textOf(value: FeelValue): string {
  const json = toExactJson(value, () => undefined);
  return kindOf(value) !== 'string' && typeof json === 'string' ? json : JSON.stringify(json);
}
