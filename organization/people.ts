import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { roleSchema } from './roles.ts';

const personSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The sign-in name as the person writes it; held unique by `logins`. */
  login: z.string(),
  departmentId: z.string().nullable(),
  roles: z.array(roleSchema),
  /** False: may not sign in, act or be given anything. */
  active: z.boolean(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  /** Null: the company's language. */
  language: z.enum(['zh-CN', 'en']).nullable(),
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
});

/** Somebody who works for the company. People are disabled, never deleted: history names them. */
export type Person = Readonly<z.infer<typeof personSchema>>;

export const people: Collection<Person> = {
  name: 'people',
  key: 'id',
  schema: personSchema,
  schemaVersion: 1,
  indexes: {
    department: { kind: 'ordered', fields: ['departmentId', 'name'] },
    active: { kind: 'ordered', fields: ['active', 'name'] },
    byName: { kind: 'ordered', fields: ['name'] },
    search: { kind: 'text', of: ['name', 'login'] },
  },
};
