import { describe, expect, it } from 'vitest';
import { type TableSketch, decide, file, literal, resultOf, table } from './support.ts';

const discount = (sketch: Partial<TableSketch>): string =>
  file(
    table({
      inputs: ['amount: number'],
      outputs: ['rate: number'],
      rules: ['> 100; 10', '> 500; 20', '> 1000; 20'],
      ...sketch,
    }),
  );

describe('evaluateDecision', () => {
  it.each([
    ['UNIQUE', undefined, 200, 10],
    ['UNIQUE', undefined, 50, null],
    ['FIRST', undefined, 700, 10],
    ['ANY', undefined, 200, 10],
    ['RULE ORDER', undefined, 700, [10, 20]],
    ['RULE ORDER', undefined, 50, null],
    ['COLLECT', undefined, 2000, [10, 20, 20]],
    ['COLLECT', 'SUM', 2000, 50],
    ['COLLECT', 'MIN', 2000, 10],
    ['COLLECT', 'MAX', 2000, 20],
    ['COLLECT', 'COUNT', 2000, 3],
    ['COLLECT', 'SUM', 50, null],
  ])('should apply %s %s to %i', async (hitPolicy, aggregation, amount, expected) => {
    const content = discount({ hitPolicy, ...(aggregation !== undefined && { aggregation }) });
    expect(await resultOf(content, { amount })).toEqual(expected);
  });

  it('should order by the list of output values', async () => {
    const outputs = ['level | "high", "middle", "low"'];
    const rules = ['> 100; "low"', '> 500; "high"', '> 50; "middle"'];
    const priority = discount({ hitPolicy: 'PRIORITY', outputs, rules });
    expect(await resultOf(priority, { amount: 700 })).toBe('high');
    const ordered = discount({ hitPolicy: 'OUTPUT ORDER', outputs, rules });
    expect(await resultOf(ordered, { amount: 700 })).toEqual(['high', 'middle', 'low']);
  });

  it('should sum money exactly', async () => {
    const content = discount({ hitPolicy: 'COLLECT', aggregation: 'SUM', rules: ['-; 0.1', '-; 0.2'] });
    expect(await resultOf(content, { amount: 1 })).toBe(0.3);
  });

  it('should give a context for several outputs', async () => {
    const content = discount({
      outputs: ['salesDays: number', 'note: string'],
      rules: ['-; 7; "A " + string(amount)'],
    });
    expect(await resultOf(content, { amount: 5 })).toEqual({ salesDays: 7, note: 'A 5' });
  });

  it('should take the default output when no rule matches', async () => {
    expect(await resultOf(discount({ defaults: ['0'] }), { amount: 5 })).toBe(0);
  });

  it('should read an empty output cell as null', async () => {
    expect(await resultOf(discount({ rules: ['-;'] }), { amount: 5 })).toBeNull();
  });

  it('should explain itself', async () => {
    const content = discount({ rules: ['<= 100; 0', '> 100; 10 // 超过 100 元打九折'] });
    expect(await decide(content, { amount: 200 })).toEqual({
      ok: true,
      result: 10,
      explanation: {
        decisions: [
          {
            id: 'decision',
            name: '测试决策',
            hitPolicy: 'UNIQUE',
            inputs: [{ name: 'amount', value: 200 }],
            matchedRules: [{ id: 'decision-r1', index: 2, annotation: '超过 100 元打九折', outputs: { rate: 10 } }],
            output: 10,
          },
        ],
      },
    });
  });

  it.each([
    ['two matches of a UNIQUE table', { amount: 700 }, /'测试决策' \(UNIQUE\): rules 1, 2 match at once/],
    ['a missing input', {}, /'测试决策', input 'amount'.*no variable 'amount'/],
    ['an input of another type', { amount: '700' }, /input 'amount' is the string "700", but its type is number/],
    ['an input that is null', { amount: null }, /rule 1, input 'amount' \(> 100\).*null/],
  ])('should fail by name on %s', async (_, variables, message) => {
    expect(await resultOf(discount({}), variables)).toMatch(message);
  });

  it('should take lists of values that are no values for what they are', async () => {
    const age =
      '<itemDefinition name="Age"><typeRef>number</typeRef><allowedValues><text>>= 0</text></allowedValues></itemDefinition>';
    const content = file(age, table({ inputs: ['n'], outputs: ['a: Age', 'b | < 5'], rules: ['-; n; 3'] }));
    expect(await resultOf(content, { n: 1 })).toEqual({ a: 1, b: 3 });
    expect(await resultOf(content, { n: -1 })).toMatch(/output 'a' gave the number -1, but its type is Age/);
  });

  it('should look at equal cells of different columns apart', async () => {
    const content = file(
      table({
        inputs: ['a: number', 'b: number'],
        outputs: ['x'],
        rules: ['> 5; > 5; 1', '> 5; <= 5; 2', '<= 5; > 5; 3'],
      }),
    );
    expect(await resultOf(content, { a: 9, b: 1 })).toBe(2);
    expect(await resultOf(content, { a: 1, b: 9 })).toBe(3);
    expect(await resultOf(content, { a: 9, b: 9 })).toBe(1);
  });

  it('should fail when ANY rules disagree', async () => {
    expect(await resultOf(discount({ hitPolicy: 'ANY' }), { amount: 700 })).toMatch(/rules 1, 2 match and disagree/);
  });

  it('should fail when an output is not of its type, or can not be computed', async () => {
    expect(await resultOf(discount({ rules: ['-; "ten"'] }), { amount: 1 })).toMatch(
      /rule 1, output 'rate' gave the string/,
    );
    expect(await resultOf(discount({ rules: ['-; amount / zero'] }), { amount: 1 })).toMatch(/rule 1.*'zero'/);
  });

  it('should fail on a text in a cell that compares numbers', async () => {
    const untyped = discount({ inputs: ['amount'] });
    expect(await resultOf(untyped, { amount: '700' })).toMatch(/rule 1, input 'amount' \(> 100\): Can't compare/);
  });

  it('should evaluate required decisions first, each once, under their result names', async () => {
    const content = file(
      literal('base', 'amount * 2', [], 'number'),
      table({
        id: 'score',
        inputs: ['base'],
        outputs: ['s'],
        rules: ['> 10; 3', '<= 10; 1'],
        requires: ['base'],
        variable: 'points: number',
      }),
      literal('decision', 'points + base', ['base', 'score']),
    );
    const outcome = await decide(content, { amount: 6 });
    expect(outcome).toMatchObject({ ok: true, result: 15 });
    expect(outcome.ok && outcome.explanation.decisions.map(({ id, output }) => [id, output])).toEqual([
      ['base', 12],
      ['score', 3],
      ['decision', 15],
    ]);
  });

  it('should hand dates from decision to decision as dates, and give them out as text', async () => {
    const content = file(
      literal('due', 'date(dueDate)'),
      table({
        inputs: ['due: date'],
        outputs: ['late'],
        rules: ['< today(); due + @"P1D"', '>= today(); null'],
        requires: ['due'],
      }),
    );
    expect(await resultOf(content, { dueDate: '2026-03-30' })).toBe('2026-03-31');
  });

  it('should not let a variable stand for a required decision', async () => {
    const content = file(literal('limit', '100'), literal('decision', 'limit', ['limit']));
    expect(await resultOf(content, { limit: 1_000_000 })).toBe(100);
  });

  it('should check item definitions', async () => {
    const grade =
      '<itemDefinition id="g" name="Grade"><typeRef>string</typeRef><allowedValues id="ga"><text>"A","B"</text></allowedValues></itemDefinition>';
    const content = file(grade, table({ inputs: ['grade: Grade'], outputs: ['x'], rules: ['-; 1'] }));
    expect(await resultOf(content, { grade: 'A' })).toBe(1);
    expect(await resultOf(content, { grade: 'Z' })).toMatch(/its type is Grade/);
  });

  it('should say that a decision does not exist', async () => {
    expect(await resultOf(discount({}), { amount: 1 }, 'nothing')).toMatch(/no decision 'nothing'/);
  });
});
