import type { SQLInputValue } from 'node:sqlite';
import type { Index } from '../types.ts';
import { elementsAt, scalarAt } from '../query/scalar.ts';
import { gramsAt } from '../query/text.ts';
import type { Database } from './database.ts';
import { ABSENT, bind, type Sql } from './sql.ts';

type SideIndex = Exclude<Index, { readonly kind: 'ordered' }>;

/** A row of a side table without its key: the values of its first columns. `id` tells entries apart. */
interface SideEntry {
  readonly id: string;
  readonly values: readonly SQLInputValue[];
}

/** The columns of a side table; all of them are its primary key. */
export function sideColumns(index: SideIndex): readonly string[] {
  return index.kind === 'each' ? ['value', 'sort', 'key'] : ['value', 'key'];
}

function entriesOf(index: SideIndex, document: object): readonly SideEntry[] {
  if (index.kind === 'text') return gramsAt(document, index.of).map((gram) => ({ id: gram, values: [gram] }));
  const sort = index.sort === undefined ? null : scalarAt(document, index.sort);
  const sortValue = sort === null ? ABSENT : bind(sort);
  return elementsAt(document, index.of).map((element) => ({
    id: JSON.stringify([element, sort]),
    values: [bind(element), sortValue],
  }));
}

/** Brings the side table of one document in step; only what differs is written. */
export function updateSideTable(
  database: Database,
  table: Sql,
  index: SideIndex,
  key: string,
  former: object | undefined,
  current: object | undefined,
): void {
  const before = new Map((former === undefined ? [] : entriesOf(index, former)).map((entry) => [entry.id, entry]));
  const after = current === undefined ? [] : entriesOf(index, current);
  const columns = sideColumns(index);
  for (const entry of after) {
    if (before.delete(entry.id)) continue;
    const text = `INSERT INTO ${table.text} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
    database.run({ text, values: [...entry.values, key] });
  }
  for (const entry of before.values()) {
    const text = `DELETE FROM ${table.text} WHERE ${columns.map((column) => `${column} = ?`).join(' AND ')}`;
    database.run({ text, values: [...entry.values, key] });
  }
}
