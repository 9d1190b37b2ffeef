import { addDays, dueDateCondition, overdueCases, type Receivable, receivables } from '#credit/index.ts';
import type { Condition, StoreReader } from '#store/index.ts';
import type { Call } from '../http.ts';
import { readAll } from './read-all.ts';
import type { Restriction } from '../routes/rights.ts';
import { sortedPage } from './sorted-page.ts';

/** Filters and order of a list of receivables. */
export type ReceivableQuery = Omit<Call<'listReceivables'>['query'], 'limit' | 'after'>;

interface Reading {
  readonly store: StoreReader;
  readonly today: string;
  readonly restriction: Restriction | null;
}

interface Paging {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface ReceivablePage {
  readonly items: readonly Receivable[];
  readonly next?: string;
}

export interface ReceivableTotals {
  readonly total: number;
  /** Open amounts by currency, for those currencies that occur. */
  readonly openMinor: ReadonlyMap<string, number>;
}

/** A page of the receivables that pass the filters and that the restriction allows. */
export async function findReceivables(
  reading: Reading,
  query: ReceivableQuery,
  paging: Paging,
): Promise<ReceivablePage> {
  const { by, descending } = sortOf(query);
  if (query.level !== undefined) {
    const found = await atLevel(reading, query, query.level);
    return sortedPage(found, { valueOf: (item) => item[by] ?? '', idOf: (item) => item.id, descending }, paging);
  }
  const { text, where } = conditionsOf(reading, query);
  const page = await reading.store.find(receivables, {
    where,
    sort: { by, descending },
    limit: paging.limit,
    ...(text === undefined ? {} : { text }),
    ...(paging.after === undefined ? {} : { after: paging.after }),
  });
  return {
    items: page.items.map((item) => item.document),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

/** How many there are on all pages together, and what is open of them. */
export async function totalReceivables(reading: Reading, query: ReceivableQuery): Promise<ReceivableTotals> {
  if (query.level !== undefined) return addUp(await atLevel(reading, query, query.level));
  const { text, where } = conditionsOf(reading, query);
  if (text !== undefined) return addUp(await readAll(reading.store, receivables, { where, text }));
  const sums = await reading.store.aggregate(receivables, { where, groupBy: ['currency'], sum: ['openMinor'] });
  return {
    total: sums.reduce((total, row) => total + row.count, 0),
    openMinor: new Map(sums.map((row) => [String(row.group['currency']), row.sum['openMinor'] ?? 0])),
  };
}

function sortOf({ sort = 'dueDate' }: ReceivableQuery): {
  readonly by: 'dueDate' | 'openMinor' | 'customerName' | 'invoiceDate';
  readonly descending: boolean;
} {
  switch (sort) {
    case 'dueDate':
    case 'openMinor':
    case 'customerName':
      return { by: sort, descending: false };
    case '-dueDate':
      return { by: 'dueDate', descending: true };
    case '-openMinor':
      return { by: 'openMinor', descending: true };
    case '-invoiceDate':
      return { by: 'invoiceDate', descending: true };
  }
}

type Where = Readonly<Record<string, Condition>>;

const NOTHING: Condition = { in: [] };
const STATUS = {
  open: 'open',
  overdue: 'open',
  disputed: 'open',
  settled: 'settled',
  'written-off': 'written-off',
} as const;

function conditionsOf(
  { today, restriction }: Reading,
  query: ReceivableQuery,
): { readonly where: Where; readonly text?: string } {
  const { customerId, text = '' } = query;
  const status = statusOf(query);
  const dueDate = dueDatesOf(query, today);
  const salesOwnerId = ownersOf(query.ownerId, restriction);
  const where: Where = {
    ...(status === undefined ? {} : { status }),
    ...(query.status === 'disputed' ? { disputed: true } : {}),
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(isLate(query) ? { openMinor: { gt: 0 } } : {}),
    ...(customerId === undefined ? {} : { customerId }),
    ...(salesOwnerId === undefined ? {} : { salesOwnerId }),
  };
  return text.trim() === '' ? { where } : { where, text: text.trim() };
}

/** Nobody is late with a credit note: what is asked for as overdue is owed to the company. */
function isLate({ status, bucket }: ReceivableQuery): boolean {
  return status === 'overdue' || (bucket !== undefined && bucket !== 'notDue');
}

/** Days past due are asked of what is open only. */
function statusOf({ status, bucket }: ReceivableQuery): Condition | undefined {
  const wanted = status === undefined ? undefined : STATUS[status];
  if (bucket === undefined) return wanted;
  return wanted === undefined || wanted === 'open' ? 'open' : NOTHING;
}

function dueDatesOf(query: ReceivableQuery, today: string): Condition | undefined {
  const inBucket = query.bucket === undefined ? {} : bounds(dueDateCondition(query.bucket, today));
  const overdue = query.status === 'overdue' ? { lte: addDays(today, -1) } : {};
  const asked = {
    ...(query.dueFrom === undefined ? {} : { gte: query.dueFrom }),
    ...(query.dueTo === undefined ? {} : { lte: query.dueTo }),
  };
  const all: readonly Bounds[] = [inBucket, overdue, asked];
  const gte = all
    .flatMap((one) => one.gte ?? [])
    .toSorted()
    .at(-1);
  const lte = all
    .flatMap((one) => one.lte ?? [])
    .toSorted()
    .at(0);
  if (gte === undefined && lte === undefined) return undefined;
  return { ...(gte === undefined ? {} : { gte }), ...(lte === undefined ? {} : { lte }) };
}

interface Bounds {
  readonly gte?: string;
  readonly lte?: string;
}

function bounds(condition: Condition): Bounds {
  if (typeof condition !== 'object' || !('gte' in condition || 'lte' in condition)) return {};
  const { gte, lte } = condition;
  return { ...(typeof gte === 'string' ? { gte } : {}), ...(typeof lte === 'string' ? { lte } : {}) };
}

function ownersOf(ownerId: string | undefined, restriction: Restriction | null): Condition | undefined {
  if (ownerId === undefined) return restriction?.where.salesOwnerId;
  return restriction === null || restriction.ownerIds.includes(ownerId) ? ownerId : NOTHING;
}

/**
 * Receivables whose open case stands at a level. The case says the level, the receivable who owns it now: the owner may
 * have changed since the case was opened.
 */
async function atLevel(
  reading: Reading,
  query: ReceivableQuery,
  level: NonNullable<ReceivableQuery['level']>,
): Promise<readonly Receivable[]> {
  const { store } = reading;
  const dueDate = dueDatesOf(query, reading.today);
  const text = query.text?.trim() ?? '';
  const where: Where = {
    state: 'open',
    level,
    ...(dueDate === undefined ? {} : { dueDate }),
    ...(query.customerId === undefined ? {} : { customerId: query.customerId }),
  };
  const cases = await readAll(store, overdueCases, { where, ...(text === '' ? {} : { text }) });
  const found = await store.getMany(
    receivables,
    cases.map((one) => one.receivableId),
  );
  const owners = ownersOf(query.ownerId, reading.restriction);
  const status = statusOf(query);
  return [...found.values()]
    .map((stored) => stored.document)
    .filter((one) => passes(one.status, status) && passes(one.salesOwnerId, owners))
    .filter((one) => query.status !== 'disputed' || one.disputed);
}

function passes(value: string, condition: Condition | undefined): boolean {
  if (condition === undefined || condition === value) return true;
  return typeof condition === 'object' && 'in' in condition && condition.in.includes(value);
}

function addUp(items: readonly Receivable[]): ReceivableTotals {
  const openMinor = new Map<string, number>();
  for (const item of items) openMinor.set(item.currency, (openMinor.get(item.currency) ?? 0) + item.openMinor);
  return { total: items.length, openMinor };
}
