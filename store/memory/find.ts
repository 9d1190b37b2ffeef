import { isInRange, passes } from '../query/conditions.ts';
import type { Position } from '../query/cursor.ts';
import { comparePlaced, isAfter, sortValue } from '../query/order.ts';
import { combinations, type Access, type Order, type Plan } from '../query/plan.ts';
import { compareScalars, compareTexts, scalarAt } from '../query/scalar.ts';
import { holdsText } from '../query/text.ts';
import { comparePrefix, type Entry, type Row, type Table } from './table.ts';

/** The rows a plan asks for, in its order, from the one after `after`. */
export function* findRows(table: Table, plan: Plan, after?: Position): Generator<Row> {
  const { access, order } = plan;
  const rows =
    plan.inOrder && isWalkable(access)
      ? merged(
          branchesOf(access).map((branch) => withTiesByKey(walkBranch(table, branch, order, after), order)),
          order,
        )
      : sorted(table, plan);
  for (const row of rows) {
    if (after !== undefined && !isAfter(row, order, after)) continue;
    if (plan.rest.every((test) => passes(row.document, test))) yield row;
  }
}

/** The rows a plan asks for, each once, in no order. */
export function* matchingRows(table: Table, plan: Plan): Generator<Row> {
  const seen = new Set<string>();
  for (const row of candidates(table, plan.access)) {
    if (seen.has(row.key) || !plan.rest.every((test) => passes(row.document, test))) continue;
    seen.add(row.key);
    yield row;
  }
}

function sorted(table: Table, { access, order }: Plan): readonly Row[] {
  const rows = new Map([...candidates(table, access)].map((row) => [row.key, row]));
  return [...rows.values()].toSorted((left, right) => comparePlaced(order, left, right));
}

/** Where the index has fields behind the one that is sorted by, they must not decide between equal values. */
function* withTiesByKey(rows: Iterable<Row>, order: Order): Generator<Row> {
  if (order.field === undefined) return yield* rows;
  let ties: Row[] = [];
  for (const row of rows) {
    const [first] = ties;
    if (first !== undefined && compareScalars(sortValue(first, order), sortValue(row, order)) !== 0) {
      yield* ties.toSorted((left, right) => comparePlaced(order, left, right));
      ties = [];
    }
    ties.push(row);
  }
  yield* ties.toSorted((left, right) => comparePlaced(order, left, right));
}

/** Keys of a list are looked up, not walked. */
const isWalkable = (access: Access): boolean => access.kind !== 'key' || access.test?.kind !== 'in';

/** One access for each combination of values: what belongs to one lies together in the index. */
function branchesOf(access: Access): readonly Access[] {
  if (access.kind === 'each') return access.values.map((value) => ({ ...access, values: [value] }));
  if (access.kind !== 'ordered') return [access];
  return combinations(access.prefix).map((values) => ({ ...access, prefix: values.map((value) => [value]) }));
}

/** Of walks in one order a walk in that order, each row once. */
function* merged(walks: readonly Iterator<Row>[], order: Order): Generator<Row> {
  const heads = walks.map((walk) => ({ walk, row: take(walk) }));
  let given: string | undefined;
  for (;;) {
    const waiting = heads.filter((head) => head.row !== undefined);
    const first = waiting.reduce<(typeof heads)[number] | undefined>(
      (best, head) => (best?.row && head.row && comparePlaced(order, best.row, head.row) <= 0 ? best : head),
      undefined,
    );
    if (first?.row === undefined) return;
    if (first.row.key !== given) yield first.row;
    given = first.row.key;
    first.row = take(first.walk);
  }
}

function take(walk: Iterator<Row>): Row | undefined {
  const next = walk.next();
  return next.done === true ? undefined : next.value;
}

/** What has one value for each field of the prefix lies together in the index, in the order wanted. */
function* walkBranch(table: Table, access: Access, order: Order, after?: Position): Generator<Row> {
  const prefix =
    access.kind === 'ordered'
      ? access.prefix.map(([value]) => value ?? null)
      : access.kind === 'each'
        ? access.values
        : [];
  const list = access.kind === 'key' || access.kind === 'text' ? table.byKey : table.entriesOf(access.name);
  const from = after === undefined || order.field === undefined ? prefix : [...prefix, after.sort];
  // Where the index has further fields, the walk begins at the sort value and `isAfter` finds the exact place.
  const place = (entry: Entry): number =>
    comparePrefix(entry, from) ||
    (after !== undefined && entry.values.length === from.length ? compareTexts(entry.row.key, after.key) : 0);
  const entries = order.descending ? list.downFrom((entry) => (place(entry) <= 0 ? -1 : 1)) : list.upFrom(place);
  for (const entry of entries) {
    if (comparePrefix(entry, prefix) !== 0) return;
    if (isCovered(access, entry)) yield entry.row;
  }
}

function* candidates(table: Table, access: Access): Generator<Row> {
  if (access.kind === 'key' && access.test?.kind === 'in') {
    for (const key of access.test.values) {
      const row = typeof key === 'string' ? table.get(key) : undefined;
      if (row !== undefined) yield row;
    }
    return;
  }
  for (const branch of branchesOf(access)) yield* walkBranch(table, branch, { field: undefined, descending: false });
}

function isCovered(access: Access, { values, row }: Entry): boolean {
  switch (access.kind) {
    case 'key':
      return access.test?.kind !== 'range' || isInRange(row.key, access.test);
    case 'ordered':
      return access.range === undefined || isInRange(values[access.prefix.length] ?? null, access.range);
    case 'each':
      return access.range === undefined || isInRange(values[1] ?? null, access.range);
    case 'text':
      return (
        access.only.every(([field, value]) => scalarAt(row.document, field) === value) &&
        holdsText(row.document, access.of, access.search)
      );
  }
}
