import type { AggregateRow, Aggregation, Scalar } from '../types.ts';
import { compareScalars, scalarAt } from '../query/scalar.ts';
import type { Row } from './table.ts';

/** A row for each combination of the group fields' values, in their order. */
export function aggregateRows(rows: Iterable<Row>, aggregation: Aggregation): readonly AggregateRow[] {
  const groups = new Map<string, { readonly values: readonly (Scalar | null)[]; readonly rows: Row[] }>();
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

const valuesOf = (rows: readonly Row[], field: string): readonly Scalar[] =>
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
