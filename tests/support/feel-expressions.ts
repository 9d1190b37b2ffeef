/** Random FEEL that is well-typed, unless it is asked to be careless now and then. */
import fc from 'fast-check';

export type ExpressionKind = 'number' | 'string' | 'boolean' | 'numbers' | 'date' | 'context';

/** Variables that every expression may read, as `parseTypes` reads them, and values for them. */
export const DECLARED = `n: number, m: number, s: string, t: string, b: boolean, ns: list<number>, c: context<a: number, s: string>,
  maybe: number | null, day: string`;

export const VARIABLES: fc.Arbitrary<Readonly<Record<string, unknown>>> = fc.record({
  n: fc.integer({ min: -1000, max: 1000 }),
  m: fc.integer({ min: -100_000, max: 100_000 }).map((cents) => cents / 100),
  s: fc.constantFrom('', 'a', 'Overdue', '逾期', 'a b'),
  t: fc.constantFrom('b', 'A', '催收 7 天'),
  b: fc.boolean(),
  ns: fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 5 }),
  c: fc.record({ a: fc.integer({ min: 0, max: 20 }), s: fc.constantFrom('x', 'yz') }),
  maybe: fc.constantFrom(null, 0, 7),
  day: fc.constantFrom('2026-01-31', '2024-02-29', '1999-12-31'),
});

type Maker = (kind: ExpressionKind) => fc.Arbitrary<string>;

const LEAVES: Readonly<Record<ExpressionKind, fc.Arbitrary<string>>> = {
  number: fc.oneof(
    fc.integer({ min: 0, max: 1000 }).map(String),
    fc.integer({ min: 0, max: 9999 }).map((cents) => (cents / 100).toFixed(2)),
    fc.constantFrom('n', 'm', 'c.a', '0.1', '1.15', '100'),
  ),
  string: fc.constantFrom('"a"', '"逾期"', '"Overdue"', '""', 's', 't', 'c.s', 'day'),
  boolean: fc.constantFrom('true', 'false', 'b'),
  numbers: fc.constantFrom('ns', '[1, 2, 3]', '[]', '[n, 5]'),
  date: fc.constantFrom('date("2026-01-31")', 'date("2024-02-29")', 'date(day)'),
  context: fc.constantFrom('c', '{a: 1, s: "k"}'),
};

/** Fills the places `{kind}` of a text with expressions of that kind. */
function recipe(text: string, of: Maker): fc.Arbitrary<string> {
  const parts = text.split(/\{(number|string|boolean|numbers|date|context)\}/);
  const pieces = parts.map((part, index) => (index % 2 === 0 ? fc.constant(part) : of(part as ExpressionKind)));
  return fc.tuple(...pieces).map((all) => all.join(''));
}

const TEXTS: Readonly<Record<ExpressionKind, readonly string[]>> = {
  number: [
    '({number} + {number})',
    '({number} - {number})',
    '({number} * {number})',
    '({number} / 4)',
    '-({number})',
    'abs({number})',
    'floor({number})',
    'ceiling({number})',
    'decimal({number}, 2)',
    'round half up({number}, 1)',
    'modulo({number}, 7)',
    'max({number}, {number})',
    'min({number}, {number})',
    'count({numbers})',
    'string length({string})',
    'get or else({numbers}[1], {number})',
    'get or else(sum({numbers}), 0)',
    'get or else(maybe, {number})',
    '(if maybe != null then maybe else {number})',
    '(if {boolean} then {number} else {number})',
    '{context}.a',
    '{date}.day',
    '{date}.year',
  ],
  string: [
    '({string} + {string})',
    'upper case({string})',
    'lower case({string})',
    'string({number})',
    'string({date})',
    'substring({string} + "abc", 2)',
    'substring before({string}, "e")',
    'substring after({string}, "e")',
    'replace({string}, "[aeiou]", "_")',
    'string join([{string}, {string}], ",")',
    '(if {boolean} then {string} else {string})',
    '{context}.s',
  ],
  boolean: [
    '({number} < {number})',
    '({number} >= {number})',
    '({number} = {number})',
    '({string} = {string})',
    '({string} != {string})',
    '({date} <= {date})',
    '({boolean} and {boolean})',
    '({boolean} or {boolean})',
    'not({boolean})',
    '({number} between {number} and {number})',
    '({number} in [1..{number} + 1000])',
    '({string} in ("a", "b"))',
    '(maybe = null)',
    '(maybe != null and maybe > {number})',
    '(some x in {numbers} satisfies x > {number})',
    '(every x in {numbers} satisfies x > {number})',
    'list contains({numbers}, {number})',
    'contains({string}, "a")',
    'starts with({string}, {string})',
    'ends with({string}, "e")',
    'matches({string}, "^[a-z]+$")',
  ],
  numbers: [
    '[{number}, {number}]',
    '(for x in {numbers} return x + {number})',
    '(for i in 1..3 return i * {number})',
    '{numbers}[item > {number}]',
    'append({numbers}, {number})',
    'concatenate({numbers}, {numbers})',
    'reverse({numbers})',
    'distinct values({numbers})',
    'sort({numbers}, function(x, y) x < y)',
    '(if {boolean} then {numbers} else {numbers})',
  ],
  date: [
    '({date} + duration("P1M"))',
    '({date} - duration("P10D"))',
    '({date} + duration("P1Y"))',
    '(if {boolean} then {date} else {date})',
  ],
  context: [
    '{a: {number}, s: {string}}',
    'context put({context}, "a", {number})',
    '(if {boolean} then {context} else c)',
  ],
};

const KINDS: readonly ExpressionKind[] = ['number', 'string', 'boolean', 'numbers', 'date', 'context'];

/** Expressions of a kind. `careless`: one place in so many gets an expression of any kind, or a name that nobody declared. */
export function expressions(kind: ExpressionKind, careless = 0, depth = 3): fc.Arbitrary<string> {
  const wrong = fc.oneof(...Object.values(LEAVES), fc.constantFrom('null', 'maybe', 'nobody', 'c.nothing'));
  let of: Maker = (wanted) => LEAVES[wanted];
  for (let level = 0; level < depth; level++) of = deeper(of, careless, wrong);
  return of(kind);
}

/** One level more, each kind made once: they are many. */
function deeper(of: Maker, careless: number, wrong: fc.Arbitrary<string>): Maker {
  const made = KINDS.map((kind) => {
    const right = fc.oneof(of(kind), ...TEXTS[kind].map((text) => recipe(text, of)));
    const any = { weight: 1, arbitrary: wrong };
    return [kind, careless === 0 ? right : fc.oneof({ weight: careless, arbitrary: right }, any)] as const;
  });
  const byKind = new Map(made);
  return (kind) => byKind.get(kind) ?? LEAVES[kind];
}
