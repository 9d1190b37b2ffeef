import type { Language, Resource } from '#api/contract/index.ts';
import type { Surroundings } from '#designer/index.ts';

interface FormFile {
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly schema?: { readonly properties?: Readonly<Record<string, { readonly title?: string }>> };
  readonly labels?: { readonly en?: Readonly<Record<string, unknown>> };
}

const ENDING = '.form.json';
export const isForm = (resource: Resource): boolean => resource.name.endsWith(ENDING);
export const formIdOf = (resource: Resource): string => resource.name.slice(0, -ENDING.length);
export const formFileName = (id: string): string => `${id}${ENDING}`;

/** A form file as far as it can be read; undefined while it is being typed. */
export function readForm(resource: Resource): FormFile | undefined {
  try {
    const parsed: unknown = JSON.parse(resource.content);
    return parsed !== null && typeof parsed === 'object' && 'id' in parsed ? (parsed as FormFile) : undefined;
  } catch {
    return undefined;
  }
}

/** The forms of a bundle with their fields, as the properties panel offers them. */
export function formsOf(resources: readonly Resource[], language: Language): Surroundings['forms'] {
  return resources.filter(isForm).flatMap((resource) => {
    const form = readForm(resource);
    if (!form) return [];
    const english = form.labels?.en ?? {};
    const titleOf = (name: string, title: string | undefined): string => {
      const translated = english[name];
      return language === 'en' && typeof translated === 'string' ? translated : (title ?? name);
    };
    const fields = Object.entries(form.schema?.properties ?? {}).map(([name, field]) => ({
      name,
      title: titleOf(name, field.title),
    }));
    return [{ id: form.id, title: form.title?.[language] ?? form.id, fields }];
  });
}

/** A first form to start from: a note and nothing else. */
export function newForm(id: string, title: Readonly<Record<Language, string>>): string {
  const form = {
    id,
    title,
    schema: {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: { note: { type: 'string', title: '说明', minLength: 1, maxLength: 2000 } },
      required: ['note'],
    },
    uiSchema: { note: { 'ui:widget': 'textarea' } },
    labels: { en: { note: 'Note' } },
  };
  return `${JSON.stringify(form, null, 2)}\n`;
}
