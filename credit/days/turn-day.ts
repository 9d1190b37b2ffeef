import type { StoreReader } from '#store/index.ts';
import { customers } from '../collections/customers.ts';
import { dayTurns } from '../collections/day-turns.ts';
import type { Payment } from '../collections/payments.ts';
import { payments } from '../collections/payments.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { Credit } from '../context.ts';
import { addDays } from '../deciders/dates.ts';
import type { Draft } from '../deciders/draft.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { settlePayment } from '../deciders/ledger.ts';
import { isDueForCase, openCase } from '../deciders/open-case.ts';
import { chunksOf, work } from '../work.ts';
import { pagesOf } from '../pages.ts';
import { checkLeftPromises } from './check-promises.ts';
import { remindOfDueDates } from './remind.ts';

const UNIT = 50;

export interface DayTurnResult {
  /** Days worked off now, oldest first; empty when the date had been turned before. */
  readonly days: readonly string[];
  readonly casesOpened: number;
  readonly paymentsPosted: number;
  readonly reminders: number;
}

/**
 * Turns the company to a calendar date: for each day since the last one, in order, overdue cases open first, then the
 * payments dated that day post, then owners are reminded of what is due in a week and promises of settled receivables are
 * checked. A date turned before changes nothing,
 * and after an interruption it goes on where it stopped.
 */
export async function turnDay(credit: Credit, date: string): Promise<DayTurnResult> {
  const days = await daysToTurn(credit.store, date);
  let result: DayTurnResult = { days, casesOpened: 0, paymentsPosted: 0, reminders: 0 };
  for (const day of days) {
    const opened = await openDueCases(credit, day, await paidMeanwhile(credit.store, day, date));
    const casesOpened = result.casesOpened + opened.cases;
    const paymentsPosted = result.paymentsPosted + opened.payments + (await postDuePayments(credit, day));
    const reminders = result.reminders + (await remindOfDueDates(credit, day));
    await checkLeftPromises(credit, day);
    await markTurned(credit, day);
    result = { days, casesOpened, paymentsPosted, reminders };
  }
  return result;
}

async function daysToTurn(store: StoreReader, date: string): Promise<readonly string[]> {
  const last = (await store.get(dayTurns, 'company'))?.document.turned;
  const days: string[] = [];
  for (let day = last === undefined ? date : addDays(last, 1); day <= date; day = addDays(day, 1)) days.push(day);
  return days;
}

/** Payments that wait for one receivable each, by its id, oldest first. */
type Waiting = ReadonlyMap<string, readonly Payment[]>;

/**
 * When missed days are made up for, the timers of a case opened now are due at once: a payment of the days between must
 * end it in the same unit, or it would raise tasks that it never would have raised.
 */
async function paidMeanwhile(store: StoreReader, day: string, until: string): Promise<Waiting> {
  const waiting = new Map<string, Payment[]>();
  if (day === until) return waiting;
  for await (const page of pagesOf(store, payments, { state: 'pending', date: { gt: day, lte: until } }, 'date')) {
    for (const payment of page) {
      const [wish, ...more] = payment.wishes;
      if (wish === undefined || more.length > 0) continue;
      waiting.set(wish.receivableId, [...(waiting.get(wish.receivableId) ?? []), payment]);
    }
  }
  return waiting;
}

interface Opened {
  readonly cases: number;
  readonly payments: number;
}

async function openDueCases(credit: Credit, today: string, waiting: Waiting): Promise<Opened> {
  let opened: Opened = { cases: 0, payments: 0 };
  const due = { awaitsCase: true, dueDate: { lt: today } };
  for await (const page of pagesOf(credit.store, receivables, due, 'dueDate')) {
    for (const chunk of chunksOf(page, UNIT)) {
      const more = await openCases(credit, chunk, today, waiting);
      opened = { cases: opened.cases + more.cases, payments: opened.payments + more.payments };
    }
  }
  return opened;
}

function openCases(credit: Credit, chunk: readonly Receivable[], today: string, waiting: Waiting): Promise<Opened> {
  const reads = chunk.flatMap((one) => [
    reference(receivables, one.id),
    reference(customers, one.customerId),
    ...(waiting.get(one.id) ?? []).map((payment) => reference(payments, payment.id)),
  ]);
  const open = (draft: Draft, { id, customerId }: Receivable): boolean => {
    const receivable = draft.read(receivables, id);
    const customer = draft.read(customers, customerId);
    if (receivable === undefined || customer === undefined || !isDueForCase(receivable, today)) return false;
    openCase(draft, receivable, customer, credit);
    return true;
  };
  return credit.engine.transact(
    work(reads, (draft) => {
      const opened = chunk.filter((one) => open(draft, one));
      const paid = opened.flatMap((one) => waiting.get(one.id) ?? []).filter(({ id }) => postDuePayment(draft, id));
      return accepted({ cases: opened.length, payments: paid.length });
    }),
  );
}

async function postDuePayments(credit: Credit, today: string): Promise<number> {
  let posted = 0;
  for await (const due of pagesOf(credit.store, payments, { state: 'pending', date: { lte: today } }, 'date')) {
    for (const chunk of chunksOf(due, UNIT)) {
      const reads = chunk.flatMap((payment) => [
        reference(payments, payment.id),
        ...payment.wishes.map((wish) => reference(receivables, wish.receivableId)),
      ]);
      posted += await credit.engine.transact(
        work(reads, (draft) => accepted(chunk.filter((payment) => postDuePayment(draft, payment.id)).length)),
      );
    }
  }
  return posted;
}

function postDuePayment(draft: Draft, id: string): boolean {
  const payment = draft.read(payments, id);
  if (payment?.state !== 'pending') return false;
  settlePayment(draft, payment);
  return true;
}

function markTurned(credit: Credit, turned: string): Promise<void> {
  return credit.engine.transact(
    work([reference(dayTurns, 'company')], (draft) => {
      draft.put(dayTurns, { id: 'company', turned, at: draft.context.now });
      return accepted(undefined);
    }),
  );
}
