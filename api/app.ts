import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler, Router } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import { reject } from '#errors/index.ts';
import { findCaller } from './caller.ts';
import type { Config } from './config.ts';
import { docs } from './docs.ts';
import { answerErrors, answerNotFound, sendProblem } from './error-handler.ts';
import { routerOf } from './http.ts';
import { refuseForeignOrigin } from './own-origin.ts';
import { onceFor } from './once.ts';
import { logRequests } from './request-log.ts';
import { handlersOf } from './routes/index.ts';
import type { Services } from './services.ts';

export interface AppParts {
  /** The session middleware, which the sockets share. */
  readonly sessions: RequestHandler;
  /** Holds every answer against the contract: for tests. */
  readonly checkResponses?: boolean;
}

const WEB = join(import.meta.dirname, '..', 'dist', 'web');

const SIGN_IN_FAILURES = 40;
const SIGN_IN_WINDOW_MS = 5 * 60_000;

/** The whole HTTP side over running services: API, its documents and the built web application. */
export function createApp(services: Services, config: Config, parts: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUST_PROXY);
  app.use(logRequests(services.logger));
  app.use(securityHeaders(config));
  app.use('/api', refuseForeignOrigin);
  app.use(docs(services.version));
  app.use('/api/v1', api(services, parts));
  app.use('/api', answerNotFound);
  app.use(web());
  app.use(answerErrors);
  return app;
}

function api(services: Services, { sessions, checkResponses = false }: AppParts): Router {
  const router = Router();
  router.use((_request, response, next) => {
    // What one person may read must not be kept for the next.
    response.setHeader('cache-control', 'private, no-cache');
    next();
  });
  router.post(['/session', '/setup'], limitSignIn());
  router.use(sessions);
  router.use(
    routerOf(handlersOf(services), {
      findCaller: (request) => findCaller(services.store, request.session),
      once: (request, onReplay) => onceFor({ ...services, clock: services.machineClock }, request, onReplay),
      checkResponses,
    }),
  );
  router.use(answerNotFound);
  return router;
}

/** Failed attempts from one address, whatever names they try; names have a limit of their own. */
function limitSignIn(): RequestHandler {
  return rateLimit({
    windowMs: SIGN_IN_WINDOW_MS,
    limit: SIGN_IN_FAILURES,
    skipSuccessfulRequests: true,
    standardHeaders: false,
    legacyHeaders: false,
    keyGenerator: (request) => ipKeyGenerator(request.ip ?? ''),
    handler: (request, response) => {
      const { resetTime } = (request as typeof request & { readonly rateLimit: { readonly resetTime?: Date } })
        .rateLimit;
      const seconds = Math.max(1, Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000));
      sendProblem(request, response, reject('API_TOO_MANY', { seconds }));
    },
  });
}

function securityHeaders(config: Config): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'base-uri': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        // antd writes its styles into the page.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'", 'ws:', 'wss:'],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    // Over plain http in a company's network these would only be ignored with a warning, or lock people out.
    hsts: config.SECURE_COOKIE,
    crossOriginOpenerPolicy: config.SECURE_COOKIE,
    originAgentCluster: config.SECURE_COOKIE,
  });
}

/** The built web application; its own addresses all begin at its first page. */
function web(): Router {
  const router = Router();
  router.use(
    express.static(WEB, {
      index: false,
      setHeaders: (response, path) =>
        response.setHeader(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    }),
  );
  router.use((request, response, next) => {
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && request.accepts('html') !== false;
    if (!wantsPage || request.path.startsWith('/assets/')) return next();
    const page = join(WEB, 'index.html');
    if (!existsSync(page)) return next();
    response.setHeader('cache-control', 'no-cache');
    response.sendFile(page);
  });
  router.use(answerNotFound);
  return router;
}
