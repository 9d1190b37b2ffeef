import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { currency, date, instant, minor } from './fields.ts';

const allocationWish = z.object({ receivableId: z.string(), amountMinor: minor });

const paymentSchema = z.object({
  id: z.string(),
  customerId: z.string(),
  amountMinor: minor,
  currency,
  /** The day the money counts: posted at its start. */
  date,
  /** `pending`: its day has not come. */
  state: z.enum(['pending', 'posted']),
  /** What of it settles nothing yet and lies on account. */
  unappliedMinor: minor,
  hasUnapplied: z.boolean(),
  /** What it is meant to settle. */
  wishes: z.array(allocationWish),
  source: z.enum(['manual', 'import', 'write-off', 'reversal']),
  importId: z.exactOptional(z.string()),
  /** Of a reversal: the payment it takes back. */
  reverses: z.exactOptional(z.string()),
  reversedBy: z.exactOptional(z.string()),
  reference: z.exactOptional(z.string()),
  note: z.exactOptional(z.string()),
  /** Person who entered it. */
  by: z.string(),
  enteredAt: instant,
  postedAt: z.exactOptional(instant),
});

/** Amount, date and customer of a payment never change; a mistake is taken back by a reversal. */
export type Payment = z.infer<typeof paymentSchema>;
export type AllocationWish = z.infer<typeof allocationWish>;

export const payments: Collection<Payment> = {
  name: 'payments',
  key: 'id',
  schema: paymentSchema,
  schemaVersion: 1,
  indexes: {
    byDate: { kind: 'ordered', fields: ['date'] },
    byState: { kind: 'ordered', fields: ['state', 'date'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'date'] },
    unapplied: { kind: 'ordered', fields: ['hasUnapplied', 'customerId', 'currency'] },
    byImport: { kind: 'ordered', fields: ['importId', 'date'] },
  },
};

const allocationSchema = z.object({
  id: z.string(),
  paymentId: z.string(),
  receivableId: z.string(),
  customerId: z.string(),
  /** Negative when a reversal gives it back. */
  amountMinor: minor,
  currency,
  date,
  at: instant,
});

/** How much of a payment went to a receivable. Appended, never changed. */
export type Allocation = z.infer<typeof allocationSchema>;

export const allocations: Collection<Allocation> = {
  name: 'allocations',
  key: 'id',
  schema: allocationSchema,
  schemaVersion: 1,
  indexes: {
    byReceivable: { kind: 'ordered', fields: ['receivableId', 'date'] },
    byPayment: { kind: 'ordered', fields: ['paymentId', 'date'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'date'] },
  },
};
