import type { SQLInputValue } from 'node:sqlite';
import { fail } from '#errors/index.ts';
import type { Collection, Scalar, Write } from '../types.ts';
import { withAdded } from '../query/addition.ts';
import { checkDocument, type Checked } from '../query/document.ts';
import { isIndexed } from '../query/index-entries.ts';
import { scalarAt } from '../query/scalar.ts';
import { isConstraintViolation, type Database } from './database.ts';
import { column, type Layout } from './layout.ts';
import { idOf, type Kept, type Recent } from './recent.ts';
import { updateSideTable } from './side-entries.ts';
import { all, bind, quote, sql } from './sql.ts';

type Put = Extract<Write, { readonly type: 'put' }>;
type Delete = Extract<Write, { readonly type: 'delete' }>;
type Add = Extract<Write, { readonly type: 'add' }>;

/** What a write came to; no version: the document is gone. */
interface Written {
  readonly key: string;
  readonly version: number | undefined;
}

/** Takes writes inside a transaction that is under way; rejects with STORE_CONFLICT, STORE_DUPLICATE and so on. */
export class Writer {
  readonly #database: Database;
  readonly #recent: Recent;

  constructor(database: Database, recent: Recent) {
    this.#database = database;
    this.#recent = recent;
  }

  write(layout: Layout, write: Write): Written {
    switch (write.type) {
      case 'put':
        return this.#put(layout, write);
      case 'delete':
        return this.#delete(layout, write);
      case 'add':
        return this.#add(layout, write);
    }
  }

  #put(layout: Layout, put: Put): Written {
    const { document, expected } = put;
    const checked = checkDocument(layout.collection, document);
    const { key, body } = checked;
    const former = expected === 'absent' ? undefined : this.#former(layout, key, expected);
    if (former !== undefined && typeof expected === 'number' && former.version !== expected) {
      return conflict(this.#database, layout, key, expected);
    }
    // Of what has no side table the version is enough, and that is asked by the update itself.
    const before = former?.version ?? (typeof expected === 'number' ? expected : undefined);
    const version = put.version ?? (before ?? 0) + 1;
    const changes =
      before === undefined
        ? this.#insert(layout, checked, version, document)
        : this.#update(layout, checked, { before, version, former: former?.document }, document);
    if (changes === 0) return conflict(this.#database, layout, key, expected);
    this.#updateSideTables(layout, key, former?.document, document);
    this.#recent.note(layout.collection, key, { document, version, size: body.length });
    return { key, version };
  }

  #delete(layout: Layout, { key, expected }: Delete): Written {
    const former = layout.side.length === 0 ? undefined : this.#former(layout, key, undefined);
    const condition = expected === undefined ? sql`` : sql` AND version = ${expected}`;
    const removed = this.#database.run(sql`DELETE FROM ${layout.table} WHERE key = ${key}${condition}`);
    if (removed === 0 && expected !== undefined) return conflict(this.#database, layout, key, expected);
    this.#updateSideTables(layout, key, former?.document, undefined);
    this.#recent.note(layout.collection, key, undefined);
    return { key, version: undefined };
  }

  #add(layout: Layout, { collection, document, numbers }: Add): Written {
    const { key } = checkDocument(layout.collection, document);
    const former = this.#former(layout, key, undefined);
    const expected = former?.version ?? 'absent';
    return this.#put(layout, {
      type: 'put',
      collection,
      document: withAdded(former?.document ?? document, numbers),
      expected,
    });
  }

  /** What lies at the key now. Where nobody needs the document and the version is given, it isn't looked up. */
  #former(layout: Layout, key: string, expected: number | undefined): Kept | undefined {
    const recent = this.#recent.get(idOf(layout.collection, key));
    if (recent !== undefined || (typeof expected === 'number' && layout.side.length === 0)) return recent;
    const text = layout.statement('former', () => `SELECT version, body FROM ${layout.table.text} WHERE key = ?`);
    const row = this.#database.one({ text, values: [key] });
    if (row === undefined) return undefined;
    const body = String(row['body']);
    return { document: JSON.parse(body) as object, version: Number(row['version']), size: body.length };
  }

  #insert(layout: Layout, { key, body }: Checked, version: number, document: object): number {
    const values: SQLInputValue[] = [key, version, body];
    for (const field of layout.columns.keys()) values.push(bound(scalarAt(document, field)));
    const text = layout.statement('insert', () => insertion(layout));
    return this.#change(layout, key, document, text, values);
  }

  /** Sets the columns that differ, so that SQLite leaves the indexes of the others alone. */
  #update(
    layout: Layout,
    { key, body }: Checked,
    from: { readonly before: number; readonly version: number; readonly former: object | undefined },
    document: object,
  ): number {
    const values: SQLInputValue[] = [body, from.version];
    const changed: string[] = [];
    for (const [field, name] of layout.columns) {
      const value = scalarAt(document, field);
      if (from.former !== undefined && scalarAt(from.former, field) === value) continue;
      changed.push(name);
      values.push(bound(value));
    }
    values.push(key, from.before);
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

  #updateSideTables(layout: Layout, key: string, former: object | undefined, current: object | undefined): void {
    for (const side of layout.side) updateSideTable(this.#database, layout, side, key, former, current);
  }
}

const bound = (value: Scalar | null): SQLInputValue => (value === null ? null : bind(value));

function insertion({ table, columns }: Layout): string {
  const names = ['key', 'version', 'body', ...[...columns.values()].map(quote)];
  return `INSERT INTO ${table.text} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')}) ON CONFLICT (key) DO NOTHING`;
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
