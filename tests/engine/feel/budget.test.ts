import { describe, expect, it } from 'vitest';
import { compileExpression } from '#engine/feel/index.ts';
import { problemOf, run } from './support.ts';

const doubled = `{a0: [1, 1], ${Array.from({ length: 40 }, (_, i) => `a${i + 1}: [a${i}, a${i}]`).join(', ')}`;

describe('the budget of an evaluation', () => {
  it.each([
    'string join(for i in 1..1000000000 return "x")',
    'every i in 1..1000000000 satisfies i > 0',
    'for i in 1000000000..1 return i',
    'for i in 1..10000, j in 1..10000 return i',
    '{f: function(n) f(n + 1), r: f(1)}.r',
    '{f: function(n) f(n) + f(n), r: f(1)}.r',
    '{y: function(g) g(g), r: y(y)}.r',
    'for i in 1..20000 return 1.0000001 ** (i + 0.5)',
    'for i in 1..20000 return matches("aaaa", "(a{1,1000})b")',
    `${doubled}, text: string(a40)}.text`,
    `${doubled}, same: [a40] = [a39]}.same`,
    `${doubled}, flat: flatten(a40)}.flat`,
  ])('should end %s with a diagnostic', (source) => {
    const { value, codes } = run(source);
    expect(value).toBeNull();
    expect(codes.at(-1)).toBe('LIMIT_EXCEEDED');
  });

  it('should not write out a value that grows beyond bounds', () => {
    expect(run(`${doubled}}`).codes).toEqual(['INVALID_VALUE']);
  });

  it('should stop at the first item that decides', () => {
    expect(run('some i in 1..1000000000 satisfies i = 2')).toMatchObject({ value: true, codes: [] });
  });

  it('should run patterns in linear time, and refuse those that can not', () => {
    const x = 'a'.repeat(5000);
    expect(run('matches(x + "!", "(a+)+$")', { x })).toMatchObject({ value: false, codes: [] });
    expect(run('matches("aa", "(a)\\1")').codes).toEqual(['INVALID_ARGUMENT']);
    expect(run('replace(x, ".", y)', { x, y: '$0'.repeat(5000) }).codes).toEqual(['INVALID_ARGUMENT']);
  });

  it.each([
    ['(', 5000],
    ['-', 5000],
    ['[', 5000],
    ['if true then ', 1500],
    ['x in (', 3000],
    ['function(x) ', 1500],
    ['1+', 9000],
    ['a.', 9000],
  ])('should refuse %s repeated %i times', (piece, times) => {
    expect(problemOf(`${piece.repeat(times)}1`)).not.toBe('');
  });

  it('should refuse a text of more than 20,000 characters', () => {
    expect(compileExpression(`"${'x'.repeat(20_000)}"`)).toMatchObject({ ok: false });
  });

  it('should survive values nested without end', () => {
    const deep = nestedList(20_000);
    expect(run('a = b', { a: deep, b: nestedList(20_000) }).codes).toEqual(['LIMIT_EXCEEDED']);
    expect(run('a', { a: deep }).codes).toEqual(['INVALID_VALUE']);
  });
});

function nestedList(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}
