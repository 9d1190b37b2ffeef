import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { customers } from '../collections/customers.ts';
import { gradings } from '../collections/limits.ts';
import { reference } from '../deciders/draft.ts';
import { creditWorker, given, givenUp, record, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({ grade: z.enum(['A', 'B', 'C', 'D']), score: z.number().nullish() });

/** Gives the customer its grade: `grade`, `score`. Cases opened from then on follow it. */
export const applyGrade: Worker = creditWorker<z.infer<typeof inputs>>({
  type: 'credit.apply-grade',
  inputs,
  reads: ({ customer }) => [reference(customers, customer.id)],
  decide(draft, subject, job) {
    const customer = draft.read(customers, subject.customer.id);
    if (customer === undefined) return givenUp(`There is no customer '${subject.customer.id}'.`);
    const graded = { grade: subject.grade, ...given({ score: subject.score }) };
    const { now } = draft.context;
    draft.put(customers, { ...customer, ...graded, gradedAt: now });
    const activity = record(draft, subject, job, { channel: 'grade', note: subject.grade });
    draft.create(gradings, {
      ...graded,
      id: activity.id,
      customerId: customer.id,
      processInstanceKey: job.processInstanceKey,
      at: now,
    });
    return {};
  },
});
