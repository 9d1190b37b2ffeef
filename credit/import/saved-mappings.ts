import type { StoreReader } from '#store/index.ts';
import type { ImportMapping } from '../collections/imports.ts';
import { importMappings } from '../collections/imports.ts';
import type { Credit } from '../context.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { work } from '../work.ts';

const SHOWN = 100;

/** Saved mappings by name. */
export async function listImportMappings(store: StoreReader): Promise<readonly ImportMapping[]> {
  const page = await store.find(importMappings, { sort: { by: 'name' }, limit: SHOWN });
  return page.items.map((item) => item.document);
}

/** Saves how the columns of a kind of file are read; one saved under this name before is replaced. */
export async function saveImportMapping(
  credit: Credit,
  mapping: Omit<ImportMapping, 'id' | 'savedAt'>,
): Promise<ImportMapping> {
  const same = await credit.store.find(importMappings, { where: { name: mapping.name }, limit: 1 });
  const known = same.items[0]?.document.id;
  return credit.engine.transact(
    work(known === undefined ? [] : [reference(importMappings, known)], (draft, { now, nextKey }) => {
      const saved = { ...mapping, id: known ?? nextKey(), savedAt: now };
      return accepted(known === undefined ? draft.create(importMappings, saved) : draft.put(importMappings, saved));
    }),
  );
}
