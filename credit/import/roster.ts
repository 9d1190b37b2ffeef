import type { Role } from '#organization/index.ts';
import { roleMembers } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { OwnerRoster } from '../deciders/owners.ts';

/** The people who can be made responsible for customers now. `fallback`: who is when a role has nobody. */
export async function readOwnerRoster(store: StoreReader, fallback: string): Promise<OwnerRoster> {
  const roles: readonly Role[] = ['sales', 'finance', 'legal'];
  const found = await store.getMany(roleMembers, roles);
  const membersOf = (role: Role): OwnerRoster['sales'] => found.get(role)?.document.members ?? [];
  return {
    sales: membersOf('sales'),
    finance: membersOf('finance').map((member) => member.personId),
    legal: membersOf('legal').map((member) => member.personId),
    fallback,
  };
}
