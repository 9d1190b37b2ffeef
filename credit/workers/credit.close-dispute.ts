import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { disputes } from '../collections/activities.ts';
import { receivables } from '../collections/receivables.ts';
import { reference } from '../deciders/draft.ts';
import type { WorkerParts } from './credit-worker.ts';
import { creditWorker, given, givenUp, record, subjectSchema } from './credit-worker.ts';
import { findLastActor } from './last-actor.ts';

const inputs = subjectSchema.extend({
  receivable: z.object({ id: z.string() }),
  disputeId: z.string().nullish(),
  disputeOutcome: z.string().nullish(),
});

/** Ends the dispute of a receivable: `disputeId`, `disputeOutcome`. What is credited is posted as a credit note apart from it. */
export function createCloseDispute(parts: WorkerParts): Worker<string | undefined> {
  return creditWorker<z.infer<typeof inputs>, string | undefined>({
    type: 'credit.close-dispute',
    inputs,
    prepare: (_inputs, job) => findLastActor(parts.store, job),
    reads: ({ receivable, disputeId }) => [
      reference(receivables, receivable.id),
      ...(disputeId ? [reference(disputes, disputeId)] : []),
    ],
    decide(draft, subject, job, by) {
      const receivable = draft.read(receivables, subject.receivable.id);
      if (receivable === undefined) return givenUp(`There is no receivable '${subject.receivable.id}'.`);
      const dispute = subject.disputeId ? draft.read(disputes, subject.disputeId) : undefined;
      const outcome = given({ outcome: subject.disputeOutcome });
      draft.put(receivables, { ...receivable, disputed: false, disputedMinor: 0 });
      if (dispute !== undefined) {
        draft.put(disputes, { ...dispute, ...outcome, status: 'closed', closedAt: draft.context.now });
      }
      record(draft, subject, job, {
        channel: 'dispute-closed',
        ...given({ note: subject.disputeOutcome, by }),
      });
      return {};
    },
  });
}
