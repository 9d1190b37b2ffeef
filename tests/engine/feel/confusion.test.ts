import { describe, expect, it } from 'vitest';
import { run, test } from './support.ts';

/** Rules that send an amount above 1,000 to review, in every form that people write them. */
const RULES = [
  'if amount > 1000 then "review" else "auto"',
  'if not(amount <= 1000) then "review" else "auto"',
  'if amount <= 1000 then "auto" else "review"',
  'if amount - 1000 > 0 then "review" else "auto"',
  'if -amount < -1000 then "review" else "auto"',
  'if amount in [0..1000] then "auto" else "review"',
  'if amount in (> 1000) then "review" else "auto"',
  'if amount in (> 1000, < 0) then "review" else "auto"',
  'if amount between 1001 and 99999 then "review" else "auto"',
  'if amount > 1000 and paid then "review" else "auto"',
  'if paid and amount > 1000 then "review" else "auto"',
  'if amount > 1000 or not(paid) then "review" else "auto"',
  'if sum([amount, 1]) > 1001 then "review" else "auto"',
  'if max(amount, 0) > 1000 then "review" else "auto"',
  'if abs(amount) > 1000 then "review" else "auto"',
  'if floor(amount) > 1000 then "review" else "auto"',
  'if (some a in [amount] satisfies a > 1000) then "review" else "auto"',
  'if (every a in [amount] satisfies a <= 1000) then "auto" else "review"',
  'if count([amount][item > 1000]) > 0 then "review" else "auto"',
  'if {limit: amount}.limit > 1000 then "review" else "auto"',
  'if amount > 1e3 then "review" else "auto"',
  'if amount = 5000 then "review" else "auto"',
  'if amount in (5000, 6000) then "review" else "auto"',
];

/** What an amount may turn out to be instead of a number; `absent` is left out. */
const ODD: readonly (readonly [string, unknown])[] = [
  ['absent', undefined],
  ['null', null],
  ['a text of digits', '5000'],
  ['a text of letters', 'many'],
  ['an empty text', ''],
  ['a list of one', [5000]],
  ['an empty list', []],
  ['a context', { amount: 5000 }],
  ['true', true],
  ['false', false],
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['a big integer', 5000n],
  ['a function', () => 5000],
  ['a JavaScript date', new Date(5000)],
  ['a map', new Map([['amount', 5000]])],
  ['an object that says it is a number', { valueOf: () => 5000, toString: () => '5000' }],
];

const cells = RULES.flatMap((rule) => ODD.map(([name, amount]) => ({ rule, name, amount })));

describe('a rule over an amount that is no number', () => {
  it.each(cells)('should never be "auto" in silence: $rule with $name', ({ rule, amount }) => {
    const variables = amount === undefined ? { paid: true } : { amount, paid: true };
    const { value, diagnostics } = run(rule, variables);

    expect({ silent: diagnostics.length === 0, value }).not.toEqual({ silent: true, value: 'auto' });
  });

  it.each(RULES)('should be decided for a number: %s', (rule) => {
    expect(run(rule, { amount: 5000, paid: true })).toMatchObject({ value: 'review', diagnostics: [] });
    expect(run(rule, { amount: 900, paid: true })).toMatchObject({ value: 'auto', diagnostics: [] });
  });

  it.each(['> 1000', '[1001..99999]', 'not(<= 1000)', '> 1000, < 0', '? > 1000', '? - 1000 > 0'])(
    'should have no verdict in a table cell: %s',
    (cell) => {
      for (const [name, amount] of ODD) {
        const { value, diagnostics } = test(cell, amount);
        expect({ name, silent: diagnostics.length === 0 && value === false }).toEqual({ name, silent: false });
      }
    },
  );

  it.each(['sum', 'count', 'max', 'not', 'abs', 'floor'])(
    'should not be talked round by a variable named %s',
    (name) => {
      for (const rule of RULES) {
        for (const value of [5, true, null, () => false]) {
          expect(run(rule, { amount: 5000, paid: true, [name]: value })).toMatchObject({
            value: 'review',
            diagnostics: [],
          });
        }
      }
    },
  );
});

describe('a rule over a grade that is not there', () => {
  it.each([
    'if grade = "D" then "review" else "auto"',
    'if grade != "D" then "auto" else "review"',
    'if grade in ("C", "D") then "review" else "auto"',
    'if not(grade = "D") then "auto" else "review"',
    'if contains(grade, "D") then "review" else "auto"',
    'if list contains(["C", "D"], grade) then "review" else "auto"',
    'if grade = otherGrade then "auto" else "review"',
  ])('should never be "auto" in silence: %s', (rule) => {
    for (const variables of [{}, { grade: null, otherGrade: null }, { grade: 4 }, { grade: ['D'] }]) {
      const { value, diagnostics } = run(rule, variables);
      expect({ silent: diagnostics.length === 0, value }).not.toEqual({ silent: true, value: 'auto' });
    }
  });
});
