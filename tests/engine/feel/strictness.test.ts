import { describe, expect, it } from 'vitest';
import { NOW, run, test, valueOf } from './support.ts';
import { compileExpression } from '#engine/feel/index.ts';

describe('strict evaluation', () => {
  it.each([
    ['"9000" > 1000', 'TYPE_CLASH'],
    ['[5000] > 1000', 'TYPE_CLASH'],
    ['"" >= 0', 'TYPE_CLASH'],
    ['"5" in [1..10]', 'TYPE_CLASH'],
    ['1 = "1"', 'TYPE_CLASH'],
    ['1 + "1"', 'TYPE_CLASH'],
    ['true > false', 'TYPE_CLASH'],
    ['null > 1', 'NULL_OPERAND'],
    ['null + 1', 'NULL_OPERAND'],
    ['sum(null)', 'NULL_OPERAND'],
    ['sum([null])', 'INVALID_ARGUMENT'],
    ['max([1, null])', 'INVALID_ARGUMENT'],
    ['count(missing)', 'UNKNOWN_NAME'],
    ['sum(["1", 2])', 'INVALID_ARGUMENT'],
    ['1 / 0', 'ARITHMETIC'],
    ['date("2026-02-30")', 'INVALID_ARGUMENT'],
    ['"false" and true', 'NOT_BOOLEAN'],
    ['null and true', 'NULL_OPERAND'],
    ['amount', 'UNKNOWN_NAME'],
    ['{a: 1}.b', 'UNKNOWN_PROPERTY'],
    ['null.b', 'UNKNOWN_PROPERTY'],
  ])('should give null and say why for %s', (source, code) => {
    const { value, codes } = run(source);
    expect(value).toBeNull();
    expect(codes[0]).toBe(code);
  });

  it.each([{}, { amount: null }, { amount: '5000' }, { amount: Number.NaN }, { amount: [5000] }])(
    'should never take the else branch in silence with %o',
    (variables) => {
      const { diagnostics } = run('if amount > 1000 then "review" else "auto"', variables);
      expect(diagnostics.length).toBeGreaterThan(0);
    },
  );

  it('should name the missing variable first', () => {
    expect(run('if amount > 1000 then 1 else 2').diagnostics[0]?.message).toContain("'amount'");
  });

  it('should let absence be asked about', () => {
    expect(valueOf('amount = null')).toBe(true);
    expect(valueOf('customer.grade != null')).toBe(false);
    expect(valueOf('is defined(a.b.c)')).toBe(false);
    expect(valueOf('get or else(customer.grade, "C")', { customer: {} })).toBe('C');
    expect(valueOf('grade = null or grade = "A"')).toBe(true);
    expect(valueOf('grade in (null, "A")', { grade: null })).toBe(true);
  });

  it('should give what DMN says of null in a comparison, and say so', () => {
    const { value, codes } = run('customer.grade = "A"', { customer: { grade: null } });
    expect(value).toBe(false);
    expect(codes).toEqual(['NULL_OPERAND']);
  });

  it('should not let data shadow a built-in where it is called', () => {
    const orders = { orders: [900, 900], sum: 5, count: () => 0 };
    expect(valueOf('if sum(orders) > 1000 then "review" else "auto"', orders)).toBe('review');
    expect(valueOf('count(orders)', orders)).toBe(2);
    expect(valueOf('sum + 1', orders)).toBe(6);
  });

  it('should never call a JavaScript function', () => {
    let called = false;
    const spy = (): number => {
      called = true;
      return 1;
    };
    const variables = { spy, box: { spy, [Symbol.toPrimitive]: spy } };
    const sources = ['{a: spy}.a', 'spy', 'box.spy(1)', 'for f in [box.spy] return f(1)', 'box + 1'];
    expect(sources.flatMap((source) => run(source, variables).codes).length).toBeGreaterThanOrEqual(sources.length);
    expect(called).toBe(false);
  });

  it('should treat the names of prototypes as names', () => {
    for (const name of ['constructor', '__proto__', 'hasOwnProperty', 'toString']) {
      expect(run(name).codes).toEqual(['UNKNOWN_NAME']);
      expect(run(`a.${name}`, { a: {} }).codes).toEqual(['UNKNOWN_PROPERTY']);
    }
    const put = valueOf('context put(a, "__proto__", {admin: true})', { a: {} });
    expect(JSON.stringify(put)).toBe('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(put)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('should not change what it is given', () => {
    const variables = Object.freeze({ a: Object.freeze({ b: Object.freeze([1, 2]) }) });
    expect(valueOf('append(context put(a, "c", 1).b, 3)', variables)).toEqual([1, 2, 3]);
    expect(variables).toEqual({ a: { b: [1, 2] } });
  });

  it('should say when a result can not be stored', () => {
    for (const source of ['[1..3]', 'function(x) x', '9007199254740993 + 0', '10 ** 400'])
      expect(run(source)).toMatchObject({ value: null, codes: ['INVALID_VALUE'] });
  });

  it('should keep temporal values for the next evaluation, on request', () => {
    const date = compileExpression('date("2026-01-31")');
    const later = compileExpression('date + duration("P1M")');
    if (!date.ok || !later.ok) throw new Error('not compiled');
    const { value } = date.expression.evaluateFeel({}, { now: NOW });
    expect(later.expression.evaluate({ date: value }, { now: NOW })).toEqual({ value: '2026-02-28', diagnostics: [] });
  });
});

describe('compileUnaryTests', () => {
  it.each([
    ['-', null, true],
    ['', 5, true],
    ['5', 5, true],
    ['-5', -5, true],
    ['< 5', 4, true],
    ['[1..5]', 5, true],
    [']1..5[', 5, false],
    ['"A", "B"', 'B', true],
    ['"A", "B"', null, false],
    ['not("A", "B")', null, true],
    ['null', null, true],
    ['? > 5 and ? < 9', 7, true],
    ['contains(?, "逾期")', '已逾期', true],
    ['true', true, true],
    ['limit', 5, true],
    ['limits', 5, true],
    ['> limit * 2', 11, true],
    ['< date("2026-01-01")', 5, null],
  ])('should test %s against %o', (source, input, expected) => {
    expect(test(source, input, { limit: 5, limits: [5, 6] }).value).toBe(expected);
  });

  it.each([
    ['> 1000', '5000', 'TYPE_CLASH'],
    ['> 1000', null, 'NULL_OPERAND'],
    ['[1..5]', null, 'NULL_OPERAND'],
    ['"A"', 5, 'TYPE_CLASH'],
    ['? + 1', 5, 'NOT_BOOLEAN'],
    ['> amount', 5, 'UNKNOWN_NAME'],
  ])('should say why %s has no answer for %o', (source, input, code) => {
    expect(test(source, input)).toMatchObject({ value: null, codes: expect.arrayContaining([code]) });
  });
});
