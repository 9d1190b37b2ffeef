import type { Collection, Query, StoreReader } from '#store/index.ts';

const ALL_AT_ONCE = 1000;

/** Every document a query finds, for what is added up or sorted here because no index can. */
export async function readAll<T extends object>(
  store: StoreReader,
  collection: Collection<T>,
  query: Omit<Query, 'limit' | 'after'>,
): Promise<readonly T[]> {
  const found: T[] = [];
  let after: string | undefined;
  do {
    const page = await store.find(collection, {
      ...query,
      limit: ALL_AT_ONCE,
      ...(after === undefined ? {} : { after }),
    });
    for (const item of page.items) found.push(item.document);
    after = page.next;
  } while (after !== undefined);
  return found;
}
