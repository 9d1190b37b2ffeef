import { parseForm, type Form, type JsonSchema } from '#forms/schema/index.ts';

/** A form of these parts, as it comes out of the parser. */
export function formOf(schema: JsonSchema, rest: Record<string, unknown> = {}): Form {
  const parsed = parseForm({ id: 'test', title: { 'zh-CN': '测试', en: 'Test' }, schema, ...rest });
  if (!parsed.ok) throw new Error(parsed.errors.map(({ message }) => message).join('\n'));
  return parsed.form;
}

/** Codes and places of the errors of a definition. */
export function errorsOf(schema: unknown, rest: Record<string, unknown> = {}): string[] {
  const parsed = parseForm({ id: 'test', title: { 'zh-CN': '测试', en: 'Test' }, schema, ...rest });
  return parsed.ok ? [] : parsed.errors.map(({ code, details }) => `${code} ${String(details['place'])}`);
}

/** A follow-up form: a choice, a contact, and a promise that only some choices ask for. */
export const followUp = formOf(
  {
    type: 'object',
    properties: {
      result: { type: 'string', title: '跟进结果', enum: ['contacted', 'promise'] },
      contact: {
        type: 'object',
        title: '联系情况',
        properties: {
          with: { type: 'string', title: '联系对象', maxLength: 10 },
          note: { type: 'string', title: '沟通内容', minLength: 1 },
        },
        required: ['note'],
      },
      lines: {
        type: 'array',
        title: '明细',
        maxItems: 3,
        items: {
          type: 'object',
          properties: {
            amount: { type: 'number', title: '金额', multipleOf: 0.01, exclusiveMinimum: 0 },
            kind: { type: 'string', title: '类别', default: 'goods' },
          },
          required: ['amount'],
        },
      },
    },
    required: ['result'],
    allOf: [
      {
        if: { properties: { result: { const: 'promise' } }, required: ['result'] },
        then: {
          properties: { promise: { type: 'string', format: 'date', title: '承诺付款日' } },
          required: ['promise'],
        },
      },
    ],
  },
  {
    uiSchema: { result: { 'ui:enumNames': ['已联系', '承诺付款'], 'ui:widget': 'radio' } },
    labels: {
      en: {
        result: 'Result',
        'result.enum': ['Contacted', 'Promise to pay'],
        contact: 'Contact',
        'contact.note': 'Notes',
        'contact.note.description': 'What was said',
        'lines.amount': 'Amount',
        promise: 'Promised day',
      },
    },
  },
);
