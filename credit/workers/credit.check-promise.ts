import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { promises } from '../collections/activities.ts';
import { receivables } from '../collections/receivables.ts';
import { reference } from '../deciders/draft.ts';
import { promiseOutcome } from '../deciders/promise-outcome.ts';
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
    const status = promiseOutcome(promise, receivable);
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
