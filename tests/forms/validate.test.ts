import { Ajv, type AnySchema } from 'ajv';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { localize, type JsonSchema, type Permissions } from '#forms/schema/index.ts';
import { checkSubmission, isValid, validateSubmission } from '#forms/validate/index.ts';
import { followUp, formOf } from './support.ts';

const submit = (data: unknown, permissions: Permissions = {}, existing: Record<string, unknown> = {}): unknown => {
  const result = validateSubmission(followUp, data, permissions, existing);
  return result.ok
    ? result.data
    : Object.fromEntries(result.errors.map(({ path, message }) => [path, message['zh-CN']]));
};
const good = { result: 'contacted', contact: { note: '已通话' } };

describe('validateSubmission', () => {
  it('should pass what is right, with defaults and without what the form does not know', () => {
    const data = {
      ...good,
      promise: '2026-01-01',
      admin: true,
      lines: [{ amount: 19.99 }],
      contact: { note: 'x', with: '', by: null },
    };
    expect(submit(data)).toEqual({
      result: 'contacted',
      contact: { note: 'x' },
      lines: [{ amount: 19.99, kind: 'goods' }],
    });
  });

  it('should say in short words what to do, once for each field', () => {
    expect(
      submit({
        result: 'promise',
        contact: { with: '一二三四五六七八九十百' },
        lines: [{ amount: 1.005 }, {}, { amount: 0 }, { amount: 1 }],
      }),
    ).toEqual({
      promise: '请选择承诺付款日',
      'contact/note': '请填写沟通内容',
      'contact/with': '联系对象不能超过 10 个字',
      lines: '明细不能超过 3 行',
      'lines/0/amount': '金额最多 2 位小数',
      'lines/1/amount': '请填写金额',
      'lines/2/amount': '金额须大于 0',
    });
    const english = checkSubmission(localize(followUp, 'en').schema, { result: 'x', promise: 1 }, 'en');
    expect(english.ok ? [] : english.errors).toEqual([
      { path: 'result', message: 'Choose one of the options: Result' },
    ]);
  });

  it('should count fields that may only be read by the values shown, whatever was sent', () => {
    const existing = { result: 'promise', contact: { note: '旧', with: '王' } };
    const permissions: Permissions = { result: 'read', contact: 'hidden' };
    expect(submit({ result: 'contacted', contact: { note: '' } }, permissions, existing)).toEqual({
      promise: '请选择承诺付款日',
    });
    expect(submit({ result: 'contacted', promise: '2026-02-28' }, permissions, existing)).toEqual({
      promise: '2026-02-28',
    });
    expect(
      submit({ contact: { note: '新', with: '李' } }, { result: 'read', 'contact.with': 'read' }, existing),
    ).toEqual({
      promise: '请选择承诺付款日',
    });
    expect(
      submit(
        { contact: { note: '新', with: '李' }, promise: '2026-01-01' },
        { result: 'read', 'contact.with': 'read' },
        existing,
      ),
    ).toEqual({ promise: '2026-01-01', contact: { note: '新', with: '王' } });
  });

  it('should not complain of fields the person can not fill in, but of those this step requires', () => {
    expect(submit({}, { result: 'read' })).toEqual({});
    expect(submit(good, { lines: 'required' })).toEqual({ lines: '请填写明细' });
    expect(submit({ ...good, lines: [] }, { lines: 'required' })).toEqual({ lines: '明细至少 1 行' });
  });

  it('should refuse what is no form data, too deep or too much, quickly', () => {
    expect(submit([])).toEqual({ '': '表单的类型不正确' });
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level += 1) deep = { deep };
    expect(submit(deep)).toEqual({ '': '表单的类型不正确' });
    expect(submit({ result: 'x'.repeat(1_100_000) })).toEqual({ '': '表单的类型不正确' });
    expect(submit(JSON.parse('{"result":"contacted","__proto__":{"admin":true}}'))).toEqual({ result: 'contacted' });
  });

  it('should find properties only in the data itself', () => {
    expect(isValid({ type: 'object', required: ['toString'] }, {})).toBe(false);
  });

  it('should refuse numbers that a process would change', () => {
    expect(isValid({ type: 'number' }, 123456789012345)).toBe(true);
    expect(isValid({ type: 'number' }, 1234567890123456)).toBe(false);
    expect(isValid({ type: 'number' }, 0.1 + 0.2)).toBe(false);
    expect(isValid({ type: 'number' }, 1e20)).toBe(true);
  });

  it('should count in decimal', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(1, 0.1, 0.01, 0.001), (count, factor) => {
        const value = Number((count * factor).toFixed(3));
        expect(isValid({ multipleOf: factor }, value)).toBe(true);
        expect(isValid({ multipleOf: factor * 10 }, value)).toBe(count % 10 === 0);
      }),
    );
  });

  it('should be quick where patterns and comparisons could be slow', () => {
    const schema: JsonSchema = { properties: { a: { pattern: '^(a+)+$' }, b: { uniqueItems: true } } };
    const started = performance.now();
    isValid(schema, { a: `${'a'.repeat(50_000)}!`, b: Array.from({ length: 30_000 }, (_, index) => ({ index })) });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it.each([
    ['date', ['2024-02-29'], ['2023-02-29', '2024-1-1', '20240101', '2024-00-10']],
    ['time', ['09:30', '09:30:15'], ['24:00', '9:30']],
    [
      'date-time',
      ['2024-02-29T09:30:00Z', '2024-02-29T09:30:00+08:00'],
      ['2024-02-29', '2024-02-29T09:30:00', '2024-02-29T09:30:00ZT'],
    ],
    ['email', ['li.min@example.com', '李@例子.中国'], ['a@b', 'a b@c.d', '@c.d', 'a@@c.d']],
    ['uri', ['https://example.com/a?b'], ['javascript:alert(1)', 'example.com', 'https://']],
    [
      'unified-social-credit-code',
      ['91350100M000100Y43'],
      ['91350100M000100Y44', '91350100M000100Y4', '91350100I000100Y43'],
    ],
  ])('should know %s', (format, right, wrong) => {
    const form = formOf({ type: 'object', properties: { a: { type: 'string', title: 'A', format } } });
    const judge = (a: string): boolean => validateSubmission(form, { a }).ok;
    expect(right.map(judge)).toEqual(right.map(() => true));
    expect(wrong.map(judge)).toEqual(wrong.map(() => false));
  });
});

