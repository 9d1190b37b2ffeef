import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { applyPermissions, localize, parseForm, type JsonSchema } from '#forms/schema/index.ts';
import { errorsOf, followUp, formOf } from './support.ts';

const object = (properties: Record<string, unknown>, rest: object = {}): object => ({
  type: 'object',
  properties,
  ...rest,
});

describe('parseForm', () => {
  it.each(globSync('processes/**/*.form.json'))('should read the shipped form %s', (file) => {
    const parsed = parseForm(readFileSync(file, 'utf8'));
    expect(parsed.ok ? [] : parsed.errors.map(({ message }) => message)).toEqual([]);
  });

  it('should name the place of every fault by a pointer', () => {
    expect(errorsOf(object({ a: { type: 'text' } }))).toEqual(['FORM_VALUE_EXPECTED /schema/properties/a/type']);
    expect(errorsOf(object({ a: { type: 'string', maxlength: 3 } }))).toEqual([
      'FORM_KEYWORD_UNKNOWN /schema/properties/a/maxlength',
    ]);
    expect(errorsOf(object({ a: { type: 'string', maxLength: '3' } }))).toEqual([
      'FORM_TYPE_EXPECTED /schema/properties/a/maxLength',
    ]);
    expect(errorsOf({ type: 'array' })).toEqual(['FORM_ROOT_NOT_OBJECT /schema/type']);
    expect(errorsOf(object({ 'a b': { type: 'string' } }))).toEqual(['FORM_NAME_FORBIDDEN /schema/properties/a b']);
    expect(errorsOf(object({ a: { type: 'string', pattern: '(?=a)' } }))).toEqual([
      'FORM_PATTERN_UNSAFE /schema/properties/a/pattern',
    ]);
    expect(errorsOf(object({}), { uiSchema: { a: { 'ui:widget': 'iframe' } } })).toEqual([
      'FORM_VALUE_EXPECTED /uiSchema/a/ui:widget',
    ]);
    expect(errorsOf(object({}), { uiSchema: { 'ui:enableMarkdownInDescription': true } })).toEqual([
      'FORM_KEYWORD_UNKNOWN /uiSchema/ui:enableMarkdownInDescription',
    ]);
    expect(errorsOf(object({ a: { enum: [1, 2] } }), { labels: { en: { b: 'B', 'a.enum': ['one'] } } })).toEqual([
      'FORM_LABEL_WITHOUT_FIELD /labels/en/b',
      'FORM_LABEL_COUNT /labels/en/a.enum',
    ]);
  });

  it('should refuse text that is no JSON, too much of it, and names that mean something to JavaScript', () => {
    const code = (source: unknown): unknown => {
      const parsed = parseForm(source);
      return parsed.ok ? undefined : parsed.errors[0]?.code;
    };
    expect(code('{"id": }')).toBe('FORM_NOT_JSON');
    expect(code(' '.repeat(300_000))).toBe('FORM_TOO_LARGE');
    expect(code('{"schema":{"properties":{"__proto__":{}}}}')).toBe('FORM_NAME_FORBIDDEN');
    expect(code('{"schema":{"properties":{"constructor":{}}}}')).toBe('FORM_NAME_FORBIDDEN');
    let deep: object = {};
    for (let level = 0; level < 5_000; level += 1) deep = { items: deep };
    expect(code({ id: 'a', schema: deep })).toBe('FORM_TOO_DEEP');
    expect(code(null)).toBe('FORM_TYPE_EXPECTED');
  });

  it('should put definitions in their place and refuse circles, far references and ever growing ones', () => {
    const money = { type: 'number', title: '金额', multipleOf: 0.01 } as const;
    const used = formOf({
      type: 'object',
      definitions: { money },
      properties: { a: { $ref: '#/definitions/money', title: '定金' } },
    });
    expect(used.schema).toEqual({ type: 'object', properties: { a: { ...money, title: '定金' } } });
    expect(errorsOf(object({ a: { $ref: 'https://example.com/x.json' } }))).toEqual([
      'FORM_REFERENCE_UNKNOWN /schema/properties/a/$ref',
    ]);
    expect(
      errorsOf(
        object({ a: { $ref: '#/definitions/x' } }, { definitions: { x: { items: { $ref: '#/definitions/x' } } } }),
      )[0],
    ).toMatch(/^FORM_REFERENCE_CIRCLE/);
    const laughs = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [
        `l${index}`,
        object({ a: { $ref: `#/definitions/l${index + 1}` }, b: { $ref: `#/definitions/l${index + 1}` } }),
      ]),
    );
    expect(errorsOf({ $ref: '#/definitions/l0', definitions: { ...laughs, l20: { type: 'string' } } })[0]).toMatch(
      /^FORM_TOO_LARGE/,
    );
  });

  it.each([
    '(?=a)',
    '(?<!a)b',
    String.raw`(a)\1`,
    String.raw`(?<n>a)\k<n>`,
    '(a{100}){100}',
    'a{1001}',
    '[]',
    '(',
    String.raw`\cA`,
  ])('should refuse the pattern %s', (pattern) => {
    expect(errorsOf(object({ a: { pattern } }))).toHaveLength(1);
  });

  it('should accept only patterns that RE2 can compile', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        '.',
        '^',
        '$',
        '\\d',
        '\\w+',
        '[a-z]',
        '[^\\u4e00-\\u9fff]',
        '(?:b|c)',
        '(?<n>x)',
        '{2,5}',
        '*',
        '+?',
        '\\p{L}',
        '\\p{Han}',
      ],
      ...[
        '\\/',
        '\\-',
        '\\u{1F600}',
        '(?=y)',
        '\\1',
        '[]',
        '\\\\',
        '(a+)+',
        '\\p{Script=Han}',
        '\\x41',
        '\\b',
        '{0}',
        '\\0',
        '\\v',
        '(?i:a)',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const pattern = pieces.join('');
        if (errorsOf(object({ a: { pattern } })).length > 0) return;
        expect(() => RE2JS.compile(RE2JS.translateRegExp(pattern))).not.toThrow();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('localize', () => {
  it('should put titles, descriptions and choices into the language and keep what has no label', () => {
    const { schema, uiSchema, title } = localize(followUp, 'en');
    expect(title).toBe('Test');
    const { result, contact, lines } = schema.properties ?? {};
    expect(result?.title).toBe('Result');
    expect(contact?.properties?.['note']).toMatchObject({ title: 'Notes', description: 'What was said' });
    expect(contact?.properties?.['with']?.title).toBe('联系对象');
    expect(lines?.items?.properties?.['amount']?.title).toBe('Amount');
    expect(schema.allOf?.[0]?.then?.properties?.['promise']?.title).toBe('Promised day');
    expect(schema.allOf?.[0]?.if).toEqual(followUp.schema.allOf?.[0]?.if);
    expect(uiSchema).toEqual({ result: { 'ui:enumNames': ['Contacted', 'Promise to pay'], 'ui:widget': 'radio' } });
    expect(localize(followUp, 'zh-CN').uiSchema).toEqual(followUp.uiSchema);
  });

  it('should reach the columns of a sub-table and texts written in both languages', () => {
    const form = formOf(
      {
        type: 'object',
        properties: {
          rows: {
            type: 'array',
            title: '行',
            items: { type: 'object', properties: { kind: { enum: ['a'], title: '类' } } },
          },
        },
      },
      {
        uiSchema: { 'ui:sections': [{ title: { 'zh-CN': '一', en: 'One' }, fields: ['rows'] }] },
        labels: { en: { 'rows.kind.enum': ['A'] } },
      },
    );
    expect(localize(form, 'en').uiSchema).toEqual({
      'ui:sections': [{ title: 'One', fields: ['rows'] }],
      rows: { items: { kind: { 'ui:enumNames': ['A'] } } },
    });
  });
});

describe('applyPermissions', () => {
  const names = (schema: JsonSchema): string[] => Object.keys(schema.properties ?? {});

  it('should take hidden fields away, also from conditions that would show them', () => {
    const { schema } = applyPermissions(followUp, { lines: 'hidden', promise: 'hidden', 'contact.with': 'hidden' });
    expect(names(schema)).toEqual(['result', 'contact']);
    expect(names(schema.properties?.['contact'] ?? {})).toEqual(['note']);
    expect(schema.allOf?.[0]?.then).toEqual({ properties: {}, required: [] });
    expect(schema.allOf?.[0]?.if).toEqual(followUp.schema.allOf?.[0]?.if);
  });

  it('should require and mark for reading, the nearest name counting', () => {
    const { schema, uiSchema } = applyPermissions(followUp, {
      contact: 'read',
      'contact.note': 'edit',
      lines: 'required',
    });
    expect(schema.required).toEqual(['result', 'lines']);
    expect(schema.properties?.['lines']?.minItems).toBe(1);
    expect(uiSchema).toMatchObject({ contact: { 'ui:readonly': true, with: { 'ui:readonly': true } } });
  });
});
