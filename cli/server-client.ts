import type { z } from 'zod';
import { problem, type BodyOf, type ResponseOf, type RouteName, routes } from '#api/contract/index.ts';
import { fail, type Language } from '#errors/index.ts';
import { messageOf } from './files.ts';

/** What a running server refused, in its own words. */
export class ServerRefusal extends Error {
  readonly code: string;
  readonly remedy: string;

  constructor({ code, detail, remedy }: z.infer<typeof problem>) {
    super(detail);
    this.name = 'ServerRefusal';
    this.code = code;
    this.remedy = remedy;
  }
}

interface Call<Name extends RouteName> {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: BodyOf<Name> | FormData;
}

/** The API of a running server, as its contract states it. Keeps the session cookie of whoever signs in. */
export class ServerClient {
  readonly #server: string;
  readonly #language: Language;
  #cookie = '';

  constructor(server: string, language: Language) {
    this.#server = server.replace(/\/+$/, '');
    this.#language = language;
  }

  /** Rejects with ServerRefusal, CLI_SERVER_UNREACHABLE, or CLI_SERVER_ANSWER when it is not our API that answers. */
  async call<Name extends RouteName>(name: Name, call: Call<Name> = {}): Promise<ResponseOf<Name>> {
    const response = await this.#send(name, call);
    const parsed = routes[name].response.safeParse(await this.#json(response));
    if (!parsed.success) return this.#strange(response);
    // The schema of this route has just said so.
    return parsed.data as ResponseOf<Name>;
  }

  /** The bytes of a route that answers with a file. */
  async download<Name extends RouteName>(name: Name, call: Call<Name> = {}): Promise<Uint8Array> {
    const response = await this.#send(name, call);
    return new Uint8Array(await response.arrayBuffer());
  }

  async #send<Name extends RouteName>(name: Name, { params = {}, query = {}, body }: Call<Name>): Promise<Response> {
    const { method, path } = routes[name];
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(params[part] ?? ''));
    const search = new URLSearchParams(query).toString();
    const json = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${this.#server}/api/v1${filled}${search === '' ? '' : `?${search}`}`, {
      method: method.toUpperCase(),
      headers: {
        'accept-language': this.#language,
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(json ? { 'content-type': 'application/json' } : {}),
      },
      body: body === undefined ? null : json ? JSON.stringify(body) : body,
    }).catch((error: unknown) => {
      const problem = error instanceof Error && error.cause !== undefined ? messageOf(error.cause) : messageOf(error);
      return fail('CLI_SERVER_UNREACHABLE', { server: this.#server, problem }, { cause: error });
    });
    const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
    if (cookies.length > 0) this.#cookie = cookies.join('; ');
    if (!response.ok) await this.#refuse(response);
    return response;
  }

  async #refuse(response: Response): Promise<never> {
    const parsed = problem.safeParse(await this.#json(response));
    if (parsed.success) throw new ServerRefusal(parsed.data);
    return this.#strange(response);
  }

  async #json(response: Response): Promise<unknown> {
    try {
      return await response.json();
    } catch {
      return undefined;
    }
  }

  #strange(response: Response): never {
    return fail('CLI_SERVER_ANSWER', { server: this.#server, status: `HTTP ${response.status}` });
  }
}
