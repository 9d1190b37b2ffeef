import {
  hasInnerPermissions,
  isEditable,
  localize,
  requireFields,
  walkSchema,
  type Form,
  type JsonSchema,
  type Language,
  type Permissions,
  type Text,
} from '../schema/index.ts';
import { check, type Fault } from './check.ts';
import { messageIn, messageOf } from './messages.ts';
import { isPlainObject, isWithinLimits, onlyKnown, overlay, withDefaults, withoutEmpty } from './prepare.ts';

/** `path` leads to the field in the data: `contact/note`, `lines/0/amount`. */
export interface SubmissionError<Message> {
  readonly path: string;
  readonly message: Message;
}

export type Submission<Message = Text> =
  | { readonly ok: true; readonly data: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly errors: readonly SubmissionError<Message>[] };

/**
 * Checks what a person submits at a step. `existing` are the values the form was shown with: fields that may only be read, or not even seen,
 * count with their values from there, whatever was sent. Passed data has the top-level fields the person may edit, defaults filled in, and
 * nothing the form does not know. Errors speak of fields the person can do something about, one for each field.
 */
export function validateSubmission(
  form: Form,
  data: unknown,
  permissions: Permissions = {},
  existing: Readonly<Record<string, unknown>> = {},
): Submission {
  const { 'zh-CN': chinese, en: english } = fieldsOf(form);
  return judge(form.schema, data, permissions, existing, (fault, field, value) => {
    const name = String(fault.path.at(-1) ?? '');
    const label = { 'zh-CN': titleOf(chinese, field, name, 'zh-CN'), en: titleOf(english, field, name, 'en') };
    return messageOf(fault, label, chinese.get(field), value);
  });
}

/** The same verdict over a form that is already in one language, as the browser has it. */
export function checkSubmission(
  schema: JsonSchema,
  data: unknown,
  language: Language,
  permissions: Permissions = {},
  existing: Readonly<Record<string, unknown>> = {},
): Submission<string> {
  const fields = declaredFields(schema);
  return judge(schema, data, permissions, existing, (fault, field, value) => {
    const label = titleOf(fields, field, String(fault.path.at(-1) ?? ''), language);
    return messageIn(language, fault, label, fields.get(field), value);
  });
}

function judge<Message>(
  schema: JsonSchema,
  data: unknown,
  permissions: Permissions,
  existing: Readonly<Record<string, unknown>>,
  message: (fault: Fault, field: string, value: unknown) => Message,
): Submission<Message> {
  const tooLarge: Fault = { path: [], keyword: 'type', schema, wanted: 'object' };
  if (!isPlainObject(data) || !isWithinLimits(data)) {
    return { ok: false, errors: [{ path: '', message: message(tooLarge, '', undefined) }] };
  }
  const required = requireFields(schema, permissions);
  const merged = withDefaults(required, overlay(withoutEmpty(data), withoutEmpty(existing), permissions));
  const { faults, known } = check(required, merged);
  const errors = firstOfEach(faults.filter(({ path }) => isEditable(permissions, fieldOf(path)))).map((fault) => ({
    path: fault.path.join('/'),
    message: message(fault, fieldOf(fault.path), valueAt(merged, fault.path)),
  }));
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, data: onlyEditable(onlyKnown(merged, known) as Record<string, unknown>, permissions) };
}

/** A field with the wrong type or nothing in it needs no second complaint. */
function firstOfEach(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path }) => {
    const key = path.join('/');
    return !seen.has(key) && seen.add(key);
  });
}

/** The field that a path in the data leads to: numbers of rows are no part of it. */
function fieldOf(path: Fault['path']): string {
  return path.filter((step) => typeof step === 'string').join('.');
}

function valueAt(data: unknown, path: Fault['path']): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    return (value as Record<string | number, unknown>)[step];
  }, data);
}

function onlyEditable(data: Readonly<Record<string, unknown>>, permissions: Permissions): Record<string, unknown> {
  const kept = Object.entries(data).filter(
    ([name]) => isEditable(permissions, name) || hasInnerPermissions(permissions, name),
  );
  return Object.fromEntries(kept);
}

type Fields = ReadonlyMap<string, JsonSchema>;

/** The schema that introduces each field: the one with the title, else the first. */
function declaredFields(schema: JsonSchema): Fields {
  const fields = new Map<string, JsonSchema>();
  for (const { schema: node, field, condition } of walkSchema(schema)) {
    if (condition) continue;
    const known = fields.get(field);
    if (known === undefined || (known.title === undefined && node.title !== undefined)) fields.set(field, node);
  }
  return fields;
}

const FORM_WORD: Text = { 'zh-CN': '表单', en: 'The form' };

function titleOf(fields: Fields, field: string, name: string, language: Language): string {
  return fields.get(field)?.title ?? (name === '' ? FORM_WORD[language] : name);
}

const cache = new WeakMap<Form, Readonly<Record<Language, Fields>>>();

function fieldsOf(form: Form): Readonly<Record<Language, Fields>> {
  const known = cache.get(form);
  if (known !== undefined) return known;
  const fields = {
    'zh-CN': declaredFields(localize(form, 'zh-CN').schema),
    en: declaredFields(localize(form, 'en').schema),
  };
  cache.set(form, fields);
  return fields;
}
