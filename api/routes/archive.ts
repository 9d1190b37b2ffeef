import type { Bilingual, Language } from '../contract/index.ts';
import { type Form, type JsonSchema, localize, parseForm, walkSchema } from '#forms/schema/index.ts';
import { shippedForms } from '#processes/index.ts';
import type { StoreReader } from '#store/index.ts';
import { publishedVersions } from '../studio/collections.ts';

const PROCESS = 'credit-onboarding';
const FORM = 'credit-archive';
/** The field of the form that is the archive. */
const FIELD = 'archive';

interface ArchiveEntry {
  readonly label: Bilingual;
  readonly value: string;
}

/** The credit archive of a customer as its newest form names it; what that form does not know is shown under its own name. */
export async function archiveEntries(
  store: StoreReader,
  archive: Readonly<Record<string, unknown>> | undefined,
  language: Language,
): Promise<ArchiveEntry[]> {
  if (archive === undefined) return [];
  const form = await archiveForm(store);
  const chinese = fieldsOf(form, 'zh-CN');
  const english = fieldsOf(form, 'en');
  const order = [...chinese.keys()];
  const place = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.keys(archive)
    .toSorted((a, b) => place(a) - place(b))
    .map((name) => ({
      label: { 'zh-CN': chinese.get(name)?.title ?? name, en: english.get(name)?.title ?? name },
      value: shown(archive[name], (language === 'en' ? english : chinese).get(name), language),
    }))
    .filter((entry) => entry.value !== '');
}

async function archiveForm(store: StoreReader): Promise<Form | undefined> {
  const page = await store.find(publishedVersions, {
    where: { processId: PROCESS },
    sort: { by: 'version', descending: true },
    limit: 1,
  });
  const file = page.items[0]?.document.resources.find((resource) => resource.name === `${FORM}.form.json`);
  const parsed = file === undefined ? undefined : parseForm(file.content);
  return parsed?.ok ? parsed.form : shippedForms().find((form) => form.id === FORM);
}

interface Field {
  readonly title: string;
  readonly choices: ReadonlyMap<unknown, string>;
}

function fieldsOf(form: Form | undefined, language: Language): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  if (form === undefined) return fields;
  const { schema, uiSchema } = localize(form, language);
  const ui = (uiSchema[FIELD] ?? {}) as Readonly<Record<string, unknown>>;
  for (const { schema: part, field, condition } of walkSchema(schema)) {
    const name = field.startsWith(`${FIELD}.`) ? field.slice(FIELD.length + 1) : '';
    if (condition || name === '' || name.includes('.') || part.title === undefined || fields.has(name)) continue;
    fields.set(name, { title: part.title, choices: choicesOf(part, ui[name]) });
  }
  return fields;
}

function choicesOf(part: JsonSchema, ui: unknown): Field['choices'] {
  const names = (ui as { readonly 'ui:enumNames'?: readonly string[] } | undefined)?.['ui:enumNames'] ?? [];
  return new Map((part.enum ?? []).map((value, index) => [value, names[index] ?? String(value)]));
}

function shown(value: unknown, field: Field | undefined, language: Language): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return language === 'en' ? (value ? 'yes' : 'no') : value ? '是' : '否';
  if (Array.isArray(value)) {
    return value.map((item) => shown(item, field, language)).join(language === 'en' ? '; ' : '；');
  }
  if (typeof value === 'object')
    return Object.values(value)
      .map((item) => shown(item, undefined, language))
      .join(' ');
  if (typeof value === 'number') return field?.choices.get(value) ?? value.toLocaleString('en-US');
  return field?.choices.get(value) ?? String(value);
}
