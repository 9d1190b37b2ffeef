import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import type { PaymentPromise } from '../collections/activities.ts';
import { promises } from '../collections/activities.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import { reference } from '../deciders/draft.ts';
import { creditWorker, givenUp, record, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({ receivable: z.object({ id: z.string() }), promiseId: z.string() });

/** Says whether as much has come as was promised: `promiseId` → `promiseKept`. Money written off does not count. */
export const checkPromise: Worker = creditWorker<z.infer<typeof inputs>>({
  type: 'credit.check-promise',
  inputs,
  reads: ({ receivable, promiseId }) => [reference(receivables, receivable.id), reference(promises, promiseId)],
  decide(draft, subject, job) {
    const promise = draft.read(promises, subject.promiseId);
    const receivable = draft.read(receivables, subject.receivable.id);
    if (promise === undefined || receivable === undefined) {
      return givenUp(`There is no promise '${subject.promiseId}' on receivable '${subject.receivable.id}'.`);
    }
    const status = outcomeOf(promise, receivable);
    draft.put(promises, { ...promise, status, checkedAt: draft.context.now });
    record(draft, subject, job, {
      channel: status === 'kept' ? 'promise-kept' : 'promise-broken',
      date: promise.date,
      amountMinor: promise.amountMinor,
      currency: promise.currency,
    });
    return { promiseKept: status === 'kept' };
  },
});

function outcomeOf(promise: PaymentPromise, receivable: Receivable): 'kept' | 'partly' | 'broken' {
  const received = receivable.status === 'written-off' ? 0 : promise.openMinorThen - receivable.openMinor;
  if (received >= Math.min(promise.amountMinor, promise.openMinorThen)) return 'kept';
  return received > 0 ? 'partly' : 'broken';
}
