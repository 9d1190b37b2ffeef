import { z } from 'zod';
import type { Collection } from '#store/index.ts';

const accountSchema = z.object({
  personId: z.string(),
  /** argon2id in PHC form; holds its own parameters and salt. */
  passwordHash: z.string(),
  /** The password was handed out by somebody else: nothing is allowed before it is changed. */
  mustChangePassword: z.boolean(),
  passwordChangedAt: z.string(),
  /** Sessions carry the number they began with; one more ends them all at once. */
  sessionEpoch: z.int(),
  lastSignInAt: z.string().nullable(),
});

/** How a person signs in. Hangs on the person, so that one person never has two. */
export type Account = Readonly<z.infer<typeof accountSchema>>;

export const accounts: Collection<Account> = {
  name: 'accounts',
  key: 'personId',
  schema: accountSchema,
  schemaVersion: 1,
  indexes: {},
};

const loginSchema = z.object({ login: z.string(), personId: z.string() });
export type Login = Readonly<z.infer<typeof loginSchema>>;

/** Sign-in names as they are compared (`normalizeLogin`), each belonging to one person. */
export const logins: Collection<Login> = {
  name: 'logins',
  key: 'login',
  schema: loginSchema,
  schemaVersion: 1,
  indexes: {},
};

const throttleSchema = z.object({
  key: z.string(),
  attempts: z.int(),
  lastAt: z.string(),
  blockedUntil: z.string().nullable(),
});
export type SignInThrottle = Readonly<z.infer<typeof throttleSchema>>;

/** Attempts to sign in since the last success, by person; those for unknown names share a few thousand rows. */
export const signInThrottles: Collection<SignInThrottle> = {
  name: 'signInThrottles',
  key: 'key',
  schema: throttleSchema,
  schemaVersion: 1,
  indexes: {},
};

/** Sign-in names are compared without regard to case, width (ａ = a) and outer blanks. */
export function normalizeLogin(login: string): string {
  return login.normalize('NFKC').trim().toLowerCase();
}

export function isLogin(login: string): boolean {
  return /^[\p{L}\p{N}._@-]{2,50}$/u.test(normalizeLogin(login));
}
