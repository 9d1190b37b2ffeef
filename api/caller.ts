import type { IncomingMessage } from 'node:http';
import { findPerson } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Caller } from './http.ts';

declare module 'express-session' {
  interface SessionData {
    /** Who signed in; checked against the account with each request. */
    personId: string;
    sessionEpoch: number;
  }
}

interface WithSession extends IncomingMessage {
  readonly session?: { readonly personId?: string };
}

/**
 * Who is behind a request: read anew each time, so that a role taken away or a person disabled counts at once. The
 * session store gives nothing for sessions that were ended.
 */
export async function findCaller(reader: StoreReader, request: IncomingMessage): Promise<Caller | null> {
  const { personId } = (request as WithSession).session ?? {};
  const person = personId === undefined ? undefined : await findPerson(reader, personId);
  if (!person?.active) return null;
  const { id, name, roles, departmentId, language } = person;
  return { personId: id, name, roles, departmentId, language: language ?? 'zh-CN' };
}
