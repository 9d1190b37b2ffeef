import express, { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import multer from 'multer';
import type { z } from 'zod';
import type { BodyOf, Language, Role, Route, RouteName, ResponseOf } from './contract/index.ts';
import { idempotencyKey, routes } from './contract/index.ts';
import { AppError, fail, reject } from '#errors/index.ts';
import { ROLE_NAMES } from '#organization/index.ts';
import { issueWords } from './issue-words.ts';
import type { KeyedRequest, Once } from './once.ts';
import { PlacesError, placesOf } from './problem.ts';

/** The person behind a request, as the handlers need it. */
export interface Caller {
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly departmentId: string | null;
  readonly language: Language;
  /** Nothing is allowed before the password somebody else chose is changed. */
  readonly mustChangePassword: boolean;
}

/** A caller before the request is looked at: the language is null when the person has chosen none. */
export type KnownCaller = Omit<Caller, 'language'> & { readonly language: Language | null };

type Parsed<Name extends RouteName, Field extends 'params' | 'query' | 'body'> =
  NonNullable<(typeof routes)[Name][Field]> extends infer Schema
    ? Schema extends z.ZodType
      ? z.output<Schema>
      : undefined
    : undefined;

export interface Upload {
  readonly name: string;
  readonly bytes: Buffer;
}

/** One call, parsed by the contract. `caller` is null only on public routes. */
export interface Call<Name extends RouteName> {
  readonly params: Parsed<Name, 'params'>;
  readonly query: Parsed<Name, 'query'>;
  readonly body: Parsed<Name, 'body'>;
  readonly caller: Caller;
  readonly language: Language;
  readonly file: Upload | undefined;
  readonly request: Request;
  /** Does what changes something: on a route that takes an Idempotency-Key, once for each key. */
  readonly once: Once;
}

/** A download instead of JSON. */
export class Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;

  constructor(name: string, type: string, bytes: Uint8Array) {
    this.name = name;
    this.type = type;
    this.bytes = bytes;
  }
}

export type Handler<Name extends RouteName> = (call: Call<Name>) => Promise<ResponseOf<Name> | Download>;
export type Handlers = { readonly [Name in RouteName]: Handler<Name> };

/** What the operations stand on. */
export interface RouterParts {
  /** Who is behind a request; null when nobody is signed in. */
  readonly findCaller: FindCaller;
  readonly once: (request: KeyedRequest | undefined, onReplay: () => void) => Once;
  /** Holds every answer against the contract (tests). */
  readonly checkResponses: boolean;
}

/** Asks who is behind a request; null when nobody is signed in. */
export type FindCaller = (request: Request) => Promise<KnownCaller | null>;

const UPLOAD_LIMIT_MB = 32;
const UPLOAD_LIMIT = UPLOAD_LIMIT_MB * 1024 * 1024;
// Names arrive in UTF-8; multer would read them as Latin-1.
const upload = multer({ limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 10 }, defParamCharset: 'utf8' }).single(
  'file',
);
const json = express.json({ limit: '4mb', strict: true });

/** The first of our languages the reader asks for; Chinese when none is. */
export function languageOf(request: Request): Language {
  return request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN';
}

function parse(schema: z.ZodType | undefined, value: unknown, part: string, language: Language): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value ?? {}, {
    error: issueWords(language),
  });
  if (result.success) return result.data;
  const places = placesOf(result.error);
  const first = places[0];
  const place = [part, first?.path].filter(Boolean).join('.');
  throw new PlacesError(reject('API_INVALID_REQUEST', { place, problem: first?.message ?? '' }), () => places);
}

/** Paths of what somebody may ask who has still to choose a password of their own. */
const BEFORE_PASSWORD_CHANGE = new Set(['/session', '/session/password', '/session/preferences', '/company']);

function allow(route: Route, caller: Caller | null, language: Language): void {
  if (route.policy === 'public') return;
  if (!caller) fail('API_UNAUTHENTICATED');
  if (caller.mustChangePassword && !BEFORE_PASSWORD_CHANGE.has(route.path)) fail('API_PASSWORD_CHANGE_NEEDED');
  if (route.policy === 'signed-in') return;
  const { roles } = route.policy;
  if (!roles.some((role) => caller.roles.includes(role))) forbid(roles, language);
}

/** Refuses what only these roles may, naming them in the reader's words. */
export function forbid(roles: readonly Role[], language: Language): never {
  const names = roles.map((role) => ROLE_NAMES[role][language]);
  return fail('API_FORBIDDEN', { roles: names.join(language === 'en' ? ', ' : '、') });
}

