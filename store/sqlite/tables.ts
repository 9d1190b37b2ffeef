import type { SQLInputValue } from 'node:sqlite';
import { fail } from '#errors/index.ts';
import type { Collection, Scalar } from '../types.ts';
import { isIndexed } from '../query/index-entries.ts';
import { compareTexts, scalarAt } from '../query/scalar.ts';
import { isConstraintViolation, type Database, type Row } from './database.ts';
import { column, type Layout } from './layout.ts';
import { updateSideTable } from './side-entries.ts';
import { all, bind, quote, sql } from './sql.ts';

/** A document as the database has it, with its JSON or the length of that. */
export interface Kept {
  readonly document: object;
  readonly version: number;
  readonly size: number;
}

/** A document to be written. */
export interface Version {
  readonly document: object;
  readonly body: string;
  readonly version: number;
}

/** What a table is taken to have at a key; without the document every column is set anew. */
export interface Former {
  readonly version: number;
  readonly document?: object;
}

/** The rows of the documents with the entries of their indexes. */
export class Tables {
  readonly #database: Database;
  /** By collection, a key that none lies above: what lies above it need not be looked for. */
  readonly #highest = new Map<string, string>();

  constructor(database: Database) {
    this.#database = database;
  }

  read(layout: Layout, key: string): Kept | undefined {
    if (this.isAbove(layout, key)) return undefined;
    const text = layout.statement('former', () => `SELECT version, body FROM ${layout.table.text} WHERE key = ?`);
    const row = this.#database.one({ text, values: [key] });
    return row && toKept(row);
  }

  /** True for a key above all that are or were there: keys count up, so most new ones are. */
  isAbove({ collection, table }: Layout, key: string): boolean {
    let highest = this.#highest.get(collection.name);
    if (highest === undefined) {
      const row = this.#database.one(sql`SELECT coalesce(max(key), '') AS key FROM ${table}`);
      highest = String(row?.['key']);
      this.#highest.set(collection.name, highest);
    }
    return compareTexts(key, highest) > 0;
  }

  /** From now on something may lie at the key. */
  raise(layout: Layout, key: string): void {
    if (this.isAbove(layout, key)) this.#highest.set(layout.collection.name, key);
  }

  /** Puts or deletes (undefined) a document. False when the table does not have the version it was taken to have. */
  change(layout: Layout, key: string, former: Former | undefined, next: Version | undefined): boolean {
    const changes =
      next === undefined
        ? this.#delete(layout, key, former)
        : former === undefined
          ? this.#insert(layout, key, next)
          : this.#update(layout, key, former, next);
    if (changes === 0) return false;
    for (const side of layout.side)
      updateSideTable(this.#database, layout, side, key, former?.document, next?.document);
    return true;
  }

  #delete(layout: Layout, key: string, former: Former | undefined): number {
    if (former === undefined) return this.#database.run(sql`DELETE FROM ${layout.table} WHERE key = ${key}`);
    return this.#database.run(sql`DELETE FROM ${layout.table} WHERE key = ${key} AND version = ${former.version}`);
  }

  #insert(layout: Layout, key: string, { document, body, version }: Version): number {
    this.raise(layout, key);
    const values: SQLInputValue[] = [key, version];
    for (const field of layout.columns.keys()) values.push(bound(scalarAt(document, field)));
    values.push(body);
    const text = layout.statement('insert', () => insertion(layout));
    return this.#change(layout, key, document, text, values);
  }

  /** Sets the columns that differ, so that SQLite leaves the indexes of the others alone. */
  #update(layout: Layout, key: string, former: Former, { document, body, version }: Version): number {
    const values: SQLInputValue[] = [body, version];
    const changed: string[] = [];
    for (const [field, name] of layout.columns) {
      const value = scalarAt(document, field);
      if (former.document !== undefined && scalarAt(former.document, field) === value) continue;
      changed.push(name);
      values.push(bound(value));
    }
    values.push(key, former.version);
    const text = layout.statement(`update ${changed.join()}`, () => {
      const columns = ['body', 'version', ...changed.map(quote)].map((name) => `${name} = ?`).join(', ');
      return `UPDATE ${layout.table.text} SET ${columns} WHERE key = ? AND version = ?`;
    });
    return this.#change(layout, key, document, text, values);
  }

  #change(layout: Layout, key: string, document: object, text: string, values: SQLInputValue[]): number {
    try {
      return this.#database.run({ text, values });
    } catch (error) {
      if (!isConstraintViolation(error)) throw error;
      return failDuplicate(this.#database, layout, key, document, error);
    }
  }
}

function toKept(row: Row): Kept {
  const body = String(row['body']);
  return { document: JSON.parse(body) as object, version: Number(row['version']), size: body.length };
}

const bound = (value: Scalar | null): SQLInputValue => (value === null ? null : bind(value));

function insertion({ table, columns }: Layout): string {
  const names = ['key', 'version', ...[...columns.values()].map(quote), 'body'];
  return `INSERT INTO ${table.text} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (key) DO NOTHING`;
}

/** SQLite names the index only by its columns, so the holder is looked up. */
function failDuplicate(database: Database, layout: Layout, key: string, document: object, cause: unknown): never {
  const { collection, ordered } = layout;
  for (const { index } of ordered) {
    const values = index.fields.map((field) => scalarAt(document, field));
    const given = values.filter((value) => value !== null);
    if (index.unique !== true || given.length < values.length || !isIndexed(index, document)) continue;
    const same = given.map((value, at) => sql`${column(layout, index.fields[at] ?? '')} = ${bind(value)}`);
    const only = Object.entries(index.only ?? {}).map(
      ([field, value]) => sql`${column(layout, field)} = ${bind(value)}`,
    );
    const holder = database.one(
      sql`SELECT key FROM ${layout.table} AS t WHERE ${all([...same, ...only])} AND key <> ${key}`,
    );
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
