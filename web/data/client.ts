import type { Language, Problem, RouteName, BodyOf, ParamsOf, QueryOf, ResponseOf, Route } from '#api/contract/index.ts';
import { routes } from '#api/contract/index.ts';

/** A problem document as an exception; the texts are in the reader's language and ready to show. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

type Given<Name extends RouteName> = (ParamsOf<Name> extends undefined ? { params?: undefined } : { params: ParamsOf<Name> }) &
  (QueryOf<Name> extends undefined ? { query?: undefined } : { query?: QueryOf<Name> }) &
  (BodyOf<Name> extends undefined ? { body?: undefined } : { body: BodyOf<Name> });

/** What a call is given: only the parts its route has. */
export type RequestOf<Name extends RouteName> = Given<Name> & { readonly file?: File };

/** The language the page is in; the i18n folder keeps it on the document. */
function readerLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'zh-CN';
}

interface Parts {
  readonly params?: Readonly<Record<string, unknown>> | undefined;
  readonly query?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
  readonly file?: File;
}

export function addressOf(name: RouteName, parts: Parts): string {
  const path = routes[name].path.replaceAll(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(parts.params?.[field] ?? '')));
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(parts.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(field, String(value));
  }
  const search = query.toString();
  return `/api/v1${path}${search === '' ? '' : `?${search}`}`;
}

function bodyOf(parts: Parts): { body?: BodyInit; headers: Record<string, string> } {
  if (parts.file) {
    const form = new FormData();
    form.set('file', parts.file);
    return { body: form, headers: {} };
  }
  if (parts.body === undefined) return { headers: {} };
  return { body: JSON.stringify(parts.body), headers: { 'content-type': 'application/json' } };
}

const unreachable = (): Problem => {
  const chinese = readerLanguage() === 'zh-CN';
  return {
    type: 'about:blank',
    title: chinese ? '连接不上服务器' : 'The server can’t be reached',
    status: 0,
    code: 'NETWORK',
    detail: chinese ? '连接不上服务器。' : 'The server can’t be reached.',
    remedy: chinese ? '请检查网络后重试，已填写的内容会保留。' : 'Check the network and try again; what you typed is kept.',
  };
};

/** Keys of requests whose answer was lost, by what was asked: pressing again must not do it twice. */
const unanswered = new Map<string, string>();

/** `crypto.randomUUID` is there by https only. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The key to send, and what to do when the server has answered. */
function keyOf(name: RouteName, parts: Parts): { readonly headers: Record<string, string>; readonly answered: (status: number) => void } {
  const route: Route = routes[name];
  if (route.takesKey !== true) return { headers: {}, answered: () => undefined };
  const asked = JSON.stringify([name, parts.params, parts.body]);
  const key = unanswered.get(asked) ?? newKey();
  unanswered.set(asked, key);
  return {
    headers: { 'idempotency-key': key },
    answered: (status) => {
      if (status < 500) unanswered.delete(asked);
    },
  };
}

/** Calls one operation of the API. Rejects with ApiProblem only. */
export async function call<Name extends RouteName>(name: Name, request: RequestOf<Name>, signal?: AbortSignal): Promise<ResponseOf<Name>> {
  const parts: Parts = request as Parts;
  const { body, headers } = bodyOf(parts);
  const key = keyOf(name, parts);
  let response: Response;
  try {
    response = await fetch(addressOf(name, parts), {
      method: routes[name].method.toUpperCase(),
      headers: { ...headers, ...key.headers, accept: 'application/json', 'accept-language': readerLanguage() },
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body }),
      ...(signal ? { signal } : {}),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(unreachable());
  }
  key.answered(response.status);
  const answer: unknown = await response.json().catch(() => undefined);
  // The server made the answer from the same contract; it is not checked a second time here.
  if (response.ok) return answer as ResponseOf<Name>;
  throw new ApiProblem((answer as Problem | undefined) ?? unreachable());
}
