import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import type { WorkerParts } from './credit-worker.ts';
import { creditWorker, given, record, subjectSchema } from './credit-worker.ts';
import { findLastActor } from './last-actor.ts';

const inputs = subjectSchema.extend({
  contact: z.object({
    channel: z.string().min(1),
    with: z.string().nullish(),
    note: z.string().nullish(),
  }),
});

/** Keeps a contact with the customer: `contact` = { channel, with?, note? }. */
export function createRecordContact(parts: WorkerParts): Worker<string | undefined> {
  return creditWorker<z.infer<typeof inputs>, string | undefined>({
    type: 'credit.record-contact',
    inputs,
    prepare: (_inputs, job) => findLastActor(parts.store, job),
    reads: () => [],
    decide(draft, subject, job, by) {
      const { contact } = subject;
      record(draft, subject, job, {
        channel: contact.channel,
        ...given({ with: contact.with, note: contact.note, by }),
      });
      return {};
    },
  });
}
