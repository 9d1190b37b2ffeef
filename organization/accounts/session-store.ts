import type { ProcessEngine } from '#engine/index.ts';
import type { Clock } from '#engine/index.ts';
import type { StoreReader } from '#store/index.ts';
import { accept, put, reference } from '../work.ts';
import type { SessionRecord } from './sessions.ts';
import { findLiveSession, removeSessions, sessionKey, sessions } from './sessions.ts';

/** What express-session keeps; `personId` and `sessionEpoch` are put there at sign-in. */
export interface SessionData {
  readonly cookie: { readonly expires?: Date | string | null | undefined };
  readonly personId?: string;
  readonly sessionEpoch?: number;
}

type Callback<Value = void> = (error?: unknown, value?: Value) => void;

export interface SessionShell {
  readonly reader: StoreReader;
  readonly transact: ProcessEngine['transact'];
  /** The wall clock: cookies know no demo clock. */
  readonly clock: Pick<Clock, 'now'>;
}

const DEFAULT_LIFE_MS = 12 * 3_600_000;
const TOUCH_AFTER_MS = 600_000;

/**
 * Server sessions kept in our store: the methods of an express-session store, by structure. Give it to a subclass of
 * express-session's `Store` that passes on `get`, `set`, `destroy` and `touch`.
 */
export class SessionStore {
  readonly #shell: SessionShell;

  constructor(shell: SessionShell) {
    this.#shell = shell;
  }

  /** Gives nothing for a session that has expired or was ended (see `findLiveSession`). */
  get(sessionId: string, callback: Callback<SessionData | null>): void {
    const found = findLiveSession(this.#shell.reader, sessionId, this.#shell.clock.now());
    settle(
      found.then((session) => (session === undefined ? null : asData(session))),
      callback,
    );
  }

  set(sessionId: string, data: SessionData, callback: Callback = () => undefined): void {
    settle(this.#put(this.#record(sessionId, data)), callback);
  }

  destroy(sessionId: string, callback: Callback = () => undefined): void {
    settle(this.#shell.transact(removeSessions([sessionKey(sessionId)])), callback);
  }

  /** Lengthens the session, at most every ten minutes: a read costs no write. */
  touch(sessionId: string, data: SessionData, callback: Callback = () => undefined): void {
    settle(this.#touch(this.#record(sessionId, data)), callback);
  }

  async #touch(record: SessionRecord): Promise<void> {
    const kept = (await this.#shell.reader.get(sessions, record.id))?.document;
    if (kept === undefined || Date.parse(record.expiresAt) - Date.parse(kept.expiresAt) < TOUCH_AFTER_MS) return;
    await this.#shell.transact({
      reads: [reference(sessions, record.id)],
      decide: (documents) => {
        // Ended meanwhile: lengthening must not bring it back.
        const current = documents.get(sessions, record.id)?.document;
        return accept(
          current === undefined ? [] : [put(sessions, { ...current, expiresAt: record.expiresAt })],
          undefined,
        );
      },
    });
  }

  #put(record: SessionRecord): Promise<void> {
    return this.#shell.transact({ reads: [], decide: () => accept([put(sessions, record)], undefined) });
  }

  #record(sessionId: string, data: SessionData): SessionRecord {
    const expires = data.cookie.expires;
    const fallback = Date.parse(this.#shell.clock.now()) + DEFAULT_LIFE_MS;
    return {
      id: sessionKey(sessionId),
      personId: data.personId ?? null,
      sessionEpoch: data.sessionEpoch ?? null,
      data: JSON.parse(JSON.stringify(data)) as Record<string, unknown>,
      expiresAt: new Date(expires ?? fallback).toISOString(),
    };
  }
}

function asData(session: SessionRecord): SessionData {
  // It was written by `set` from session data; express-session revives the cookie itself.
  return session.data as unknown as SessionData;
}

function settle<Value>(promise: Promise<Value>, callback: Callback<Value>): void {
  promise.then(
    (value) => callback(null, value),
    (error: unknown) => callback(error),
  );
}
