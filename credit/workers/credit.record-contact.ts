import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { creditWorker, record, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({
  contact: z.object({
    channel: z.string().min(1),
    with: z.string().nullish(),
    note: z.string().nullish(),
    by: z.string().nullish(),
  }),
});

/** Keeps a contact with the customer: `contact` = { channel, with?, note?, by? }. */
export const recordContact: Worker = creditWorker<z.infer<typeof inputs>>({
  type: 'credit.record-contact',
  inputs,
  reads: () => [],
  decide(draft, subject, job) {
    const { contact } = subject;
    record(draft, subject, job, {
      channel: contact.channel,
      ...(contact.with == null ? {} : { with: contact.with }),
      ...(contact.note == null ? {} : { note: contact.note }),
      ...(contact.by == null ? {} : { by: contact.by }),
    });
    return {};
  },
});
