import {
  addActivity,
  type Customer,
  customers,
  daysBetween,
  NO_AGEING,
  type OwnerChange,
  readAgeing,
  readStatement,
  receivables,
  setCustomerOwners,
} from '#credit/index.ts';
import { fail } from '#errors/index.ts';
import { findPerson, type Person, ROLE_NAMES } from '#organization/index.ts';
import type { Language } from '../contract/index.ts';
import type { Caller, Handlers } from '../http.ts';
import type { Services } from '../services.ts';
import { readActivities, viewsOf } from '../views/activities.ts';
import { archiveEntries } from '../views/archive.ts';
import { customerCards, personNamer, todayOf } from './cards.ts';
import { findCustomers } from '../views/find-customers.ts';
import { mayReadCustomer, restrictionOf } from './rights.ts';

type CustomerHandlers = Pick<
  Handlers,
  'listCustomers' | 'getCustomer' | 'setCustomerOwners' | 'getStatement' | 'addActivity'
>;

const PAGE = 50;

/** Customers: figures, owners, account and contacts. What the caller may not read is answered as not there. */
export function customerHandlers(services: Services): CustomerHandlers {
  const { store } = services;
  return {
    async listCustomers({ caller, query: { limit = PAGE, after, ...query } }) {
      const reading = {
        store,
        today: await todayOf(services),
        restriction: await restrictionOf(store, caller),
        currency: (await services.settings()).currency,
      };
      const page = await findCustomers(reading, query, { limit, after });
      return { ...page, items: await customerCards(services, page.items) };
    },
    async getCustomer({ caller, params, language }) {
      const customer = await readableCustomer(services, caller, params.id);
      const [card] = await customerCards(services, [customer]);
      if (card === undefined) return fail('CREDIT_CUSTOMER_NOT_FOUND', { id: params.id });
      const name = await personNamer(store, [customer.salesOwnerId, customer.financeOwnerId, customer.legalOwnerId]);
      const ageing = await readAgeing(store, await todayOf(services), 'currency', { customerId: customer.id });
      return {
        customer: card,
        ageing: { ...(ageing.find((row) => row.currency === card.currency)?.ageing ?? NO_AGEING) },
        owners: {
          sales: name(customer.salesOwnerId),
          finance: name(customer.financeOwnerId),
          legal: name(customer.legalOwnerId),
        },
        terms: { days: await usualTerms(services, customer.id), payment: null },
        archive: await archiveEntries(store, customer.archive, language),
        activities: await readActivities(store, { customerId: customer.id }, language),
        may: { edit: has(caller, 'admin', 'head'), pay: has(caller, 'finance', 'admin') },
      };
    },
    async setCustomerOwners({ caller, params, body, language }) {
      await readableCustomer(services, caller, params.id);
      await setCustomerOwners(services.credit(), params.id, await ownerChange(services, body, language));
      services.push(['customers', 'receivables']);
      return { ok: true };
    },
    async getStatement({ caller, params, query }) {
      const customer = await readableCustomer(services, caller, params.id);
      const [card] = await customerCards(services, [customer]);
      const { currency } = card ?? (await services.settings());
      const statement = await readStatement(store, customer.id, {
        currency,
        ...(query.from === undefined ? {} : { from: query.from }),
        ...(query.to === undefined ? {} : { to: query.to }),
      });
      return {
        ...statement,
        lines: statement.lines.map((line) => ({ ...line, receivableId: line.receivableId ?? null })),
      };
    },
    async addActivity({ caller, params, body, language, once }) {
      const { channel, note, receivableId, with: partner } = body;
      const added = await once(async (transact) => {
        await readableCustomer(services, caller, params.id);
        return addActivity(
          { ...services.credit(), engine: { transact } },
          {
            customerId: params.id,
            channel,
            note,
            by: caller.personId,
            ...(partner === undefined ? {} : { with: partner }),
            ...(receivableId === undefined ? {} : { receivableId }),
          },
        );
      });
      services.push(['customers', 'receivables']);
      const [view] = await viewsOf(store, [added], language);
      return view ?? fail('CREDIT_CUSTOMER_NOT_FOUND', { id: params.id });
    },
  };
}

export function has(caller: Pick<Caller, 'roles'>, ...roles: Caller['roles']): boolean {
  return caller.roles.some((role) => roles.includes(role));
}

/** Rejects with CREDIT_CUSTOMER_NOT_FOUND also where the caller may not know that there is one. */
export async function readableCustomer({ store }: Services, caller: Caller, id: string): Promise<Customer> {
  const found = await store.get(customers, id);
  const may = await mayReadCustomer(store, caller);
  return found && may(found.document) ? found.document : fail('CREDIT_CUSTOMER_NOT_FOUND', { id });
}

/** Days between date and due date of the newest invoice that tells both. */
async function usualTerms({ store }: Services, customerId: string): Promise<number | null> {
  const page = await store.find(receivables, {
    where: { customerId },
    sort: { by: 'dueDate', descending: true },
    limit: 20,
  });
  const newest = page.items.find(({ document }) => document.kind === 'invoice' && document.invoiceDate !== undefined);
  const { invoiceDate, dueDate } = newest?.document ?? {};
  return invoiceDate === undefined || dueDate === undefined ? null : daysBetween(invoiceDate, dueDate);
}

const OWNER_FIELDS = { sales: 'salesOwnerId', finance: 'financeOwnerId', legal: 'legalOwnerId' } as const;

async function ownerChange(
  services: Services,
  wanted: {
    readonly sales?: string | undefined;
    readonly finance?: string | undefined;
    readonly legal?: string | undefined;
  },
  language: Language,
): Promise<OwnerChange> {
  let change: OwnerChange = {};
  for (const role of ['sales', 'finance', 'legal'] as const) {
    const id = wanted[role];
    if (id === undefined) continue;
    const person = await suitable(services, id, role, language);
    change = { ...change, [OWNER_FIELDS[role]]: id };
    if (role === 'sales') change = { ...change, departmentId: person.departmentId ?? '' };
  }
  return change;
}

async function suitable(
  { store }: Services,
  id: string,
  role: keyof typeof OWNER_FIELDS,
  language: Language,
): Promise<Person> {
  const person = await findPerson(store, id);
  if (person?.active && person.roles.includes(role)) return person;
  return fail('CREDIT_OWNER_UNSUITABLE', { name: person?.name ?? id, role: ROLE_NAMES[role][language] });
}
