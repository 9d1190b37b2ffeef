import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { fail } from '#errors/index.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether the page at this origin was served by this host. A request without an origin is not from a page. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  const url = URL.parse(origin);
  return url !== null && url.host === host?.toLowerCase();
}

/**
 * Refuses what another site made a browser send (API_FOREIGN_ORIGIN). Browsers say so themselves in Sec-Fetch-Site, over
 * plain http in Origin; programs that are no browser send neither and carry no cookie by accident.
 */
export const refuseForeignOrigin: RequestHandler = (request, _response, next) => {
  if (SAFE.has(request.method)) return next();
  const site = request.get('sec-fetch-site');
  const own =
    site === undefined ? isOwnOrigin(request.get('origin'), request.host) : site === 'same-origin' || site === 'none';
  if (!own) fail('API_FOREIGN_ORIGIN', { origin: request.get('origin') ?? site ?? '' });
  next();
};

/** The same for the handshake of a socket, which comes before any middleware. */
export function isOwnHandshake({ headers }: IncomingMessage): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? isOwnOrigin(headers.origin, headers.host) : site === 'same-origin' || site === 'none';
}
