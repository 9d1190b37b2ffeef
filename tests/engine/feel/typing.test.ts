import { describe, expect, it } from 'vitest';
import { BUILT_INS } from '#engine/feel/functions/index.ts';
import { RESULTS } from '#engine/feel/typing/results.ts';
import {
  type Analysis,
  type AnalysisOptions,
  type FeelType,
  type TypeScope,
  analyseExpression,
  analyseUnaryTests,
  describeType,
  parseTypes,
} from '#engine/feel/index.ts';

const DECLARED = `amount: number, text: string, grade: string | null, due: date, at: date and time, span: days and time duration,
  paid: boolean, x: Any, orders: list<context<id: string, amount: number, note: string | null>>,
  customer: context<name: string, limit: number | null, address: context<city: string> | null>`;

function typesOf(source: string): Readonly<Record<string, FeelType>> {
  const parsed = parseTypes(source);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.types;
}

const SCOPE: TypeScope = { variables: typesOf(DECLARED) };

function analyse(source: string, scope: TypeScope = SCOPE, options: AnalysisOptions = {}): Analysis {
  const outcome = analyseExpression(source, scope, options);
  if (!outcome.ok) throw new Error(`${source}: ${outcome.message}`);
  return outcome.analysis;
}

const told = ({ findings }: Analysis): readonly string[] => findings.map(({ code, subject }) => `${code} ${subject}`);

describe('analyseExpression', () => {
  it.each([
    ['amount > 100000', 'boolean'],
    ['if paid then amount else null', 'number | null'],
    ['if paid then amount else text', 'Any'],
    ['"a" + text', 'string'],
    ['due + duration("P1M")', 'date'],
    ['due + duration("P" + string(amount) + "D")', 'date'],
    ['at - at', 'days and time duration'],
    ['span * 2 > @"PT1H"', 'boolean'],
    ['-span', 'days and time duration'],
    ['orders[amount > 5].id', 'list<string>'],
    ['orders[item.amount > 5]', 'list<context<id: string, amount: number, note: string | null>>'],
    ['orders[1]', 'context<id: string, amount: number, note: string | null> | null'],
    ['for o in orders return o.amount * 2', 'list<number>'],
    ['for i in 1..3 return i', 'list<number>'],
    ['for i in 1..3 return if i = 1 then 1 else get or else(partial[-1], 0)', 'list<number>'],
    ['every o in orders satisfies o.amount > 5', 'boolean'],
    ['{a: 1, b: a + 1}', 'context<a: number, b: number>'],
    ['{f: function(n) if n < 2 then 1 else n * f(n - 1), r: f(5)}.r', 'number'],
    ['{f: function(n: number) n + 1, r: f(1)}.f', 'function<number>->number'],
    ['sort(orders, function(a, b) a.amount < b.amount)[1].id = null', 'boolean'],
    ['get or else(grade, "C")', 'string'],
    ['max(1, amount)', 'number'],
    ['max([1, amount])', 'number | null'],
    ['[1..amount]', 'range<number>'],
    ['[1..5].start included', 'boolean'],
    ['due.year + at.hour', 'number'],
    ['context put(customer, "rank", 1).rank', 'number'],
    ['append(["a"], text)', 'list<string>'],
    ['x instance of number', 'boolean'],
    ['count(x)', 'number'],
  ])('should know the type of %s', (source, type) => {
    const analysis = analyse(source);
    expect({ type: describeType(analysis.type), told: told(analysis).filter((one) => !one.startsWith('MAY')) }).toEqual(
      {
        type,
        told: [],
      },
    );
  });

  it.each([
    ['text > 5', 'TYPE_CLASH text'],
    ['5 < text', 'TYPE_CLASH text'],
    ['amount + text', 'TYPE_CLASH text'],
    ['due < text', 'TYPE_CLASH due'],
    ['paid > true', 'TYPE_CLASH paid > true'],
    ['[amount] = ["a"]', 'TYPE_CLASH [amount] = ["a"]'],
    ['grade = "A"', 'MAY_BE_NULL grade'],
    ['customer.limit + 1', 'MAY_BE_NULL customer.limit'],
    ['customer.address.city = "x"', 'MAY_BE_NULL customer.address'],
    ['orders[1].id', 'MAY_BE_NULL orders[…]'],
    ['sum(orders.amount) > 5', 'MAY_BE_NULL sum(…)'],
    ['upper case(grade)', 'MAY_BE_NULL grade'],
    ['missing > 5', 'UNKNOWN_NAME missing'],
    ['customer.nmae', 'UNKNOWN_PROPERTY customer.nmae'],
    ['due.hour', 'UNKNOWN_PROPERTY due.hour'],
    ['x > 5', 'UNTYPED x'],
    ['if text then 1 else 2', 'NOT_BOOLEAN text'],
    ['paid and amount', 'NOT_BOOLEAN amount'],
    ['orders[id]', 'NOT_BOOLEAN id'],
    ['substring(amount, 1)', 'INVALID_ARGUMENT substring(…)'],
    ['sum(orders.id)', 'TYPE_CLASH orders.id'],
    ['for i in amount return i', 'TYPE_CLASH amount'],
    ['amount(1)', 'TYPE_CLASH amount'],
    ['-text', 'TYPE_CLASH text'],
    ['text in [1..5]', 'TYPE_CLASH text'],
    ['text in (1, 2)', 'TYPE_CLASH text'],
    ['amount between 1 and text', 'TYPE_CLASH amount'],
    ['[1.."a"]', 'TYPE_CLASH [1.."a"]'],
    ['{f: function(n) n + 1, r: f("a")}.r', 'TYPE_CLASH n'],
    ['{f: function(n) n + missing}.f', 'UNKNOWN_NAME missing'],
    ['sort(orders, function(a, b) a.id < b.amount)', 'TYPE_CLASH a.id'],
  ])('should tell what is wrong with %s', (source, expected) => {
    expect(told(analyse(source))).toContain(expected);
  });

  it.each([
    'grade != null and grade = "A"',
    'grade = null or grade = "A"',
    'not(grade = null) and grade = "A"',
    'if grade = null then false else grade = "A"',
    'is defined(grade) and grade = "A"',
    'get or else(grade, "C") = "A"',
    'customer.address != null and customer.address.city = "x"',
    'is defined(customer.address.city) and customer.address.city = "x"',
    'x instance of number and x > 5',
    'orders[note != null and note = "x"] = []',
    'some o in orders satisfies o.note != null and contains(o.note, "x")',
    'get or else(sum(orders.amount), 0) > 5',
    'is defined(unheard.of)',
    'unheard = null',
  ])('should take a test for what it shows: %s', (source) => {
    expect(told(analyse(source, SCOPE, { condition: true }))).toEqual([]);
  });

  it('should say where, what was expected, what is there and what to do', () => {
    expect(analyse('= amount > 5 and text > 1000').findings).toEqual([
      {
        code: 'TYPE_CLASH',
        position: 17,
        subject: 'text',
        expected: 'number',
        found: 'string',
        decides: true,
        message: "Expected number at 'text', but found string.",
        remedy: 'Convert one of them: number(…), string(…), date(…).',
      },
    ]);
  });

  it('should tell which variables are needed, of which types, and which may be absent', () => {
    const source =
      'if customer.amount > 1000 and grade = "A" and zone != null then limit * 1.1 else get or else(extra, 5)';
    const { needs } = analyse(source, { variables: {}, open: true });

    expect(needs.map(({ path, type, mayBeAbsent }) => [path, describeType(type), mayBeAbsent])).toEqual([
      ['customer.amount', 'number', false],
      ['grade', 'string', false],
      ['zone', 'Any', true],
      ['limit', 'number', false],
      ['extra', 'Any', true],
    ]);
  });

  it('should tell what a condition shows to those behind it', () => {
    const { whenTrue, whenFalse } = analyse('grade != null and amount > 5');
    expect(whenTrue).toEqual([
      ['grade', 'present'],
      ['amount', 'present'],
    ]);
    expect(whenFalse).toEqual([]);
    expect(told(analyse('grade = "A"', { ...SCOPE, facts: whenTrue }))).toEqual([]);
  });

  it('should know names with spaces that are in scope', () => {
    expect(told(analyse('Applicant Age > 18', { variables: { 'Applicant Age': { kind: 'number' } } }))).toEqual([]);
  });

  it('should not take longer than its text is worth', () => {
    const nested = 'for i in [1] return partial[1] + '.repeat(40) + '1';
    expect(analyseExpression(nested, SCOPE)).toMatchObject({ ok: false, message: expect.stringMatching(/intricate/) });
    expect(analyseExpression('a >', SCOPE)).toMatchObject({ ok: false });
  });

  it('should know what every built-in gives', () => {
    expect(Object.keys(RESULTS).toSorted()).toEqual([...BUILT_INS.keys()].toSorted());
  });
});

