import { fail } from '#errors/index.ts';
import type { Collection, Index, Query, Scalar } from '../types.ts';
import { parseWhere, type FieldTest, type RangeTest, type Test } from './conditions.ts';
import { readCursor, type Position } from './cursor.ts';
import { parseSearch, type TextSearch } from './text.ts';

/** `field` undefined: by key. */
export interface Order {
  readonly field: string | undefined;
  readonly descending: boolean;
}

/** How the candidates are reached. */
export type Access =
  | { readonly kind: 'key'; readonly test?: Test }
  | {
      readonly kind: 'ordered';
      readonly name: string;
      readonly fields: readonly string[];
      /** The values of the first fields. */
      readonly prefix: readonly (readonly Scalar[])[];
      /** On the field after the prefix. */
      readonly range?: RangeTest;
      /** What holds for every entry. */
      readonly only: readonly Fixed[];
    }
  | {
      readonly kind: 'each';
      readonly name: string;
      readonly of: string;
      readonly sort: string | undefined;
      readonly values: readonly Scalar[];
      /** On `sort`. */
      readonly range?: RangeTest;
      /** Fields whose values the entries carry. */
      readonly also: readonly string[];
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly of: readonly string[];
      readonly few: boolean;
      readonly search: TextSearch;
      readonly only: readonly Fixed[];
    };

/** A field and the one value it has. */
export type Fixed = readonly [field: string, value: Scalar];

export interface Plan {
  readonly access: Access;
  /** Every condition. */
  readonly tests: readonly FieldTest[];
  /** Conditions that the access does not cover. */
  readonly rest: readonly FieldTest[];
  readonly order: Order;
  /** True when each branch of the access (one value per field of the prefix) yields in this order. */
  readonly inOrder: boolean;
}

interface Candidate {
  readonly access: Access;
  readonly covered: readonly FieldTest[];
  readonly inOrder: boolean;
  readonly worth: number;
}

interface Question {
  readonly tests: readonly FieldTest[];
  readonly order: Order;
  /** The order is the caller's wish, not the default. */
  readonly sorted: boolean;
}

const DEFAULT_LIMIT = 50;
const GREATEST_LIMIT = 1_000;

/** What a find does, from the first item after `after`. Rejects with STORE_NO_INDEX and STORE_INVALID_QUERY. */
export function planFind(
  collection: Collection,
  query: Query,
): { readonly plan: Plan; readonly limit: number; readonly after: Position | undefined } {
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > GREATEST_LIMIT) {
    fail('STORE_INVALID_QUERY', {
      collection: collection.name,
      problem: `the limit must be 1 to ${GREATEST_LIMIT}, not ${limit}`,
    });
  }
  const plan = planQuery(collection, query);
  const after = query.after === undefined ? undefined : readCursor(collection.name, plan.order, query.after);
  return { plan, limit, after };
}

/** The cheapest access that a declared index allows. */
export function planQuery(collection: Collection, query: Pick<Query, 'where' | 'text' | 'sort'>): Plan {
  const tests = parseWhere(collection.name, query.where);
  const order: Order = {
    field: query.sort?.by === collection.key ? undefined : query.sort?.by,
    descending: query.sort?.descending ?? false,
  };
  const search = parseSearch(query.text ?? '');
  const question: Question = { tests, order, sorted: order.field !== undefined };
  const candidates =
    search === undefined
      ? [byKey(collection, question), ...indexesOf(collection).map((index) => byIndex(index, question))]
      : [byText(collection, search, question)];
  const [best] = candidates.filter((candidate) => candidate !== undefined).toSorted((a, b) => b.worth - a.worth);
  if (best === undefined) return refuse(collection, query);
  const { access, covered, inOrder } = best;
  return { access, tests, rest: tests.filter((test) => !covered.includes(test)), order, inOrder };
}

const indexesOf = (collection: Collection): readonly (readonly [string, Index])[] => Object.entries(collection.indexes);

function byKey(collection: Collection, { tests, sorted }: Question): Candidate | undefined {
  const own = tests.find(({ field, test }) => field === collection.key && test.kind !== 'has');
  if (own !== undefined) {
    const worth = own.test.kind === 'in' ? 100 : 1;
    return { access: { kind: 'key', test: own.test }, covered: [own], inOrder: !sorted, worth };
  }
  if (tests.length > 0 || sorted) return undefined;
  return { access: { kind: 'key' }, covered: [], inOrder: true, worth: 0 };
}

function byIndex([name, index]: readonly [string, Index], question: Question): Candidate | undefined {
  const fixed = fixedBy(index, question.tests);
  if (fixed === undefined || index.kind === 'text') return undefined;
  const found =
    index.kind === 'ordered' ? byOrdered(name, index, question, fixed.length > 0) : byEach(name, index, question);
  return found && { ...found, covered: [...found.covered, ...fixed], worth: found.worth + 10 * fixed.length };
}

