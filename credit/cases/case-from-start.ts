import { z } from 'zod';
import type { EngineEvent, EngineRecord } from '#engine/index.ts';
import type { Documents } from '#store/index.ts';
import type { OverdueCase } from '../collections/overdue-cases.ts';
import { receivables } from '../collections/receivables.ts';
import { toMinor } from '../deciders/money.ts';

const startVariables = z.object({
  receivable: z.object({
    id: z.string(),
    invoiceNumber: z.string(),
    dueDate: z.string(),
    currency: z.string(),
    openAmount: z.number(),
  }),
  customer: z.object({ id: z.string(), name: z.string() }),
  owners: z.object({ sales: z.string() }),
});

/** Id of the receivable a new process instance is about; undefined for any other event. */
export function startedReceivable(event: EngineEvent): string | undefined {
  if (event.type !== 'processInstanceCreated') return undefined;
  return startVariables.safeParse(event.variables).data?.receivable.id;
}

/** The case that begins with this record; undefined when it begins none. */
export function caseFromStart(record: EngineRecord, documents: Documents): OverdueCase | undefined {
  const { event } = record;
  if (event.type !== 'processInstanceCreated' || event.parentProcessInstanceKey !== undefined) return undefined;
  const variables = startVariables.safeParse(event.variables).data;
  if (variables === undefined) return undefined;
  const { receivable, customer, owners } = variables;
  return {
    processInstanceKey: record.processInstanceKey,
    processDefinitionKey: event.processDefinitionKey,
    version: event.version,
    receivableId: receivable.id,
    invoiceNumber: receivable.invoiceNumber,
    customerId: customer.id,
    customerName: customer.name,
    departmentId: documents.get(receivables, receivable.id)?.document.departmentId ?? '',
    salesOwnerId: owners.sales,
    currency: receivable.currency,
    openMinor: toMinor(receivable.openAmount, receivable.currency),
    dueDate: receivable.dueDate,
    openedAt: record.timestamp,
    state: 'open',
    level: 'none',
    tasks: [],
    hasIncident: false,
  };
}
