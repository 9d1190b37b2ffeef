import { closeSync, fsyncSync, openSync } from 'node:fs';
import { AppError, fail } from '#errors/index.ts';
import type { Collection } from '../types.ts';
import { checkDocument } from '../query/document.ts';
import type { Database } from './database.ts';
import { createTable, documentsOf, dropIndexes, fillColumns, generatedColumns, updateIndexes } from './indexes.ts';
import { layoutOf, type Layout } from './layout.ts';
import type { Lease } from './lease.ts';
import { CREATE_LOG, emptyLog } from './log.ts';
import { sql } from './sql.ts';

/**
 * Brings a database to what the program declares: tables, migrations, indexes. Refuses what is newer
 * (STORE_NEWER_SCHEMA) before it changes anything; copies the file before the first migration. Each collection is one
 * transaction, so a start that was broken off goes on where it was.
 */
export function prepareDatabase(
  database: Database,
  lease: Lease,
  collections: readonly Collection[],
  now: () => number,
): void {
  database.transaction(() => {
    lease.hold();
    database.execute(
      'CREATE TABLE IF NOT EXISTS store_collections (name TEXT PRIMARY KEY, schema_version INTEGER NOT NULL) WITHOUT ROWID',
    );
    database.execute(
      'CREATE TABLE IF NOT EXISTS store_indexes (collection TEXT, name TEXT, declaration TEXT NOT NULL, PRIMARY KEY (collection, name)) WITHOUT ROWID',
    );
    database.execute(CREATE_LOG);
    emptyLog(database);
  });
  const versions = schemaVersions(database);
  refuseNewer(collections, versions);
  const older = collections.filter(({ name, schemaVersion }) => (versions.get(name) ?? schemaVersion) < schemaVersion);
  const isOldTable = collections.some((collection) => generatedColumns(database, collection).length > 0);
  const backup = older.length === 0 && !isOldTable ? '' : copyDatabase(database, now());
  for (const collection of collections) {
    const layout = layoutOf(collection);
    database.transaction(() => {
      lease.hold();
      createTable(database, layout);
      const from = versions.get(collection.name) ?? collection.schemaVersion;
      if (from < collection.schemaVersion) {
        dropIndexes(database, collection);
        migrate(database, layout, from, backup);
      }
      updateIndexes(database, layout);
      database.run(
        sql`INSERT OR REPLACE INTO store_collections VALUES (${collection.name}, ${collection.schemaVersion})`,
      );
      lease.hold();
    });
  }
}

/** For a reader: all must be as declared, since it can change nothing. */
export function checkPrepared(database: Database, collections: readonly Collection[]): void {
  const prepared = database.one(sql`SELECT 1 FROM sqlite_schema WHERE name = 'store_log'`) !== undefined;
  const versions = prepared ? schemaVersions(database) : new Map<string, number>();
  refuseNewer(collections, versions);
  for (const { name, schemaVersion } of collections) {
    const found = versions.get(name);
    if (found !== schemaVersion) {
      fail('STORE_NOT_PREPARED', {
        path: database.path,
        collection: name,
        expected: schemaVersion,
        found: found ?? 'nothing',
      });
    }
  }
}

function schemaVersions(database: Database): ReadonlyMap<string, number> {
  const rows = database.all(sql`SELECT name, schema_version FROM store_collections`);
  return new Map(rows.map((row) => [String(row['name']), Number(row['schema_version'])]));
}

function refuseNewer(collections: readonly Collection[], versions: ReadonlyMap<string, number>): void {
  for (const { name, schemaVersion } of collections) {
    const found = versions.get(name) ?? 0;
    if (found > schemaVersion) fail('STORE_NEWER_SCHEMA', { collection: name, expected: schemaVersion, found });
  }
}

/** A copy beside the database, durable before the first document is rewritten. Returns its path. */
function copyDatabase(database: Database, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[-:.]/g, '');
  const path = `${database.path}.backup-${stamp}`;
  database.run(sql`VACUUM INTO ${path}`);
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return path;
}

function migrate(database: Database, layout: Layout, from: number, backup: string): void {
  const { collection, table, columns } = layout;
  for (const { key, document } of documentsOf(database, layout)) {
    const migrated = migrateDocument(collection, key, document, from, backup);
    database.run(sql`UPDATE ${table} SET body = ${migrated} WHERE key = ${key}`);
  }
  fillColumns(database, layout, columns);
}

/** The JSON of the document after all steps. Its version stays: nobody holds an older one when a program starts. */
function migrateDocument(collection: Collection, key: string, document: object, from: number, backup: string): string {
  const { name, schemaVersion } = collection;
  let step = from;
  const refuse = (problem: string, cause?: unknown): never =>
    fail('STORE_MIGRATION_FAILED', { collection: name, key, from: step, to: step + 1, problem, backup }, { cause });
  let migrated: unknown = document;
  try {
    for (; step < schemaVersion; step++) {
      const migration = collection.migrations?.[step];
      if (migration === undefined) return refuse('there is no such step');
      migrated = migration(migrated);
    }
    step = schemaVersion - 1;
    if (typeof migrated !== 'object' || migrated === null) return refuse('it gave no document');
    const checked = checkDocument(collection, migrated);
    return checked.key === key ? checked.body : refuse('it changed the key');
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_MIGRATION_FAILED') throw error;
    return refuse(error instanceof Error ? error.message : String(error), error);
  }
}
