import type { Scalar } from '../types.ts';
import type { FieldTest, RangeTest, Test } from '../query/conditions.ts';
import type { Position } from '../query/cursor.ts';
import { combinations, type Access, type Fixed, type Plan } from '../query/plan.ts';
import { carried, column, indexTable, jsonPath, type Layout } from './layout.ts';
import { ABSENT, all, bind, join, literal, named, quote, raw, sql, type Sql } from './sql.ts';

/** Beyond this many combinations of values a sort of all that matches is cheaper than that many walks of the index. */
const MOST_BRANCHES = 64;

type OrderedAccess = Extract<Access, { readonly kind: 'ordered' }>;
type TextAccess = Extract<Access, { readonly kind: 'text' }>;
type EachAccess = Extract<Access, { readonly kind: 'each' }>;

/** A place to read from: the tables, the conditions, and the expression that the query sorts by. */
interface Source {
  readonly from: Sql;
  /** All of them, those included that the access does not cover. */
  readonly where: readonly Sql[];
  readonly sort: Sql;
  /** From the table that is walked, so that its order is seen to be the order wanted. */
  readonly key: Sql;
  /** The documents are not at hand. */
  readonly entriesOnly?: boolean;
}

/**
 * The rows of a plan in its order: key, version, body, sort. An index that yields in the order wanted is walked, one
 * branch for each combination of values, each no further than the page needs; otherwise all that matches is sorted,
 * without its bodies. `limit` undefined: all.
 */
export function selectRows(layout: Layout, plan: Plan, after: Position | undefined, limit: number | undefined): Sql {
  const branches = plan.inOrder ? branchesOf(layout, plan, after) : [unordered(layout, plan, after)];
  const direction = raw(plan.order.descending ? 'DESC' : 'ASC');
  // A constant among the terms keeps SQLite from seeing that an index is in this order already.
  const ordered = (prefix: string): Sql =>
    raw(
      [...(plan.order.field === undefined ? [] : ['sort']), 'key']
        .map((term) => `${prefix}${term} ${direction.text}`)
        .join(', '),
    );
  const order = ordered('');
  const end = limit === undefined ? raw('') : sql` LIMIT ${limit}`;
  const [only] = branches;
  if (plan.inOrder && branches.length === 1 && only !== undefined && only.entriesOnly !== true) {
    return sql`SELECT ${only.key} AS key, t.version AS version, t.body AS body, ${only.sort} AS sort FROM ${only.from} WHERE ${all(only.where)} ORDER BY ${order}${end}`;
  }
  const parts = branches.map(
    ({ from, where, sort, key }) =>
      sql`SELECT * FROM (SELECT DISTINCT ${sort} AS sort, ${key} AS key FROM ${from} WHERE ${all(where)} ORDER BY ${order}${end})`,
  );
  return sql`SELECT t.key AS key, t.version AS version, t.body AS body, page.sort AS sort FROM (SELECT DISTINCT sort, key FROM (${join(parts, ' UNION ALL ')}) ORDER BY ${order}${end}) AS page CROSS JOIN ${layout.table} AS t ON t.key = page.key ORDER BY ${ordered('page.')}`;
}

/** How many rows a plan matches, those at some keys left out; one that an `each` index alone answers never touches the documents. */
export function countRows(layout: Layout, plan: Plan, except: readonly string[]): Sql {
  const { access, rest } = plan;
  if (access.kind === 'each' && isCarried(access, rest)) {
    const { from, where } = entriesOf(layout, plan, access);
    const counted = raw(access.values.length === 1 ? '*' : 'DISTINCT s.key');
    return sql`SELECT count(${counted}) AS count FROM ${from} WHERE ${all([...where, ...without(raw('s.key'), except)])}`;
  }
  return sql`SELECT count(*) AS count FROM ${layout.table} AS t WHERE ${matching(layout, plan, except)}`;
}

/** The conditions of a plan on the collection's table `t`, for counting and adding up; each row passes once. */
export function matching(layout: Layout, plan: Plan, except: readonly string[]): Sql {
  return all([...accessConditions(layout, plan.access), ...restOn(layout, plan), ...without(KEY, except)]);
}

