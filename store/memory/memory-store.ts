import { fail } from '#errors/index.ts';
import type { AggregateRow, Aggregation, Collection, Page, Query, Store, Stored, UnitOfWork, Write } from '../types.ts';
import { aggregateRows, planAggregation } from '../query/aggregation.ts';
import { writeCursor } from '../query/cursor.ts';
import { withAdded } from '../query/addition.ts';
import { checkDocument } from '../query/document.ts';
import { deepFreeze } from '../query/freeze.ts';
import { positionOf } from '../query/order.ts';
import { planFind, planQuery } from '../query/plan.ts';
import { findRows, matchingRows } from './find.ts';
import { Row, Table } from './table.ts';

/** A store that lives as long as the process: for the sandbox and for tests. Answers as every other store does. */
export function openMemoryStore(collections: readonly Collection[]): Promise<Store> {
  return Promise.resolve(new MemoryStore(collections));
}

function toStored<T extends object>(row: Row): Stored<T> {
  // A document of the collection went in and its JSON comes out.
  return { document: JSON.parse(row.body) as T, version: row.version };
}

class MemoryStore implements Store {
  readonly #tables: ReadonlyMap<string, Table>;
  #closed = false;

  constructor(collections: readonly Collection[]) {
    this.#tables = new Map(collections.map((collection) => [collection.name, new Table(collection)]));
  }

  async get<T extends object>(collection: Collection<T>, key: string): Promise<Stored<T> | undefined> {
    const row = this.#table(collection).get(key);
    return row && toStored<T>(row);
  }

  async getMany<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>> {
    const table = this.#table(collection);
    const rows = keys.map((key) => table.get(key)).filter((row) => row !== undefined);
    return new Map(rows.map((row) => [row.key, toStored<T>(row)]));
  }

  async current<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>> {
    const table = this.#table(collection);
    const rows = keys.map((key) => table.get(key)).filter((row) => row !== undefined);
    // A document of the collection went in.
    return new Map(rows.map((row) => [row.key, { document: deepFreeze(row.document) as T, version: row.version }]));
  }

  async find<T extends object>(collection: Collection<T>, query: Query): Promise<Page<T>> {
    const table = this.#table(collection);
    const { plan, limit, after } = planFind(table.collection, query);
    const rows = findRows(table, plan, after)
      .take(limit + 1)
      .toArray();
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => toStored<T>(row)),
      ...(rows.length > limit &&
        last !== undefined && {
          next: writeCursor(plan.order, positionOf(last, plan.order)),
        }),
    };
  }

  async count<T extends object>(collection: Collection<T>, query: Pick<Query, 'where' | 'text'>): Promise<number> {
    const table = this.#table(collection);
    return matchingRows(table, planQuery(table.collection, query)).reduce((count) => count + 1, 0);
  }

  async aggregate<T extends object>(
    collection: Collection<T>,
    aggregation: Aggregation,
  ): Promise<readonly AggregateRow[]> {
    const table = this.#table(collection);
    const plan = planAggregation(table.collection, aggregation);
    return aggregateRows(matchingRows(table, plan), aggregation);
  }

  async *scan<T extends object>(collection: Collection<T>): AsyncGenerator<Stored<T>> {
    let after: string | undefined;
    do {
      const page: Page<T> = await this.find(collection, { limit: 500, ...(after !== undefined && { after }) });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  async commit(unit: UnitOfWork): Promise<ReadonlyMap<string, number>> {
    const versions = new Map<string, number>();
    const undo: (() => void)[] = [];
    try {
      for (const write of unit) {
        const table = this.#table(write.collection);
        const { key, row } = this.#next(table, write);
        const former = table.get(key);
        table.replace(key, row, plainOf(write));
        undo.push(() => table.replace(key, former));
        if (row === undefined) versions.delete(`${write.collection.name}/${key}`);
        else versions.set(`${write.collection.name}/${key}`, row.version);
      }
    } catch (error) {
      for (const revert of undo.toReversed()) revert();
      throw error;
    }
    return versions;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  /** The row that a write leaves at its key. */
  #next(table: Table, write: Write): { readonly key: string; readonly row: Row | undefined } {
    const { collection } = table;
    if (write.type === 'add') return this.#next(table, added(table, write));
    const { expected } = write;
    const checked =
      write.type === 'put' ? checkDocument(collection, write.document) : { key: write.key, body: undefined };
    const { key, body } = checked;
    const version = table.get(key)?.version;
    if (expected !== undefined && expected !== (version ?? 'absent')) {
      fail('STORE_CONFLICT', { collection: collection.name, key, expected, found: version ?? 'absent' });
    }
    if (body === undefined) return { key, row: undefined };
    const given = write.type === 'put' ? write.version : undefined;
    return { key, row: new Row(key, given ?? (version ?? 0) + 1, body) };
  }

  #table(collection: { readonly name: string }): Table {
    if (this.#closed) return fail('STORE_UNAVAILABLE', { problem: 'it is closed' });
    const table = this.#tables.get(collection.name);
    if (table === undefined) throw new Error(`Collection '${collection.name}' was not opened with this store`);
    return table;
  }
}

/** Documents of our own engine need not go through JSON to be plain. */
function plainOf(write: Write): object | undefined {
  return write.type === 'put' && write.collection.trusted === true ? write.document : undefined;
}

/** The put that an addition comes to. */
function added(table: Table, { document, numbers }: Extract<Write, { readonly type: 'add' }>): Write {
  const { collection } = table;
  const former = table.get(checkDocument(collection, document).key);
  return { type: 'put', collection, document: withAdded(former?.document ?? document, numbers) };
}
