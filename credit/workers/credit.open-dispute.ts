import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { disputes } from '../collections/activities.ts';
import { receivables } from '../collections/receivables.ts';
import { reference } from '../deciders/draft.ts';
import { fitting } from '../deciders/ledger.ts';
import { toMinor } from '../deciders/money.ts';
import type { WorkerParts } from './credit-worker.ts';
import { creditWorker, given, givenUp, record, subjectSchema } from './credit-worker.ts';
import { findLastActor } from './last-actor.ts';

const inputs = subjectSchema.extend({
  receivable: z.object({ id: z.string() }),
  dispute: z.object({ reason: z.string(), amount: z.number().positive(), note: z.string().nullish() }),
});

/** Marks a receivable as disputed: `dispute` = { reason, amount, note? } → `disputeId`. The amount stays in the exposure. */
export function createOpenDispute(parts: WorkerParts): Worker<string | undefined> {
  return creditWorker<z.infer<typeof inputs>, string | undefined>({
    type: 'credit.open-dispute',
    inputs,
    prepare: (_inputs, job) => findLastActor(parts.store, job),
    reads: ({ receivable }) => [reference(receivables, receivable.id)],
    decide(draft, subject, job, by) {
      const receivable = draft.read(receivables, subject.receivable.id);
      if (receivable === undefined) return givenUp(`There is no receivable '${subject.receivable.id}'.`);
      const { currency } = receivable;
      const { reason, note } = subject.dispute;
      const amountMinor = fitting(toMinor(subject.dispute.amount, currency), receivable.openMinor);
      draft.put(receivables, { ...receivable, disputed: true, disputedMinor: amountMinor });
      const activity = record(draft, subject, job, {
        channel: 'dispute',
        note: [reason, note].filter((part) => part !== undefined && part !== null).join(': '),
        amountMinor,
        currency,
        ...given({ by }),
      });
      draft.create(disputes, {
        id: activity.id,
        customerId: receivable.customerId,
        receivableId: receivable.id,
        processInstanceKey: job.processInstanceKey,
        reason,
        amountMinor,
        currency,
        status: 'open',
        at: draft.context.now,
        ...given({ by }),
      });
      return { disputeId: activity.id };
    },
  });
}
