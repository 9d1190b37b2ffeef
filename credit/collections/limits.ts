import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { currency, date, instant, minor } from './fields.ts';

const schema = z.object({
  id: z.string(),
  customerId: z.string(),
  kind: z.enum(['base', 'temporary', 'frozen']),
  amountMinor: minor,
  currency,
  validFrom: date,
  validTo: z.exactOptional(date),
  /** The case that decided it. */
  processInstanceKey: z.exactOptional(z.string()),
  at: instant,
});

/** Each limit a customer was ever given, newest last. Appended, never changed; the one in force is on the customer. */
export type LimitDecision = z.infer<typeof schema>;

export const limitDecisions: Collection<LimitDecision> = {
  name: 'limitDecisions',
  key: 'id',
  schema,
  schemaVersion: 1,
  indexes: {
    byCustomer: { kind: 'ordered', fields: ['customerId', 'at'] },
    byExpiry: { kind: 'ordered', fields: ['kind', 'validTo'] },
  },
};

const gradingSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  grade: z.enum(['A', 'B', 'C', 'D']),
  score: z.exactOptional(z.number()),
  processInstanceKey: z.exactOptional(z.string()),
  at: instant,
});

/** Each grade a customer was ever given. Appended, never changed. */
export type Grading = z.infer<typeof gradingSchema>;

export const gradings: Collection<Grading> = {
  name: 'gradings',
  key: 'id',
  schema: gradingSchema,
  schemaVersion: 1,
  indexes: { byCustomer: { kind: 'ordered', fields: ['customerId', 'at'] } },
};
