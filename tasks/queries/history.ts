import type { StoreReader } from '#store/index.ts';
import type { TaskAct } from '../acts.ts';
import { taskActs } from '../acts.ts';
import type { WorkItem } from '../work-item.ts';
import { findItemsOfCase } from './work-items.ts';

/** Something that happened to the human tasks of a case; what no person did has no act. */
export type HistoryEntry =
  | { readonly type: 'created'; readonly at: string; readonly item: WorkItem }
  | { readonly type: 'act'; readonly at: string; readonly act: TaskAct }
  | { readonly type: 'canceled'; readonly at: string; readonly item: WorkItem };

/** Who did what when in a case, called instances included, oldest first. */
export async function findHistory(reader: StoreReader, caseKey: string): Promise<readonly HistoryEntry[]> {
  const items = await findItemsOfCase(reader, caseKey);
  const acts = await findActs(reader, caseKey);
  const entries: HistoryEntry[] = [
    ...items.map((item) => ({ type: 'created', at: item.createdAt, item }) as const),
    ...acts.map((act) => ({ type: 'act', at: act.at, act }) as const),
    ...items.flatMap((item) =>
      item.state === 'canceled' && item.endedAt !== null ? [{ type: 'canceled', at: item.endedAt, item } as const] : [],
    ),
  ];
  return entries.toSorted((a, b) => compare(a.at, b.at) || compare(orderOf(a), orderOf(b)));
}

/** What people did in a case, oldest first. */
export async function findActs(reader: StoreReader, caseKey: string): Promise<readonly TaskAct[]> {
  const page = await reader.find(taskActs, { where: { caseKey }, sort: { by: 'at' }, limit: 1000 });
  return page.items.map((item) => item.document);
}

/** At the same instant an act comes before the task it led to: what was finished, then what began. */
function orderOf(entry: HistoryEntry): string {
  const rank = { act: 0, canceled: 1, created: 2 }[entry.type];
  return `${rank}${entry.type === 'act' ? entry.act.id.padStart(20, '0') : ''}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
