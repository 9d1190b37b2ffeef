import { reject, type Rejection } from '#errors/index.ts';
import { splitLabel } from './localize.ts';
import type { Form, JsonSchema } from './types.ts';
import { escapePointer, walkSchema } from './walk.ts';

/** Labels and choices must belong to something: a misspelt field would stay in the wrong language without a word. */
export function checkLabels(form: Form): Rejection[] {
  const fields = new Map<string, JsonSchema[]>();
  for (const { schema, field, condition } of walkSchema(form.schema)) {
    if (!condition) fields.set(field, [...(fields.get(field) ?? []), schema]);
  }
  return Object.entries(form.labels).flatMap(([language, labels]) =>
    Object.entries(labels).flatMap(([key, value]) => {
      const place = `/labels/${language}/${escapePointer(key)}`;
      const { field, kind } = splitLabel(key, fields);
      const schemas = fields.get(field);
      if (schemas === undefined) return [reject('FORM_LABEL_WITHOUT_FIELD', { place, field })];
      if (kind !== 'enum') {
        return typeof value === 'string' ? [] : [reject('FORM_TYPE_EXPECTED', { place, expected: 'string' })];
      }
      const choices = Math.max(0, ...schemas.map(({ enum: values, oneOf }) => (values ?? oneOf ?? []).length));
      const found = Array.isArray(value) ? value.length : 0;
      return found === choices ? [] : [reject('FORM_LABEL_COUNT', { place, field, found, expected: choices })];
    }),
  );
}
