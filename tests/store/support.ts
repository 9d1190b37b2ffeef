import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Collection, Store, Write } from '#store/index.ts';
import { openMemoryStore, openSqliteStore } from '#store/index.ts';

/** A folder of its own, and how to remove it. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'xinliu-store-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

interface OpenStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/** Every store of the product, opened empty. */
export const STORES: readonly {
  readonly name: string;
  readonly open: (collections: readonly Collection[]) => Promise<OpenStore>;
}[] = [
  {
    name: 'memory',
    async open(collections) {
      const store = await openMemoryStore(collections);
      return { store, close: () => store.close() };
    },
  },
  {
    name: 'SQLite',
    async open(collections) {
      const folder = temporaryFolder();
      // Few may be behind, so that they go on to their tables all the time.
      const store = await openSqliteStore({ path: join(folder.path, 'store.db'), collections, mostBehind: 3 });
      return {
        store,
        async close() {
          await store.close();
          folder.remove();
        },
      };
    },
  },
];

/** A task as tests need it: everything but the id may be left out. */
export interface Task {
  readonly id: string;
  readonly title?: string;
  readonly nickname?: string | null;
  readonly status?: string;
  readonly due?: string | null;
  readonly amount?: number;
  readonly urgent?: boolean;
  readonly number?: string;
  readonly seller?: string;
  readonly candidates?: readonly (string | number | boolean)[];
  readonly customer?: { readonly name?: string; readonly region?: string };
}

export const tasks: Collection<Task> = {
  name: 'tasks',
  key: 'id',
  schema: z.looseObject({ id: z.string(), amount: z.number().optional() }) as z.ZodType<Task>,
  schemaVersion: 1,
  indexes: {
    byStatus: { kind: 'ordered', fields: ['status', 'due'] },
    byAmount: { kind: 'ordered', fields: ['amount'] },
    byUrgency: { kind: 'ordered', fields: ['urgent'] },
    byRegion: { kind: 'ordered', fields: ['customer.region', 'status'] },
    byNumber: { kind: 'ordered', fields: ['seller', 'number'], unique: true },
    byCandidate: { kind: 'each', of: 'candidates', sort: 'due' },
    search: { kind: 'text', of: ['title', 'customer.name', 'nickname'] },
  },
};

export const put = (document: Task, expected?: number | 'absent'): Extract<Write, { readonly type: 'put' }> => ({
  type: 'put',
  collection: tasks,
  document,
  ...(expected !== undefined && { expected }),
});

export const remove = (key: string, expected?: number): Write => ({
  type: 'delete',
  collection: tasks,
  key,
  ...(expected !== undefined && { expected }),
});
