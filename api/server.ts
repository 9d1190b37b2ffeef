import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail, reject } from '#errors/index.ts';
import { createApp } from './app.ts';
import { findCallerOfSession } from './caller.ts';
import type { Config } from './config.ts';
import { problemOf } from './problem.ts';
import type { Services } from './services.ts';
import { openSessionCookie } from './session-cookie.ts';
import { openSockets, topicsOf } from './sockets.ts';

/** A server that listens from the first moment, so that a taken port is told before an hour of work, and serves once it can. */
export interface ListeningServer {
  readonly port: number;
  readonly serve: (services: Services, config: Config) => Promise<void>;
  readonly close: () => Promise<void>;
}

const OTHER_PORT = 8090;

/** Rejects with API_PORT_TAKEN or API_PORT_FORBIDDEN. */
export async function listen({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): Promise<ListeningServer> {
  let handle: RequestListener = answerStarting;
  let closing: () => Promise<void> = () => Promise.resolve();
  const server = createServer((request, response) => handle(request, response));
  await bind(server, HOST, PORT);
  return {
    port: (server.address() as AddressInfo).port,
    async serve(services, config) {
      const sessions = await openSessionCookie(services, { secure: config.SECURE_COOKIE });
      const sockets = openSockets(server, {
        sessions,
        isLive: async (id) => (await findCallerOfSession(services.store, id, new Date().toISOString())) !== null,
      });
      services.onPush(sockets.push);
      const unsubscribe = services.engine.onRecords((records) => sockets.push(topicsOf(records)));
      // socket.io answers its own path and hands everything else on to whoever listened before it.
      handle = createApp(services, config, { sessions });
      closing = async () => {
        unsubscribe();
        await sockets.close();
      };
    },
    async close() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      await closing();
      server.closeAllConnections();
      await closed;
    },
  };
}

function bind(server: Server, host: string, port: number): Promise<void> {
  return new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      try {
        if (error.code === 'EADDRINUSE')
          fail('API_PORT_TAKEN', { port, other: port === OTHER_PORT ? 8091 : OTHER_PORT });
        fail('API_PORT_FORBIDDEN', { host, port, problem: error.code ?? error.message }, { cause: error });
      } catch (rejection) {
        failed(rejection);
      }
    });
    server.listen(port, host, () => done());
  });
}

const answerStarting: RequestListener = (request, response) => {
  const language = request.headers['accept-language']?.startsWith('en') === true ? 'en' : 'zh-CN';
  response.writeHead(503, { 'content-type': 'application/problem+json', 'retry-after': '5' });
  response.end(JSON.stringify(problemOf(reject('API_STARTING'), language)));
};