const without = (key: Sql, except: readonly string[]): readonly Sql[] =>
  except.length === 0 ? [] : [sql`${key} NOT IN (SELECT value FROM json_each(${JSON.stringify(except)}))`];

/** How many entries a gram has, counted no further than 1,000. */
export function countGram(layout: Layout, name: string, gram: string): Sql {
  const table = named(indexTable(layout.collection.name, name));
  return sql`SELECT count(*) AS count FROM (SELECT 1 FROM ${table} WHERE value = ${gram} LIMIT 1000)`;
}

const KEY = raw('t.key');

const plain = (layout: Layout): Sql => sql`${layout.table} AS t`;

const restOn = (layout: Layout, { rest }: Plan): readonly Sql[] => rest.map((test) => conditionOn(layout, test));

function unordered(layout: Layout, plan: Plan, after: Position | undefined): Source {
  const { access, order } = plan;
  if (access.kind === 'each') return eachUnordered(layout, plan, access, after);
  const sort = order.field === undefined ? raw('NULL') : column(layout, order.field);
  const conditions = [...accessConditions(layout, access), ...restOn(layout, plan)];
  const position =
    after === undefined
      ? []
      : [
          order.field === undefined
            ? beyondKey(KEY, after, order.descending)
            : beyond({ sort, key: KEY }, after, order.descending),
        ];
  return { from: plain(layout), where: [...conditions, ...position], sort, key: KEY };
}

/** All entries of the values, sorted by what they carry; the documents are looked at only where a condition needs them. */
function eachUnordered(layout: Layout, plan: Plan, access: EachAccess, after: Position | undefined): Source {
  const { from, where } = entriesOf(layout, plan, access);
  const { field, descending } = plan.order;
  const key = raw('s.key');
  const sort = field === undefined ? raw('NULL') : entryValue(access, field);
  const position =
    after === undefined
      ? []
      : [field === undefined ? beyondKey(key, after, descending) : beyond({ sort, key }, after, descending)];
  return { from, where: [...where, ...position], sort, key, entriesOnly: true };
}

/** The side table under the name `s`, with the collection's as `t` where something must be asked of the documents. */
function entriesOf(
  layout: Layout,
  { rest }: Plan,
  access: EachAccess,
): { readonly from: Sql; readonly where: readonly Sql[] } {
  const side = sql`${named(indexTable(layout.collection.name, access.name))} AS s`;
  const where = rest.map((test) =>
    isCarried(access, [test]) ? condition(entryValue(access, test.field), test.test) : conditionOn(layout, test),
  );
  return {
    from: isCarried(access, rest) ? side : sql`${side} CROSS JOIN ${layout.table} AS t ON t.key = s.key`,
    where: [...entryConditions(access), ...where],
  };
}

function entryConditions({ values, range }: EachAccess): readonly Sql[] {
  const found = isOneOf(raw('s.value'), values);
  return range === undefined ? [found] : [found, inRange(raw('s.sort'), range)];
}

/** Where an entry has no value to sort by it has the least. */
const entryValue = ({ sort }: EachAccess, field: string): Sql =>
  field === sort
    ? raw(`nullif(s.sort, ${String(ABSENT).replace('Infinity', '9e999')})`)
    : raw(`s.${quote(carried(field))}`);

const isCarried = ({ sort, also }: EachAccess, tests: readonly FieldTest[]): boolean =>
  tests.every(({ field, test }) => test.kind !== 'has' && (field === sort || also.includes(field)));

function branchesOf(layout: Layout, plan: Plan, after: Position | undefined): readonly Source[] {
  const { access } = plan;
  switch (access.kind) {
    case 'key':
      return [unordered(layout, plan, after)];
    case 'text':
      return [textBranch(layout, plan, access, after)];
    case 'ordered':
      return isWalkable(access.prefix.reduce((product, values) => product * values.length, 1))
        ? combinations(access.prefix).flatMap((values) => orderedBranches(layout, plan, access, values, after))
        : [unordered(layout, plan, after)];
    case 'each':
      return isWalkable(access.values.length)
        ? access.values.map((value) => eachBranch(layout, plan, access, value, after))
        : [unordered(layout, plan, after)];
  }
}

