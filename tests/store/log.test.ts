import { copyFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Collection, openSqliteStore, type Query, type StoreReader } from '#store/index.ts';
import { put, remove, tasks, temporaryFolder, type Task } from './support.ts';

const { byNumber: _unique, ...indexes } = tasks.indexes;
const drafts: Collection<Task> = { ...tasks, behind: true, indexes };

const key = fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7', 'k8');
const write = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        id: key,
        status: fc.constantFrom('open', 'done'),
        due: fc.constantFrom('2026-01-01', '2026-01-02'),
        candidates: fc.subarray(['a', 'b']),
        title: fc.constantFrom('华东电子', '张三'),
      })
      .map((document) => put(document)),
  },
  key.map((at) => remove(at)),
);
const units = fc.array(fc.array(write, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 10 });

const QUESTIONS: readonly Query[] = [
  {},
  { where: { status: 'open' }, sort: { by: 'due', descending: true } },
  { where: { candidates: { hasAny: ['a', 'b'] } }, sort: { by: 'due' } },
  { text: '电子' },
];

async function answers(store: StoreReader): Promise<unknown> {
  const found = [];
  for (const asked of QUESTIONS) {
    const first = await store.find(drafts, { ...asked, limit: 2 });
    const rest = first.next === undefined ? [] : (await store.find(drafts, { ...asked, after: first.next })).items;
    const { sort: _, ...counted } = asked;
    found.push([...first.items, ...rest], await store.count(drafts, counted));
  }
  return [
    ...found,
    await store.aggregate(drafts, { groupBy: ['status'], min: ['due'] }),
    await store.getMany(drafts, ['k1', 'k2', 'k3', 'k4', 'k5', 'k6']),
  ];
}

describe('a log before the tables', () => {
  it('should be seen by readers beside, and be there after a crash, whatever is declared then', async () => {
    await fc.assert(
      fc.asyncProperty(units, fc.constantFrom(0, 2, 100), async (unitsOfWork, mostBehind) => {
        const folder = temporaryFolder();
        const path = join(folder.path, 'store.db');
        const collections = [drafts];
        const owner = await openSqliteStore({ path, collections, mostBehind });
        const reader = await openSqliteStore({ path, collections, mode: 'reader' });
        try {
          for (const unit of unitsOfWork) {
            await owner.commit(unit);
            expect(await answers(reader)).toEqual(await answers(owner));
          }
          const left = join(folder.path, 'left');
          const files = readdirSync(folder.path).filter((name) => name.startsWith('store.db'));
          mkdirSync(left);
          for (const name of files) copyFileSync(join(folder.path, name), join(left, name));
          const declared = {
            ...drafts,
            behind: false,
            indexes: { ...indexes, byTitle: tasks.indexes['byRegion'] ?? indexes.byStatus },
          };
          const next = await openSqliteStore({
            path: join(left, 'store.db'),
            collections: [declared as Collection<Task>],
            now: () => Date.now() + 60_000,
          });
          expect(await answers(next)).toEqual(await answers(owner));
          await next.close();
        } finally {
          await reader.close();
          await owner.close();
          folder.remove();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('should be empty when the owner has closed', async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'store.db');
    const owner = await openSqliteStore({ path, collections: [drafts] });
    await owner.commit([put({ id: 'a', title: '张三' }), put({ id: 'b' })]);
    await owner.commit([remove('b'), put({ id: 'a', title: '李四' })]);
    await owner.close();
    const reader = await openSqliteStore({ path, collections: [{ ...drafts, behind: false }], mode: 'reader' });
    expect((await reader.get(drafts, 'a'))?.document.title).toBe('李四');
    expect(await reader.count(drafts, {})).toBe(1);
    await reader.close();
    folder.remove();
  });
});
