import type { Condition, StoreReader } from '#store/index.ts';
import { receivables } from '../collections/receivables.ts';
import type { Ageing, AgeingBucket } from '../deciders/ageing.ts';
import { AGEING_BUCKETS, dueDatesIn, NO_AGEING } from '../deciders/ageing.ts';

/** What an ageing is broken down by; `currency` alone gives the total. */
export type AgeingDimension = 'currency' | 'customerId' | 'salesOwnerId' | 'departmentId';

export interface AgeingRow {
  /** Value of the dimension. */
  readonly id: string;
  readonly currency: string;
  readonly ageing: Ageing;
  /** Open receivables in it. */
  readonly count: number;
}

/**
 * Open amounts of one or all by days past due today, added up by the store: seven sums over the due dates of a bucket.
 * `where` narrows by fields of the receivable.
 */
export async function readAgeing(
  store: StoreReader,
  today: string,
  by: AgeingDimension = 'currency',
  where: Readonly<Record<string, Condition>> = {},
): Promise<readonly AgeingRow[]> {
  const rows = new Map<string, { id: string; currency: string; count: number; ageing: Record<AgeingBucket, number> }>();
  const groupBy = by === 'currency' ? ['currency'] : [by, 'currency'];
  for (const { name, when } of sumsOf(today)) {
    const sums = await store.aggregate(receivables, {
      where: { ...where, status: 'open', ...when },
      groupBy,
      sum: ['openMinor'],
    });
    for (const { group, sum, count } of sums) {
      const id = String(group[by] ?? '');
      const currency = String(group['currency'] ?? '');
      const row = rows.get(`${id}/${currency}`) ?? { id, currency, count: 0, ageing: { ...NO_AGEING } };
      row.ageing[name] += sum['openMinor'] ?? 0;
      row.count += count;
      rows.set(`${id}/${currency}`, row);
    }
  }
  return [...rows.values()];
}

/** What is added to which bucket: nobody is late with a credit note, so one counts as not due whatever its date. */
function sumsOf(today: string): readonly { readonly name: AgeingBucket; readonly when: Record<string, Condition> }[] {
  const invoices: Condition = { gt: 0 };
  const buckets = AGEING_BUCKETS.map(({ name }) => ({
    name,
    when: { dueDate: dueDateCondition(name, today), ...(name === 'notDue' ? {} : { openMinor: invoices }) },
  }));
  return [...buckets, { name: 'notDue', when: { dueDate: { lt: today }, openMinor: { lt: 0 } } }];
}

/** The condition on due dates that a bucket stands for on a day. */
export function dueDateCondition(name: AgeingBucket, today: string): Condition {
  const { from, to } = dueDatesIn(name, today);
  return { ...(from === undefined ? {} : { gte: from }), ...(to === undefined ? {} : { lte: to }) };
}
