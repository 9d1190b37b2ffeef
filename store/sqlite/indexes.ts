import type { Collection, Scalar } from '../types.ts';
import type { Database } from './database.ts';
import { column, declarationOf, indexTable, scalarExpression, type Layout } from './layout.ts';
import { sideTable, updateSideTable } from './side-entries.ts';
import { all, join, literal, named, quote, raw, sql } from './sql.ts';
import { failNotUnique } from './tables.ts';

const PAGE = 500;

/**
 * Makes the table where it is missing, and a column for each indexed field where that is. Columns that an older release
 * had SQLite generate give way to columns that the writer fills.
 */
export function createTable(database: Database, layout: Layout): void {
  const { collection, table, columns } = layout;
  // No type names: a key or a value must not be turned into another type. What a query asks for lies before the body.
  const listed = [...columns.values()].map((name) => `${quote(name)}, `).join('');
  database.execute(
    `CREATE TABLE IF NOT EXISTS ${table.text} (key NOT NULL PRIMARY KEY, version INTEGER NOT NULL, ${listed}body TEXT NOT NULL)`,
  );
  const generated = generatedColumns(database, collection);
  if (generated.length > 0) {
    dropIndexes(database, collection);
    for (const name of generated) database.execute(`ALTER TABLE ${table.text} DROP COLUMN ${quote(name)}`);
  }
  const known = new Set(
    database.all(sql`SELECT name FROM pragma_table_info(${collection.name})`).map((row) => row['name']),
  );
  const missing = [...columns].filter(([, name]) => !known.has(name));
  for (const [, name] of missing) database.execute(`ALTER TABLE ${table.text} ADD COLUMN ${quote(name)}`);
  fillColumns(database, layout, new Map(missing));
}

/** Columns of a collection that SQLite makes from the JSON; none in a table of this release. */
export function generatedColumns(database: Database, { name }: Collection): readonly string[] {
  return database
    .all(sql`SELECT name FROM pragma_table_xinfo(${name}) WHERE hidden = 2`)
    .map((row) => String(row['name']));
}

/** Fills columns from the documents, as the writer would. */
export function fillColumns(database: Database, { table }: Layout, columns: ReadonlyMap<string, string>): void {
  if (columns.size === 0) return;
  const sets = [...columns].map(([field, name]) => `${quote(name)} = ${scalarExpression(field, 'body')}`);
  database.execute(`UPDATE ${table.text} SET ${sets.join(', ')}`);
}

/** Removes what is no longer declared so, and builds what is new from the documents. */
export function updateIndexes(database: Database, layout: Layout): void {
  const { collection } = layout;
  const declared = new Map(Object.entries(collection.indexes).map(([name, index]) => [name, declarationOf(index)]));
  const built = new Map(
    database
      .all(sql`SELECT name, declaration FROM store_indexes WHERE collection = ${collection.name}`)
      .map((row) => [String(row['name']), String(row['declaration'])]),
  );
  for (const [name, declaration] of built) {
    if (declared.get(name) !== declaration) dropIndex(database, collection, name);
  }
  for (const ordered of layout.ordered) {
    if (built.get(ordered.name) !== declared.get(ordered.name)) buildOrdered(database, layout, ordered);
  }
  const missing = layout.side.filter(({ name }) => built.get(name) !== declared.get(name));
  for (const side of missing) database.execute(sideTable(side));
  if (missing.length > 0) {
    for (const { key, document } of documentsOf(database, layout)) {
      for (const side of missing) updateSideTable(database, layout, side, key, undefined, document);
    }
  }
  for (const [name, declaration] of declared) {
    database.run(sql`INSERT OR REPLACE INTO store_indexes VALUES (${collection.name}, ${name}, ${declaration})`);
  }
}

/** Drops all of them, so that documents can be rewritten without keeping them in step. */
export function dropIndexes(database: Database, collection: Collection): void {
  for (const row of database.all(sql`SELECT name FROM store_indexes WHERE collection = ${collection.name}`)) {
    dropIndex(database, collection, String(row['name']));
  }
}

/** Every document, in pages, so that the rows may be rewritten meanwhile. */
export function* documentsOf(
  database: Database,
  { table }: Layout,
): Generator<{ readonly key: string; readonly document: object }> {
  let after: string | undefined;
  for (;;) {
    const beyond = after === undefined ? raw('TRUE') : sql`key > ${after}`;
    const rows = database.all(sql`SELECT key, body FROM ${table} WHERE ${beyond} ORDER BY key LIMIT ${PAGE}`);
    for (const row of rows) {
      after = String(row['key']);
      yield { key: after, document: JSON.parse(String(row['body'])) as object };
    }
    if (rows.length < PAGE) return;
  }
}

function dropIndex(database: Database, collection: Collection, name: string): void {
  const object = named(indexTable(collection.name, name));
  const kind = database.one(sql`SELECT type FROM sqlite_schema WHERE name = ${indexTable(collection.name, name)}`);
  if (kind !== undefined) database.execute(`DROP ${kind['type'] === 'table' ? 'TABLE' : 'INDEX'} ${object.text}`);
  database.run(sql`DELETE FROM store_indexes WHERE collection = ${collection.name} AND name = ${name}`);
}

function buildOrdered(database: Database, layout: Layout, { name, index }: Layout['ordered'][number]): void {
  const { fields, unique = false, sparse = false, also = [], only = {} } = index;
  if (unique) checkUnique(database, layout, index);
  const column = (field: string): string =>
    field === layout.collection.key ? 'key' : quote(layout.columns.get(field) ?? '');
  const columns = fields.map(column);
  // The key at the end breaks ties in the index itself; in a unique one it would let everything pass.
  const listed = unique || columns.includes('key') ? columns : [...columns, 'key'];
  const carried = unique ? [] : also.map(column).filter((one) => !listed.includes(one));
  const held = [
    ...Object.entries(only).map(([field, value]) => `${column(field)} = ${literal(value).text}`),
    ...(sparse ? [`${columns[0] ?? 'key'} IS NOT NULL`] : []),
  ];
  const where = held.length === 0 ? '' : ` WHERE ${held.join(' AND ')}`;
  const built = named(indexTable(layout.collection.name, name));
  database.execute(
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${built.text} ON ${layout.table.text} (${[...listed, ...carried].join(', ')})${where}`,
  );
}

function checkUnique(database: Database, layout: Layout, index: Layout['ordered'][number]['index']): void {
  const columns = index.fields.map((field) => column(layout, field));
  const held = [
    ...columns.map((value) => sql`${value} IS NOT NULL`),
    ...Object.entries(index.only ?? {}).map(
      ([field, value]: [string, Scalar]) => sql`${column(layout, field)} = ${literal(value)}`,
    ),
  ];
  const list = join(columns, ', ');
  const twins = database.one(
    sql`SELECT min(t.key) AS holder, max(t.key) AS key, json_array(${join(
      columns.map((value) => sql`CAST(${value} AS TEXT)`),
      ', ',
    )}) AS found FROM ${layout.table} AS t WHERE ${all(held)} GROUP BY ${list} HAVING count(*) > 1 LIMIT 1`,
  );
  if (twins === undefined) return;
  failNotUnique(
    layout.collection,
    index.fields,
    [String(twins['holder']), String(twins['key'])],
    String(twins['found']),
  );
}
