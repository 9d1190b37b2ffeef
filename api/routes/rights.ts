import { departmentsHeadedBy, listPeople, readChart } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Caller } from '../http.ts';

const READ_ALL: readonly string[] = ['finance', 'legal', 'credit', 'executive', 'admin'];

/** What somebody may read of customers and receivables: what these people own. `where` is the same for a query. */
export interface Restriction {
  readonly ownerIds: readonly string[];
  readonly where: { readonly salesOwnerId: { readonly in: readonly string[] } };
}

/** Everything a right to read depends on. */
export interface Owned {
  readonly salesOwnerId: string;
}

export function readsAll(caller: Pick<Caller, 'roles'>): boolean {
  return caller.roles.some((role) => READ_ALL.includes(role));
}

/**
 * Whose customers and receivables the caller may read; null: everybody's. Sales read their own and those of the people of
 * their department, heads those of the departments they head with all below. A right goes by the people who own, not by a
 * copy of their department, so that whoever changes department takes their customers along.
 */
export async function restrictionOf(
  store: StoreReader,
  caller: Pick<Caller, 'personId' | 'roles' | 'departmentId'>,
): Promise<Restriction | null> {
  if (readsAll(caller)) return null;
  const departments = new Set(departmentsHeadedBy(await readChart(store), caller.personId));
  if (caller.roles.includes('sales') && caller.departmentId !== null) departments.add(caller.departmentId);
  const members = await Promise.all([...departments].map((departmentId) => listPeople(store, { departmentId })));
  const ownerIds = [...new Set([caller.personId, ...members.flat().map((person) => person.id)])];
  return { ownerIds, where: { salesOwnerId: { in: ownerIds } } };
}

/** Whether the caller may read what belongs to a customer or a receivable; unreadable is to be answered as not found. */
export async function mayReadCustomer(
  store: StoreReader,
  caller: Pick<Caller, 'personId' | 'roles' | 'departmentId'>,
): Promise<(document: Owned) => boolean> {
  const restriction = await restrictionOf(store, caller);
  if (restriction === null) return () => true;
  const owners = new Set(restriction.ownerIds);
  return (document) => owners.has(document.salesOwnerId);
}
