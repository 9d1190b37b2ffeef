import { fail } from '#errors/index.ts';
import type { Condition, Scalar } from '../types.ts';
import { compareScalars, elementsAt, scalarAt } from './scalar.ts';

interface Bound {
  readonly value: Scalar;
  readonly inclusive: boolean;
}

/** Bounds of one type; values of other types lie outside. */
export interface RangeTest {
  readonly kind: 'range';
  readonly type: 'string' | 'number' | 'boolean';
  readonly lower?: Bound;
  readonly upper?: Bound;
}

/** A condition made plain: one of some values, a range, or an array that holds one of some values. */
export type Test =
  | { readonly kind: 'in'; readonly values: readonly Scalar[] }
  | RangeTest
  | { readonly kind: 'has'; readonly values: readonly Scalar[] };

export interface FieldTest {
  readonly field: string;
  readonly test: Test;
}

type Where = Readonly<Record<string, Condition>>;

/** Rejects with STORE_INVALID_QUERY what is no condition: an undefined one must not come to mean "any". */
export function parseWhere(collection: string, where: Where = {}): readonly FieldTest[] {
  return Object.entries(where).map(([field, condition]) => ({ field, test: parse(collection, field, condition) }));
}

function parse(collection: string, field: string, condition: Condition): Test {
  const scalar = (value: unknown): Scalar => {
    if (typeof value === 'string') return value.toWellFormed();
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value;
    return fail('STORE_INVALID_QUERY', { collection, problem: `${field} is compared with ${String(value)}` });
  };
  const scalars = (values: readonly Scalar[]): readonly Scalar[] =>
    [...new Set(values.map(scalar))].toSorted(compareScalars);
  if (typeof condition !== 'object' || condition === null) return { kind: 'in', values: [scalar(condition)] };
  if ('in' in condition) return { kind: 'in', values: scalars(condition.in) };
  if ('has' in condition) return { kind: 'has', values: [scalar(condition.has)] };
  if ('hasAny' in condition) return { kind: 'has', values: scalars(condition.hasAny) };
  return (
    parseRange(condition, scalar) ??
    fail('STORE_INVALID_QUERY', { collection, problem: `the condition on ${field} is empty` })
  );
}

const NOTHING: Test = { kind: 'in', values: [] };

function parseRange(
  condition: Extract<Condition, { readonly gt?: Scalar }>,
  scalar: (value: unknown) => Scalar,
): Test | undefined {
  const bound = (value: Scalar | undefined, inclusive: boolean): Bound[] =>
    value === undefined ? [] : [{ value: scalar(value), inclusive }];
  const lowers = [...bound(condition.gte, true), ...bound(condition.gt, false)];
  const uppers = [...bound(condition.lte, true), ...bound(condition.lt, false)];
  const [type, ...others] = new Set([...lowers, ...uppers].map(({ value }) => typeof value));
  if (type === undefined) return undefined;
  if (others.length > 0 || (type !== 'string' && type !== 'number' && type !== 'boolean')) return NOTHING;
  const lower = tightest(lowers, 1);
  const upper = tightest(uppers, -1);
  return { kind: 'range', type, ...(lower && { lower }), ...(upper && { upper }) };
}

/** Of `gte` and `gt` together the stricter holds; the exclusive one where the values are equal. */
function tightest(bounds: readonly Bound[], direction: 1 | -1): Bound | undefined {
  return bounds.toSorted(
    (a, b) => direction * compareScalars(b.value, a.value) || Number(a.inclusive) - Number(b.inclusive),
  )[0];
}

export function isInRange(value: Scalar | null, { type, lower, upper }: RangeTest): boolean {
  if (value === null || typeof value !== type) return false;
  if (lower !== undefined) {
    const order = compareScalars(value, lower.value);
    if (order < 0 || (order === 0 && !lower.inclusive)) return false;
  }
  if (upper === undefined) return true;
  const order = compareScalars(value, upper.value);
  return order < 0 || (order === 0 && upper.inclusive);
}

export function passes(document: object, { field, test }: FieldTest): boolean {
  switch (test.kind) {
    case 'in': {
      const value = scalarAt(document, field);
      return value !== null && test.values.includes(value);
    }
    case 'range':
      return isInRange(scalarAt(document, field), test);
    case 'has':
      return elementsAt(document, field).some((element) => test.values.includes(element));
  }
}
