import { reject } from '#errors/index.ts';
import type { AllocationWish, Payment } from './collections/payments.ts';
import { customers } from './collections/customers.ts';
import { receivables } from './collections/receivables.ts';
import type { Credit } from './context.ts';
import { localDate } from './deciders/dates.ts';
import type { Draft, Result } from './deciders/draft.ts';
import { accepted, reference, refused } from './deciders/draft.ts';
import { enterPayment, newPayment } from './deciders/ledger.ts';
import { toMajor } from './deciders/money.ts';
import { work } from './work.ts';

export interface PaymentEntry {
  readonly customerId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** The day the money counts. A day to come: it is posted when that day begins. */
  readonly date: string;
  /** What it settles. What is left over, or not given here, stays on the customer's account. */
  readonly allocations: readonly AllocationWish[];
  readonly reference?: string;
  readonly note?: string;
  /** Person who enters it. */
  readonly by: string;
}

/**
 * Posts payments in one unit, all or none. A receivable paid in full ends its overdue case, a part of it tells the case.
 * More than is open stays unapplied on account. Rejects with CREDIT_PAYMENT_NOT_POSITIVE, CREDIT_ALLOCATION_TOO_LARGE,
 * CREDIT_CURRENCY_DIFFERS, CREDIT_ALREADY_SETTLED, CREDIT_CUSTOMER_NOT_FOUND, CREDIT_RECEIVABLE_NOT_FOUND.
 */
export function postPayments(credit: Credit, entries: readonly PaymentEntry[]): Promise<readonly Payment[]> {
  const reads = entries.flatMap((entry) => [
    reference(customers, entry.customerId),
    ...entry.allocations.map((wish) => reference(receivables, wish.receivableId)),
  ]);
  return credit.engine.transact(
    work(reads, (draft, context) => {
      const posted: Payment[] = [];
      for (const entry of entries) {
        const result = decidePayment(draft, entry, localDate(context.now, credit.zone));
        if (!result.ok) return result;
        posted.push(result.value);
      }
      return accepted(posted);
    }),
  );
}

/** Posts one payment; see `postPayments`. */
export async function postPayment(credit: Credit, entry: PaymentEntry): Promise<Payment> {
  const [payment] = await postPayments(credit, [entry]);
  if (payment === undefined) throw new Error('A posted payment is always answered.');
  return payment;
}

function decidePayment(draft: Draft, entry: PaymentEntry, today: string): Result<Payment> {
  const problem = checkPayment(draft, entry);
  if (problem !== undefined) return refused(problem);
  const { allocations: wishes, ...rest } = entry;
  const payment = newPayment(draft, { ...rest, wishes: [...wishes], source: 'manual' });
  return accepted(enterPayment(draft, payment, today));
}

function checkPayment(draft: Draft, entry: PaymentEntry): ReturnType<typeof reject> | undefined {
  if (!(entry.amountMinor > 0) || entry.allocations.some((wish) => wish.amountMinor <= 0)) {
    return reject('CREDIT_PAYMENT_NOT_POSITIVE');
  }
  const allocated = entry.allocations.reduce((sum, wish) => sum + wish.amountMinor, 0);
  if (allocated > entry.amountMinor) {
    const shown = (minor: number): number => toMajor(minor, entry.currency);
    return reject('CREDIT_ALLOCATION_TOO_LARGE', { allocated: shown(allocated), amount: shown(entry.amountMinor) });
  }
  if (draft.read(customers, entry.customerId) === undefined) {
    return reject('CREDIT_CUSTOMER_NOT_FOUND', { id: entry.customerId });
  }
  return entry.allocations.map((wish) => checkAllocation(draft, entry, wish)).find((found) => found !== undefined);
}

function checkAllocation(
  draft: Draft,
  entry: PaymentEntry,
  wish: AllocationWish,
): ReturnType<typeof reject> | undefined {
  const receivable = draft.read(receivables, wish.receivableId);
  if (receivable === undefined || receivable.customerId !== entry.customerId) {
    return reject('CREDIT_RECEIVABLE_NOT_FOUND', { id: wish.receivableId });
  }
  if (receivable.currency !== entry.currency) {
    return reject('CREDIT_CURRENCY_DIFFERS', { expected: receivable.currency, given: entry.currency });
  }
  if (receivable.status === 'open') return undefined;
  return reject('CREDIT_ALREADY_SETTLED', {
    invoiceNumber: receivable.invoiceNumber,
    settledDate: receivable.settledDate ?? '',
  });
}
