import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { promises } from '../collections/activities.ts';
import { date } from '../collections/fields.ts';
import { receivables } from '../collections/receivables.ts';
import { reference } from '../deciders/draft.ts';
import { toMinor } from '../deciders/money.ts';
import type { WorkerParts } from './credit-worker.ts';
import { creditWorker, given, givenUp, record, subjectSchema } from './credit-worker.ts';
import { findLastActor } from './last-actor.ts';

const inputs = subjectSchema.extend({
  receivable: z.object({ id: z.string() }),
  promise: z.object({ date, amount: z.number().positive() }),
});

/** Keeps a promise to pay: `promise` = { date, amount } → `promiseId`. */
export function createRegisterPromise(parts: WorkerParts): Worker<string | undefined> {
  return creditWorker<z.infer<typeof inputs>, string | undefined>({
    type: 'credit.register-promise',
    inputs,
    prepare: (_inputs, job) => findLastActor(parts.store, job),
    reads: ({ receivable }) => [reference(receivables, receivable.id)],
    decide(draft, subject, job, by) {
      const receivable = draft.read(receivables, subject.receivable.id);
      if (receivable === undefined) return givenUp(`There is no receivable '${subject.receivable.id}'.`);
      const { currency } = receivable;
      const amountMinor = toMinor(subject.promise.amount, currency);
      const activity = record(draft, subject, job, {
        channel: 'promise',
        date: subject.promise.date,
        amountMinor,
        currency,
        ...given({ by }),
      });
      const promise = draft.create(promises, {
        id: activity.id,
        customerId: receivable.customerId,
        receivableId: receivable.id,
        processInstanceKey: job.processInstanceKey,
        date: subject.promise.date,
        amountMinor,
        currency,
        openMinorThen: receivable.openMinor,
        status: 'open',
        at: draft.context.now,
        ...given({ by }),
      });
      return { promiseId: promise.id };
    },
  });
}