/** No values at all make no branch; that nothing matches is then said by a condition. */
const isWalkable = (branches: number): boolean => branches > 0 && branches <= MOST_BRANCHES;

function orderedBranches(
  layout: Layout,
  plan: Plan,
  access: OrderedAccess,
  values: readonly Scalar[],
  after: Position | undefined,
): readonly Source[] {
  const { order } = plan;
  const rest = [...fixed(layout, access.only), ...restOn(layout, plan)];
  const prefix = values.map((value, at) => sql`${column(layout, access.fields[at] ?? '')} = ${bind(value)}`);
  const from = plain(layout);
  const next = access.fields[values.length];
  if (order.field === undefined || next === undefined) {
    const position = after === undefined ? [] : [beyondKey(KEY, after, order.descending)];
    return [{ from, where: [...prefix, ...rest, ...position], sort: raw('NULL'), key: KEY }];
  }
  const sort = column(layout, next);
  const where = [...prefix, ...(access.range === undefined ? [] : [inRange(sort, access.range)]), ...rest];
  if (after === undefined) return [{ from, where, sort, key: KEY }];
  // What has no value lies at the lower end and is a walk of its own: an OR would read the whole index.
  const withValue =
    after.sort === null
      ? sql`${sort} IS NOT NULL`
      : beyondValue({ sort, key: KEY }, after.sort, after.key, order.descending);
  const absent =
    after.sort === null ? sql`${sort} IS NULL AND ${beyondKey(KEY, after, order.descending)}` : sql`${sort} IS NULL`;
  const segments = order.descending
    ? after.sort === null
      ? [absent]
      : [withValue, absent]
    : after.sort === null
      ? [absent, withValue]
      : [withValue];
  return segments.map((segment) => ({ from, where: [...where, segment], sort, key: KEY }));
}

function eachBranch(
  layout: Layout,
  plan: Plan,
  access: EachAccess,
  value: Scalar,
  after: Position | undefined,
): Source {
  const { order } = plan;
  const side = named(indexTable(layout.collection.name, access.name));
  const where = [sql`s.value = ${bind(value)}`, ...restOn(layout, plan)];
  if (access.range !== undefined) where.push(inRange(raw('s.sort'), access.range));
  if (after !== undefined) {
    const compared = raw(order.descending ? '<' : '>');
    const sort = after.sort === null ? ABSENT : bind(after.sort);
    where.push(sql`(s.sort, s.key) ${compared} (${sort}, ${after.key})`);
  }
  return {
    from: sql`${side} AS s CROSS JOIN ${layout.table} AS t ON t.key = s.key`,
    where,
    sort: raw('s.sort'),
    key: raw('s.key'),
  };
}

/** What the text index finds, in key order. */
function textBranch(layout: Layout, plan: Plan, access: TextAccess, after: Position | undefined): Source {
  const { table, where } = textEntries(layout, access);
  const key = raw('g.key');
  const position = after === undefined ? [] : [beyondKey(key, after, plan.order.descending)];
  return {
    from: sql`${table} AS g CROSS JOIN ${layout.table} AS t ON t.key = g.key`,
    where: [...where, ...restOn(layout, plan), ...position],
    sort: raw('NULL'),
    key,
  };
}

/** The entries of the first gram, which should be the rarest, that have all others too. Few texts are read through. */
function textEntries(layout: Layout, access: TextAccess): { readonly table: Sql; readonly where: readonly Sql[] } {
  const table = named(indexTable(layout.collection.name, access.name));
  if (access.few) return { table, where: access.search.words.map((word) => sql`instr(g.lines, ${word}) > 0`) };
  const [first = '', ...others] = access.search.grams;
  const also = others.map(
    (gram) => sql`EXISTS (SELECT 1 FROM ${table} AS o WHERE o.value = ${gram} AND o.key = g.key)`,
  );
  return { table, where: [sql`g.value = ${first}`, ...also] };
}

type Place = Pick<Source, 'sort' | 'key'>;

function beyondKey(key: Sql, after: Position, descending: boolean): Sql {
  return sql`${key} ${raw(descending ? '<' : '>')} ${after.key}`;
}