/** The equalities of the query that keep it to what the index holds; undefined where it may want what is not in there. */
function fixedBy(index: Index, tests: readonly FieldTest[]): readonly FieldTest[] | undefined {
  const only = Object.entries(index.only ?? {});
  const fixed = only.flatMap(
    ([field, value]) => tests.find((test) => test.field === field && isOnly(test, value)) ?? [],
  );
  return fixed.length === only.length ? fixed : undefined;
}

const isOnly = ({ test }: FieldTest, value: Scalar): boolean =>
  test.kind === 'in' && test.values.length === 1 && test.values[0] === value;

function byOrdered(
  name: string,
  index: Extract<Index, { readonly kind: 'ordered' }>,
  { tests, order, sorted }: Question,
  isFixed: boolean,
): Candidate | undefined {
  const { fields, unique = false, sparse = false, also = [], only = {} } = index;
  const equal: FieldTest[] = [];
  const prefix: (readonly Scalar[])[] = [];
  for (const field of fields) {
    const found = tests.find((test) => test.field === field && test.test.kind === 'in');
    if (found?.test.kind !== 'in') break;
    equal.push(found);
    prefix.push(found.test.values);
  }
  const next = fields[equal.length];
  const sorts = sorted && next === order.field;
  // A sort by a field of the prefix is a sort of few values.
  const isCarried = order.field !== undefined && also.includes(order.field);
  if (sorted && !sorts && !isCarried && !equal.some(({ field }) => field === order.field)) return undefined;
  const ranged = tests.find(({ field, test }) => field === next && test.kind === 'range');
  const range = ranged?.test.kind === 'range' ? ranged.test : undefined;
  const isChosen = equal.length > 0 || range !== undefined;
  if (sparse ? !isChosen : !isChosen && !sorts && !isFixed) return undefined;
  return {
    access: { kind: 'ordered', name, fields, prefix, only: Object.entries(only), ...(range && { range }) },
    covered: ranged === undefined ? equal : [...equal, ranged],
    inOrder: sorts || (!sorted && next === undefined),
    worth: unique && next === undefined ? 90 : 10 * equal.length + (range ? 5 : 0) + (sorts ? 3 : 0) + 1,
  };
}

function byEach(
  name: string,
  { of, sort, also = [] }: Extract<Index, { readonly kind: 'each' }>,
  { tests, order, sorted }: Question,
): Candidate | undefined {
  const has = tests.find(({ field, test }) => field === of && test.kind === 'has');
  const isCarried = order.field !== undefined && also.includes(order.field);
  if (has?.test.kind !== 'has' || (sorted && order.field !== sort && !isCarried)) return undefined;
  const ranged = sort === undefined ? undefined : tests.find((t) => t.field === sort && t.test.kind === 'range');
  const range = ranged?.test.kind === 'range' ? ranged.test : undefined;
  const inOrder = sorted ? order.field === sort : sort === undefined;
  return {
    access: { kind: 'each', name, of, sort, values: has.test.values, also, ...(range && { range }) },
    covered: ranged === undefined ? [has] : [has, ranged],
    inOrder,
    worth: 50 + (inOrder ? 10 : 0) + (range ? 5 : 0),
  };
}

function byText(collection: Collection, search: TextSearch, { tests, sorted }: Question): Candidate | undefined {
  const [found] = indexesOf(collection).flatMap(([name, index]) => (index.kind === 'text' ? [{ name, index }] : []));
  const covered = found && fixedBy(found.index, tests);
  if (found === undefined || covered === undefined) return undefined;
  const { of, few = false, only = {} } = found.index;
  const access: Access = { kind: 'text', name: found.name, of, few, search, only: Object.entries(only) };
  return { access, covered, inOrder: !sorted, worth: 1 };
}

function refuse(collection: Collection, { where, text, sort }: Query): never {
  const asked = [
    ...Object.keys(where ?? {}).map((field) => `where ${field}`),
    ...(text === undefined ? [] : ['text']),
    ...(sort === undefined ? [] : [`sort by ${sort.by}`]),
  ];
  return fail('STORE_NO_INDEX', {
    collection: collection.name,
    query: asked.join(', '),
    declared: [collection.key, ...indexesOf(collection).map(([name, index]) => describeIndex(name, index))].join('; '),
  });
}

function describeIndex(name: string, index: Index): string {
  const only = Object.entries(index.only ?? {}).map(([field, value]) => `; only ${field} ${String(value)}`);
  return `${name} (${describeEntries(index)}${only.join('')})`;
}

function describeEntries(index: Index): string {
  if (index.kind === 'ordered') return index.fields.join(', ');
  if (index.kind === 'each') return `each of ${index.of}${index.sort === undefined ? '' : `, ${index.sort}`}`;
  return `text of ${index.of.join(', ')}`;
}

/** One value of each, in every way. */
export function combinations(choices: readonly (readonly Scalar[])[]): readonly (readonly Scalar[])[] {
  return choices.reduce<readonly (readonly Scalar[])[]>(
    (made, values) => made.flatMap((before) => values.map((value) => [...before, value])),
    [[]],
  );
}
