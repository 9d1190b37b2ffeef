import type { Form, JsonSchema, Language, LocalizedForm, UiSchema } from './types.ts';
import { mapSchema, walkSchema, type SchemaPlace } from './walk.ts';

export type LabelKind = 'title' | 'description' | 'enum' | 'placeholder';

/** `contact.note.description` is the description of `contact.note`, unless a field has that very name. */
export function splitLabel(
  key: string,
  fields: ReadonlyMap<string, unknown> | ReadonlySet<string>,
): { readonly field: string; readonly kind: LabelKind } {
  const match = /^(.*)\.(description|enum|placeholder)$/.exec(key);
  if (match === null || fields.has(key)) return { field: key, kind: 'title' };
  return { field: match[1] ?? '', kind: match[2] as LabelKind };
}

/** The form in one language: titles, descriptions, choices and the rest of its words; what has no label keeps the words of the schema. */
export function localize(form: Form, language: Language): LocalizedForm {
  const labels = form.labels[language] ?? {};
  const fields = new Set([...walkSchema(form.schema)].map(({ field }) => field));
  const texts = new Map<string, Partial<Record<LabelKind, string | readonly string[]>>>();
  for (const [key, value] of Object.entries(labels)) {
    const { field, kind } = splitLabel(key, fields);
    texts.set(field, { ...texts.get(field), [kind]: value });
  }
  const titled = new Set([...walkSchema(form.schema)].filter(isTitled).map(({ field }) => field));
  return {
    id: form.id,
    title: form.title[language],
    schema: mapSchema(form.schema, (schema, field) =>
      schema.title === undefined && titled.has(field) ? schema : withTexts(schema, texts.get(field)),
    ),
    uiSchema: localizeUi(addChoices(form.uiSchema, form.schema, texts), language) as UiSchema,
  };
}

type FieldTexts = Partial<Record<LabelKind, string | readonly string[]>> | undefined;

function isTitled({ schema, condition }: SchemaPlace): boolean {
  return schema.title !== undefined && !condition;
}

function withTexts(schema: JsonSchema, texts: FieldTexts): JsonSchema {
  if (texts === undefined) return schema;
  const { title, description, enum: choices } = texts;
  const named = Array.isArray(choices) && schema.oneOf !== undefined;
  return {
    ...schema,
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    ...(named
      ? { oneOf: schema.oneOf?.map((choice, index) => ({ ...choice, title: choices[index] ?? choice.title })) }
      : {}),
  };
}

function addChoices(uiSchema: UiSchema, schema: JsonSchema, texts: ReadonlyMap<string, FieldTexts>): UiSchema {
  let result = uiSchema;
  for (const { schema: node, field, condition } of walkSchema(schema)) {
    const { enum: choices, placeholder } = texts.get(field) ?? {};
    if (condition) continue;
    if (node.enum !== undefined && choices !== undefined) {
      result = setUi(result, schema, field, 'ui:enumNames', choices);
    }
    if (placeholder !== undefined) result = setUi(result, schema, field, 'ui:placeholder', placeholder);
  }
  return result;
}

/** Sets a `ui:` key of a field; fields within arrays stand under `items`. */
export function setUi(uiSchema: UiSchema, schema: JsonSchema, field: string, key: string, value: unknown): UiSchema {
  const arrays = new Set(
    [...walkSchema(schema)].filter((place) => place.schema.items !== undefined).map((place) => place.field),
  );
  const steps: string[] = [];
  let at = '';
  for (const name of field.split('.')) {
    steps.push(name);
    at = at === '' ? name : `${at}.${name}`;
    if (arrays.has(at) && at !== field) steps.push('items');
  }
  return setIn(uiSchema, steps, key, value);
}

function setIn(uiSchema: UiSchema, [step, ...rest]: readonly string[], key: string, value: unknown): UiSchema {
  if (step === undefined) return { ...uiSchema, [key]: value };
  const child = Object.hasOwn(uiSchema, step) ? uiSchema[step] : undefined;
  const inner = typeof child === 'object' && child !== null ? (child as UiSchema) : {};
  return { ...uiSchema, [step]: setIn(inner, rest, key, value) };
}

/** Texts in both languages anywhere in the uiSchema become the one wanted. */
function localizeUi(value: unknown, language: Language): unknown {
  if (Array.isArray(value)) return value.map((entry) => localizeUi(entry, language));
  if (typeof value !== 'object' || value === null) return value;
  if (Object.keys(value).length === 2 && 'zh-CN' in value && 'en' in value) return value[language];
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, localizeUi(child, language)]));
}
