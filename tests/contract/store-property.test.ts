import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#errors/index.ts';
import type { Collection, Condition, Query, Scalar, Store, Write } from '#store/index.ts';
import { put, remove, STORES, tasks, type Task } from '../store/support.ts';

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 12, arbitrary: fc.constantFrom<Scalar[]>('a', 'b', 1, true) },
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('', 'a', 'b', 'ab', '张', '张三', '𠮷', '\uffff', '1'),
  fc.boolean(),
  fc.constantFrom(0.1, -0.5, 1e-7, 2 ** 60, -1e300),
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 4 });
const key = fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6', '键', '__proto__');
const word = fc
  .array(fc.constantFrom('华', '东', '电', '子', 'a', 'B', ' ', '𠮷'), { maxLength: 6 })
  .map((characters) => characters.join(''));

/** Values of every type lie in every field: the stores must agree on them too. */
const document = fc
  .record({
    id: key,
    status: maybe(fc.oneof(scalar, fc.constant(null))),
    due: maybe(scalar),
    amount: maybe(fc.constantFrom(1, 2, 0.1, 2 ** 60, -1e300)),
    seller: fc.option(fc.constantFrom('甲', '乙'), { nil: undefined, freq: 1 }),
    number: maybe(fc.integer({ min: 1, max: 9 }).map(String)),
    candidates: maybe(fc.array(scalar, { maxLength: 4 })),
    customer: maybe(fc.record({ name: word, region: scalar })),
    title: maybe(word),
  })
  .map((fields) => JSON.parse(JSON.stringify(fields)) as Task);

const write: fc.Arbitrary<Write> = fc.oneof(
  { weight: 30, arbitrary: document.map((value) => put(value)) },
  { weight: 3, arbitrary: fc.tuple(document, fc.nat(9)).map(([value, n]) => ({ ...put(value), version: n + 1 })) },
  { weight: 4, arbitrary: key.map((at) => remove(at)) },
  fc.tuple(document, fc.constantFrom<(number | 'absent')[]>(1, 2, 'absent')).map(([value, v]) => put(value, v)),
  fc.tuple(key, fc.constantFrom(1, 2)).map(([at, version]) => remove(at, version)),
);

const range: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ gt: scalar }),
  fc.record({ gte: scalar }),
  fc.record({ lt: scalar }),
  fc.record({ lte: scalar }),
  fc.record({ gte: scalar, lt: scalar }),
);
const condition: fc.Arbitrary<Condition> = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 4 }).map((values) => ({ in: values })),
  range,
);
const list: fc.Arbitrary<Condition> = fc.oneof(
  scalar.map((value) => ({ has: value })),
  fc.array(scalar, { maxLength: 4 }).map((values) => ({ hasAny: values })),
);

const field = (name: string, of: fc.Arbitrary<Condition>) => of.map((value) => [name, value] as const);
const indexed = fc.oneof(
  field('status', condition),
  field('amount', fc.oneof(condition, fc.record({ gte: fc.constant(0) }))),
  field('customer.region', condition),
  field('candidates', list),
  field(
    'id',
    fc.array(key, { maxLength: 4 }).map((keys) => ({ in: keys })),
  ),
);
const other = fc.oneof(field('due', condition), field('title', condition), field('nickname', condition));

const query: fc.Arbitrary<Query> = fc
  .record({
    where: fc
      .tuple(fc.oneof({ weight: 3, arbitrary: indexed }, other), fc.option(fc.oneof(indexed, other), { freq: 1 }))
      .map(([first, second]) => Object.fromEntries([first, ...(second === null ? [] : [second])])),
    text: fc.option(word, { nil: undefined, freq: 1 }),
    sort: maybe(fc.record({ by: fc.constantFrom('due', 'status', 'amount', 'id'), descending: fc.boolean() })),
    limit: fc.integer({ min: 1, max: 4 }),
  })
  .map(present) as fc.Arbitrary<Query>;

/** Without what is undefined. */
function present<T extends object>(record: T): Partial<T> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Partial<T>;
}

