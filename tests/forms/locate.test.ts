import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineOf } from '#forms/builder/locate.ts';
import { stepsOf, toErrorSchema } from '#forms/renderer/error-schema.ts';

describe('lineOf', () => {
  const text = '{\n  "a": [\n    1,\n    { "b/c": "}\\"," }\n  ],\n  "d": {\n    "e": null\n  }\n}';

  it.each([
    ['', 1],
    ['/a', 2],
    ['/a/0', 3],
    ['/a/1/b~1c', 4],
    ['/d/e', 7],
    ['/d/missing', 6],
    ['/missing', 1],
  ])('should find %s on line %i, or the nearest value around it', (pointer, line) => {
    expect(lineOf(text, pointer)).toBe(line);
  });

  it('should find every value of any document, and come to an end in any text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const lines = JSON.stringify({ before: 0, value, after: 1 }, null, 1).split('\n');
        expect(lineOf(lines.join('\n'), '/after')).toBe(lines.length - 1);
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', 'a', '\n') }),
        (broken) => {
          expect(lineOf(broken, '/a/0')).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('toErrorSchema', () => {
  it('should hang every problem on its field', () => {
    expect(stepsOf('lines/0/amount')).toEqual(['lines', '0', 'amount']);
    expect(
      toErrorSchema([
        { path: 'a', message: '1' },
        { path: 'lines/0/amount', message: '2' },
        { path: 'a', message: '3' },
        { path: '', message: '4' },
      ]),
    ).toEqual({ __errors: ['4'], a: { __errors: ['1', '3'] }, lines: { 0: { amount: { __errors: ['2'] } } } });
  });
});
