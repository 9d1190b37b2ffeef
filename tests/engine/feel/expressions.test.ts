import { describe, expect, it } from 'vitest';
import { compileAttribute, compileExpression, isExpression } from '#engine/feel/index.ts';
import { problemOf, valueOf } from './support.ts';

const CASES: readonly (readonly [string, unknown, Readonly<Record<string, unknown>>?])[] = [
  ['=1 + 2 * 3', 7],
  ['-2 ** 2', 4],
  ['(1 + 2) * 3', 9],
  ['"a" + "b"', 'ab'],
  ['"“逾期” \\"7\\" \\u5929"', '“逾期” "7" 天'],
  ['amount > 100000', true, { amount: 100000.01 }],
  ['amount between 1 and 5', true, { amount: 5 }],
  ['amount in [1..5)', false, { amount: 5 }],
  ['amount in (< 3, > 8)', true, { amount: 9 }],
  ['grade in ("A", "B")', true, { grade: 'B' }],
  ['客户.等级 = "A"', true, { 客户: { 等级: 'A' } }],
  ['`first name`', 'Ana', { 'first name': 'Ana' }],
  ['if paid then "closed" else "open"', 'open', { paid: false }],
  ['for i in 1..3 return i * 2', [2, 4, 6]],
  ['for i in 3..1 return i', [3, 2, 1]],
  ['for x in [1, 2], y in [10, 20] return x + y', [11, 21, 12, 22]],
  ['for i in 1..4 return if i = 1 then 1 else i * partial[-1]', [1, 2, 6, 24]],
  ['some x in list satisfies x > 2', true, { list: [1, 2, 3] }],
  ['every x in list satisfies x > 2', false, { list: [1, 2, 3] }],
  ['list[1]', 'a', { list: ['a', 'b'] }],
  ['list[-1]', 'b', { list: ['a', 'b'] }],
  ['list[3]', null, { list: ['a', 'b'] }],
  [
    'orders[amount > 5].id',
    [1],
    {
      orders: [
        { id: 1, amount: 9 },
        { id: 2, amount: 1 },
      ],
    },
  ],
  ['list[item > 1]', [2, 3], { list: [1, 2, 3] }],
  ['{a: 1, b: a + 1}.b', 2],
  ['{"a b": 1, c: 2}', { 'a b': 1, c: 2 }],
  ['{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r', 120],
  ['5 instance of number', true],
  ['[1, 2] instance of list<string>', false],
  ['null instance of string', false],
  ['true and (false or true)', true],
  ['false and null', false],
  ['true or null', true],
  ['not(false)', true],
  ['count([1, 2]) + max(1, 5, 3) + sum([1, 2.5])', 10.5],
  ['substring("催收通知", 3)', '通知'],
  ['string length("😀")', 1],
  ['split("a;b;;c", ";")', ['a', 'b', '', 'c']],
  ['replace("2026-01-31", "(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1")', '31.01.2026'],
  ['string join(["a", null, "b"], "-")', 'a-b'],
  ['contains("abc", "b") and starts with("abc", "a") and ends with("abc", "c")', true],
  ['substring(string: "abc", start position: 2, length: 1)', 'b'],
  ['context put({a: 1}, "b", 2)', { a: 1, b: 2 }],
  ['context put({a: {b: 1}}, ["a", "c"], 2)', { a: { b: 1, c: 2 } }],
  ['context merge([{a: 1}, {b: 2}])', { a: 1, b: 2 }],
  ['get entries({a: 1})', [{ key: 'a', value: 1 }]],
  ['sort([3, 1, 2], function(a, b) a < b)', [1, 2, 3]],
  ['distinct values([1, 1, 2])', [1, 2]],
  ['flatten([1, [2, [3]]])', [1, 2, 3]],
  ['list contains(["a"], "a")', true],
  ['index of([1, 2, 1], 1)', [1, 3]],
  ['median([1, 2, 3, 4])', 2.5],
  ['modulo(-12, 5)', 3],
  ['string(1.50)', '1.5'],
  ['number("1.5")', 1.5],
  ['number("1.234,5", ".", ",")', 1234.5],
  ['string({a: [1, "x"]})', '{a:[1, "x"]}'],
  ['1 /* a */ + 1 // b', 2],
];

describe('compileExpression', () => {
  it.each(CASES.map(([source, expected, variables = {}]) => ({ source, expected, variables })))(
    'should evaluate $source',
    ({ source, expected, variables }) => {
      expect(valueOf(source, variables)).toEqual(expected);
    },
  );

  it('should tell which variables an expression reads, and not those that it binds itself', () => {
    const compiled = compileExpression(
      'for i in list return i + offset * {a: 1, b: a}.b + count(orders[amount > min])',
    );
    expect(compiled.ok && compiled.expression.names).toEqual(['list', 'offset', 'orders']);
  });

  it('should give the same compiled expression for the same text', () => {
    expect(compileExpression('a + 1')).toBe(compileExpression('a + 1'));
  });

  it('should know names with spaces that it is told', () => {
    const compiled = compileExpression('Applicant Age + 1', { names: ['Applicant Age'] });
    expect(
      compiled.ok && compiled.expression.evaluate({ 'Applicant Age': 20 }, { now: '2026-01-01T00:00:00Z' }).value,
    ).toBe(21);
  });

  it.each([
    ['1 +', /Expected a value, but found the end/],
    ['a b', /found 'b'/],
    ['"open', /not closed/],
    ['1x', /no number/],
    ['', /empty/],
    ['lookup(1)', /no function 'lookup'/],
    ['uuid()', /another result each time/],
    ['substring("a")', /can't be called with 1/],
    ['@"tomorrow"', /neither a date/],
    ['{a: 1, a: 2}', /two entries/],
    ['x instance of money', /no type 'money'/],
    ['function(a) external {java: 1}', /External/],
  ])('should refuse %s', (source, message) => {
    expect(problemOf(source)).toMatch(message);
  });

  it('should tell where a text goes wrong', () => {
    expect(compileExpression('=amount > > 5')).toMatchObject({ ok: false, position: 10 });
  });
});

describe('compileAttribute', () => {
  it('should read what has no = as itself, a number as a number', () => {
    const value = (text: string): unknown => {
      const compiled = compileAttribute(text);
      return compiled.ok && compiled.expression.evaluate({}, { now: '2026-01-01T00:00:00Z' }).value;
    };
    expect([value('=1 + 1'), value('3'), value('role:finance')]).toEqual([2, 3, 'role:finance']);
  });

  it('should know an expression by its first sign', () => {
    expect([isExpression('=a'), isExpression('a = b')]).toEqual([true, false]);
  });
});
