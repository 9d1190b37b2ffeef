import { reject, AppError } from '#errors/index.ts';
import type { Collection, Index, Scalar } from '../types.ts';
import { isIndexed } from '../query/index-entries.ts';
import { compareScalars, compareTexts, elementsAt, scalarAt } from '../query/scalar.ts';
import { SortedList } from '../query/sorted-list.ts';

/** A document as it is kept: its JSON. */
export class Row {
  readonly key: string;
  readonly version: number;
  /** What is handed out, parsed anew. */
  readonly body: string;
  /** What its table's indexes hold of it: by key, then of each index. */
  entries: readonly (readonly Entry[])[] = [];
  #document: object | undefined;

  constructor(key: string, version: number, body: string) {
    this.key = key;
    this.version = version;
    this.body = body;
  }

  /** Private to the store. Most rows are never searched through, so it is parsed when one is. */
  get document(): object {
    return (this.#document ??= JSON.parse(this.body) as object);
  }
}

/** The values an index sorts by, and the row. For an `each` index: element, sort. */
export interface Entry {
  readonly values: readonly (Scalar | null)[];
  /** Of a document that was put again, the one that counts now. */
  row: Row;
}

function compareEntries(left: Entry, right: Entry): number {
  for (let at = 0; at < left.values.length; at++) {
    const order = compareScalars(left.values[at] ?? null, right.values[at] ?? null);
    if (order !== 0) return order;
  }
  return compareTexts(left.row.key, right.row.key);
}

/** The documents of one collection with their indexes. */
export class Table {
  readonly collection: Collection;
  readonly #rows = new Map<string, Row>();
  readonly #keys = new SortedList<Entry>(compareEntries);
  readonly #indexes: ReadonlyMap<string, { readonly index: Index; readonly entries: SortedList<Entry> }>;

  constructor(collection: Collection) {
    this.collection = collection;
    this.#indexes = new Map(
      Object.entries(collection.indexes).map(([name, index]) => [
        name,
        { index, entries: new SortedList<Entry>(compareEntries) },
      ]),
    );
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** In key order. */
  get byKey(): SortedList<Entry> {
    return this.#keys;
  }

  entriesOf(index: string): SortedList<Entry> {
    const found = this.#indexes.get(index);
    if (found === undefined) throw new Error(`Collection '${this.collection.name}' was opened without '${index}'`);
    return found.entries;
  }

  /**
   * Puts (a row) or deletes (undefined) what is at the key; rejects with STORE_DUPLICATE before it changes anything.
   * `document`: what the row was made of, where it is known to be plain.
   */
  replace(key: string, row: Row | undefined, document = row?.document): void {
    if (row !== undefined && document !== undefined) this.#checkUnique(row, document);
    const former = this.#rows.get(key);
    if (row === undefined) this.#rows.delete(key);
    else this.#rows.set(key, row);
    const entries = [this.#relist(this.#keys, former?.entries[0], row === undefined ? [] : [[]], row)];
    for (const { index, entries: list } of this.#indexes.values()) {
      const values = document === undefined ? [] : valuesOf(index, document);
      entries.push(this.#relist(list, former?.entries[entries.length], values, row));
    }
    if (row !== undefined) row.entries = entries;
  }

  /** Brings one list in step; entries whose values stay are handed on. */
  #relist(
    list: SortedList<Entry>,
    before: readonly Entry[] = [],
    values: readonly Entry['values'][],
    row: Row | undefined,
  ): readonly Entry[] {
    if (row !== undefined && haveValues(before, values)) {
      for (const entry of before) entry.row = row;
      return before;
    }
    for (const entry of before) list.remove(entry);
    if (row === undefined) return [];
    const entries = values.map((each) => ({ values: each, row }));
    for (const entry of entries) list.add(entry);
    return entries;
  }

  #checkUnique(row: Row, document: object): void {
    for (const { index, entries } of this.#indexes.values()) {
      if (index.kind !== 'ordered' || index.unique !== true || !isIndexed(index, document)) continue;
      const values = index.fields.map((field) => scalarAt(document, field));
      if (values.includes(null)) continue;
      for (const other of entries.upFrom((entry) => comparePrefix(entry, values))) {
        if (comparePrefix(other, values) !== 0) break;
        if (other.row.key !== row.key) throw duplicate(this.collection, index.fields, row, other.row.key);
      }
    }
  }
}

function haveValues(entries: readonly Entry[], values: readonly Entry['values'][]): boolean {
  if (entries.length !== values.length) return false;
  return entries.every((entry, at) => entry.values.every((value, place) => value === values[at]?.[place]));
}

/** Compares the first values of an entry with these. */
export function comparePrefix(entry: Entry, values: readonly (Scalar | null)[]): number {
  for (let at = 0; at < values.length; at++) {
    const order = compareScalars(entry.values[at] ?? null, values[at] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function valuesOf(index: Index, document: object): readonly (readonly (Scalar | null)[])[] {
  if (!isIndexed(index, document)) return [];
  switch (index.kind) {
    case 'ordered':
      return [index.fields.map((field) => scalarAt(document, field))];
    case 'each': {
      const sort = index.sort === undefined ? [] : [scalarAt(document, index.sort)];
      return elementsAt(document, index.of).map((element) => [element, ...sort]);
    }
    case 'text':
      return [];
  }
}

function duplicate(collection: Collection, fields: readonly string[], row: Row, holder: string): AppError {
  const values = fields.map((field) => scalarAt(row.document, field)).join(', ');
  const details = { collection: collection.name, key: row.key, fields: fields.join(', '), values, holder };
  return new AppError(reject('STORE_DUPLICATE', details));
}
