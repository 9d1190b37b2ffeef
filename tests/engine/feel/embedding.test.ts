import { describe, expect, it } from 'vitest';
import {
  Budget,
  type CompileOptions,
  FeelFunction,
  type FeelValue,
  type Variables,
  compileExpression,
} from '#engine/feel/index.ts';

const NOW = '2026-03-31T18:30:00.000Z';

function evaluate(source: string, options: CompileOptions, variables: Variables, budget?: Budget): unknown {
  const compiled = compileExpression(source, options);
  if (!compiled.ok) return compiled.message;
  const { value, diagnostics } = compiled.expression.evaluateFeel(variables, { now: NOW, ...(budget && { budget }) });
  return diagnostics.length > 0 ? diagnostics.map(({ code }) => code) : value;
}

describe('FEEL inside of another language', () => {
  it('should call a function that a declared variable holds', () => {
    const twice = new FeelFunction(['n'], (_run, [n]) => [n ?? null, n ?? null]);
    const options = { names: ['pay twice'] };

    expect(evaluate('pay twice(5)', options, { 'pay twice': twice })).toEqual([5, 5]);
    expect(evaluate('pay twice(n: 5)', options, { 'pay twice': twice })).toEqual([5, 5]);
    expect(evaluate('pay(5)', options, {})).toMatch(/no function 'pay'/);
  });

  it('should know types that are declared outside', () => {
    const types = new Map([['tax.Small number', (value: FeelValue) => typeof value === 'number' && value < 10]]);

    expect(evaluate('[5, 50, null][item instance of tax.Small number]', { types }, {})).toEqual([5]);
    expect(evaluate('[[5], [50]][item instance of list<tax.Small number>]', { types }, {})).toEqual([[5]]);
  });

  it('should share a budget between evaluations', () => {
    const budget = new Budget();
    const source = 'count(for i in 1..15000 return i) > 0';
    const results = Array.from({ length: 12 }, () => evaluate(source, {}, {}, budget));

    expect(results.at(0)).toBe(true);
    expect(results.at(-1)).toEqual(['LIMIT_EXCEEDED']);
  });
});

describe('a function that leaves its evaluation', () => {
  it('should read the variables it was written among, on the budget of its caller', () => {
    const times = compileExpression('function(n) n * rate');
    if (!times.ok) throw new Error(times.message);
    const { value } = times.expression.evaluateFeel({ rate: 3 }, { now: NOW });

    expect(evaluate('times(5)', { names: ['times'] }, { times: value, rate: 1000 })).toBe(15);
    expect(evaluate('times("5")', { names: ['times'] }, { times: value })).toEqual(['TYPE_CLASH']);
    expect(evaluate('for i in 1..20000, j in 1..20 return times(i)', { names: ['times'] }, { times: value })).toEqual([
      'LIMIT_EXCEEDED',
    ]);
  });
});
