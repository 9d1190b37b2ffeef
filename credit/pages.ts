import type { Collection, Query, StoreReader } from '#store/index.ts';

const PAGE = 500;

/** Pages of an index in order, for loops that change what they go over: the place of the next page is kept by value. */
export async function* pagesOf<T extends object>(
  store: StoreReader,
  collection: Collection<T>,
  where: NonNullable<Query['where']>,
  by: string,
): AsyncGenerator<readonly T[]> {
  let after: string | undefined;
  do {
    const page = await store.find(collection, {
      where,
      sort: { by },
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    if (page.items.length > 0) yield page.items.map((item) => item.document);
    after = page.next;
  } while (after !== undefined);
}
