import type { CaseEndReason } from '../collections/overdue-cases.ts';
import type { Allocation, AllocationWish, Payment } from '../collections/payments.ts';
import { allocations, payments } from '../collections/payments.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { Draft } from './draft.ts';
import { toMajor } from './money.ts';

/** How long a message waits for its case: on a Zeebe cluster the case may open a moment after it. Milliseconds. */
const MESSAGE_KEPT = 3_600_000;

/** The part of `wanted` that fits into what is open; both have the sign of the receivable. */
export function fitting(wanted: number, open: number): number {
  return open >= 0 ? Math.max(0, Math.min(wanted, open)) : Math.min(0, Math.max(wanted, open));
}

/** A receivable still waits for a case when it is an open invoice that has never had one. */
export function withDerived(receivable: Receivable): Receivable {
  const { status, kind, caseKey } = receivable;
  return { ...receivable, awaitsCase: status === 'open' && kind === 'invoice' && caseKey === undefined };
}

interface Settlement {
  readonly amountMinor: number;
  readonly date: string;
  readonly reason: CaseEndReason;
}

/**
 * Takes an amount off a receivable and tells its case in the same unit: `receivable-settled` when nothing is open any
 * more, else `receivable-changed`. The amount must fit.
 */
export function reduceOpen(draft: Draft, receivable: Receivable, settlement: Settlement): Receivable {
  const openMinor = receivable.openMinor - settlement.amountMinor;
  const settled = openMinor === 0;
  const closing = settled
    ? {
        status: settlement.reason === 'written-off' ? ('written-off' as const) : ('settled' as const),
        settledDate: settlement.date,
      }
    : {};
  const changed = draft.put(receivables, withDerived({ ...receivable, openMinor, ...closing }));
  tellCase(draft, changed, settlement);
  return changed;
}

function tellCase(draft: Draft, receivable: Receivable, { reason, date }: Settlement): void {
  if (receivable.openMinor !== 0) return tellChanged(draft, receivable);
  publish(draft, receivable, 'receivable-settled', { settlement: { reason, date } });
}

/** Tells the case of a receivable, if it has one, what is open now. */
export function tellChanged(draft: Draft, receivable: Receivable): void {
  publish(draft, receivable, 'receivable-changed', {});
}

function publish(
  draft: Draft,
  receivable: Receivable,
  name: string,
  variables: Readonly<Record<string, unknown>>,
): void {
  if (receivable.caseKey === undefined) return;
  draft.send({
    type: 'publishMessage',
    name,
    correlationKey: receivable.id,
    timeToLive: MESSAGE_KEPT,
    variables: { openAmount: toMajor(receivable.openMinor, receivable.currency), ...variables },
  });
}

/** Gives part of a payment to a receivable; returns how much was given. */
function allocate(draft: Draft, payment: Payment, wish: AllocationWish): number {
  const receivable = draft.read(receivables, wish.receivableId);
  if (receivable === undefined) return 0;
  const amountMinor = fitting(wish.amountMinor, receivable.openMinor);
  if (amountMinor === 0) return 0;
  const allocation: Allocation = {
    id: draft.context.nextKey(),
    paymentId: payment.id,
    receivableId: receivable.id,
    customerId: receivable.customerId,
    amountMinor,
    currency: payment.currency,
    date: payment.date,
    at: draft.context.now,
  };
  draft.create(allocations, allocation);
  const reason = payment.source === 'write-off' ? 'written-off' : 'paid';
  reduceOpen(draft, receivable, { amountMinor, date: payment.date, reason });
  return amountMinor;
}

/** Posts a payment whose day has come: allocates as wished as far as it is still open, the rest stays on account. */
export function settlePayment(draft: Draft, payment: Payment): Payment {
  if (payment.state === 'pending') releasePending(draft, payment);
  const allocated = payment.wishes.reduce((sum, wish) => sum + allocate(draft, payment, wish), 0);
  const unappliedMinor = payment.amountMinor - allocated;
  return draft.put(payments, {
    ...payment,
    state: 'posted',
    postedAt: draft.context.now,
    unappliedMinor,
    hasUnapplied: unappliedMinor !== 0,
  });
}

/** Takes a payment in: at once when its day has come, else it waits for the day turn. */
export function enterPayment(draft: Draft, payment: Payment, today: string): Payment {
  if (payment.date <= today) return settlePayment(draft, { ...payment, state: 'posted' });
  for (const wish of payment.wishes) addPending(draft, wish.receivableId, wish.amountMinor);
  return draft.put(payments, { ...payment, state: 'pending' });
}

function releasePending(draft: Draft, payment: Payment): void {
  for (const wish of payment.wishes) addPending(draft, wish.receivableId, -wish.amountMinor);
}

function addPending(draft: Draft, receivableId: string, amountMinor: number): void {
  const receivable = draft.read(receivables, receivableId);
  if (receivable === undefined) return;
  draft.put(receivables, { ...receivable, pendingMinor: receivable.pendingMinor + amountMinor });
}

/** A payment under its new id, not taken in yet. */
export function newPayment(
  draft: Draft,
  payment: Omit<Payment, 'id' | 'state' | 'unappliedMinor' | 'hasUnapplied' | 'enteredAt'>,
): Payment {
  return draft.create(payments, {
    ...payment,
    id: draft.context.nextKey(),
    state: 'pending',
    unappliedMinor: 0,
    hasUnapplied: false,
    enteredAt: draft.context.now,
  });
}
