import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { currency, date, instant, minor } from './fields.ts';

const schema = z.object({
  /** Made from seller, customer and invoice number, so that the same invoice always meets itself. */
  id: z.string(),
  /** The selling company; empty where a company has only one. */
  seller: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  invoiceNumber: z.string(),
  /** A credit note has a negative amount and opens no case. */
  kind: z.enum(['invoice', 'credit-note']),
  amountMinor: minor,
  /** What is not paid, credited or written off yet; same sign as the amount. */
  openMinor: minor,
  /** Part of the open amount for which a payment is entered whose day has not come. */
  pendingMinor: minor,
  currency,
  invoiceDate: z.exactOptional(date),
  dueDate: date,
  status: z.enum(['open', 'settled', 'written-off']),
  disputed: z.boolean(),
  disputedMinor: minor,
  settledDate: z.exactOptional(date),
  /** Overdue case (process instance) it has or had. */
  caseKey: z.exactOptional(z.string()),
  /** Open, an invoice, and without a case: what the day turn looks at when its due date has passed. */
  awaitsCase: z.boolean(),
  /** Copied from the customer, so that lists and sums by owner and department come from an index. */
  salesOwnerId: z.string(),
  departmentId: z.string(),
  /** Where it came from: the import, its file and the line in it. */
  importId: z.exactOptional(z.string()),
  fileName: z.exactOptional(z.string()),
  line: z.exactOptional(z.number().int()),
  postedAt: instant,
});

export type Receivable = z.infer<typeof schema>;

export const receivables: Collection<Receivable> = {
  name: 'receivables',
  key: 'id',
  schema,
  schemaVersion: 1,
  indexes: {
    identity: { kind: 'ordered', fields: ['seller', 'customerId', 'invoiceNumber'], unique: true },
    byDueDate: { kind: 'ordered', fields: ['dueDate'] },
    byStatus: { kind: 'ordered', fields: ['status', 'dueDate', 'currency', 'openMinor'] },
    byStatusAmount: { kind: 'ordered', fields: ['status', 'openMinor'] },
    byStatusCustomerName: { kind: 'ordered', fields: ['status', 'customerName'] },
    byStatusInvoiceDate: { kind: 'ordered', fields: ['status', 'invoiceDate'] },
    byCustomerName: { kind: 'ordered', fields: ['customerName'] },
    byInvoiceDate: { kind: 'ordered', fields: ['invoiceDate'] },
    byOpenAmount: { kind: 'ordered', fields: ['openMinor'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'dueDate'] },
    byCustomerStatus: { kind: 'ordered', fields: ['customerId', 'status', 'dueDate', 'currency', 'openMinor'] },
    bySalesOwner: { kind: 'ordered', fields: ['salesOwnerId', 'status', 'dueDate', 'currency', 'openMinor'] },
    byDepartment: { kind: 'ordered', fields: ['departmentId', 'status', 'dueDate', 'currency'] },
    byDisputed: { kind: 'ordered', fields: ['disputed', 'status', 'dueDate'] },
    byImport: { kind: 'ordered', fields: ['importId', 'dueDate'] },
    awaitingCase: { kind: 'ordered', fields: ['awaitsCase', 'dueDate'] },
    search: { kind: 'text', of: ['invoiceNumber', 'customerName'] },
  },
};
