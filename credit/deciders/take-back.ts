import { customers } from '../collections/customers.ts';
import type { OverdueCase } from '../collections/overdue-cases.ts';
import { overdueCases } from '../collections/overdue-cases.ts';
import type { Allocation, Payment } from '../collections/payments.ts';
import { allocations, payments } from '../collections/payments.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { Draft } from './draft.ts';
import { newPayment, tellChanged, withDerived } from './ledger.ts';
import type { CasePolicy } from './open-case.ts';
import { isDueForCase, openCase } from './open-case.ts';

/** Removes a receivable as if it had never been posted: its payments, what they were allocated to, and its case. */
export function takeBackReceivable(
  draft: Draft,
  trace: {
    readonly receivable: Receivable | undefined;
    readonly payments: readonly Payment[];
    readonly allocations: readonly Allocation[];
    readonly overdueCase: OverdueCase | undefined;
  },
): void {
  const { receivable, overdueCase } = trace;
  if (receivable === undefined) return;
  for (const allocation of trace.allocations) draft.delete(allocations, allocation.id);
  for (const payment of trace.payments) draft.delete(payments, payment.id);
  draft.delete(receivables, receivable.id);
  if (overdueCase === undefined) return;
  const { processInstanceKey } = overdueCase;
  if (draft.read(overdueCases, processInstanceKey)?.state === 'open') {
    draft.send({ type: 'cancelProcessInstance', processInstanceKey });
  }
  draft.delete(overdueCases, processInstanceKey);
}

interface TakeBack extends CasePolicy {
  readonly today: string;
  readonly by: string;
}

/**
 * Reverses a payment: a payment of the opposite amount gives back what was allocated. The receivable is open again; its
 * case is told, or, when that has ended, a new one opens as soon as the receivable is overdue.
 */
export function takeBackPayment(
  draft: Draft,
  paymentId: string,
  allocated: readonly Allocation[],
  context: TakeBack,
): void {
  const payment = draft.read(payments, paymentId);
  if (payment === undefined || payment.reversedBy !== undefined) return;
  if (payment.state === 'pending') return dropPending(draft, payment);
  const given = allocated.filter((one) => one.paymentId === paymentId);
  const wishes = given.map(({ receivableId, amountMinor }) => ({ receivableId, amountMinor: -amountMinor }));
  const reversal = newPayment(draft, {
    customerId: payment.customerId,
    amountMinor: -payment.amountMinor,
    currency: payment.currency,
    date: context.today,
    wishes,
    source: 'reversal',
    reverses: payment.id,
    by: context.by,
    ...(payment.reference === undefined ? {} : { reference: payment.reference }),
  });
  const { now } = draft.context;
  draft.put(payments, {
    ...reversal,
    state: 'posted',
    postedAt: now,
    unappliedMinor: -payment.unappliedMinor,
    hasUnapplied: payment.hasUnapplied,
  });
  draft.put(payments, { ...payment, reversedBy: reversal.id });
  for (const { receivableId, amountMinor } of given) giveBack(draft, reversal, receivableId, amountMinor, context);
}

function dropPending(draft: Draft, payment: Payment): void {
  for (const wish of payment.wishes) {
    const receivable = draft.read(receivables, wish.receivableId);
    if (receivable === undefined) continue;
    draft.put(receivables, { ...receivable, pendingMinor: receivable.pendingMinor - wish.amountMinor });
  }
  draft.delete(payments, payment.id);
}

function giveBack(draft: Draft, reversal: Payment, receivableId: string, amountMinor: number, context: TakeBack): void {
  const receivable = draft.read(receivables, receivableId);
  if (receivable === undefined) return;
  draft.create(allocations, {
    id: draft.context.nextKey(),
    paymentId: reversal.id,
    receivableId,
    customerId: receivable.customerId,
    amountMinor: -amountMinor,
    currency: reversal.currency,
    date: reversal.date,
    at: draft.context.now,
  });
  reopen(draft, receivable, amountMinor, context);
}

function reopen(draft: Draft, receivable: Receivable, amountMinor: number, context: TakeBack): void {
  const { settledDate: _settledDate, caseKey, ...rest } = receivable;
  const caseGoesOn = caseKey !== undefined && draft.read(overdueCases, caseKey)?.state === 'open';
  const reopened = draft.put(
    receivables,
    withDerived({
      ...rest,
      openMinor: receivable.openMinor + amountMinor,
      status: 'open',
      ...(caseGoesOn ? { caseKey } : {}),
    }),
  );
  const customer = draft.read(customers, receivable.customerId);
  if (caseGoesOn) tellChanged(draft, reopened);
  else if (customer !== undefined && isDueForCase(reopened, context.today))
    openCase(draft, reopened, customer, context);
}
