import { randomBytes } from 'node:crypto';
import type { RequestHandler } from 'express';
import session, { type SessionData as ExpressSessionData, Store } from 'express-session';
import { SystemClock, type ProcessEngine } from '#engine/index.ts';
import { SessionStore } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import { secrets } from './collections.ts';

export const COOKIE_NAME = 'xinliu.sid';
const LIFE_MS = 12 * 3_600_000;

interface Parts {
  readonly store: StoreReader;
  readonly engine: Pick<ProcessEngine, 'transact'>;
}

/** express-session asks for a subclass of its own class; everything is done by the store of the organisation. */
class CookieStore extends Store {
  readonly #sessions: SessionStore;

  constructor(sessions: SessionStore) {
    super();
    this.#sessions = sessions;
  }

  override get(id: string, callback: (error: unknown, data?: ExpressSessionData | null) => void): void {
    // What comes back was given to `set` as express-session's own data.
    this.#sessions.get(id, (error, data) => callback(error, data as ExpressSessionData | null | undefined));
  }

  override set(id: string, data: ExpressSessionData, callback?: (error?: unknown) => void): void {
    this.#sessions.set(id, data, callback);
  }

  override destroy(id: string, callback?: (error?: unknown) => void): void {
    this.#sessions.destroy(id, callback);
  }

  override touch(id: string, data: ExpressSessionData, callback?: (error?: unknown) => void): void {
    // What can't be lengthened now is lengthened by a later request: reading goes on while nothing can be written.
    this.#sessions.touch(id, data, () => callback?.());
  }
}

/** The session middleware, shared by HTTP and sockets. A session is kept only for who signs in. */
export async function openSessionCookie(
  { store, engine }: Parts,
  options: { readonly secure: boolean },
): Promise<RequestHandler> {
  // Cookies live by the machine's clock, whatever the demo clock shows.
  const clock = new SystemClock();
  return session({
    name: COOKIE_NAME,
    secret: await readSecret({ store, engine }),
    store: new CookieStore(new SessionStore({ reader: store, transact: engine.transact.bind(engine), clock })),
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure: options.secure, maxAge: LIFE_MS, path: '/' },
  });
}

/** The secret kept in the store; the first who asks makes it. */
function readSecret({ engine }: Parts): Promise<string> {
  const made = randomBytes(32).toString('base64url');
  return engine.transact({
    reads: [{ collection: secrets, key: 'session' }],
    decide(documents) {
      const kept = documents.get(secrets, 'session')?.document.secret;
      if (kept !== undefined) return { ok: true, writes: [], result: kept };
      const document = { id: 'session' as const, secret: made };
      return { ok: true, writes: [{ type: 'put', collection: secrets, document }], result: made };
    },
  });
}
