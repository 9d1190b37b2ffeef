import type { Server as HttpServer } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { Server, type Socket } from 'socket.io';
import type { EngineRecord } from '#engine/index.ts';
import type { Topic } from './contract/index.ts';
import { isOwnHandshake } from './own-origin.ts';

export interface Sockets {
  /** Pushes topics to whoever is signed in; never content, so that a socket shows nobody more than the API would. */
  readonly push: (topics: readonly Topic[]) => void;
  readonly close: () => Promise<void>;
}

const GATHER_MS = 80;

/**
 * socket.io over the same session as HTTP: a handshake without a live session or from another site is refused, and a
 * session that ends meanwhile loses its socket at the next push. Topics are gathered for a moment, so that a busy minute
 * does not become a thousand questions.
 */
export function openSockets(
  server: HttpServer,
  parts: {
    readonly sessions: RequestHandler;
    /** Whether the session of this id still holds. */
    readonly isLive: (sessionId: string) => Promise<boolean>;
  },
): Sockets {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: 1e4,
    allowRequest: (request, done) => done(null, isOwnHandshake(request)),
  });
  // The session middleware asks for less than express gives it.
  io.engine.use(parts.sessions as Parameters<typeof io.engine.use>[0]);
  const isLive = (socket: Socket): Promise<boolean> => {
    const { sessionID } = socket.request as Partial<Request>;
    return sessionID === undefined ? Promise.resolve(false) : parts.isLive(sessionID).catch(() => false);
  };
  io.use((socket, next) => {
    void isLive(socket).then((live) => next(live ? undefined : new Error('API_UNAUTHENTICATED')));
  });
  let gathered = new Set<Topic>();
  let timer: NodeJS.Timeout | undefined;
  const send = async (): Promise<void> => {
    timer = undefined;
    const topics = [...gathered];
    gathered = new Set();
    for (const socket of io.sockets.sockets.values()) {
      if (await isLive(socket)) socket.emit('changed', topics);
      else socket.disconnect(true);
    }
  };
  return {
    push(topics) {
      for (const topic of topics) gathered.add(topic);
      timer ??= setTimeout(() => void send(), GATHER_MS);
    },
    async close() {
      clearTimeout(timer);
      await io.close();
    },
  };
}

/** What the records of the engine touch. */
export function topicsOf(records: readonly EngineRecord[]): readonly Topic[] {
  const topics = new Set<Topic>();
  for (const { event, processInstanceKey } of records) {
    topics.add(`case:${processInstanceKey}`);
    if (event.type.startsWith('job')) topics.add('tasks');
    if (event.type.startsWith('incident')) topics.add('cases');
    // Workers post to the ledger and write notices in the unit that completes their job.
    if (event.type === 'jobCompleted') for (const topic of WORK) topics.add(topic);
    if ('elementType' in event && event.elementType === 'PROCESS') for (const topic of CASE) topics.add(topic);
  }
  return [...topics];
}

const WORK = ['notices', 'receivables', 'customers'] as const satisfies readonly Topic[];
const CASE = ['cases', 'receivables', 'tasks'] as const satisfies readonly Topic[];