describe('analyseUnaryTests', () => {
  const check = (source: string, input: string): readonly string[] => {
    const outcome = analyseUnaryTests(source, typesOf(`i: ${input}`)['i'] ?? { kind: 'any' }, SCOPE);
    return outcome.ok ? told(outcome.analysis) : [outcome.message];
  };

  it.each([
    ['-', 'number | null'],
    ['', 'number'],
    ['< 5', 'number'],
    ['[1..amount]', 'number'],
    ['"A", "B"', 'string'],
    ['not("A")', 'string'],
    ['null', 'string | null'],
    ['? > 5 and ? < 9', 'number'],
    ['contains(?, "x")', 'string'],
    ['true', 'boolean'],
  ])('should find nothing wrong with %s for %s', (source, input) => {
    expect(check(source, input)).toEqual([]);
  });

  it.each([
    ['< 5', 'string', 'TYPE_CLASH ?'],
    ['< 5', 'number | null', 'MAY_BE_NULL ?'],
    ['"A"', 'number', 'TYPE_CLASH ?'],
    ['[1..5]', 'date', 'TYPE_CLASH ?'],
    ['> missing', 'number', 'UNKNOWN_NAME missing'],
    ['contains(?, "x")', 'number', 'INVALID_ARGUMENT contains(…)'],
  ])('should tell what is wrong with %s for %s', (source, input, expected) => {
    expect(check(source, input)).toContain(expected);
  });
});

describe('parseTypes', () => {
  it('should read what describeType writes', () => {
    for (const [name, type] of Object.entries(SCOPE.variables))
      expect(typesOf(`${name}: ${describeType(type)}`)).toEqual({ [name]: type });
  });

  it.each([
    'amount',
    'amount: money',
    'amount: number | nothing',
    'a: list<',
    'a: number,',
    `a: ${'list<'.repeat(60)}number${'>'.repeat(60)}`,
  ])('should refuse %s', (source) => {
    expect(parseTypes(source).ok).toBe(false);
  });
});
