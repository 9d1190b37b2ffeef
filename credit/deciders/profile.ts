import type { Customer, Grade } from '../collections/customers.ts';
import type { Receivable } from '../collections/receivables.ts';
import { addDays, daysOverdue } from './dates.ts';
import { exposureOf } from './exposure.ts';
import { toMajor } from './money.ts';

/** What scoring a customer goes by, computed from the ledger. Amounts in major units of `currency`. */
export interface CustomerProfile {
  readonly currency: string;
  /** False: nothing was ever invoiced, and the rates say nothing. */
  readonly hasHistory: boolean;
  /** Share of the invoices that fell due in the last 12 months and were paid by their due date, 0 to 100; null: none did. */
  readonly onTimeRate: number | null;
  /** Invoices of the last 12 months paid late or overdue now. */
  readonly overdueCount: number;
  /** Invoiced in the last 12 months. */
  readonly tradeAmount: number;
  readonly ordersPerYear: number;
  readonly openAmount: number;
  readonly overdueAmount: number;
  readonly exposure: number;
  readonly currentLimit: number;
  readonly availableCredit: number;
  /** Longest delay of the last 90 days, whether paid since or not. */
  readonly recentOverdueDays: number;
  readonly grade: Grade | null;
}

const YEAR = 365;
const RECENT = 90;

/** The profile of a customer from all its receivables in one currency. */
export function profileOf(
  customer: Pick<Customer, 'limit' | 'grade'>,
  ledger: {
    readonly currency: string;
    readonly receivables: readonly Receivable[];
    readonly unappliedMinor: number;
  },
  today: string,
): CustomerProfile {
  const { currency } = ledger;
  const invoices = ledger.receivables.filter((one) => one.kind === 'invoice');
  const yearAgo = addDays(today, -YEAR);
  const traded = invoices.filter((one) => (one.invoiceDate ?? one.dueDate) > yearAgo);
  const matured = invoices.filter((one) => one.dueDate > yearAgo && one.dueDate < today);
  const late = matured.filter((one) => delayOf(one, today) > 0);
  const openMinor = sum(ledger.receivables, (one) => one.openMinor);
  const overdueMinor = sum(ledger.receivables, (one) => (one.dueDate < today ? one.openMinor : 0));
  const { exposureMinor, limitMinor, availableMinor } = exposureOf(
    customer,
    { openMinor, unappliedMinor: ledger.unappliedMinor },
    today,
  );
  const major = (minor: number): number => toMajor(minor, currency);
  return {
    currency,
    hasHistory: invoices.length > 0,
    onTimeRate: matured.length === 0 ? null : Math.round(((matured.length - late.length) / matured.length) * 1000) / 10,
    overdueCount: late.length,
    tradeAmount: major(sum(traded, (one) => one.amountMinor)),
    ordersPerYear: traded.length,
    openAmount: major(openMinor),
    overdueAmount: major(overdueMinor),
    exposure: major(exposureMinor),
    currentLimit: major(limitMinor),
    availableCredit: major(availableMinor),
    recentOverdueDays: Math.max(0, ...invoices.map((one) => recentDelay(one, today))),
    grade: customer.grade ?? null,
  };
}

/** Days past due on the day it was settled, or today while it is open. */
function delayOf(receivable: Receivable, today: string): number {
  return daysOverdue(receivable.dueDate, receivable.settledDate ?? today);
}

function recentDelay(receivable: Receivable, today: string): number {
  const until = receivable.settledDate ?? today;
  return until > addDays(today, -RECENT) ? delayOf(receivable, today) : 0;
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
