import type { Language } from '#errors/index.ts';

export type { Language } from '#errors/index.ts';

export type Text = Readonly<Record<Language, string>>;

export type JsonType = 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';

/** The part of JSON Schema draft-07 that forms are written in. After `parseForm` no `$ref` is left. */
export interface JsonSchema {
  readonly $schema?: string | undefined;
  readonly $ref?: string | undefined;
  readonly $comment?: string | undefined;
  readonly definitions?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly examples?: readonly unknown[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly type?: JsonType | readonly JsonType[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly exclusiveMaximum?: number | undefined;
  readonly multipleOf?: number | undefined;
  readonly properties?: Readonly<Record<string, JsonSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: boolean | JsonSchema | undefined;
  readonly minProperties?: number | undefined;
  readonly maxProperties?: number | undefined;
  readonly items?: JsonSchema | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly uniqueItems?: boolean | undefined;
  readonly allOf?: readonly JsonSchema[] | undefined;
  readonly anyOf?: readonly JsonSchema[] | undefined;
  readonly oneOf?: readonly JsonSchema[] | undefined;
  readonly not?: JsonSchema | undefined;
  readonly if?: JsonSchema | undefined;
  readonly then?: JsonSchema | undefined;
  readonly else?: JsonSchema | undefined;
}

export type UiSchema = Readonly<Record<string, unknown>>;

/**
 * Texts by field: `amount`, `contact.note`, `lines.price` are titles; with `.description` descriptions, with `.enum` the labels of the
 * choices in their order, with `.placeholder` what stands in the empty field.
 */
export type Labels = Readonly<Record<string, string | readonly string[]>>;

/** A form as its file `<id>.form.json` holds it. Titles in `schema` are in the first language, `labels` has the others. */
export interface Form {
  readonly id: string;
  readonly title: Text;
  readonly schema: JsonSchema;
  readonly uiSchema: UiSchema;
  readonly labels: Readonly<Partial<Record<Language, Labels>>>;
}

/** A form in one language, ready for a renderer. */
export interface LocalizedForm {
  readonly id: string;
  readonly title: string;
  readonly schema: JsonSchema;
  readonly uiSchema: UiSchema;
}

/** What a person may do with a field at a step. Fields that are not named may be edited. */
export type Permission = 'hidden' | 'read' | 'edit' | 'required';

/** By field: `amount`, `contact.note`, `lines.price`. The nearest name counts: `contact` holds for all in it that has no name of its own. */
export type Permissions = Readonly<Record<string, Permission>>;
