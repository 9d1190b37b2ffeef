import { reject } from '#errors/index.ts';
import type { Activity } from './collections/activities.ts';
import { activities } from './collections/activities.ts';
import { customers } from './collections/customers.ts';
import { receivables } from './collections/receivables.ts';
import type { Credit } from './context.ts';
import { accepted, reference, refused } from './deciders/draft.ts';
import { work } from './work.ts';

export interface ActivityEntry {
  readonly customerId: string;
  readonly receivableId?: string;
  /** phone, visit, letter, mail, wechat, other. */
  readonly channel: string;
  readonly with?: string;
  readonly note: string;
  readonly by: string;
}

/** Records a contact by hand. Rejects with CREDIT_CUSTOMER_NOT_FOUND, CREDIT_RECEIVABLE_NOT_FOUND. */
export function addActivity(credit: Credit, entry: ActivityEntry): Promise<Activity> {
  const { customerId, receivableId } = entry;
  const reads = [
    reference(customers, customerId),
    ...(receivableId === undefined ? [] : [reference(receivables, receivableId)]),
  ];
  return credit.engine.transact(
    work(reads, (draft, { now, nextKey }) => {
      if (draft.read(customers, customerId) === undefined) {
        return refused(reject('CREDIT_CUSTOMER_NOT_FOUND', { id: customerId }));
      }
      if (receivableId !== undefined && draft.read(receivables, receivableId)?.customerId !== customerId) {
        return refused(reject('CREDIT_RECEIVABLE_NOT_FOUND', { id: receivableId }));
      }
      const caseKey = receivableId === undefined ? undefined : draft.read(receivables, receivableId)?.caseKey;
      return accepted(
        draft.create(activities, {
          ...entry,
          id: nextKey(),
          at: now,
          ...(caseKey === undefined ? {} : { processInstanceKey: caseKey }),
        }),
      );
    }),
  );
}
