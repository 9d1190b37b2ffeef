import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** One line a request, with its id; without headers, since they hold the session. */
export function logRequests(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: () => randomUUID(),
    customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'info'),
    serializers: {
      req: (request: {
        readonly id: string;
        readonly method: string;
        readonly url: string;
        readonly remoteAddress: string;
      }) => ({
        id: request.id,
        method: request.method,
        url: request.url,
        address: request.remoteAddress,
      }),
      res: (response: { readonly statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}
