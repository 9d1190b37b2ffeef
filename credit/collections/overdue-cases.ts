import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { currency, date, instant, minor } from './fields.ts';

const task = z.object({
  /** Who has to do it, recognisable across renames: sales, finance, legal, or what an admin drew. */
  stepRole: z.string(),
  elementId: z.string(),
  jobKey: z.string(),
  at: instant,
  doneAt: z.exactOptional(instant),
});

const schema = z.object({
  processInstanceKey: z.string(),
  processDefinitionKey: z.string(),
  version: z.number().int(),
  receivableId: z.string(),
  invoiceNumber: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  departmentId: z.string(),
  salesOwnerId: z.string(),
  currency,
  /** Open amount, as the case was last told. */
  openMinor: minor,
  dueDate: date,
  openedAt: instant,
  state: z.enum(['open', 'ended']),
  /** Newest level reached: `sales`, `finance` or `legal`; `none` before the first. Other tasks do not change it. */
  level: z.enum(['none', 'sales', 'finance', 'legal']),
  /** Every task it ever raised, oldest first. */
  tasks: z.array(task),
  /** Who has the newest task: a person id. */
  ownerId: z.exactOptional(z.string()),
  endedAt: z.exactOptional(instant),
  /** `completed`: the process came to its own end while the receivable was open. */
  reason: z.exactOptional(z.enum(['paid', 'credited', 'written-off', 'completed', 'canceled'])),
  hasIncident: z.boolean(),
});

/** Read model of the overdue cases, kept by the case projector from what the engine records, inside the same unit. */
export type OverdueCase = z.infer<typeof schema>;
export type CaseLevel = OverdueCase['level'];
export type CaseEndReason = NonNullable<OverdueCase['reason']>;

export const overdueCases: Collection<OverdueCase> = {
  name: 'overdueCases',
  key: 'processInstanceKey',
  schema,
  schemaVersion: 1,
  indexes: {
    byState: { kind: 'ordered', fields: ['state', 'dueDate', 'currency'] },
    byStateAmount: { kind: 'ordered', fields: ['state', 'openMinor'] },
    byOpened: { kind: 'ordered', fields: ['state', 'openedAt'] },
    byEnded: { kind: 'ordered', fields: ['state', 'endedAt'] },
    byLevel: { kind: 'ordered', fields: ['state', 'level', 'dueDate', 'currency'] },
    byDepartment: { kind: 'ordered', fields: ['departmentId', 'state', 'level', 'dueDate', 'currency'] },
    byDepartmentDueDate: { kind: 'ordered', fields: ['departmentId', 'state', 'dueDate'] },
    byDepartmentAmount: { kind: 'ordered', fields: ['departmentId', 'state', 'openMinor'] },
    byOwner: { kind: 'ordered', fields: ['ownerId', 'state', 'dueDate'] },
    bySalesOwner: { kind: 'ordered', fields: ['salesOwnerId', 'state', 'dueDate'] },
    byCustomer: { kind: 'ordered', fields: ['customerId', 'state', 'dueDate'] },
    byReceivable: { kind: 'ordered', fields: ['receivableId', 'openedAt'] },
    search: { kind: 'text', of: ['invoiceNumber', 'customerName'] },
  },
};
