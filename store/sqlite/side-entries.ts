import type { SQLInputValue } from 'node:sqlite';
import type { Index } from '../types.ts';
import { isIndexed } from '../query/index-entries.ts';
import { elementsAt, scalarAt } from '../query/scalar.ts';
import { gramsAt, linesAt } from '../query/text.ts';
import type { Database } from './database.ts';
import { carried, type Layout } from './layout.ts';
import { ABSENT, bind, quote, sql, type Sql } from './sql.ts';

type EachIndex = Extract<Index, { readonly kind: 'each' }>;
type TextIndex = Extract<Index, { readonly kind: 'text' }>;
type Side = Layout['side'][number];

/** The statement that makes a side table: what an entry is found by is its primary key, what it carries comes after. */
export function sideTable({ index, table }: Side): string {
  if (index.kind === 'text') {
    const columns =
      index.few === true ? 'key NOT NULL PRIMARY KEY, lines NOT NULL' : 'value, key, PRIMARY KEY (value, key)';
    return `CREATE TABLE ${table.text} (${columns}) WITHOUT ROWID`;
  }
  const also = (index.also ?? []).map((field) => `, ${quote(carried(field))}`).join('');
  return `CREATE TABLE ${table.text} (value, sort, key${also}, PRIMARY KEY (value, sort, key)) WITHOUT ROWID`;
}

/** Brings the side table in step with one document; only what differs is written. */
export function updateSideTable(
  database: Database,
  layout: Layout,
  { name, index, table }: Side,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  const before = former !== undefined && isIndexed(index, former) ? former : undefined;
  const after = current !== undefined && isIndexed(index, current) ? current : undefined;
  if (before === undefined && after === undefined) return;
  if (index.kind === 'each') updateElements(database, layout, { name, index, table }, key, before, after);
  else if (index.few === true) updateLines(database, table, index, key, before, after);
  else updateGrams(database, table, index, key, before, after);
}

/** Grams are many for a document, so all of them go in one statement. */
function updateGrams(
  database: Database,
  table: Sql,
  { of }: TextIndex,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  const before = new Set(former === undefined ? [] : gramsAt(former, of));
  const after = new Set(current === undefined ? [] : gramsAt(current, of));
  const added = [...after.difference(before)];
  const removed = [...before.difference(after)];
  if (added.length > 0) {
    database.run(sql`INSERT INTO ${table} (value, key) SELECT value, ${key} FROM json_each(${JSON.stringify(added)})`);
  }
  if (removed.length > 0) {
    const values = sql`SELECT value FROM json_each(${JSON.stringify(removed)})`;
    database.run(sql`DELETE FROM ${table} WHERE value IN (${values}) AND key = ${key}`);
  }
}

function updateLines(
  database: Database,
  table: Sql,
  { of }: TextIndex,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  const before = former === undefined ? '' : linesAt(former, of);
  const after = current === undefined ? '' : linesAt(current, of);
  if (before === after) return;
  if (after === '') database.run(sql`DELETE FROM ${table} WHERE key = ${key}`);
  else database.run(sql`INSERT OR REPLACE INTO ${table} (key, lines) VALUES (${key}, ${after})`);
}

function updateElements(
  database: Database,
  layout: Layout,
  { name, index, table }: { readonly name: string; readonly index: EachIndex; readonly table: Sql },
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  const before = former === undefined ? NONE : entriesOf(index, former);
  const after = current === undefined ? NONE : entriesOf(index, current);
  for (const [id, { value, sort }] of before) {
    if (after.has(id)) continue;
    const text = layout.statement(
      `delete ${name}`,
      () => `DELETE FROM ${table.text} WHERE value = ? AND sort = ? AND key = ?`,
    );
    database.run({ text, values: [value, sort, key] });
  }
  for (const [id, { value, sort, also }] of after) {
    if (before.has(id)) continue;
    const text = layout.statement(
      `insert ${name}`,
      () => `INSERT INTO ${table.text} VALUES (?, ?, ?${', ?'.repeat(index.also?.length ?? 0)})`,
    );
    database.run({ text, values: [value, sort, key, ...also] });
  }
}

interface SideEntry {
  readonly value: SQLInputValue;
  readonly sort: SQLInputValue;
  readonly also: readonly SQLInputValue[];
}

const NONE: ReadonlyMap<string, SideEntry> = new Map();

/** By what tells them apart: a blob does not compare. */
function entriesOf(index: EachIndex, document: object): ReadonlyMap<string, SideEntry> {
  const elements = elementsAt(document, index.of);
  if (elements.length === 0) return NONE;
  const sort = index.sort === undefined ? null : scalarAt(document, index.sort);
  const also = (index.also ?? []).map((field) => scalarAt(document, field));
  return new Map(
    elements.map((element) => [
      JSON.stringify([element, sort, ...also]),
      {
        value: bind(element),
        sort: sort === null ? ABSENT : bind(sort),
        also: also.map((value) => (value === null ? null : bind(value))),
      },
    ]),
  );
}
