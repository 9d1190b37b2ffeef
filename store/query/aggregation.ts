import { fail } from '#errors/index.ts';
import type { AggregateRow, Aggregation, Collection, Scalar } from '../types.ts';
import { planQuery, type Plan } from './plan.ts';
import { compareScalars, scalarAt } from './scalar.ts';

/** What an aggregation reads: everything when it has no `where`. Rejects with STORE_NO_INDEX and STORE_INVALID_QUERY. */
export function planAggregation(collection: Collection, { where, groupBy }: Aggregation): Plan {
  if (groupBy.length > 3) {
    fail('STORE_INVALID_QUERY', { collection: collection.name, problem: 'more than three fields to group by' });
  }
  const indexed = new Set(
    Object.values(collection.indexes).flatMap((index) => (index.kind === 'ordered' ? index.fields : [])),
  );
  const missing = groupBy.filter((field) => !indexed.has(field));
  if (missing.length > 0) {
    fail('STORE_NO_INDEX', {
      collection: collection.name,
      query: `group by ${missing.join(', ')}`,
      declared: [...indexed].join(', '),
    });
  }
  return planQuery(collection, where === undefined ? {} : { where });
}

/** A row for each combination of the group fields' values, in their order. */
export function aggregateRows(
  rows: Iterable<{ readonly document: object }>,
  aggregation: Aggregation,
): readonly AggregateRow[] {
  const groups = new Map<
    string,
    { readonly values: readonly (Scalar | null)[]; readonly rows: { readonly document: object }[] }
  >();
  for (const row of rows) {
    const values = aggregation.groupBy.map((field) => scalarAt(row.document, field));
    const id = JSON.stringify(values);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, { values, rows: [row] });
    else group.rows.push(row);
  }
  return [...groups.values()]
    .toSorted((left, right) => compareLists(left.values, right.values))
    .map((group) => ({
      group: Object.fromEntries(aggregation.groupBy.map((field, at) => [field, group.values[at] ?? null])),
      count: group.rows.length,
      sum: each(aggregation.sum, (field) => sum(valuesOf(group.rows, field))),
      min: each(aggregation.min, (field) => valuesOf(group.rows, field).toSorted(compareScalars)[0] ?? null),
      max: each(aggregation.max, (field) => valuesOf(group.rows, field).toSorted(compareScalars).at(-1) ?? null),
    }));
}

function each<T>(fields: readonly string[] = [], value: (field: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(fields.map((field) => [field, value(field)]));
}

const valuesOf = (rows: readonly { readonly document: object }[], field: string): readonly Scalar[] =>
  rows.map((row) => scalarAt(row.document, field)).filter((value) => value !== null);

const sum = (values: readonly Scalar[]): number =>
  values.reduce<number>((total, value) => (typeof value === 'number' ? total + value : total), 0);

function compareLists(left: readonly (Scalar | null)[], right: readonly (Scalar | null)[]): number {
  for (const [at, value] of left.entries()) {
    const order = compareScalars(value, right[at] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

/** Rows over several parts of the documents as rows over all of them. */
export function mergedRows(
  parts: readonly (readonly AggregateRow[])[],
  { groupBy }: Aggregation,
): readonly AggregateRow[] {
  const [first = [], ...others] = parts.filter((rows) => rows.length > 0);
  if (others.length === 0) return first;
  const merged = new Map<string, AggregateRow>();
  for (const row of [first, ...others].flat()) {
    const id = JSON.stringify(groupBy.map((field) => row.group[field]));
    const known = merged.get(id);
    merged.set(id, known === undefined ? row : together(known, row));
  }
  const valuesOfGroup = ({ group }: AggregateRow) => groupBy.map((field) => group[field] ?? null);
  return [...merged.values()].toSorted((a, b) => compareLists(valuesOfGroup(a), valuesOfGroup(b)));
}

function together(a: AggregateRow, b: AggregateRow): AggregateRow {
  const least = (left: Scalar | null, right: Scalar | null): Scalar | null =>
    right === null || (left !== null && compareScalars(left, right) <= 0) ? left : right;
  const greatest = (left: Scalar | null, right: Scalar | null): Scalar | null =>
    compareScalars(left, right) >= 0 ? left : right;
  return {
    group: a.group,
    count: a.count + b.count,
    sum: both(a.sum, b.sum, (left, right) => left + right),
    min: both(a.min, b.min, least),
    max: both(a.max, b.max, greatest),
  };
}

function both<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  of: (left: T, right: T) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(a).map(([field, value]) => [field, of(value, b[field] ?? value)]));
}
