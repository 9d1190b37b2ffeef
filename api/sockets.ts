import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { EngineRecord } from '#engine/index.ts';
import type { Topic } from './contract/index.ts';
import type { Caller } from './http.ts';

/** Pushes topics to whoever is signed in; never content, so that a socket shows nobody more than the API would. */
export interface Push {
  (topics: readonly Topic[]): void;
}

export interface Sockets {
  readonly push: Push;
  close(): Promise<void>;
}

const GATHER_MS = 80;

/**
 * socket.io over the same session as HTTP: a handshake without a live session or from another site is refused, and a
 * session that ends meanwhile loses its socket at the next push. Topics are gathered for a moment, so that a busy minute
 * does not become a thousand questions.
 */
export function openSockets(
  server: HttpServer,
  findCaller: (request: import('node:http').IncomingMessage) => Promise<Caller | null>,
  isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean,
): Sockets {
  const io = new Server(server, {
    serveClient: false,
    maxHttpBufferSize: 1e4,
    allowRequest: (request, done) => done(null, isOwnOrigin(request.headers.origin, request.headers.host)),
  });
  io.use((socket, next) => {
    findCaller(socket.request).then(
      (caller) => next(caller ? undefined : new Error('API_UNAUTHENTICATED')),
      (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
    );
  });
  let gathered = new Set<Topic>();
  let timer: NodeJS.Timeout | undefined;
  const send = async (): Promise<void> => {
    timer = undefined;
    const topics = [...gathered];
    gathered = new Set();
    for (const socket of await io.fetchSockets()) {
      const local = io.sockets.sockets.get(socket.id);
      const caller = local ? await findCaller(local.request).catch(() => null) : null;
      if (caller) socket.emit('changed', topics);
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
    if (event.type.startsWith('job') || event.type.startsWith('incident')) {
      topics.add('tasks');
      topics.add(`case:${processInstanceKey}`);
    }
    if (event.type.startsWith('element') && 'elementType' in event && event.elementType === 'PROCESS') {
      topics.add('cases');
      topics.add('receivables');
      topics.add('notices');
    }
    if (event.type === 'jobCompleted' || event.type === 'timerTriggered') topics.add('notices');
  }
  return [...topics];
}