function beyondValue(place: Place, value: Scalar, key: string, descending: boolean): Sql {
  return sql`(${place.sort}, ${place.key}) ${raw(descending ? '<' : '>')} (${bind(value)}, ${key})`;
}

function beyond(place: Place, after: Position, descending: boolean): Sql {
  const { sort, key } = place;
  if (after.sort === null) {
    const same = sql`(${sort} IS NULL AND ${beyondKey(key, after, descending)})`;
    return descending ? same : sql`(${same} OR ${sort} IS NOT NULL)`;
  }
  const past = beyondValue(place, after.sort, after.key, descending);
  return descending ? sql`(${past} OR ${sort} IS NULL)` : past;
}

function accessConditions(layout: Layout, access: Access): readonly Sql[] {
  switch (access.kind) {
    case 'key':
      return access.test === undefined ? [] : [condition(raw('t.key'), access.test)];
    case 'ordered': {
      const prefix = access.prefix.map((values, at) => isOneOf(column(layout, access.fields[at] ?? ''), values));
      const next = access.fields[access.prefix.length];
      const range =
        access.range === undefined || next === undefined ? [] : [inRange(column(layout, next), access.range)];
      return [...prefix, ...range, ...fixed(layout, access.only)];
    }
    case 'each': {
      const side = named(indexTable(layout.collection.name, access.name));
      return [sql`t.key IN (SELECT s.key FROM ${side} AS s WHERE ${all(entryConditions(access))})`];
    }
    case 'text': {
      const { table, where } = textEntries(layout, access);
      return [sql`t.key IN (SELECT g.key FROM ${table} AS g WHERE ${all(where)})`];
    }
  }
}

/** Written out: SQLite looks at the text to see that an index of some of the rows will do. */
const fixed = (layout: Layout, only: readonly Fixed[]): readonly Sql[] =>
  only.map(([field, value]) => sql`${column(layout, field)} = ${literal(value)}`);

function conditionOn(layout: Layout, { field, test }: FieldTest): Sql {
  if (test.kind !== 'has') return condition(column(layout, field), test);
  const path = jsonPath(field);
  const element = raw(
    `CASE e.type WHEN 'text' THEN e.atom WHEN 'integer' THEN CAST(e.atom AS REAL) WHEN 'real' THEN e.atom WHEN 'true' THEN x'01' WHEN 'false' THEN x'00' END`,
  );
  return sql`(json_type(t.body, ${raw(path)}) = 'array' AND EXISTS (SELECT 1 FROM json_each(t.body, ${raw(path)}) AS e WHERE ${isOneOf(element, test.values)}))`;
}

function condition(value: Sql, test: Test): Sql {
  return test.kind === 'range' ? inRange(value, test) : isOneOf(value, test.values);
}

function isOneOf(value: Sql, choices: readonly Scalar[]): Sql {
  const [first] = choices;
  if (first === undefined) return raw('FALSE');
  if (choices.length === 1) return sql`${value} = ${bind(first)}`;
  // Filled up to a power of two, so that lists of many lengths share few statements.
  const length = 2 ** Math.ceil(Math.log2(choices.length));
  const filled = Array.from({ length }, (_, at) => sql`${bind(choices[at] ?? first)}`);
  return sql`${value} IN (${join(filled, ', ')})`;
}

/** Types lie one above the other in SQLite (numbers, texts, blobs), so an open end is closed where the type ends. */
const ENDS = {
  number: [raw('> -9e999'), raw("< ''")],
  string: [raw(">= ''"), raw("< x''")],
  boolean: [raw("> x''"), raw("<= x'01'")],
} as const;

function inRange(value: Sql, { type, lower, upper }: RangeTest): Sql {
  const [least, greatest] = ENDS[type];
  const from = lower === undefined ? least : sql`${raw(lower.inclusive ? '>=' : '>')} ${bind(lower.value)}`;
  const to = upper === undefined ? greatest : sql`${raw(upper.inclusive ? '<=' : '<')} ${bind(upper.value)}`;
  return sql`${value} ${from} AND ${value} ${to}`;
}