/** ajv with the same choices: own properties, RE2 patterns. */
const ajv = new Ajv({
  strict: false,
  validateSchema: false,
  ownProperties: true,
  code: {
    regExp: Object.assign(
      (source: string) => {
        const pattern = RE2JS.compile(RE2JS.translateRegExp(source));
        return { test: (text: string) => pattern.matcher(text).find() };
      },
      { code: 'new RE2JS' },
    ),
  },
});

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0.5, 1.25),
  fc.constantFrom('', 'a', 'ab', 'abc', '😀', '2024-01-01'),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;
const schemas = fc.letrec<{ any: JsonSchema }>((tie) => {
  const inner = tie('any');
  const small = fc.integer({ min: 0, max: 3 });
  const optional = {
    type: fc.constantFrom(
      'object',
      'array',
      'string',
      'number',
      'integer',
      'boolean',
      'null',
    ) as fc.Arbitrary<'object'>,
    enum: fc.array(value, { minLength: 1, maxLength: 3 }),
    const: value,
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom('^a', 'b$', '^[a-c]*$'),
    minimum: small,
    maximum: small,
    exclusiveMinimum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constantFrom(1, 2, 0.5),
    required: fc.uniqueArray(fc.constantFrom('a', 'b'), { maxLength: 2 }),
    minProperties: small,
    maxProperties: small,
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
  };
  const nested = {
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'c'), inner, { maxKeys: 3, noNullPrototype: true }),
    additionalProperties: fc.oneof(fc.boolean(), inner),
    items: inner,
    allOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
    anyOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
    oneOf: fc.array(inner, { minLength: 1, maxLength: 2 }),
    not: inner,
    if: inner,
    then: inner,
    else: inner,
  };
  const some = (keys: object, count: number): fc.Arbitrary<JsonSchema> =>
    fc
      .record(keys as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: [] })
      .map((all) => Object.fromEntries(Object.entries(all).slice(0, count)) as JsonSchema);
  return {
    any: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      some(optional, 2),
      fc.tuple(some(optional, 1), some(nested, 3)).map(([a, b]) => ({ ...a, ...b })),
    ),
  };
}).any;

describe('isValid', () => {
  it('should judge any data by any schema as ajv does', () => {
    fc.assert(
      fc.property(schemas, fc.array(value, { minLength: 5, maxLength: 20 }), (schema, data) => {
        const judge = ajv.compile(schema as AnySchema);
        expect(data.map((entry) => isValid(schema, entry))).toEqual(data.map((entry) => judge(entry)));
      }),
      { numRuns: 1_000 },
    );
  });

  it('should come to one verdict in the browser (one language, no labels) and on the server', () => {
    const text = fc.constantFrom('', 'contacted', 'promise', '2026-01-31', 'x', '一二三四五六七八九十百');
    const data = fc.record(
      {
        result: text,
        contact: fc.record({ note: text, with: text }, { requiredKeys: [] }),
        promise: text,
        lines: fc.array(fc.record({ amount: fc.constantFrom(1, 19.99, 1.005, -1, '5', null) }, { requiredKeys: [] }), {
          maxLength: 4,
        }),
      },
      { requiredKeys: [] },
    );
    const permission = fc.constantFrom('hidden', 'read', 'edit', 'required') as fc.Arbitrary<'read'>;
    const permissions = fc.dictionary(
      fc.constantFrom('result', 'contact', 'contact.note', 'promise', 'lines'),
      permission,
    );
    fc.assert(
      fc.property(data, permissions, data, (sent, may, existing) => {
        const server = validateSubmission(followUp, sent, may, existing);
        const browser = checkSubmission(localize(followUp, 'en').schema, sent, 'en', may, existing);
        expect(browser).toEqual(
          server.ok
            ? server
            : { ok: false, errors: server.errors.map(({ path, message }) => ({ path, message: message.en })) },
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
