import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { TaskDraft } from '../acts.ts';
import { draftKey, taskDrafts } from '../acts.ts';
import type { CaseRefs } from '../case-refs.ts';
import { caseRefs } from '../case-refs.ts';
import type { WorkItem } from '../work-item.ts';
import { workItems } from '../work-item.ts';

const ALL = 1000;

export async function findWorkItem(reader: StoreReader, key: string): Promise<WorkItem | undefined> {
  return (await reader.get(workItems, key))?.document;
}

/** Rejects with TASK_NOT_FOUND. */
export async function getWorkItem(reader: StoreReader, key: string): Promise<WorkItem> {
  return (await findWorkItem(reader, key)) ?? fail('TASK_NOT_FOUND', { key });
}

/** All human tasks of a case, those of called instances included, oldest first. */
export async function findItemsOfCase(reader: StoreReader, caseKey: string): Promise<readonly WorkItem[]> {
  const page = await reader.find(workItems, { where: { caseKey }, sort: { by: 'createdAt' }, limit: ALL });
  return page.items.map((item) => item.document);
}

/** Where a case stands with people: what is open now. After an act, who is next. */
export async function findOpenItemsOfCase(reader: StoreReader, caseKey: string): Promise<readonly WorkItem[]> {
  return (await findItemsOfCase(reader, caseKey)).filter((item) => item.state === 'open');
}

/** Newest first. */
export async function findItemsOfReceivable(reader: StoreReader, receivableId: string): Promise<readonly WorkItem[]> {
  const sort = { by: 'createdAt', descending: true };
  const page = await reader.find(workItems, { where: { receivableId }, sort, limit: 200 });
  return page.items.map((item) => item.document);
}

/** Open items held by a person, oldest first: what has to be handed on when somebody leaves. */
export async function findItemsHeldBy(reader: StoreReader, assigneeId: string): Promise<readonly WorkItem[]> {
  const where = { assigneeId, state: 'open' };
  const page = await reader.find(workItems, { where, sort: { by: 'createdAt' }, limit: ALL });
  return page.items.map((item) => item.document);
}

export async function findDraft(
  reader: StoreReader,
  taskKey: string,
  personId: string,
): Promise<TaskDraft | undefined> {
  return (await reader.get(taskDrafts, draftKey(taskKey, personId)))?.document;
}

export async function findCase(reader: StoreReader, processInstanceKey: string): Promise<CaseRefs | undefined> {
  return (await reader.get(caseRefs, processInstanceKey))?.document;
}

/** What these instances are about, by key. */
export async function findCases(
  reader: StoreReader,
  processInstanceKeys: readonly string[],
): Promise<ReadonlyMap<string, CaseRefs>> {
  const found = await reader.getMany(caseRefs, [...new Set(processInstanceKeys)]);
  return new Map([...found].map(([key, stored]) => [key, stored.document]));
}