const BAD_CURSOR: Readonly<Record<Language, string>> = {
  'zh-CN': '翻页位置已失效，请从第一页重新查看',
  en: 'this is no place in the list; begin with the first page',
};

/** A cursor that the list never gave out is a fault of the request, whoever notices it. */
function asRequestFault(error: unknown, language: Language): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, details } = error;
  const isCursor =
    (code === 'STORE_INVALID_QUERY' && details['argument'] === 'after') ||
    (code === 'API_INVALID_REQUEST' && details['place'] === 'query.after');
  if (!isCursor) return error;
  const problem = BAD_CURSOR[language];
  return new PlacesError(reject('API_INVALID_REQUEST', { place: 'query.after', problem }), () => [
    { path: 'after', message: problem },
  ]);
}

function send(response: Response, answer: unknown): void {
  if (!(answer instanceof Download)) {
    response.json(answer);
    return;
  }
  response.setHeader('content-type', answer.type);
  response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(answer.name)}`);
  response.send(Buffer.from(answer.bytes));
}

/** Reads what the route takes, and nothing where it takes nothing. */
async function readBody(route: Route, request: Request, response: Response): Promise<void> {
  const reader = route.bodyType === 'upload' ? upload : route.body ? json : undefined;
  if (reader === undefined) return;
  // Said before it is sent: no need to take in all of it to refuse it.
  if (reader === upload && Number(request.get('content-length') ?? 0) > UPLOAD_LIMIT * 1.01) tooLarge(UPLOAD_LIMIT_MB);
  await new Promise<void>(
    (done, failed) => void reader(request, response, (error?: unknown) => (error ? failed(error) : done())),
  ).catch((error: unknown) => {
    if (reader === json) throw error;
    if (error instanceof multer.MulterError && error.code === 'LIMIT_FILE_SIZE') tooLarge(UPLOAD_LIMIT_MB);
    fail('API_UNREADABLE', { problem: error instanceof Error ? error.message : String(error) }, { cause: error });
  });
}

export function tooLarge(megabytes: number): never {
  return fail('API_TOO_LARGE', { limit: `${megabytes} MB` });
}

function handlerOf<Name extends RouteName>(
  name: Name,
  handle: Handler<Name>,
  { findCaller, once, checkResponses }: RouterParts,
): RequestHandler {
  const route: Route = routes[name];
  return async (request: Request, response: Response, _next: NextFunction) => {
    const language = languageOf(request);
    const found = await findCaller(request);
    // Who has chosen no language reads the one the request asks for.
    const caller = found && { ...found, language: found.language ?? language };
    allow(route, caller, language);
    await readBody(route, request, response);
    const params = parse(route.params, request.params, 'path', language);
    const query = parse(route.query, request.query, 'query', language);
    const body = parse(route.body, request.body as BodyOf<Name>, '', language);
    const key = route.takesKey === true ? keyOf(request, language) : undefined;
    const call = {
      params,
      query,
      body,
      once: once(
        key === undefined || caller === null
          ? undefined
          : { personId: caller.personId, key, asked: { name, params, query, body } },
        () => response.setHeader('idempotency-replayed', 'true'),
      ),
      caller,
      language,
      file: request.file ? { name: request.file.originalname, bytes: request.file.buffer } : undefined,
      request,
    };
    // The parts were parsed by the schemas their types are made from.
    const answer = await handle(call as Call<Name>).catch((error: unknown) => {
      throw asRequestFault(error, language);
    });
    if (checkResponses && !(answer instanceof Download)) route.response.parse(answer);
    send(response, answer);
  };
}

function keyOf(request: Request, language: Language): string | undefined {
  const key = request.get('idempotency-key');
  // The draft of the header (httpapi-idempotency-key-header) writes it as a quoted string; most clients don't.
  return key === undefined
    ? undefined
    : (parse(idempotencyKey, key.replace(/^"(.*)"$/, '$1'), 'Idempotency-Key', language) as string);
}

/** A router with every operation of the contract. */
export function routerOf(handlers: Handlers, parts: RouterParts): Router {
  const router = Router();
  // Fixed paths before those with parameters, so that /tasks/counts is not taken for a task.
  const names = (Object.keys(routes) as RouteName[]).toSorted(
    (a, b) => Number(routes[a].path.includes('{')) - Number(routes[b].path.includes('{')),
  );
  for (const name of names) {
    const path = routes[name].path.replaceAll(/\{(\w+)\}/g, ':$1');
    router[routes[name].method](path, handlerOf(name, handlers[name] as Handler<typeof name>, parts));
  }
  return router;
}
