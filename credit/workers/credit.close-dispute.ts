import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { disputes } from '../collections/activities.ts';
import { receivables } from '../collections/receivables.ts';
import { reference } from '../deciders/draft.ts';
import { creditWorker, givenUp, record, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({
  receivable: z.object({ id: z.string() }),
  disputeId: z.string().nullish(),
  disputeOutcome: z.string().nullish(),
});

/** Ends the dispute of a receivable: `disputeId`, `disputeOutcome`. What is credited is posted as a credit note apart from it. */
export const closeDispute: Worker = creditWorker<z.infer<typeof inputs>>({
  type: 'credit.close-dispute',
  inputs,
  reads: ({ receivable, disputeId }) => [
    reference(receivables, receivable.id),
    ...(disputeId == null ? [] : [reference(disputes, disputeId)]),
  ],
  decide(draft, subject, job) {
    const receivable = draft.read(receivables, subject.receivable.id);
    if (receivable === undefined) return givenUp(`There is no receivable '${subject.receivable.id}'.`);
    const dispute = subject.disputeId == null ? undefined : draft.read(disputes, subject.disputeId);
    const outcome = subject.disputeOutcome == null ? {} : { outcome: subject.disputeOutcome };
    draft.put(receivables, { ...receivable, disputed: false, disputedMinor: 0 });
    if (dispute !== undefined) {
      draft.put(disputes, { ...dispute, ...outcome, status: 'closed', closedAt: draft.context.now });
    }
    record(draft, subject, job, {
      channel: 'dispute-closed',
      ...(subject.disputeOutcome == null ? {} : { note: subject.disputeOutcome }),
    });
    return {};
  },
});
