import type { StoreReader } from '#store/index.ts';
import type { TaskCounter } from '../counters.ts';
import { countFor, taskCounters } from '../counters.ts';
import { workItems } from '../work-item.ts';
import type { InboxFilter, InboxOwner } from './inbox.ts';
import { filterOf } from './inbox.ts';

export interface InboxCounts {
  readonly open: number;
  /** By process id; processes without an open item are left out. */
  readonly byProcess: Readonly<Record<string, number>>;
}

/** How many items lie before a person: exact, from the kept counters, a document for each step of each process. */
export async function countInbox(reader: StoreReader, owner: InboxOwner): Promise<InboxCounts> {
  const principals = new Set(owner.principals);
  const byProcess: Record<string, number> = {};
  let open = 0;
  for await (const counter of counters(reader)) {
    const count = countFor(counter, owner.personId, principals);
    if (count === 0) continue;
    byProcess[counter.bpmnProcessId] = (byProcess[counter.bpmnProcessId] ?? 0) + count;
    open += count;
  }
  return { open, byProcess };
}

/** Open items held by each of these people: their load. */
export async function countHeldBy(
  reader: StoreReader,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const held = new Map(personIds.map((id) => [id, 0]));
  for await (const counter of counters(reader)) {
    for (const [pool, open] of Object.entries(counter.pools)) {
      const id = pool.startsWith('person:') ? pool.slice('person:'.length) : '';
      const count = held.get(id);
      if (count !== undefined) held.set(id, count + open);
    }
  }
  return held;
}

/**
 * How many of a person's items pass a filter. Of a process, or of all, the kept counters tell; else they are counted by an
 * index, less those that four eyes bar.
 */
export async function countFiltered(reader: StoreReader, owner: InboxOwner, filter: InboxFilter): Promise<number> {
  const { personId, principals } = owner;
  const { bpmnProcessId, customerId, dueBefore } = filter;
  if (customerId === undefined && dueBefore === undefined) {
    const { open, byProcess } = await countInbox(reader, owner);
    return bpmnProcessId === undefined ? open : (byProcess[bpmnProcessId] ?? 0);
  }
  if (principals.length === 0) return 0;
  const inbox = { hasAny: principals };
  const all = await reader.count(workItems, { where: { inbox, ...filterOf(filter) } });
  return all - (await countBarred(reader, personId, principals, filter));
}

async function countBarred(
  reader: StoreReader,
  personId: string,
  principals: readonly string[],
  filter: InboxFilter,
): Promise<number> {
  let barred = 0;
  let after: string | undefined;
  do {
    const page = await reader.find(workItems, {
      where: { excluded: { has: personId }, state: 'open', ...filterOf(filter) },
      sort: { by: 'createdAt' },
      limit: 1000,
      ...(after === undefined ? {} : { after }),
    });
    barred += page.items.filter(({ document }) => document.inbox.some((one) => principals.includes(one))).length;
    after = page.next;
  } while (after !== undefined);
  return barred;
}

async function* counters(reader: StoreReader): AsyncGenerator<TaskCounter> {
  for await (const stored of reader.scan(taskCounters)) yield stored.document;
}
