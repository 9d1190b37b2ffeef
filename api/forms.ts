import {
  applyPermissions,
  type Form,
  localize,
  parseForm,
  type Permission,
  type Permissions,
  permissionOf,
  walkSchema,
} from '#forms/schema/index.ts';
import { shippedForms } from '#processes/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Language, TaskForm } from './contract/index.ts';
import { publishedVersions } from './studio/collections.ts';

type Forms = ReadonlyMap<string, Form>;

// Published versions never change, so what was read of one stays true.
const published = new WeakMap<StoreReader, Map<string, Promise<Forms>>>();
let shipped: Forms | undefined;

/** A form as published with this version of a process, else as shipped; undefined when there is none that can be read. */
export async function findForm(
  store: StoreReader,
  processDefinitionKey: string,
  formId: string,
): Promise<Form | undefined> {
  return (
    (await formsOf(store, processDefinitionKey)).get(formId) ?? (shipped ??= readForms(shippedForms())).get(formId)
  );
}

async function formsOf(store: StoreReader, processDefinitionKey: string): Promise<Forms> {
  const known = published.get(store) ?? new Map<string, Promise<Forms>>();
  published.set(store, known);
  const kept = known.get(processDefinitionKey);
  if (kept !== undefined) return kept;
  const version = await store.get(publishedVersions, processDefinitionKey);
  // Not published yet by the studio, or deployed some other way: it may come to be.
  if (version === undefined) return new Map();
  const forms = readForms(
    version.document.resources.filter(({ name }) => name.endsWith('.form.json')).map(({ content }) => content),
  );
  known.set(processDefinitionKey, Promise.resolve(forms));
  return forms;
}

function readForms(sources: readonly unknown[]): Forms {
  const forms = sources.flatMap((source) => {
    const parsed = parseForm(source);
    return parsed.ok ? [parsed.form] : [];
  });
  return new Map(forms.map((form) => [form.id, form]));
}

/** Names of the fields that stand at the top of the form's data, in the order of the form. */
export function fieldsOf(form: Form): readonly string[] {
  const names = [...walkSchema(form.schema)]
    .map(({ field }) => field)
    .filter((field) => field !== '' && !field.includes('.'));
  return [...new Set(names)];
}

/** What a node says of the fields of a form, with what it says of all of them (`*`) said of each. */
export function permissionsFor(form: Form, permissions: Permissions): Permissions {
  const { '*': all, ...named } = permissions;
  if (all === undefined) return named;
  return { ...Object.fromEntries(fieldsOf(form).map((field): [string, Permission] => [field, all])), ...named };
}

/** The form as a person at a node sees it, in one language. */
export function taskForm(form: Form, permissions: Permissions, language: Language): TaskForm {
  const expanded = permissionsFor(form, permissions);
  const { id, title, schema, uiSchema } = applyPermissions(localize(form, language), expanded);
  return { id, title, schema: { ...schema }, uiSchema: { ...uiSchema }, permissions: { ...expanded } };
}

/**
 * The values a form is shown with. A field that the node names to be read or edited has the variable of its name, and so
 * has one that the node fills by an input mapping; a field to be filled in anew begins empty, or what one person noted of
 * a call would stand as the next one's words.
 */
export function valuesFor(
  form: Form,
  permissions: Permissions,
  variables: Readonly<Record<string, unknown>>,
  mapped: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const expanded = permissionsFor(form, permissions);
  const shown = fieldsOf(form).filter((field) => {
    const value = variables[field];
    if (value === undefined || value === null || permissionOf(expanded, field) === 'hidden') return false;
    return mapped.has(field) || permissionOf(expanded, field) === 'read' || expanded[field] === 'edit';
  });
  return Object.fromEntries(shown.map((field) => [field, variables[field]]));
}
