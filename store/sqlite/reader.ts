import type { AggregateRow, Aggregation, Collection, Page, Query, Scalar, Stored, StoreReader } from '../types.ts';
import { planAggregation } from '../query/aggregation.ts';
import { writeCursor } from '../query/cursor.ts';
import { planFind, planQuery, type Plan } from '../query/plan.ts';
import { holdsText } from '../query/text.ts';
import { failClosed, type Database, type Row } from './database.ts';
import { countGram, countRows, matching, selectRows } from './find.ts';
import { column, layoutOf, type Layout } from './layout.ts';
import { ABSENT, join, raw, sql, unbind, type Sql } from './sql.ts';

/** Reads over one connection. */
export class SqliteReader implements StoreReader {
  protected readonly database: Database;
  protected closed = false;
  readonly #layouts: ReadonlyMap<string, Layout>;

  constructor(database: Database, collections: readonly Collection[]) {
    this.database = database;
    this.#layouts = new Map(collections.map((collection) => [collection.name, layoutOf(collection)]));
  }

  async get<T extends object>(collection: Collection<T>, key: string): Promise<Stored<T> | undefined> {
    const [found] = this.read<T>(collection, [key]);
    return found && { document: found[1].document, version: found[1].version };
  }

  async getMany<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>> {
    return new Map(this.read<T>(collection, keys).map(([key, { document, version }]) => [key, { document, version }]));
  }

  /** Those that exist, with the length of their JSON. */
  protected read<T extends object>(
    collection: { readonly name: string },
    keys: readonly string[],
  ): readonly (readonly [string, Stored<T> & { readonly size: number }])[] {
    const layout = this.layout(collection);
    // A list costs SQLite some microseconds before its first row.
    const rows =
      keys.length <= 4
        ? keys.map((key) => this.database.one({ text: lookup(layout), values: [key] }))
        : this.database.all(
            sql`SELECT key, version, body FROM ${layout.table} WHERE key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
          );
    return rows
      .filter((row) => row !== undefined)
      .map((row) => [String(row['key']), { ...toStored<T>(row), size: String(row['body']).length }]);
  }

  async find<T extends object>(collection: Collection<T>, query: Query): Promise<Page<T>> {
    const layout = this.layout(collection);
    const planned = planFind(layout.collection, query);
    const { limit, after } = planned;
    const plan = this.#rarestFirst(layout, planned.plan);
    const rows: Row[] = [];
    const statement = selectRows(layout, plan, after, needsProof(plan) ? undefined : limit + 1);
    for (const row of this.database.each(statement)) {
      if (isProven(plan, row)) rows.push(row);
      if (rows.length > limit) break;
    }
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((row) => toStored<T>(row)),
      ...(rows.length > limit && last !== undefined && { next: writeCursor(plan.order, positionOf(last)) }),
    };
  }

  async count<T extends object>(collection: Collection<T>, query: Pick<Query, 'where' | 'text'>): Promise<number> {
    const layout = this.layout(collection);
    const plan = this.#rarestFirst(layout, planQuery(layout.collection, query));
    if (!needsProof(plan)) return Number(this.database.one(countRows(layout, plan))?.['count']);
    let count = 0;
    for (const row of this.database.each(selectRows(layout, plan, undefined, undefined))) {
      if (isProven(plan, row)) count += 1;
    }
    return count;
  }

  async aggregate<T extends object>(
    collection: Collection<T>,
    aggregation: Aggregation,
  ): Promise<readonly AggregateRow[]> {
    const layout = this.layout(collection);
    const rows = this.database.all(aggregateRows(layout, planAggregation(layout.collection, aggregation), aggregation));
    const take = (row: Row, prefix: string, fields: readonly string[] = []): Readonly<Record<string, Scalar | null>> =>
      Object.fromEntries(fields.map((field, at) => [field, unbind(row[`${prefix}${at}`])]));
    const { groupBy, sum, min, max } = aggregation;
    return rows.map((row) => ({
      group: take(row, 'group', groupBy),
      count: Number(row['count']),
      sum: Object.fromEntries((sum ?? []).map((field, at) => [field, Number(row[`sum${at}`])])),
      min: take(row, 'min', min),
      max: take(row, 'max', max),
    }));
  }

  async *scan<T extends object>(collection: Collection<T>): AsyncGenerator<Stored<T>> {
    let after: string | undefined;
    do {
      const page: Page<T> = await this.find(collection, { limit: 500, ...(after !== undefined && { after }) });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.database.close();
  }

  /** By name: what the database was prepared for counts, whatever declaration of it is handed in later. */
  protected layout(collection: { readonly name: string }): Layout {
    if (this.closed) failClosed();
    const layout = this.#layouts.get(collection.name);
    if (layout === undefined) throw new Error(`Collection '${collection.name}' was not opened with this store`);
    return layout;
  }

  /** A search walks the entries of its rarest gram and looks the others up. */
  #rarestFirst(layout: Layout, plan: Plan): Plan {
    const { access } = plan;
    if (access.kind !== 'text' || access.few || access.search.grams.length === 1) return plan;
    const counted = access.search.grams.map((gram) => ({
      gram,
      count: Number(this.database.one(countGram(layout, access.name, gram))?.['count']),
    }));
    const grams = counted.toSorted((a, b) => a.count - b.count).map(({ gram }) => gram);
    return { ...plan, access: { ...access, search: { ...access.search, grams } } };
  }
}

const lookup = (layout: Layout): string =>
  layout.statement('lookup', () => `SELECT key, version, body FROM ${layout.table.text} WHERE key = ?`);

function toStored<T extends object>(row: Row): Stored<T> {
  // A document of the collection went in and its JSON comes out.
  return { document: JSON.parse(String(row['body'])) as T, version: Number(row['version']) };
}

function positionOf(row: Row): { readonly sort: Scalar | null; readonly key: string } {
  return { sort: row['sort'] === ABSENT ? null : unbind(row['sort']), key: String(row['key']) };
}

/** Having all 2-grams of a longer word is no proof that a text holds the word. */
const needsProof = ({ access }: Plan): boolean => access.kind === 'text' && !access.few && !access.search.exact;

function isProven(plan: Plan, row: Row): boolean {
  if (plan.access.kind !== 'text' || !needsProof(plan)) return true;
  return holdsText(JSON.parse(String(row['body'])) as object, plan.access.of, plan.access.search);
}

function aggregateRows(layout: Layout, plan: Plan, { groupBy, sum, min, max }: Aggregation): Sql {
  const each = (fields: readonly string[] | undefined, prefix: string, of: (value: Sql) => Sql): readonly Sql[] =>
    (fields ?? []).map((field, at) => sql`${of(column(layout, field))} AS ${raw(`${prefix}${at}`)}`);
  const columns = [
    raw('count(*) AS count'),
    ...each(groupBy, 'group', (value) => value),
    ...each(sum, 'sum', (v) => sql`coalesce(sum(CASE WHEN typeof(${v}) IN ('integer', 'real') THEN ${v} END), 0)`),
    ...each(min, 'min', (value) => sql`min(${value})`),
    ...each(max, 'max', (value) => sql`max(${value})`),
  ];
  const groups = join(
    groupBy.map((_, at) => raw(`group${at}`)),
    ', ',
  );
  // Without fields there is one group, and none where nothing matches.
  const grouped = groupBy.length === 0 ? raw('HAVING count(*) > 0') : sql`GROUP BY ${groups} ORDER BY ${groups}`;
  return sql`SELECT ${join(columns, ', ')} FROM ${layout.table} AS t WHERE ${matching(layout, plan)} ${grouped}`;
}
