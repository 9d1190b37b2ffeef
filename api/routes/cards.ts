import type { z } from 'zod';
import {
  type Customer,
  customers,
  localDate,
  type OverdueCase,
  overdueCases,
  readCustomerFigures,
  type Receivable,
  type CustomerFigures,
} from '#credit/index.ts';
import { findPeople } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { customerCard, personRef, ReceivableCard } from '../contract/index.ts';
import type { Services } from '../services.ts';

type CustomerCard = z.infer<typeof customerCard>;
type PersonRef = z.infer<typeof personRef>;

/** Names people by id; who is not there (any more, or never was a person) is null. */
export async function personNamer(
  store: StoreReader,
  ids: readonly (string | null | undefined)[],
): Promise<(id: string | null | undefined) => PersonRef | null> {
  const known = await findPeople(
    store,
    ids.filter((id) => typeof id === 'string'),
  );
  return (id) => {
    const person = typeof id === 'string' ? known.get(id) : undefined;
    return person ? { id: person.id, name: person.name } : null;
  };
}

/** The company's date now. */
export async function todayOf(services: Pick<Services, 'clock' | 'settings'>): Promise<string> {
  return localDate(services.clock.now(), (await services.settings()).zone);
}

/** Customers with their figures of today, in the order given. */
export async function customerCards(services: Services, wanted: readonly Customer[]): Promise<CustomerCard[]> {
  const { store } = services;
  const { currency } = await services.settings();
  const figures = await readCustomerFigures(store, wanted, await todayOf(services), currency);
  const name = await personNamer(
    store,
    wanted.map((customer) => customer.salesOwnerId),
  );
  return wanted.map((customer) => ({
    id: customer.id,
    name: customer.name,
    code: customer.code ?? null,
    grade: customer.grade ?? null,
    hold: customer.hold,
    salesOwner: name(customer.salesOwnerId),
    ...cardFigures(customer, figures.get(customer.id), currency),
  }));
}

function cardFigures(
  customer: Customer,
  figures: CustomerFigures | undefined,
  currency: string,
): Pick<CustomerCard, 'limitMinor' | 'exposureMinor' | 'openMinor' | 'overdueMinor' | 'maxDaysOverdue' | 'currency'> {
  return {
    limitMinor: customer.limit === undefined ? null : (figures?.limitMinor ?? 0),
    exposureMinor: figures?.exposureMinor ?? 0,
    openMinor: figures?.openMinor ?? 0,
    overdueMinor: figures?.overdueMinor ?? 0,
    maxDaysOverdue: figures?.maxDaysOverdue ?? 0,
    currency: figures?.currency ?? currency,
  };
}

/** One customer's card; null where there is no such customer. */
export async function findCustomerCard(services: Services, id: string): Promise<CustomerCard | null> {
  const found = await services.store.get(customers, id);
  const [card] = found ? await customerCards(services, [found.document]) : [];
  return card ?? null;
}

/** Receivables with their owner and the level of their open case, in the order given. */
export async function receivableCards(store: StoreReader, wanted: readonly Receivable[]): Promise<ReceivableCard[]> {
  const cases = await store.getMany(
    overdueCases,
    wanted.flatMap((receivable) => receivable.caseKey ?? []),
  );
  const name = await personNamer(
    store,
    wanted.map((receivable) => receivable.salesOwnerId),
  );
  return wanted.map((receivable) => ({
    id: receivable.id,
    invoiceNumber: receivable.invoiceNumber,
    seller: receivable.seller === '' ? null : receivable.seller,
    customerId: receivable.customerId,
    customerName: receivable.customerName,
    invoiceDate: receivable.invoiceDate ?? null,
    dueDate: receivable.dueDate,
    amountMinor: receivable.amountMinor,
    openMinor: receivable.openMinor,
    currency: receivable.currency,
    status: receivable.status,
    disputed: receivable.disputed,
    settledDate: receivable.settledDate ?? null,
    owner: name(receivable.salesOwnerId),
    level: levelOf(cases.get(receivable.caseKey ?? '')?.document),
    caseKey: receivable.caseKey ?? null,
  }));
}

function levelOf(overdueCase: OverdueCase | undefined): ReceivableCard['level'] {
  if (overdueCase === undefined || overdueCase.state === 'ended' || overdueCase.level === 'none') return null;
  return overdueCase.level;
}
