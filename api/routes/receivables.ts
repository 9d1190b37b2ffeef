import { localDate, overdueCases, type Payment, postPayments, type Receivable, receivables } from '#credit/index.ts';
import { fail } from '#errors/index.ts';
import { findOpenItemsOfCase } from '#tasks/index.ts';
import type { BodyOf, ReceivableCard, ResponseOf } from '../contract/index.ts';
import type { Caller, Handlers } from '../http.ts';
import type { Transact } from '../once.ts';
import type { Services } from '../services.ts';
import { readActivities } from '../views/activities.ts';
import { ageingAnswer } from '../views/ageing.ts';
import { caseHistory } from '../views/case-history.ts';
import { findReceivables, totalReceivables } from '../views/find-receivables.ts';
import { paymentsOf } from '../views/payments.ts';
import { personNamer, receivableCards, todayOf } from './cards.ts';
import { has } from './customers.ts';
import { mayReadCustomer, restrictionOf } from './rights.ts';

type ReceivableHandlers = Pick<Handlers, 'listReceivables' | 'getReceivable' | 'postPayment' | 'getAgeing'>;

const PAGE = 50;

/** Receivables, what was paid on them, and their age. What the caller may not read is answered as not there. */
export function receivableHandlers(services: Services): ReceivableHandlers {
  const { store } = services;
  return {
    async listReceivables({ caller, query: { limit = PAGE, after, ...query } }) {
      const reading = { store, today: await todayOf(services), restriction: await restrictionOf(store, caller) };
      const page = await findReceivables(reading, query, { limit, after });
      const { total, openMinor } = await totalReceivables(reading, query);
      const currency = speakIn(openMinor, (await services.settings()).currency);
      return {
        ...page,
        items: await receivableCards(store, page.items),
        total,
        totalOpenMinor: openMinor.get(currency) ?? 0,
        currency,
      };
    },
    async getReceivable({ caller, params, language }) {
      const receivable = await readableReceivable(services, caller, params.id);
      const overdueCase =
        receivable.caseKey === undefined ? undefined : await store.get(overdueCases, receivable.caseKey);
      const { processInstanceKey, processDefinitionKey } = overdueCase?.document ?? {};
      return {
        receivable: await cardOf(services, receivable),
        payments: await paymentsOf(store, receivable.id),
        activities: await readActivities(store, { receivableId: receivable.id }, language),
        history:
          processInstanceKey === undefined || processDefinitionKey === undefined
            ? []
            : await caseHistory(services, { caseKey: processInstanceKey, processDefinitionKey }, language),
        tasks: await openTasks(services, processInstanceKey),
        may: { pay: has(caller, 'finance', 'admin') && receivable.kind === 'invoice' && receivable.status === 'open' },
      };
    },
    async postPayment({ caller, params, body, once }) {
      const posted = await once(async (transact) => {
        const receivable = await readableReceivable(services, caller, params.id);
        return pay(services, transact, receivable, body, caller);
      });
      const unappliedMinor = posted.reduce((sum, payment) => sum + payment.unappliedMinor, 0);
      services.push(['receivables', 'customers', 'tasks', 'cases']);
      const after = await readableReceivable(services, caller, params.id);
      return { receivable: await cardOf(services, after), caseEnded: await endedBy(services, after), unappliedMinor };
    },
    async getAgeing({ caller, query }) {
      const reading = {
        store,
        today: await todayOf(services),
        restriction: await restrictionOf(store, caller),
        currency: (await services.settings()).currency,
      };
      return ageingAnswer(reading, query.by ?? 'customer');
    },
  };
}

/** Sums of different currencies are not added up: the company's is shown, or the one in which most is open. */
function speakIn(openMinor: ReadonlyMap<string, number>, company: string): string {
  if (openMinor.has(company)) return company;
  const [most] = [...openMinor].toSorted(([, a], [, b]) => b - a);
  return most?.[0] ?? company;
}

/** Rejects with CREDIT_RECEIVABLE_NOT_FOUND also where the caller may not know that there is one. */
async function readableReceivable({ store }: Services, caller: Caller, id: string): Promise<Receivable> {
  const found = await store.get(receivables, id);
  const may = await mayReadCustomer(store, caller);
  return found && may(found.document) ? found.document : fail('CREDIT_RECEIVABLE_NOT_FOUND', { id });
}

async function cardOf({ store }: Services, receivable: Receivable): Promise<ReceivableCard> {
  const [card] = await receivableCards(store, [receivable]);
  return card ?? fail('CREDIT_RECEIVABLE_NOT_FOUND', { id: receivable.id });
}

async function openTasks(
  { store }: Services,
  caseKey: string | undefined,
): Promise<ResponseOf<'getReceivable'>['tasks']> {
  if (caseKey === undefined) return [];
  const items = await findOpenItemsOfCase(store, caseKey);
  const name = await personNamer(
    store,
    items.map((item) => item.assigneeId),
  );
  return items.map((item) => ({
    key: item.key,
    name: item.name,
    state: item.state,
    assignee: name(item.assigneeId),
  }));
}

/** Posts what was paid; what is more than is open stays on the customer's account. */
async function pay(
  services: Services,
  transact: Transact,
  receivable: Receivable,
  { date, amountMinor, reference, note }: BodyOf<'postPayment'>,
  caller: Caller,
): Promise<readonly Payment[]> {
  const credit = services.credit();
  const today = localDate(services.clock.now(), credit.zone);
  const { invoiceNumber, currency, customerId } = receivable;
  if (date > today) fail('CREDIT_PAYMENT_IN_FUTURE', { date, today });
  if (receivable.kind === 'credit-note') fail('CREDIT_NOTE_NOT_PAYABLE', { invoiceNumber });
  const entry = {
    customerId,
    amountMinor,
    currency,
    date,
    // All of it is meant for this one: what fits is decided by what is open when it is posted.
    allocations: [{ receivableId: receivable.id, amountMinor }],
    by: caller.personId,
    ...(reference === undefined ? {} : { reference }),
    ...(note === undefined ? {} : { note }),
  };
  return postPayments({ ...credit, engine: { transact } }, [entry]);
}

/** Whether the payment ended the case it had. */
async function endedBy({ store }: Services, receivable: Receivable): Promise<boolean> {
  if (receivable.caseKey === undefined || receivable.status === 'open') return false;
  return (await store.get(overdueCases, receivable.caseKey))?.document.state === 'ended';
}
