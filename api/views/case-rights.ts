import { customers } from '#credit/index.ts';
import { findPerson, readChart } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import {
  type Actor,
  type CaseRefs,
  createActor,
  findActs,
  findItemsOfCase,
  permitted,
  type WorkItem,
} from '#tasks/index.ts';
import { fail } from '#errors/index.ts';
import type { Caller } from '../http.ts';
import { mayReadCustomer } from '../routes/rights.ts';

/** The caller with everything they may act as now. */
export async function actorOf(store: StoreReader, caller: Caller): Promise<Actor> {
  const person = (await findPerson(store, caller.personId)) ?? fail('API_UNAUTHENTICATED');
  return createActor(person, await readChart(store));
}

/**
 * Whether the caller may read a task: it lies or lay before them, they had part in its case, or they watch over the
 * customer it is about as head, executive or administrator.
 */
export async function mayReadTask(store: StoreReader, caller: Caller, item: WorkItem): Promise<boolean> {
  const actor = await actorOf(store, caller);
  if (permitted(item, actor).read || (await hadPart(store, actor, item.caseKey))) return true;
  return actor.heads.size > 0 && (await mayReadCustomerOf(store, caller, item));
}

/** Whether the caller may read a case: they had part in it, one of its tasks is theirs to read, or its customer is. */
export async function mayReadCase(
  store: StoreReader,
  caller: Caller,
  about: Pick<CaseRefs, 'caseKey' | 'customerId' | 'requester'>,
): Promise<boolean> {
  if (caller.roles.some((role) => role === 'admin' || role === 'executive')) return true;
  if (about.requester === caller.personId || (await mayReadCustomerOf(store, caller, about))) return true;
  const actor = await actorOf(store, caller);
  const items = await findItemsOfCase(store, about.caseKey);
  return items.some((item) => permitted(item, actor).read) || (await hadPart(store, actor, about.caseKey));
}

/** Did something in it, held one of its tasks before it was handed on, or had one handed over. */
async function hadPart(store: StoreReader, { person }: Actor, caseKey: string): Promise<boolean> {
  const acts = await findActs(store, caseKey);
  return acts.some(({ by, before, to }) => [by.id, before.assigneeId, to?.id].includes(person.id));
}

async function mayReadCustomerOf(
  store: StoreReader,
  caller: Caller,
  { customerId }: { readonly customerId: string | null },
): Promise<boolean> {
  const customer = customerId === null ? undefined : await store.get(customers, customerId);
  return customer !== undefined && (await mayReadCustomer(store, caller))(customer.document);
}
