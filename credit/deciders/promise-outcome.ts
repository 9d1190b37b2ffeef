import type { PaymentPromise } from '../collections/activities.ts';
import type { Receivable } from '../collections/receivables.ts';

/** Whether as much has come since as was promised. Money written off does not count. */
export function promiseOutcome(promise: PaymentPromise, receivable: Receivable): 'kept' | 'partly' | 'broken' {
  const received = receivable.status === 'written-off' ? 0 : promise.openMinorThen - receivable.openMinor;
  if (received >= Math.min(promise.amountMinor, promise.openMinorThen)) return 'kept';
  return received > 0 ? 'partly' : 'broken';
}
