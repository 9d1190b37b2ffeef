import type { Customer } from '../collections/customers.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { Draft } from './draft.ts';
import { withDerived } from './ledger.ts';
import { toMajor } from './money.ts';

/** The process that every overdue receivable goes through unless the company says otherwise. */
export const OVERDUE_PROCESS_ID = 'overdue-escalation';

export interface CasePolicy {
  readonly bpmnProcessId: string;
  readonly zone: string;
}

/** Overdue from the midnight that ends its due date, if it is still open and no case was ever opened for it. */
export function isDueForCase(receivable: Receivable, today: string): boolean {
  return receivable.awaitsCase && receivable.dueDate < today;
}

/** Opens the overdue case of a receivable: the process instance and the mark on the receivable are one unit. */
export function openCase(draft: Draft, receivable: Receivable, customer: Customer, policy: CasePolicy): Receivable {
  const caseKey = draft.context.nextKey();
  draft.send({
    type: 'createProcessInstance',
    bpmnProcessId: policy.bpmnProcessId,
    processInstanceKey: caseKey,
    variables: caseVariables(receivable, customer, policy.zone),
  });
  return draft.put(receivables, withDerived({ ...receivable, caseKey }));
}

function caseVariables(receivable: Receivable, customer: Customer, zone: string): Readonly<Record<string, unknown>> {
  const { currency } = receivable;
  return {
    receivable: {
      id: receivable.id,
      invoiceNumber: receivable.invoiceNumber,
      dueDate: receivable.dueDate,
      currency,
      amount: toMajor(receivable.amountMinor, currency),
      openAmount: toMajor(receivable.openMinor, currency),
      disputed: receivable.disputed,
    },
    customer: { id: customer.id, name: customer.name, grade: customer.grade ?? null },
    owners: { sales: customer.salesOwnerId, finance: customer.financeOwnerId, legal: customer.legalOwnerId },
    zone,
  };
}
