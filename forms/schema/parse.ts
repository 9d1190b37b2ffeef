import type { z } from 'zod';
import { reject, type Rejection } from '#errors/index.ts';
import { formDefinition, uiKeys } from './definition.ts';
import { checkLabels } from './check-labels.ts';
import { inlineReferences } from './references.ts';
import { patternProblem } from './patterns.ts';
import type { Form, JsonSchema, UiSchema } from './types.ts';
import { escapePointer, walkSchema } from './walk.ts';

export const FORM_LIMITS = { characters: 256 * 1024, depth: 24, subschemas: 2_000 } as const;

/** Each error names its place in the definition as a JSON pointer in `details.place`. */
export type ParsedForm =
  { readonly ok: true; readonly form: Form } | { readonly ok: false; readonly errors: readonly Rejection[] };

/**
 * Reads a form definition, as text or as a value, and checks all that could surprise later: unknown keywords, patterns that could be slow,
 * references to elsewhere, endless nesting, names that mean something to JavaScript, widgets that do not exist, labels without a field.
 */
export function parseForm(source: unknown): ParsedForm {
  const value = typeof source === 'string' ? parseText(source) : { ok: true as const, value: source };
  if (!value.ok) return { ok: false, errors: [value.error] };
  const size = checkSize(value.value);
  if (size !== undefined) return { ok: false, errors: [size] };
  const names = forbiddenNames(value.value, '');
  if (names.length > 0) return { ok: false, errors: names };
  const parsed = formDefinition.safeParse(value.value);
  if (!parsed.success) return { ok: false, errors: parsed.error.issues.flatMap(issueErrors) };
  const inlined = inlineReferences(parsed.data.schema, FORM_LIMITS.subschemas);
  if (!inlined.ok) return { ok: false, errors: [inlined.error] };
  const form: Form = { ...parsed.data, labels: withoutUndefined(parsed.data.labels), schema: inlined.schema };
  const errors = [...checkSchema(form.schema), ...checkUi(form.uiSchema, '/uiSchema'), ...checkLabels(form)];
  return errors.length > 0 ? { ok: false, errors } : { ok: true, form };
}

function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as never;
}

function parseText(text: string): { ok: true; value: unknown } | { ok: false; error: Rejection } {
  if (text.length > FORM_LIMITS.characters) return { ok: false, error: tooLarge('', FORM_LIMITS.characters) };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch (error) {
    return { ok: false, error: notJson(text, error instanceof Error ? error.message : '') };
  }
}

/** Engines name the place of a syntax error in words: by position, or by line and column. */
function notJson(text: string, problem: string): Rejection {
  const [, line, column] = /line (\d+) column (\d+)/.exec(problem) ?? [];
  if (line !== undefined) return reject('FORM_NOT_JSON', { place: '', line, column, problem });
  const before = text.slice(0, Number(/position (\d+)/.exec(problem)?.[1] ?? text.length)).split('\n');
  return reject('FORM_NOT_JSON', { place: '', line: before.length, column: (before.at(-1) ?? '').length + 1, problem });
}

function tooLarge(place: string, limit: number): Rejection {
  return reject('FORM_TOO_LARGE', { place, limit });
}

/** Level by level, not by recursion: a definition can be nested deeper than a stack. */
function checkSize(source: unknown): Rejection | undefined {
  let level: unknown[] = [source];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    // The definition's nesting is that of its schema, where each level takes two (properties, name).
    if (depth > FORM_LIMITS.depth * 2) return reject('FORM_TOO_DEEP', { place: '', limit: FORM_LIMITS.depth });
    values += level.length;
    if (values > FORM_LIMITS.characters / 4) return tooLarge('', FORM_LIMITS.characters);
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []));
  }
  return undefined;
}

const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']);

function forbiddenNames(value: unknown, place: string): Rejection[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    const own = `${place}/${escapePointer(name)}`;
    return FORBIDDEN.has(name) ? [reject('FORM_NAME_FORBIDDEN', { place: own, name })] : forbiddenNames(child, own);
  });
}

function issueErrors(issue: z.core.$ZodIssue): Rejection[] {
  const place = `/${issue.path.map((part) => escapePointer(String(part))).join('/')}`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((keyword) =>
      reject('FORM_KEYWORD_UNKNOWN', { place: `${place === '/' ? '' : place}/${escapePointer(keyword)}`, keyword }),
    );
  }
  if (issue.code === 'invalid_type') return [reject('FORM_TYPE_EXPECTED', { place, expected: issue.expected })];
  if (issue.code === 'invalid_value') {
    return [reject('FORM_VALUE_EXPECTED', { place, expected: issue.values.map(String).join(', ') })];
  }
  return [reject('FORM_VALUE_EXPECTED', { place, expected: issue.message })];
}

const FIELD_NAME = /^[\p{L}_][\p{L}\p{N}_-]{0,79}$/u;

function checkSchema(schema: JsonSchema): Rejection[] {
  const errors: Rejection[] = [];
  if (schema.type !== 'object') errors.push(reject('FORM_ROOT_NOT_OBJECT', { place: '/schema/type' }));
  for (const { schema: node, pointer } of walkSchema(schema, '/schema')) {
    for (const name of Object.keys(node.properties ?? {})) {
      const place = `${pointer}/properties/${escapePointer(name)}`;
      if (!FIELD_NAME.test(name)) errors.push(reject('FORM_NAME_FORBIDDEN', { place, name }));
    }
    const problem = node.pattern === undefined ? undefined : patternProblem(node.pattern);
    if (problem !== undefined) {
      errors.push(reject('FORM_PATTERN_UNSAFE', { place: `${pointer}/pattern`, pattern: node.pattern, problem }));
    }
  }
  return errors;
}

function checkUi(uiSchema: UiSchema, place: string): Rejection[] {
  return Object.entries(uiSchema).flatMap(([key, value]) => {
    const own = `${place}/${escapePointer(key)}`;
    if (!key.startsWith('ui:')) {
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return checkUi(value as UiSchema, own);
      return [reject('FORM_TYPE_EXPECTED', { place: own, expected: 'object' })];
    }
    const allowed = uiKeys[key];
    if (allowed === undefined) return [reject('FORM_KEYWORD_UNKNOWN', { place: own, keyword: key })];
    const parsed = allowed.safeParse(value);
    return parsed.success
      ? []
      : parsed.error.issues.flatMap((issue) => issueErrors({ ...issue, path: [...pathOf(own), ...issue.path] }));
  });
}

function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
