import { fail } from '#errors/index.ts';
import type { Collection, Write } from '../types.ts';
import { checkDocument, type Checked } from '../query/document.ts';
import { scalarAt } from '../query/scalar.ts';
import { isConstraintViolation, type Database } from './database.ts';
import { column, type Layout } from './layout.ts';
import { updateSideTable } from './side-entries.ts';
import { all, bind, sql, type Sql } from './sql.ts';

type Put = Extract<Write, { readonly type: 'put' }>;
type Delete = Extract<Write, { readonly type: 'delete' }>;

/** Takes one write inside a transaction that is under way; rejects with STORE_CONFLICT, STORE_DUPLICATE and so on. */
export function writeOne(
  database: Database,
  layout: Layout,
  write: Write,
): { readonly key: string; readonly version: number | undefined } {
  return write.type === 'put' ? put(database, layout, write) : remove(database, layout, write);
}

function put(database: Database, layout: Layout, { document, expected }: Put) {
  const checked = checkDocument(layout.collection, document);
  const { key } = checked;
  const former = formerOf(database, layout, key);
  const version = storeRow(database, layout, checked, document, expected);
  if (version === undefined) return conflict(database, layout, key, expected);
  updateSideTables(database, layout, key, former, document);
  return { key, version };
}

function remove(database: Database, layout: Layout, { key, expected }: Delete) {
  const former = formerOf(database, layout, key);
  const condition = expected === undefined ? sql`` : sql` AND version = ${expected}`;
  const removed = database.run(sql`DELETE FROM ${layout.table} WHERE key = ${key}${condition}`);
  if (removed === 0 && expected !== undefined) return conflict(database, layout, key, expected);
  updateSideTables(database, layout, key, former, undefined);
  return { key, version: undefined };
}

/** The new version, or undefined when another version is there than was expected. */
function storeRow(
  database: Database,
  layout: Layout,
  { key, body }: Checked,
  document: object,
  expected: Put['expected'],
): number | undefined {
  try {
    const row = database.one(putStatement(layout, key, body, expected));
    return row && Number(row['version']);
  } catch (error) {
    if (!isConstraintViolation(error)) throw error;
    return failDuplicate(database, layout, key, document, error);
  }
}

function putStatement({ table }: Layout, key: string, body: string, expected: Put['expected']): Sql {
  if (typeof expected === 'number') {
    return sql`UPDATE ${table} SET body = ${body}, version = version + 1 WHERE key = ${key} AND version = ${expected} RETURNING version`;
  }
  const insert = sql`INSERT INTO ${table} (key, version, body) VALUES (${key}, 1, ${body})`;
  return expected === 'absent'
    ? sql`${insert} ON CONFLICT (key) DO NOTHING RETURNING version`
    : sql`${insert} ON CONFLICT (key) DO UPDATE SET body = excluded.body, version = version + 1 RETURNING version`;
}

/** What side tables were made from; not read where there are none. */
function formerOf(database: Database, { table, side }: Layout, key: string): object | undefined {
  if (side.length === 0) return undefined;
  const row = database.one(sql`SELECT body FROM ${table} WHERE key = ${key}`);
  return row && (JSON.parse(String(row['body'])) as object);
}

function updateSideTables(
  database: Database,
  layout: Layout,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  for (const { table, index } of layout.side) updateSideTable(database, table, index, key, former, current);
}

function conflict(database: Database, { collection, table }: Layout, key: string, expected: Put['expected']): never {
  const row = database.one(sql`SELECT version FROM ${table} WHERE key = ${key}`);
  const found = row === undefined ? 'absent' : Number(row['version']);
  return fail('STORE_CONFLICT', { collection: collection.name, key, expected, found });
}

/** SQLite names the index only by its columns, so the holder is looked up. */
function failDuplicate(database: Database, layout: Layout, key: string, document: object, cause: unknown): never {
  const { collection, ordered } = layout;
  for (const { index } of ordered) {
    const values = index.fields.map((field) => scalarAt(document, field));
    const given = values.filter((value) => value !== null);
    if (index.unique !== true || given.length < values.length) continue;
    const same = given.map((value, at) => sql`${column(layout, index.fields[at] ?? '')} = ${bind(value)}`);
    const holder = database.one(sql`SELECT key FROM ${layout.table} AS t WHERE ${all(same)} AND key <> ${key}`);
    if (holder !== undefined) {
      const details = { fields: index.fields.join(', '), values: given.join(', '), holder: String(holder['key']) };
      fail('STORE_DUPLICATE', { collection: collection.name, key, ...details }, { cause });
    }
  }
  throw cause;
}

/** For messages about an index that can't become unique. */
export function failNotUnique(
  collection: Collection,
  fields: readonly string[],
  keys: readonly [string, string],
  values: string,
): never {
  const [holder, key] = keys;
  return fail('STORE_DUPLICATE', { collection: collection.name, key, fields: fields.join(', '), values, holder });
}
