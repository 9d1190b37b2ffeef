import type { Column, Region } from './grid.ts';

/** What a search may cost in all: an analysis runs while somebody draws. */
export class Effort {
  #left: number;
  /** Whether everything was looked at. */
  isEnough = true;

  constructor(steps: number) {
    this.#left = steps;
  }

  /** False when nothing is left. */
  spend(steps: number): boolean {
    this.#left -= steps;
    if (this.#left < 0) this.isEnough = false;
    return this.isEnough;
  }
}

/** A place in the grid: a class of each column. */
export type Place = readonly number[];

/**
 * Places of a box that no region holds, at most `limit`: one for each different way of not being held. Works column by column:
 * classes that the same regions take are one, and what turned out to be held is not looked at again.
 */
export function uncovered(
  columns: readonly Column[],
  box: readonly bigint[],
  regions: readonly Region[],
  limit: number,
  effort: Effort,
): readonly Place[] {
  const found: Place[] = [];
  const held = new Set<string>();
  const visit = (column: number, active: readonly Region[], path: Place): void => {
    if (found.length >= limit || !effort.spend(1 + active.length)) return;
    if (active.some((region) => holdsRest(region, box, column))) return;
    if (active.length === 0 || column === columns.length) {
      found.push([...path, ...box.slice(column).map(lowest)]);
      return;
    }
    const key = `${column} ${active.map(({ rule }) => rule.index).join()}`;
    if (held.has(key)) return;
    const before = found.length;
    for (const [place, next] of split(box[column] ?? 0n, active, column, effort))
      visit(column + 1, next, [...path, place]);
    if (found.length === before) held.add(key);
  };
  if (!box.includes(0n)) visit(0, regions, []);
  return found;
}

/** Whether a region holds all of the box from a column on. */
const holdsRest = ({ takes }: Region, box: readonly bigint[], column: number): boolean => {
  for (let at = column; at < box.length; at++) if (((takes[at] ?? 0n) & (box[at] ?? 0n)) !== box[at]) return false;
  return true;
};

/** The classes of a column, those with the same regions as one. */
function split(
  classes: bigint,
  active: readonly Region[],
  column: number,
  effort: Effort,
): ReadonlyMap<number, readonly Region[]> {
  const groups = new Map<string, readonly [number, readonly Region[]]>();
  for (const place of placesOf(classes)) {
    if (!effort.spend(active.length)) break;
    const bit = 1n << BigInt(place);
    const next = active.filter(({ takes }) => ((takes[column] ?? 0n) & bit) !== 0n);
    const key = next.map(({ rule }) => rule.index).join();
    if (!groups.has(key)) groups.set(key, [place, next]);
  }
  return new Map(groups.values());
}

export function* placesOf(bits: bigint): Iterable<number> {
  for (let place = 0, rest = bits; rest !== 0n; place++, rest >>= 1n) if ((rest & 1n) !== 0n) yield place;
}

export const lowest = (bits: bigint): number => {
  const [first = 0] = placesOf(bits);
  return first;
};
