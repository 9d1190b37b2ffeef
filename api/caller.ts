import type { Session } from 'express-session';
import { findLiveSession, findPerson } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { KnownCaller } from './http.ts';

declare module 'express-session' {
  interface SessionData {
    /** Who signed in. The session store gives nothing for a session that was ended since. */
    personId: string;
    sessionEpoch: number;
    /** The password was set by an administrator. A change of it begins a new session, so this can't grow old. */
    mustChangePassword: boolean;
  }
}

/**
 * Who is behind a request: read anew each time, so that a role taken away or a person disabled counts at once.
 */
export async function findCaller(
  reader: StoreReader,
  session: Partial<Session> | undefined,
): Promise<KnownCaller | null> {
  // Put there by `begin` of the session routes, when it is there at all.
  const { personId, mustChangePassword = false } = (session ?? {}) as {
    readonly personId?: string;
    readonly mustChangePassword?: boolean;
  };
  return personId === undefined ? null : callerOf(reader, personId, mustChangePassword);
}

/** Who is behind a socket that has been open for a while: its session is looked up again. */
export async function findCallerOfSession(
  reader: StoreReader,
  sessionId: string,
  now: string,
): Promise<KnownCaller | null> {
  const session = await findLiveSession(reader, sessionId, now);
  if (session === undefined || session.personId === null) return null;
  return callerOf(reader, session.personId, session.data['mustChangePassword'] === true);
}

async function callerOf(
  reader: StoreReader,
  personId: string,
  mustChangePassword: boolean,
): Promise<KnownCaller | null> {
  const person = await findPerson(reader, personId);
  if (!person?.active) return null;
  const { id, name, roles, departmentId, language } = person;
  return { personId: id, name, roles, departmentId, language, mustChangePassword };
}
