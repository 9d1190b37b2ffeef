import type { Collection } from '../types.ts';
import type { Database } from './database.ts';
import { column, declarationOf, indexTable, scalarExpression, type Layout } from './layout.ts';
import { sideColumns, updateSideTable } from './side-entries.ts';
import { all, join, named, quote, raw, sql } from './sql.ts';
import { failNotUnique } from './writer.ts';

const PAGE = 500;

/** Makes the table where it is missing, and a column for each indexed field; columns cost nothing but their name. */
export function createTable(database: Database, { collection, table, columns }: Layout): void {
  // No type names: a key or a value must not be turned into another type.
  database.execute(
    `CREATE TABLE IF NOT EXISTS ${table.text} (key NOT NULL PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL)`,
  );
  const known = new Set(
    database.all(sql`SELECT name FROM pragma_table_xinfo(${collection.name})`).map((row) => row['name']),
  );
  for (const [field, name] of columns) {
    if (known.has(name)) continue;
    database.execute(`ALTER TABLE ${table.text} ADD COLUMN ${quote(name)} AS (${scalarExpression(field)}) VIRTUAL`);
  }
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
  for (const { name, index } of layout.ordered) {
    if (built.get(name) !== declared.get(name))
      buildOrdered(database, layout, name, index.fields, index.unique === true);
  }
  const missing = layout.side.filter(({ name }) => built.get(name) !== declared.get(name));
  for (const { table, index } of missing) {
    const columns = sideColumns(index).join(', ');
    database.execute(`CREATE TABLE ${table.text} (${columns}, PRIMARY KEY (${columns})) WITHOUT ROWID`);
  }
  if (missing.length > 0) {
    for (const { key, document } of documentsOf(database, layout)) {
      for (const { table, index } of missing) updateSideTable(database, table, index, key, undefined, document);
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

function buildOrdered(
  database: Database,
  layout: Layout,
  name: string,
  fields: readonly string[],
  unique: boolean,
): void {
  if (unique) checkUnique(database, layout, fields);
  const columns = fields.map((field) =>
    field === layout.collection.key ? 'key' : quote(layout.columns.get(field) ?? ''),
  );
  // The key at the end breaks ties in the index itself; in a unique one it would let everything pass.
  const listed = unique || columns.includes('key') ? columns : [...columns, 'key'];
  const index = named(indexTable(layout.collection.name, name));
  database.execute(
    `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${index.text} ON ${layout.table.text} (${listed.join(', ')})`,
  );
}

function checkUnique(database: Database, layout: Layout, fields: readonly string[]): void {
  const columns = fields.map((field) => column(layout, field));
  const given = columns.map((value) => sql`${value} IS NOT NULL`);
  const list = join(columns, ', ');
  const twins = database.one(
    sql`SELECT min(t.key) AS holder, max(t.key) AS key, json_array(${join(
      columns.map((value) => sql`CAST(${value} AS TEXT)`),
      ', ',
    )}) AS found FROM ${layout.table} AS t WHERE ${all(given)} GROUP BY ${list} HAVING count(*) > 1 LIMIT 1`,
  );
  if (twins === undefined) return;
  failNotUnique(layout.collection, fields, [String(twins['holder']), String(twins['key'])], String(twins['found']));
}
