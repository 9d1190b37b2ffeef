import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { currency, date, instant, minor } from './fields.ts';

const contact = z.object({
  name: z.string(),
  title: z.exactOptional(z.string()),
  phone: z.exactOptional(z.string()),
  email: z.exactOptional(z.string()),
});

const limit = z.object({
  amountMinor: minor,
  currency,
  kind: z.enum(['base', 'temporary', 'frozen']),
  /** Last day it counts; without one it counts until replaced. */
  validTo: z.exactOptional(date),
  setAt: instant,
});

const schema = z.object({
  id: z.string(),
  /** Number the customer has in the company's own books, and in the files that come from there. */
  code: z.exactOptional(z.string()),
  name: z.string(),
  grade: z.exactOptional(z.enum(['A', 'B', 'C', 'D'])),
  score: z.exactOptional(z.number()),
  gradedAt: z.exactOptional(instant),
  departmentId: z.exactOptional(z.string()),
  /** Person ids. Never empty: an overdue case must have someone to go to. */
  salesOwnerId: z.string(),
  financeOwnerId: z.string(),
  legalOwnerId: z.string(),
  limit: z.exactOptional(limit),
  /** What was agreed: days until an invoice is due, and how payment is made. */
  terms: z.exactOptional(z.object({ days: z.exactOptional(z.number().int()), payment: z.exactOptional(z.string()) })),
  /** Shipments are stopped while true. */
  hold: z.boolean(),
  holdAt: z.exactOptional(instant),
  /** The credit archive, as its form describes it. */
  archive: z.exactOptional(z.record(z.string(), z.unknown())),
  archivedAt: z.exactOptional(instant),
  contacts: z.array(contact),
  createdAt: instant,
});

export type Customer = z.infer<typeof schema>;
export type Grade = NonNullable<Customer['grade']>;

export const customers: Collection<Customer> = {
  name: 'customers',
  key: 'id',
  schema,
  schemaVersion: 1,
  indexes: {
    byName: { kind: 'ordered', fields: ['name'] },
    byCode: { kind: 'ordered', fields: ['code'], unique: true },
    byGrade: { kind: 'ordered', fields: ['grade', 'name'] },
    byHold: { kind: 'ordered', fields: ['hold', 'name'] },
    byDepartment: { kind: 'ordered', fields: ['departmentId', 'name'] },
    bySalesOwner: { kind: 'ordered', fields: ['salesOwnerId', 'name'] },
    search: { kind: 'text', of: ['name', 'code'] },
  },
};
