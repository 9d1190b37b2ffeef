import { z } from 'zod';

/** Who may call: everybody, every signed-in person, or only people with one of these roles (finer rules are in the handler). */
export type Policy = 'public' | 'signed-in' | { readonly roles: readonly Role[] };

export const role = z.enum(['sales', 'finance', 'legal', 'credit', 'head', 'executive', 'admin', 'operator']);
export type Role = z.infer<typeof role>;

/** One operation of the API: everything that the server, the typed client and the OpenAPI document need to know. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Under /api/v1, with `{name}` for parameters. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly policy: Policy;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** What `body` is sent as; `upload` is multipart with the file in the field `file`. */
  readonly bodyType?: 'json' | 'upload';
  readonly response: Response;
  /** `file`: the answer is a download, not JSON. */
  readonly responseType?: 'json' | 'file';
  /** A header Idempotency-Key makes sure that it is done once, however often it is asked for. */
  readonly takesKey?: true;
}

/** How long what was done under an Idempotency-Key is remembered. */
export const IDEMPOTENCY_HOURS = 24;
/** Chosen by the caller, anew for each thing to be done: a UUID, for instance. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,100}$/);

/** Keeps the exact types of the schemas. */
export function route<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodType,
>(definition: Route<Params, Query, Body, Response>): Route<Params, Query, Body, Response> {
  return definition;
}

export const language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof language>;

/** A text in both languages of the interface. */
export const bilingual = z.object({ 'zh-CN': z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;

export const date = z.iso.date();
export const instant = z.iso.datetime();
/** Identity of something the engine made: a decimal string beyond 2^53. */
export const key = z.string().regex(/^\d{1,20}$/);
export const id = z.string().min(1).max(100);

/** The keyset page every list answers with; give `next` back as `after`. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().optional(), total: z.int().optional() });
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).optional(),
  after: z.string().max(500).optional(),
};
export const done = z.object({ ok: z.literal(true) });

export const personRef = z.object({ id, name: z.string() });

/** RFC 9457. `code` is stable (docs/errors.md), `remedy` says what to do next; texts are in the language asked for. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    remedy: z.string(),
    /** Values the texts were filled with. */
    details: z.record(z.string(), z.unknown()).optional(),
    /** Places in what was sent that are wrong, each with its own words. */
    errors: z
      .array(
        z.object({ path: z.string(), message: z.string(), remedy: z.string().optional(), code: z.string().optional() }),
      )
      .optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof problem>;
