import type { AggregateRow, Aggregation, Collection, Page, Query, Scalar, Stored, StoreReader } from '../types.ts';
import { aggregateRows, mergedRows, planAggregation } from '../query/aggregation.ts';
import { writeCursor, type Position } from '../query/cursor.ts';
import { comparePositions, positionOf } from '../query/order.ts';
import { planFind, planQuery, type Plan } from '../query/plan.ts';
import { holdsText } from '../query/text.ts';
import { Ahead } from './ahead.ts';
import { failClosed, type Database, type Row } from './database.ts';
import { countGram, countRows, matching, selectRows } from './find.ts';
import { column, layoutOf, type Layout } from './layout.ts';
import { LogFollower } from './log.ts';
import { ABSENT, join, raw, sql, unbind, type Sql } from './sql.ts';

/** Reads over one connection: the tables, and before them what the log has and they have not. */
export class SqliteReader implements StoreReader {
  protected readonly database: Database;
  protected readonly ahead = new Ahead();
  protected closed = false;
  readonly #layouts: ReadonlyMap<string, Layout>;
  readonly #follower: LogFollower;

  constructor(database: Database, collections: readonly Collection[]) {
    this.database = database;
    this.#layouts = new Map(collections.map((collection) => [collection.name, layoutOf(collection)]));
    this.#follower = new LogFollower(database, this.ahead, this.#layouts);
  }

  async get<T extends object>(collection: Collection<T>, key: string): Promise<Stored<T> | undefined> {
    const layout = this.layout(collection);
    const [found] = this.look(() => this.read<T>(layout, [key]));
    return found && { document: found[1].document, version: found[1].version };
  }

  async getMany<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>> {
    const layout = this.layout(collection);
    const found = this.look(() => this.read<T>(layout, keys));
    return new Map(found.map(([key, { document, version }]) => [key, { document, version }]));
  }

  /** Reads log and tables as they are at one moment. */
  protected look<T>(work: () => T): T {
    return this.database.snapshot(() => {
      this.#follower.follow();
      return work();
    });
  }

  /** Those that exist, with the length of their JSON. */
  protected read<T extends object>(
    layout: Layout,
    asked: readonly string[],
  ): readonly (readonly [string, Stored<T> & { readonly size: number }])[] {
    const fresh = asked.map((key) => this.ahead.get(layout, key)).filter((one) => one !== undefined);
    const keys = fresh.length === 0 ? asked : asked.filter((key) => this.ahead.get(layout, key) === undefined);
    // A list costs SQLite some microseconds before its first row.
    const rows =
      keys.length <= 4
        ? keys.map((key) => this.database.one({ text: lookup(layout), values: [key] }))
        : this.database.all(
            sql`SELECT key, version, body FROM ${layout.table} WHERE key IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`,
          );
    return [
      ...fresh.flatMap(({ key, now }) => (now === undefined ? [] : [[key, sized<T>(now)] as const])),
      ...rows
        .filter((row) => row !== undefined)
        .map(
          (row) =>
            [String(row['key']), sized<T>({ body: String(row['body']), version: Number(row['version']) })] as const,
        ),
    ];
  }

  async find<T extends object>(collection: Collection<T>, query: Query): Promise<Page<T>> {
    const layout = this.layout(collection);
    const planned = planFind(layout.collection, query);
    const { limit, after } = planned;
    return this.look(() => {
      const plan = this.#rarestFirst(layout, planned.plan);
      const found = this.#rows(layout, plan, after, limit + 1)
        .take(limit + 1)
        .toArray();
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return {
        items: items.map(({ version, body }) => ({ document: JSON.parse(body) as T, version })),
        ...(found.length > limit && last !== undefined && { next: writeCursor(plan.order, last.position) }),
      };
    });
  }

  async count<T extends object>(collection: Collection<T>, query: Pick<Query, 'where' | 'text'>): Promise<number> {
    const layout = this.layout(collection);
    return this.look(() => {
      const plan = this.#rarestFirst(layout, planQuery(layout.collection, query));
      if (needsProof(plan)) return this.#rows(layout, plan, undefined, undefined).reduce((count) => count + 1, 0);
      const counted = this.database.one(countRows(layout, plan, [...this.ahead.outdated(layout)]));
      let count = Number(counted?.['count']);
      for (const _ of this.ahead.matching(layout, plan)) count += 1;
      return count;
    });
  }

  async aggregate<T extends object>(
    collection: Collection<T>,
    aggregation: Aggregation,
  ): Promise<readonly AggregateRow[]> {
    const layout = this.layout(collection);
    const plan = planAggregation(layout.collection, aggregation);
    return this.look(() => {
      const fresh = aggregateRows(this.ahead.matching(layout, plan), aggregation);
      return mergedRows([fresh, this.#aggregateTable(layout, plan, aggregation)], aggregation);
    });
  }

  #aggregateTable(layout: Layout, plan: Plan, aggregation: Aggregation): readonly AggregateRow[] {
    const rows = this.database.all(selectGroups(layout, plan, aggregation, [...this.ahead.outdated(layout)]));
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

  /** What a plan asks for in its order, no further than `most` are sure to be among them. */
  *#rows(layout: Layout, plan: Plan, after: Position | undefined, most: number | undefined): Generator<Found> {
    const outdated = this.ahead.outdated(layout);
    const limit = most === undefined || needsProof(plan) ? undefined : most + outdated.size;
    const fresh = Iterator.from(this.ahead.find(layout, plan, after)).map((one): Found => ({
      position: positionOf(one, plan.order),
      body: one.body,
      version: one.version,
    }));
    let next = fresh.next();
    for (const row of this.database.each(selectRows(layout, plan, after, limit))) {
      const found = foundIn(row);
      if (outdated.has(found.position.key) || !isProven(plan, found)) continue;
      for (; next.done !== true; next = fresh.next()) {
        if (comparePositions(plan.order, next.value.position, found.position) > 0) break;
        yield next.value;
      }
      yield found;
    }
    for (; next.done !== true; next = fresh.next()) yield next.value;
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

/** A document that a query found, and where it lies in the order of the query. */
interface Found {
  readonly position: Position;
  readonly body: string;
  readonly version: number;
}

function foundIn(row: Row): Found {
  const sort = row['sort'] === ABSENT ? null : unbind(row['sort']);
  return { position: { sort, key: String(row['key']) }, body: String(row['body']), version: Number(row['version']) };
}

function sized<T extends object>({
  body,
  version,
}: Pick<Found, 'body' | 'version'>): Stored<T> & { readonly size: number } {
  // A document of the collection went in and its JSON comes out.
  return { document: JSON.parse(body) as T, version, size: body.length };
}

/** Having all 2-grams of a longer word is no proof that a text holds the word. */
const needsProof = ({ access }: Plan): boolean => access.kind === 'text' && !access.few && !access.search.exact;

function isProven(plan: Plan, { body }: Found): boolean {
  if (plan.access.kind !== 'text' || !needsProof(plan)) return true;
  return holdsText(JSON.parse(body) as object, plan.access.of, plan.access.search);
}

function selectGroups(
  layout: Layout,
  plan: Plan,
  { groupBy, sum, min, max }: Aggregation,
  except: readonly string[],
): Sql {
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
  return sql`SELECT ${join(columns, ', ')} FROM ${layout.table} AS t WHERE ${matching(layout, plan, except)} ${grouped}`;
}
