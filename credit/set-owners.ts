import { reject } from '#errors/index.ts';
import type { Customer } from './collections/customers.ts';
import { customers } from './collections/customers.ts';
import { receivables } from './collections/receivables.ts';
import type { Credit } from './context.ts';
import { accepted, reference, refused } from './deciders/draft.ts';
import { pagesOf } from './pages.ts';
import { chunksOf, work } from './work.ts';

const UNIT = 200;

export interface OwnerChange {
  readonly salesOwnerId?: string;
  readonly financeOwnerId?: string;
  readonly legalOwnerId?: string;
  /** Of the owner for sales: the customer counts there from now on. */
  readonly departmentId?: string;
}

/**
 * Says who is responsible for a customer. All its receivables follow, since who is responsible may read them; cases that
 * run keep the people they were opened with. Rejects with CREDIT_CUSTOMER_NOT_FOUND.
 */
export async function setCustomerOwners(credit: Credit, customerId: string, change: OwnerChange): Promise<Customer> {
  const customer = await credit.engine.transact(
    work([reference(customers, customerId)], (draft) => {
      const found = draft.read(customers, customerId);
      if (found === undefined) return refused(reject('CREDIT_CUSTOMER_NOT_FOUND', { id: customerId }));
      return accepted(draft.put(customers, { ...found, ...change }));
    }),
  );
  for await (const page of pagesOf(credit.store, receivables, { customerId }, 'dueDate')) {
    for (const chunk of chunksOf(page, UNIT))
      await follow(
        credit,
        customer,
        chunk.map((one) => one.id),
      );
  }
  return customer;
}

function follow(credit: Credit, customer: Customer, ids: readonly string[]): Promise<void> {
  const reads = ids.map((id) => reference(receivables, id));
  return credit.engine.transact(
    work(reads, (draft) => {
      for (const id of ids) {
        const receivable = draft.read(receivables, id);
        if (receivable === undefined) continue;
        const { salesOwnerId, departmentId = '' } = customer;
        draft.put(receivables, { ...receivable, salesOwnerId, departmentId });
      }
      return accepted(undefined);
    }),
  );
}
