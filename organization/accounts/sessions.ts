import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Work } from '#engine/index.ts';
import type { Collection, StoreReader } from '#store/index.ts';
import { people } from '../people.ts';
import { accept, remove } from '../work.ts';
import { accounts } from './account.ts';

const sessionSchema = z.object({
  /** SHA-256 of the id in the cookie: whoever reads the store can't take a session over. */
  id: z.string(),
  /** Null before somebody signs in. */
  personId: z.string().nullable(),
  sessionEpoch: z.int().nullable(),
  data: z.record(z.string(), z.unknown()),
  /** ISO instant of the wall clock. */
  expiresAt: z.string(),
});
export type SessionRecord = Readonly<z.infer<typeof sessionSchema>>;

export const sessions: Collection<SessionRecord> = {
  name: 'sessions',
  key: 'id',
  schema: sessionSchema,
  schemaVersion: 1,
  indexes: { expiry: { kind: 'ordered', fields: ['expiresAt'] } },
};

export function sessionKey(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}

/**
 * The session behind the id of a cookie, when it still holds: not expired, the person active, and nothing happened since
 * that ends sessions (disabled, password reset or changed). Asked anew with every request and every socket push.
 */
export async function findLiveSession(
  reader: StoreReader,
  sessionId: string,
  now: string,
): Promise<SessionRecord | undefined> {
  const session = (await reader.get(sessions, sessionKey(sessionId)))?.document;
  if (session === undefined || session.expiresAt <= now) return undefined;
  if (session.personId === null) return session;
  const account = await reader.get(accounts, session.personId);
  const person = await reader.get(people, session.personId);
  const holds = person?.document.active === true && account?.document.sessionEpoch === session.sessionEpoch;
  return holds ? session : undefined;
}

/** Keys of up to 1,000 expired sessions, for `removeSessions`. */
export async function findExpiredSessions(reader: StoreReader, now: string): Promise<readonly string[]> {
  const page = await reader.find(sessions, { where: { expiresAt: { lte: now } }, limit: 1000 });
  return page.items.map((item) => item.document.id);
}

export function removeSessions(keys: readonly string[]): Work<void> {
  return {
    reads: [],
    decide: () =>
      accept(
        keys.map((key) => remove(sessions, key)),
        undefined,
      ),
  };
}
