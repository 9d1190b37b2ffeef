import { z } from 'zod';
import type { JsonSchema } from './types.ts';

/** The `$schema` of a form file. */
export const FORM_SCHEMA_ID = 'https://xinliu.example/schemas/form-1.json';

export const WIDGETS = [
  'text',
  'textarea',
  'money',
  'date',
  'select',
  'radio',
  'checkboxes',
  'checkbox',
  'hidden',
] as const;

export const FORMATS = ['date', 'time', 'date-time', 'email', 'uri', 'unified-social-credit-code'] as const;

const jsonType = z.enum(['object', 'array', 'string', 'number', 'integer', 'boolean', 'null']);
const count = z.int().min(0).max(100_000);
const shortText = z.string().max(200);
const longText = z.string().max(2_000);

/** Unknown keywords are refused: one that is ignored would be a rule that nobody keeps. */
export const jsonSchema: z.ZodType<JsonSchema> = z.lazy(() => {
  const list = z.array(jsonSchema).min(1).max(50);
  const named = z.record(z.string(), jsonSchema);
  return z.strictObject({
    $schema: z.string().max(200).optional(),
    $ref: z.string().max(200).optional(),
    $comment: longText.optional(),
    definitions: named.optional(),
    title: shortText.optional(),
    description: longText.optional(),
    default: z.unknown().optional(),
    examples: z.array(z.unknown()).max(50).optional(),
    readOnly: z.boolean().optional(),
    type: z.union([jsonType, z.array(jsonType).min(1)]).optional(),
    enum: z.array(z.unknown()).min(1).max(500).optional(),
    const: z.unknown().optional(),
    format: z.enum(FORMATS).optional(),
    pattern: z.string().max(500).optional(),
    minLength: count.optional(),
    maxLength: count.optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    exclusiveMaximum: z.number().optional(),
    multipleOf: z.number().positive().optional(),
    properties: named.optional(),
    required: z.array(z.string().max(100)).max(500).optional(),
    additionalProperties: z.union([z.boolean(), jsonSchema]).optional(),
    minProperties: count.optional(),
    maxProperties: count.optional(),
    items: jsonSchema.optional(),
    minItems: count.optional(),
    maxItems: count.optional(),
    uniqueItems: z.boolean().optional(),
    allOf: list.optional(),
    anyOf: list.optional(),
    oneOf: list.optional(),
    not: jsonSchema.optional(),
    if: jsonSchema.optional(),
    // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
    then: jsonSchema.optional(),
    else: jsonSchema.optional(),
  });
});

const text = z.strictObject({ 'zh-CN': shortText.min(1), en: shortText.min(1) });
const labels = z.record(z.string().max(300), z.union([longText, z.array(shortText).max(500)]));

export const formDefinition = z.strictObject({
  $schema: z.literal(FORM_SCHEMA_ID).optional(),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,79}$/),
  title: text,
  schema: jsonSchema,
  uiSchema: z.record(z.string(), z.unknown()).default({}),
  labels: z.strictObject({ 'zh-CN': labels.optional(), en: labels.optional() }).default({}),
});

const span = z.enum(['full', 'half']);

/** What may stand under `ui:` for a field; rendering is ours, so nothing else has a meaning. */
export const uiKeys: Readonly<Record<string, z.ZodType>> = {
  'ui:order': z.array(z.string()).max(500),
  'ui:widget': z.enum(WIDGETS),
  'ui:enumNames': z.array(shortText).max(500),
  'ui:placeholder': shortText,
  'ui:help': longText,
  'ui:title': shortText,
  'ui:description': longText,
  'ui:readonly': z.boolean(),
  'ui:span': span,
  'ui:sections': z.array(z.strictObject({ title: text, fields: z.array(z.string()).max(100) })).max(50),
  'ui:options': z.strictObject({
    rows: z.int().min(1).max(40).optional(),
    inline: z.boolean().optional(),
    orderable: z.boolean().optional(),
    addable: z.boolean().optional(),
    removable: z.boolean().optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
    addButtonText: text.optional(),
  }),
};
