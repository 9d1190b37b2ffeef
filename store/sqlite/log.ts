import { z } from 'zod';
import type { Index } from '../types.ts';
import type { Ahead } from './ahead.ts';
import type { Database } from './database.ts';
import { layoutOf, type Layout } from './layout.ts';
import { sql } from './sql.ts';
import { Tables } from './tables.ts';

/** Collection, key, and where it was put: version and document. */
type Logged = readonly [collection: string, key: string, version?: number, document?: object];

interface LogRow {
  readonly id: number;
  readonly changes: readonly Logged[];
}

export const CREATE_LOG = 'CREATE TABLE IF NOT EXISTS store_log (id INTEGER PRIMARY KEY, body TEXT NOT NULL)';

export function appendToLog(database: Database, id: number, body: string): void {
  database.run({ text: 'INSERT INTO store_log (id, body) VALUES (?, ?)', values: [id, body] });
}

export function dropFromLog(database: Database, before: number): void {
  database.run({ text: 'DELETE FROM store_log WHERE id < ?', values: [before] });
}

/**
 * Writes to the tables what a program left in the log, as that program had declared them: what this one declares is
 * made of the tables afterwards.
 */
export function emptyLog(database: Database): void {
  const tables = new Tables(database);
  const layouts = new Map<string, Layout>();
  for (const { changes } of rowsAfter(database, 0)) {
    for (const [name, key, version, document] of changes) {
      const layout = layouts.get(name) ?? builtLayout(database, name);
      layouts.set(name, layout);
      const next =
        version === undefined || document === undefined
          ? undefined
          : { document, version, body: JSON.stringify(document) };
      const former = tables.read(layout, key);
      if (former !== undefined || next !== undefined) tables.change(layout, key, former, next);
    }
  }
  database.execute('DELETE FROM store_log');
}

/** Follows the log of an owner elsewhere. */
export class LogFollower {
  readonly #database: Database;
  readonly #ahead: Ahead;
  readonly #layouts: ReadonlyMap<string, Layout>;
  #owner: unknown;
  #last = 0;

  constructor(database: Database, ahead: Ahead, layouts: ReadonlyMap<string, Layout>) {
    this.#database = database;
    this.#ahead = ahead;
    this.#layouts = layouts;
  }

  /** Takes up what the log has now. To be called in the transaction that reads the tables. */
  follow(): void {
    const state = this.#database.one(
      sql`SELECT (SELECT token FROM store_lease) AS owner, (SELECT min(id) FROM store_log) AS first, (SELECT max(id) FROM store_log) AS last`,
    );
    // Each owner counts anew.
    if (state?.['owner'] !== this.#owner || state?.['last'] === null) {
      this.#owner = state?.['owner'];
      this.#last = 0;
      this.#ahead.clear();
    }
    const last = Number(state?.['last'] ?? 0);
    if (last === 0) return;
    this.#ahead.forgetBefore(Number(state?.['first']));
    if (last === this.#last) return;
    for (const { id, changes } of rowsAfter(this.#database, this.#last)) {
      for (const [name, key, version, document] of changes) {
        const layout = this.#layouts.get(name);
        if (layout === undefined) continue;
        const now = document && {
          document: Object.freeze(document),
          version: version ?? 0,
          body: JSON.stringify(document),
        };
        // What the table has may be moved there at any time: it is asked for nothing that is in the log.
        this.#ahead.note(layout, key, now, true, id);
      }
    }
    this.#ahead.settle();
    this.#last = last;
  }
}

function rowsAfter(database: Database, id: number): readonly LogRow[] {
  return database
    .all(sql`SELECT id, body FROM store_log WHERE id > ${id} ORDER BY id`)
    .map((row) => ({ id: Number(row['id']), changes: JSON.parse(String(row['body'])) as readonly Logged[] }));
}

/** A collection as its tables are built. Of its declaration nothing but the indexes counts here. */
function builtLayout(database: Database, name: string): Layout {
  const columns = new Set(
    database.all(sql`SELECT name FROM pragma_table_info(${name})`).map((row) => String(row['name'])),
  );
  const indexes: Record<string, Index> = {};
  for (const row of database.all(sql`SELECT name, declaration FROM store_indexes WHERE collection = ${name}`)) {
    indexes[String(row['name'])] = JSON.parse(String(row['declaration'])) as Index;
  }
  const fields = Object.values(indexes).flatMap((index) => (index.kind === 'ordered' ? index.fields : []));
  const key = fields.find((field) => !columns.has(`field:${field}`)) ?? '';
  return layoutOf({ name, key, schema: z.custom<object>(), schemaVersion: 0, indexes });
}
