import type { ActivatedJob } from '#engine/index.ts';
import type { StoreReader } from '#store/index.ts';
import { caseRefs, taskActs } from '#tasks/index.ts';

const DECIDING: ReadonlySet<string> = new Set(['complete', 'approve', 'reject']);

/** Person id of whoever finished the newest task of the case: what a service task after it does, was done by that person. */
export async function findLastActor(store: StoreReader, job: ActivatedJob): Promise<string | undefined> {
  const refs = await store.get(caseRefs, job.processInstanceKey);
  const caseKey = refs?.document.caseKey ?? job.processInstanceKey;
  const { items } = await store.find(taskActs, { where: { caseKey }, sort: { by: 'at', descending: true }, limit: 20 });
  return items.find(({ document }) => DECIDING.has(document.type))?.document.by.id;
}
