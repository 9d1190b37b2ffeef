import type { StoreReader } from '#store/index.ts';
import type { Customer } from '../collections/customers.ts';
import { payments } from '../collections/payments.ts';
import { receivables } from '../collections/receivables.ts';
import { daysOverdue } from '../deciders/dates.ts';
import type { Exposure } from '../deciders/exposure.ts';
import { exposureOf } from '../deciders/exposure.ts';

/** What a customer owes, in minor units of one currency. */
export interface CustomerFigures extends Exposure {
  readonly currency: string;
  readonly openMinor: number;
  readonly overdueMinor: number;
  readonly unappliedMinor: number;
  /** Of the oldest open receivable; 0 when none is overdue. */
  readonly maxDaysOverdue: number;
}

type Wanted = Pick<Customer, 'id' | 'limit'>;

/**
 * Figures of these customers today, added up by the store. A customer with several currencies is shown in the one of its
 * limit, else in the company's `currency` if it owes in it, else in the one it owes most in.
 */
export async function readCustomerFigures(
  store: StoreReader,
  wanted: readonly Wanted[],
  today: string,
  currency: string,
): Promise<ReadonlyMap<string, CustomerFigures>> {
  const customerId = { in: wanted.map((one) => one.id) };
  if (wanted.length === 0) return new Map();
  const [open, overdue, unapplied] = await Promise.all([
    store.aggregate(receivables, {
      where: { customerId, status: 'open' },
      groupBy: ['customerId', 'currency'],
      sum: ['openMinor'],
    }),
    store.aggregate(receivables, {
      // Credit notes lower what is open, not what is late.
      where: { customerId, status: 'open', dueDate: { lt: today }, openMinor: { gt: 0 } },
      groupBy: ['customerId', 'currency'],
      sum: ['openMinor'],
      min: ['dueDate'],
    }),
    store.aggregate(payments, {
      where: { hasUnapplied: true, customerId },
      groupBy: ['customerId', 'currency'],
      sum: ['unappliedMinor'],
    }),
  ]);
  return new Map(wanted.map((one) => [one.id, figuresOf(one, { open, overdue, unapplied }, today, currency)]));
}

type Rows = Awaited<ReturnType<StoreReader['aggregate']>>;

function figuresOf(
  customer: Wanted,
  rows: { readonly open: Rows; readonly overdue: Rows; readonly unapplied: Rows },
  today: string,
  companyCurrency: string,
): CustomerFigures {
  const own = (all: Rows): Rows => all.filter((row) => row.group['customerId'] === customer.id);
  const currency = customer.limit?.currency ?? mainCurrency(own(rows.open), companyCurrency);
  const find = (all: Rows): Rows[number] | undefined => own(all).find((row) => row.group['currency'] === currency);
  const openMinor = find(rows.open)?.sum['openMinor'] ?? 0;
  const unappliedMinor = find(rows.unapplied)?.sum['unappliedMinor'] ?? 0;
  const overdue = find(rows.overdue);
  const oldest = overdue?.min['dueDate'];
  return {
    currency,
    openMinor,
    unappliedMinor,
    overdueMinor: overdue?.sum['openMinor'] ?? 0,
    maxDaysOverdue: typeof oldest === 'string' ? daysOverdue(oldest, today) : 0,
    ...exposureOf(customer, { openMinor, unappliedMinor }, today),
  };
}

function mainCurrency(rows: Rows, companyCurrency: string): string {
  const byAmount = rows.toSorted((a, b) => (b.sum['openMinor'] ?? 0) - (a.sum['openMinor'] ?? 0));
  const currencies = byAmount.map((row) => String(row.group['currency'] ?? companyCurrency));
  return currencies.includes(companyCurrency) ? companyCurrency : (currencies[0] ?? companyCurrency);
}
