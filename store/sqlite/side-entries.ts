import type { SQLInputValue } from 'node:sqlite';
import type { Index } from '../types.ts';
import { elementsAt, scalarAt } from '../query/scalar.ts';
import { gramsAt } from '../query/text.ts';
import type { Database } from './database.ts';
import { ABSENT, bind, sql, type Sql } from './sql.ts';

type EachIndex = Extract<Index, { readonly kind: 'each' }>;
type TextIndex = Extract<Index, { readonly kind: 'text' }>;
type SideIndex = EachIndex | TextIndex;

/** The columns of a side table; all of them are its primary key. */
export function sideColumns(index: SideIndex): readonly string[] {
  return index.kind === 'each' ? ['value', 'sort', 'key'] : ['value', 'key'];
}

/** Brings the side table in step with one document; only what differs is written. */
export function updateSideTable(
  database: Database,
  table: Sql,
  index: SideIndex,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  if (index.kind === 'text') updateGrams(database, table, index, key, former, current);
  else updateElements(database, table, index, key, former, current);
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

function updateElements(
  database: Database,
  table: Sql,
  index: EachIndex,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  const before = former === undefined ? new Map<string, SideEntry>() : entriesOf(index, former);
  const after = current === undefined ? new Map<string, SideEntry>() : entriesOf(index, current);
  for (const [id, { value, sort }] of after) {
    if (!before.has(id)) database.run(sql`INSERT INTO ${table} (value, sort, key) VALUES (${value}, ${sort}, ${key})`);
  }
  for (const [id, { value, sort }] of before) {
    if (!after.has(id)) {
      database.run(sql`DELETE FROM ${table} WHERE value = ${value} AND sort = ${sort} AND key = ${key}`);
    }
  }
}

interface SideEntry {
  readonly value: SQLInputValue;
  readonly sort: SQLInputValue;
}

/** By what tells them apart: a blob does not compare. */
function entriesOf(index: EachIndex, document: object): ReadonlyMap<string, SideEntry> {
  const sort = index.sort === undefined ? null : scalarAt(document, index.sort);
  return new Map(
    elementsAt(document, index.of).map((element) => [
      JSON.stringify([element, sort]),
      { value: bind(element), sort: sort === null ? ABSENT : bind(sort) },
    ]),
  );
}
