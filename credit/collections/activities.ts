import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { currency, date, instant, minor } from './fields.ts';

const about = {
  id: z.string(),
  customerId: z.string(),
  receivableId: z.exactOptional(z.string()),
  processInstanceKey: z.exactOptional(z.string()),
};

const activitySchema = z.object({
  ...about,
  /** How: phone, visit, letter, mail, wechat, other; or what happened: promise, dispute, hold, write-off, grade, limit … */
  channel: z.string(),
  /** Who was spoken to. */
  with: z.exactOptional(z.string()),
  note: z.exactOptional(z.string()),
  amountMinor: z.exactOptional(minor),
  currency: z.exactOptional(currency),
  date: z.exactOptional(date),
  by: z.exactOptional(z.string()),
  at: instant,
});

/** Every contact with a customer and every step taken against one. Appended, never changed. */
export type Activity = z.infer<typeof activitySchema>;

export const activities: Collection<Activity> = {
  name: 'activities',
  key: 'id',
  schema: activitySchema,
  schemaVersion: 1,
  indexes: {
    byTime: { kind: 'ordered', fields: ['at'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'at'] },
    byReceivable: { kind: 'ordered', fields: ['receivableId', 'at'] },
    byCase: { kind: 'ordered', fields: ['processInstanceKey', 'at'] },
    byPerson: { kind: 'ordered', fields: ['by', 'at'] },
  },
};

const promiseSchema = z.object({
  ...about,
  /** Day by which the money is promised. */
  date,
  amountMinor: minor,
  currency,
  /** What was open when it was given: how much has come since decides whether it is kept. */
  openMinorThen: minor,
  status: z.enum(['open', 'kept', 'partly', 'broken']),
  by: z.exactOptional(z.string()),
  at: instant,
  checkedAt: z.exactOptional(instant),
});

export type PaymentPromise = z.infer<typeof promiseSchema>;

export const promises: Collection<PaymentPromise> = {
  name: 'promises',
  key: 'id',
  schema: promiseSchema,
  schemaVersion: 1,
  indexes: {
    byStatus: { kind: 'ordered', fields: ['status', 'date'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'date'] },
    byReceivable: { kind: 'ordered', fields: ['receivableId', 'date'] },
  },
};

const disputeSchema = z.object({
  ...about,
  reason: z.string(),
  amountMinor: minor,
  currency,
  status: z.enum(['open', 'closed']),
  outcome: z.exactOptional(z.string()),
  by: z.exactOptional(z.string()),
  at: instant,
  closedAt: z.exactOptional(instant),
});

export type Dispute = z.infer<typeof disputeSchema>;

export const disputes: Collection<Dispute> = {
  name: 'disputes',
  key: 'id',
  schema: disputeSchema,
  schemaVersion: 1,
  indexes: {
    byStatus: { kind: 'ordered', fields: ['status', 'at'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'at'] },
    byReceivable: { kind: 'ordered', fields: ['receivableId', 'at'] },
  },
};