/** The answer, or the code it was refused with. */
async function answer<T>(asked: Promise<T>): Promise<T | string> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The same documents, found by indexes that hold some of them, and that carry what is sorted by. */
const tickets: Collection<Task> = {
  ...tasks,
  indexes: {
    ofA: { kind: 'ordered', fields: ['due'], only: { status: 'a' }, also: ['amount', 'customer.region'] },
    ofTrue: { kind: 'ordered', fields: ['seller', 'number'], only: { status: true }, unique: true },
    byAmount: { kind: 'ordered', fields: ['amount', 'due'], sparse: true },
    byRegion: { kind: 'ordered', fields: ['customer.region'], sparse: true, also: ['status'] },
    bySeller: { kind: 'ordered', fields: ['seller'] },
    byStatus: { kind: 'ordered', fields: ['status'] },
    byCandidate: { kind: 'each', of: 'candidates', sort: 'due', also: ['amount', 'status'], only: { seller: '甲' } },
    search: { kind: 'text', of: ['title', 'customer.name'], few: true, only: { status: 'b' } },
  },
};

const { byNumber: _unique, ...draftIndexes } = tasks.indexes;
/** Written to a log first. */
const drafts: Collection<Task> = { ...tasks, behind: true, indexes: draftIndexes };
const { ofTrue: _once, ...ticketIndexes } = tickets.indexes;
const letters: Collection<Task> = { ...tickets, behind: true, indexes: ticketIndexes };

const additions = fc
  .record({
    id: key,
    numbers: fc.array(
      fc.record({
        path: fc.constantFrom(['amount'], ['counts', 'a.b'], ['counts', '__proto__'], ['deep', 'er', 'x']),
        by: fc.integer({ min: -2, max: 2 }),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ id, numbers }): Write => ({ type: 'add', collection: tasks, document: { id }, numbers }));

async function everyPage(store: Store, tasks: Collection<Task>, asked: Query): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  let after: string | undefined;
  do {
    const page = await store.find(tasks, { ...asked, ...(after !== undefined && { after }) });
    found.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return found;
}

const groupBy = ['status', 'seller'];

describe('stores', () => {
  it.each([
    ['every document', tasks],
    ['some documents', tickets],
    ['every document, behind a log', drafts],
    ['some documents, behind a log', letters],
  ])('should give the same answers to random writes and queries where indexes hold %s', async (_, tasks) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.oneof({ weight: 9, arbitrary: write }, additions), { minLength: 1, maxLength: 6, size: 'max' }),
          {
            minLength: 1,
            maxLength: 12,
            size: 'max',
          },
        ),
        fc.array(query, { minLength: 1, maxLength: 12, size: 'max' }),
        async (units, queries) => {
          const opened = await Promise.all(STORES.map(({ open }) => open([tasks])));
          const both = <T>(ask: (store: Store) => Promise<T>) =>
            Promise.all(opened.map(({ store }) => answer(ask(store))));
          try {
            for (const unit of units) {
              const [memory, sqlite] = await both((store) => store.commit(unit));
              expect(sqlite).toEqual(memory);
              const keys = unit.map((one) => (one.type === 'delete' ? one.key : (one.document as Task).id));
              const [kept, read] = await both((store) => store.current(tasks, keys));
              expect(read).toEqual(kept);
              expect(read).toEqual(await opened[1]?.store.getMany(tasks, keys));
            }
            for (const asked of queries) {
              const counted = present({ where: asked.where, text: asked.text });
              const [memory, sqlite] = await both((store) => everyPage(store, tasks, asked));
              expect(sqlite).toEqual(memory);
              const [memoryCount, sqliteCount] = await both((store) => store.count(tasks, counted));
              expect(sqliteCount).toEqual(memoryCount);
              const aggregation = { groupBy, min: ['due'], max: ['amount'], ...present({ where: asked.where }) };
              const [memoryRows, sqliteRows] = await both((store) => store.aggregate(tasks, aggregation));
              expect(sqliteRows).toEqual(memoryRows);
              // Where the pages are refused a count may be answered, since it needs no order, and the other way round.
              const answered = Array.isArray(memory) && typeof memoryCount === 'number';
              expect(answered ? memory.length : memoryCount).toBe(memoryCount);
            }
          } finally {
            await Promise.all(opened.map(({ close }) => close()));
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
