import { type FeelValue, type UnaryTests, describeValue } from '../../feel/index.ts';
import { NO_CLOCK } from '../declared-type.ts';
import type { Broken, Input, Rule, Table } from '../types.ts';
import { type Points, pointsOf } from './points.ts';

/** A column as far as its cells can be told apart: classes of values for which every cell says the same. */
export interface Column {
  readonly input: Input;
  /** One value of each class. */
  readonly values: readonly FeelValue[];
  /** All classes, as bits. */
  readonly all: bigint;
  /** The values do not matter to any rule. */
  readonly any: boolean;
}

/** What a rule says to the classes of each column. */
export interface Region {
  readonly rule: Rule;
  /** Per column the classes that its cell takes, as bits. */
  readonly takes: readonly bigint[];
  /** All cells are known: the rule matches there, and nowhere else. */
  readonly isSure: boolean;
}

/** A table as rules over a finite grid of values that stands for all values. */
export interface Grid {
  readonly columns: readonly Column[];
  readonly regions: readonly Region[];
}

/** What a cell says to each point; undefined where that hangs on more than the point. */
type Verdicts = readonly boolean[] | undefined;

export function gridOf(table: Table): Grid {
  const seen: string[] = [];
  const parts = table.inputs.map((input, column) => {
    const cells = table.rules.map((rule) => rule.inputs[column]);
    const read = readBy(input);
    // Two columns that read the same value do not vary freely: the second is not judged.
    const isFree = read.every((path) => !seen.some((other) => isWithin(path, other) || isWithin(other, path)));
    seen.push(...read);
    return columnOf(input, cells, isFree);
  });
  const regions = table.rules.map((rule, index) => ({
    rule,
    takes: parts.map(({ takes }) => takes[index]?.bits ?? 0n),
    isSure: parts.every(({ takes }) => takes[index]?.isSure === true),
  }));
  return { columns: parts.map(({ column }) => column), regions };
}

/** The path that a column is, or the variables that it is made of. */
function readBy({ expression }: Input): readonly string[] {
  if (expression.kind === 'broken') return [];
  const source = expression.expression.source.trim();
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(source) ? [source] : expression.expression.names;
}

const isWithin = (path: string, other: string): boolean => path === other || path.startsWith(`${other}.`);

type Cell = UnaryTests | Broken | undefined;
const isTests = (cell: Cell): cell is UnaryTests => cell !== undefined && !('kind' in cell);
const isAny = (cell: Cell): boolean => isTests(cell) && cell.any;

interface Taken {
  readonly bits: bigint;
  readonly isSure: boolean;
}

/** Cells times values that are tried in a column; beyond, the column is not judged. */
const MAX_TRIED = 1_000_000;

function columnOf(
  input: Input,
  cells: readonly Cell[],
  isFree: boolean,
): { readonly column: Column; readonly takes: readonly Taken[] } {
  const judged = new Map<string, UnaryTests>();
  const found: FeelValue[] = [];
  let ordered = false;
  for (const cell of isFree ? cells : []) {
    if (!isTests(cell) || cell.any || judged.has(cell.source)) continue;
    const bounds = cell.boundaries();
    if (bounds === undefined) continue;
    judged.set(cell.source, cell);
    found.push(...bounds.values);
    ordered ||= bounds.ordered;
  }
  const points = withoutOddNull(pointsOf(input, found, ordered), judged);
  const verdicts = new Map<string, Verdicts>();
  for (const [source, cell] of points.length * judged.size > MAX_TRIED ? [] : judged)
    verdicts.set(source, verdictsOf(cell, points));
  const classes = classesOf(points, [...verdicts.values()]);
  const all = (1n << BigInt(classes.length)) - 1n;
  const bits = new Map<string, bigint>();
  for (const [source, verdict] of verdicts)
    if (verdict) bits.set(source, bitsOf(classes.map((point) => verdict[point] === true)));
  const takes = cells.map((cell): Taken => {
    const known = isTests(cell) ? bits.get(cell.source) : undefined;
    return { bits: known ?? all, isSure: known !== undefined || isAny(cell) };
  });
  const any = cells.every(isAny);
  return { column: { input, values: classes.map((point) => points[point] ?? null), all, any }, takes };
}

/** Null is looked at where every cell can be asked about it: elsewhere it never gets as far as a rule. */
function withoutOddNull(points: Points, judged: ReadonlyMap<string, UnaryTests>): readonly FeelValue[] {
  if (points === undefined || points.length === 0) return [null];
  const isOdd = [...judged.values()].some((cell) => cell.evaluate(null, {}, NO_CLOCK).diagnostics.length > 0);
  return isOdd ? points.filter((point) => point !== null) : points;
}

/** Undefined if one of them can't be judged: then none is. */
function verdictsOf(cell: UnaryTests, points: readonly FeelValue[]): Verdicts {
  const verdicts: boolean[] = [];
  for (const point of points) {
    const { value, diagnostics } = cell.evaluate(point, {}, NO_CLOCK);
    if (diagnostics.length > 0) return undefined;
    verdicts.push(value === true);
  }
  return verdicts;
}

/** Of each class the point that is shortest to write. */
function classesOf(points: readonly FeelValue[], verdicts: readonly Verdicts[]): readonly number[] {
  const told = verdicts.filter((verdict) => verdict !== undefined);
  const seen = new Map<string, number>();
  for (const index of points.keys()) {
    const key = told.map((verdict) => (verdict[index] === true ? '1' : '0')).join('');
    const known = seen.get(key);
    if (known === undefined || lengthOf(points[index]) < lengthOf(points[known])) seen.set(key, index);
  }
  return [...seen.values()];
}

const lengthOf = (value: FeelValue | undefined): number => describeValue(value).length;

function bitsOf(flags: readonly boolean[]): bigint {
  let bits = 0n;
  for (const [index, flag] of flags.entries()) if (flag) bits |= 1n << BigInt(index);
  return bits;
}
