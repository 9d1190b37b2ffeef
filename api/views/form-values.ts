import { type Form, type JsonSchema, localize, walkSchema } from '#forms/schema/index.ts';
import type { Act, Language } from '../contract/index.ts';

type Shown = NonNullable<Act['fields']>[number];

interface Words {
  readonly titles: ReadonlyMap<string, string>;
  /** What people call a choice, by field and value. */
  readonly choices: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** What was filled in, in the words of the form: a line for each field that has a value. */
export function tellValues(
  form: Form | undefined,
  values: Readonly<Record<string, unknown>>,
  language: Language,
): readonly Shown[] {
  const words = { 'zh-CN': wordsOf(form, 'zh-CN'), en: wordsOf(form, 'en') };
  return leavesOf(values, '').flatMap(({ field, value }) => {
    const text = tell(value, words[language].choices.get(field), language);
    if (text === '') return [];
    const name = field.slice(field.lastIndexOf('.') + 1);
    const label = { 'zh-CN': words['zh-CN'].titles.get(field) ?? name, en: words.en.titles.get(field) ?? name };
    return [{ label, value: text }];
  });
}

function leavesOf(value: unknown, field: string): readonly { readonly field: string; readonly value: unknown }[] {
  if (Array.isArray(value) && value.some((entry) => typeof entry === 'object' && entry !== null)) {
    return value.flatMap((entry) => leavesOf(entry, field));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ field, value }];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, field === '' ? name : `${field}.${name}`));
}

/** A value as a person reads it. */
export function tell(value: unknown, choices: ReadonlyMap<string, string> | undefined, language: Language): string {
  if (Array.isArray(value)) return value.map((entry) => tell(entry, choices, language)).join('、');
  const chosen = choices?.get(String(value));
  if (chosen !== undefined) return chosen;
  if (typeof value === 'boolean') return language === 'en' ? (value ? 'Yes' : 'No') : value ? '是' : '否';
  if (typeof value === 'number') return new Intl.NumberFormat(language, { maximumFractionDigits: 6 }).format(value);
  return typeof value === 'string' ? value : '';
}

function wordsOf(form: Form | undefined, language: Language): Words {
  if (form === undefined) return { titles: new Map(), choices: new Map() };
  const localized = localize(form, language);
  const titles = new Map<string, string>();
  const choices = new Map<string, ReadonlyMap<string, string>>();
  for (const { schema, field } of walkSchema(localized.schema)) {
    if (field === '' || schema.title === undefined) continue;
    if (!titles.has(field)) titles.set(field, schema.title);
    if (!choices.has(field)) choices.set(field, choicesOf(schema, uiOf(localized.uiSchema, field)));
  }
  return { titles, choices };
}

function choicesOf(schema: JsonSchema, ui: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const named = (schema.oneOf ?? []).flatMap((one) =>
    one.title === undefined ? [] : [[String(one.const), one.title] as const],
  );
  const names = Array.isArray(ui['ui:enumNames']) ? ui['ui:enumNames'] : [];
  const listed = (schema.enum ?? []).flatMap((value, index) => {
    const name: unknown = names[index];
    return typeof name === 'string' ? [[String(value), name] as const] : [];
  });
  return new Map([...named, ...listed]);
}

/** Where the uiSchema speaks of a field; entries of a list stand under `items`. */
function uiOf(uiSchema: Readonly<Record<string, unknown>>, field: string): Readonly<Record<string, unknown>> {
  return field.split('.').reduce<Readonly<Record<string, unknown>>>((at, name) => {
    const items = objectAt(at['items']);
    return objectAt(at[name] ?? items[name]);
  }, uiSchema);
}

function objectAt(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
