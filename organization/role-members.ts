import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import type { Role } from './roles.ts';
import { roleSchema } from './roles.ts';

const roleMembersSchema = z.object({
  role: roleSchema,
  members: z.array(z.object({ personId: z.string(), departmentId: z.string().nullable() })),
});

/** The active people of one role, kept with every change of a person: who is behind `role:finance` is one read. */
export interface RoleMembers {
  readonly role: Role;
  readonly members: readonly { readonly personId: string; readonly departmentId: string | null }[];
}

export const roleMembers: Collection<RoleMembers> = {
  name: 'roleMembers',
  key: 'role',
  schema: roleMembersSchema,
  schemaVersion: 1,
  indexes: {},
};
