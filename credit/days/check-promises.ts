import type { PaymentPromise } from '../collections/activities.ts';
import { activities, promises } from '../collections/activities.ts';
import { receivables } from '../collections/receivables.ts';
import type { Credit } from '../context.ts';
import { addDays } from '../deciders/dates.ts';
import type { Draft } from '../deciders/draft.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { promiseOutcome } from '../deciders/promise-outcome.ts';
import { pagesOf } from '../pages.ts';
import { chunksOf, work } from '../work.ts';

/** A process checks its promise two days after the promised day; what nobody has checked by the third is checked here. */
const DAYS_AFTER = 3;
const UNIT = 100;

/**
 * Says of each promise left over whether it was kept: a payment that ends the case ends with it the step that would have
 * looked. Returns how many were checked.
 */
export async function checkLeftPromises(credit: Credit, today: string): Promise<number> {
  const where = { status: 'open', date: { lte: addDays(today, -DAYS_AFTER) } };
  let checked = 0;
  for await (const page of pagesOf(credit.store, promises, where, 'date')) {
    for (const chunk of chunksOf(page, UNIT)) checked += await check(credit, chunk);
  }
  return checked;
}

function check(credit: Credit, chunk: readonly PaymentPromise[]): Promise<number> {
  const reads = chunk.flatMap(({ id, receivableId }) => [
    reference(promises, id),
    ...(receivableId === undefined ? [] : [reference(receivables, receivableId)]),
  ]);
  return credit.engine.transact(work(reads, (draft) => accepted(chunk.filter((one) => settle(draft, one)).length)));
}

function settle(draft: Draft, { id, receivableId }: PaymentPromise): boolean {
  const promise = draft.read(promises, id);
  const receivable = receivableId === undefined ? undefined : draft.read(receivables, receivableId);
  // While something is open its case goes on, and the process itself looks after the promise.
  if (promise?.status !== 'open' || receivable === undefined || receivable.status === 'open') return false;
  const status = promiseOutcome(promise, receivable);
  const { now, nextKey } = draft.context;
  draft.put(promises, { ...promise, status, checkedAt: now });
  const { customerId, date, amountMinor, currency } = promise;
  draft.create(activities, {
    id: nextKey(),
    customerId,
    receivableId: receivable.id,
    ...(promise.processInstanceKey === undefined ? {} : { processInstanceKey: promise.processInstanceKey }),
    channel: status === 'kept' ? 'promise-kept' : 'promise-broken',
    date,
    amountMinor,
    currency,
    at: now,
  });
  return true;
}
