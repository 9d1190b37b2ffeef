import type { Condition, Page, Query, StoreReader, Stored } from '#store/index.ts';
import type { WorkItem } from '../work-item.ts';
import { workItems } from '../work-item.ts';

/** Whose inbox: a person with everything this person may act as now (`findPrincipals`). */
export interface InboxOwner {
  readonly personId: string;
  readonly principals: readonly string[];
}

export interface InboxFilter {
  readonly bpmnProcessId?: string;
  readonly customerId?: string;
  /** Only what was due before this instant. */
  readonly dueBefore?: string;
}

export type InboxSort = 'newest' | 'oldest' | 'urgent' | 'amount';

export interface InboxQuery extends InboxFilter {
  /** `newest` unless told. */
  readonly sort?: InboxSort;
  /** Part of the title: of the customer's name or the invoice number. */
  readonly text?: string;
  /** 50 unless told; 200 at most. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface WorkItemPage {
  readonly items: readonly WorkItem[];
  readonly next?: string;
}

const SORTS = {
  newest: { by: 'createdAt', descending: true },
  oldest: { by: 'createdAt' },
  urgent: { by: 'urgency' },
  amount: { by: 'amountOrder', descending: true },
} as const satisfies Record<InboxSort, Query['sort']>;

/** What lies before a person to be done: each item once, however many principals lead to it; never what four eyes bar. */
export function findInbox(reader: StoreReader, owner: InboxOwner, query: InboxQuery = {}): Promise<WorkItemPage> {
  const { personId, principals } = owner;
  if (principals.length === 0) return Promise.resolve({ items: [] });
  const asked = isNarrow(query)
    ? openQuery(query)
    : { ...openQuery(query), where: { inbox: { hasAny: principals }, ...filterOf(query) } };
  const mine = (item: WorkItem): boolean =>
    !item.excluded.includes(personId) && item.inbox.some((principal) => principals.includes(principal));
  return fillPage(reader, asked, mine, query);
}

/** What a person has finished, newest first. */
export function findDone(reader: StoreReader, personId: string, query: InboxQuery = {}): Promise<WorkItemPage> {
  const { bpmnProcessId, customerId } = query;
  const where = { 'endedBy.id': personId, ...filterOf({ ...only({ bpmnProcessId }), ...only({ customerId }) }) };
  return fillPage(reader, { where, sort: { by: 'endedAt', descending: true } }, () => true, query);
}

/** Everything that is open, for administrators and executives. */
export function findOpen(reader: StoreReader, query: InboxQuery = {}): Promise<WorkItemPage> {
  return fillPage(reader, openQuery(query), () => true, query);
}

function openQuery(query: InboxQuery): Query {
  const text = query.text?.trim() ?? '';
  const where = { state: 'open', ...filterOf(query) };
  return { where, sort: SORTS[query.sort ?? 'newest'], ...(text === '' ? {} : { text }) };
}

/** Few items can match at all: it is quicker to ask whose they are than to walk through a whole inbox. */
function isNarrow({ text = '', customerId, sort = 'newest' }: InboxQuery): boolean {
  return text.trim() !== '' || (customerId !== undefined && (sort === 'newest' || sort === 'oldest'));
}

export function filterOf({ bpmnProcessId, customerId, dueBefore }: InboxFilter): Record<string, Condition> {
  return {
    ...only({ bpmnProcessId }),
    ...only({ customerId }),
    ...(dueBefore === undefined ? {} : { urgency: { lt: dueBefore } }),
  };
}

function only<Value>(entry: Readonly<Record<string, Value | undefined>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(entry).filter((pair): pair is [string, Value] => pair[1] !== undefined));
}

/** Reads on until the page is full of items that pass, so that what is left out makes no short page. */
async function fillPage(
  reader: StoreReader,
  asked: Query,
  passes: (item: WorkItem) => boolean,
  { limit = 50, after }: Pick<InboxQuery, 'limit' | 'after'>,
): Promise<WorkItemPage> {
  const wanted = Math.min(limit, 200);
  const items: WorkItem[] = [];
  let next = after;
  do {
    const page: Page<WorkItem> = await reader.find(workItems, {
      ...asked,
      limit: wanted - items.length,
      ...(next === undefined ? {} : { after: next }),
    });
    items.push(...page.items.map((item: Stored<WorkItem>) => item.document).filter(passes));
    next = page.next;
  } while (next !== undefined && items.length < wanted);
  return next === undefined ? { items } : { items, next };
}
