import { type Customer, customers, receivables } from '#credit/index.ts';
import type { Condition, StoreReader } from '#store/index.ts';
import type { Call } from '../http.ts';
import { readAll } from './read-all.ts';
import type { Restriction } from '../routes/rights.ts';
import { sortedPage } from './sorted-page.ts';

/** Filters and order of a list of customers. */
export type CustomerQuery = Omit<Call<'listCustomers'>['query'], 'limit' | 'after'>;

interface Reading {
  readonly store: StoreReader;
  readonly today: string;
  readonly restriction: Restriction | null;
  /** The company's: what amounts are compared in. */
  readonly currency: string;
}

interface Paging {
  readonly limit: number;
  readonly after?: string | undefined;
}

export interface CustomerPage {
  readonly items: readonly Customer[];
  readonly next?: string;
  readonly total: number;
}

/** Sorts after every grade. */
const NO_GRADE = 'Z';

/** A page of the customers that pass the filters and that the restriction allows. */
export async function findCustomers(reading: Reading, query: CustomerQuery, paging: Paging): Promise<CustomerPage> {
  const { sort = 'name', grade } = query;
  if (sort === 'name' && grade !== 'none') return byName(reading, query, paging);
  const all = await readAll(reading.store, customers, conditionsOf(reading, query));
  const found = grade === 'none' ? all.filter((customer) => customer.grade === undefined) : all;
  const valueOf = await valuesFor(sort, reading);
  const descending = sort.startsWith('-');
  return { ...sortedPage(found, { valueOf, idOf: ({ id }) => id, descending }, paging), total: found.length };
}

async function byName(reading: Reading, query: CustomerQuery, { limit, after }: Paging): Promise<CustomerPage> {
  const { store } = reading;
  const conditions = conditionsOf(reading, query);
  const page = await store.find(customers, {
    ...conditions,
    sort: { by: 'name' },
    limit,
    ...(after === undefined ? {} : { after }),
  });
  return {
    items: page.items.map((item) => item.document),
    total: await store.count(customers, conditions),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}

function conditionsOf(
  { restriction }: Reading,
  { text = '', grade, ownerId }: CustomerQuery,
): { readonly where: Readonly<Record<string, Condition>>; readonly text?: string } {
  const owners = ownerId === undefined || restriction?.ownerIds.includes(ownerId) === false ? [] : [ownerId];
  const salesOwnerId = ownerId === undefined ? restriction?.where.salesOwnerId : { in: owners };
  const where = {
    ...(grade === undefined || grade === 'none' ? {} : { grade }),
    ...(salesOwnerId === undefined ? {} : { salesOwnerId }),
  };
  return text.trim() === '' ? { where } : { where, text: text.trim() };
}

async function valuesFor(
  sort: NonNullable<CustomerQuery['sort']>,
  reading: Reading,
): Promise<(customer: Customer) => string | number> {
  if (sort === 'name') return (customer) => customer.name;
  if (sort === 'grade') return (customer) => `${customer.grade ?? NO_GRADE} ${customer.name}`;
  const amounts = await openAmounts(reading, sort === '-overdueMinor');
  return (customer) => amounts.get(customer.id) ?? 0;
}

/** Open amounts by customer, each in the company's currency, else in the one most is owed in. */
async function openAmounts(
  { store, today, currency }: Reading,
  overdueOnly: boolean,
): Promise<ReadonlyMap<string, number>> {
  const sums = await store.aggregate(receivables, {
    where: { status: 'open', ...(overdueOnly ? { dueDate: { lt: today } } : {}) },
    groupBy: ['customerId', 'currency'],
    sum: ['openMinor'],
  });
  const amounts = new Map<string, number>();
  const ownCurrency = new Set<string>();
  for (const { group, sum } of sums) {
    const id = String(group['customerId']);
    const amount = sum['openMinor'] ?? 0;
    if (group['currency'] === currency) ownCurrency.add(id);
    else if (ownCurrency.has(id) || amount <= (amounts.get(id) ?? 0)) continue;
    amounts.set(id, amount);
  }
  return amounts;
}
