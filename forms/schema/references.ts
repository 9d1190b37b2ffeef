import { reject, type Rejection } from '#errors/index.ts';
import type { JsonSchema } from './types.ts';

type Inlined = { readonly ok: true; readonly schema: JsonSchema } | { readonly ok: false; readonly error: Rejection };

class ReferenceProblem extends Error {
  readonly rejection: Rejection;

  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}

/**
 * Puts the definitions in the place of their references, so that nothing later has to follow one. Refused are references to anything but
 * `#/definitions/<name>`, references in a circle, and definitions that grow beyond the limit by being used again and again.
 */
export function inlineReferences(schema: JsonSchema, limit: number): Inlined {
  let count = 0;
  const definitions = new Map(Object.entries(schema.definitions ?? {}));

  const inline = (node: JsonSchema, place: string, open: readonly string[]): JsonSchema => {
    count += 1;
    if (count > limit) throw new ReferenceProblem(reject('FORM_TOO_LARGE', { place, limit }));
    if (node.$ref !== undefined) return resolve(node, place, open);
    const inner = (child: unknown, key: string): unknown => inline(child as JsonSchema, `${place}/${key}`, open);
    const { definitions: _dropped, ...rest } = node;
    return Object.fromEntries(
      Object.entries(rest).map(([key, value]) => {
        if (NAMED.has(key)) return [key, mapValues(value as object, (child, name) => inner(child, `${key}/${name}`))];
        if (LISTS.has(key)) return [key, (value as unknown[]).map((child, index) => inner(child, `${key}/${index}`))];
        return [key, SINGLE.has(key) && typeof value === 'object' ? inner(value, key) : value];
      }),
    );
  };

  const resolve = (node: JsonSchema, place: string, open: readonly string[]): JsonSchema => {
    const { $ref: reference = '', ...own } = node;
    const name = /^#\/definitions\/([^/]+)$/.exec(reference)?.[1] ?? '';
    const target = definitions.get(name);
    const details = { place: `${place}/$ref`, reference };
    if (target === undefined) throw new ReferenceProblem(reject('FORM_REFERENCE_UNKNOWN', details));
    if (open.includes(name)) throw new ReferenceProblem(reject('FORM_REFERENCE_CIRCLE', details));
    // Title and description beside a reference name this use of the definition.
    return { ...inline(target, place, [...open, name]), ...inline(own, place, open) };
  };

  try {
    return { ok: true, schema: inline(schema, '/schema', []) };
  } catch (error) {
    if (error instanceof ReferenceProblem) return { ok: false, error: error.rejection };
    throw error;
  }
}

const NAMED = new Set(['properties']);
const LISTS = new Set(['allOf', 'anyOf', 'oneOf']);
const SINGLE = new Set(['items', 'additionalProperties', 'not', 'if', 'then', 'else']);

function mapValues(value: object, change: (child: unknown, name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, change(child, name)]));
}
