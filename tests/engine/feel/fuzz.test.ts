import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseExpression, compileExpression, compileUnaryTests } from '#engine/feel/index.ts';
import { VARIABLES, type ExpressionKind, expressions } from '../../support/feel-expressions.ts';
import { NOW } from './support.ts';

const KINDS: readonly ExpressionKind[] = ['number', 'string', 'boolean', 'numbers', 'date', 'context'];

/** Pieces of FEEL, whole and torn, and what attackers try. */
const PIECES = [
  ...'( ) [ ] { } , : . .. + - * / ** < <= > >= = != ? @ " \\ ` // /* */ | -> §'.split(' '),
  ...'if then else for in return some every satisfies and or not between instance of function external null true'.split(
    ' ',
  ),
  ...'constructor __proto__ prototype toString valueOf hasOwnProperty process globalThis this eval'.split(' '),
  ...'n s ns c maybe partial item now() today() sum( count( string( range( sort( replace( matches( split( date( duration('.split(
    ' ',
  ),
  'get or else(',
  'context put(',
  'date and time(',
  'string join(',
  '1e999',
  '1e6144',
  '0.1',
  '999999999999999999999999999999999999',
  '"(a+)+$"',
  '"\\u0000"',
  '1..1000000000',
  '@"P1D"',
  '逾期',
  '🐎',
];

const torn = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(' '));
const bytes = fc.string({ unit: 'binary', maxLength: 200 });
/** Well-typed text with one piece put into its middle. */
const bent = fc
  .tuple(
    fc.constantFrom(...KINDS).chain((kind) => expressions(kind, 6)),
    fc.constantFrom(...PIECES),
    fc.nat(),
  )
  .map(
    ([source, piece, at]) =>
      `${source.slice(0, at % (source.length + 1))}${piece}${source.slice(at % (source.length + 1))}`,
  );
const any = fc.oneof(torn, bytes, bent);
const odd = fc.oneof(
  VARIABLES,
  fc.dictionary(
    fc.constantFrom('n', 's', 'ns', 'c', 'maybe', '__proto__', 'constructor'),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true }),
  ),
);
const OPTIONS = { now: NOW };

/** Answers, in time, with plain data: whatever the text and the variables. */
function evaluated(source: string, variables: Readonly<Record<string, unknown>>): void {
  const compiled = compileExpression(source);
  const tests = compileUnaryTests(source);
  if (tests.ok) tests.tests.evaluate(variables['n'], variables, OPTIONS);
  analyseExpression(source, { variables: {}, open: true });
  const { value, diagnostics } = compiled.ok
    ? compiled.expression.evaluate(variables, OPTIONS)
    : { value: compiled.message, diagnostics: [] };
  expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  expect(diagnostics.length).toBeLessThanOrEqual(20);
}

describe('any text at all', () => {
  it('should be answered with a value or a reason, and nothing else', () => {
    fc.assert(fc.property(any, odd, evaluated), { numRuns: 4000 });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('should give the same again', () => {
    const twice = fc.constantFrom(...KINDS).chain((kind) => expressions(kind, 8));
    fc.assert(
      fc.property(twice, VARIABLES, (source, variables) => {
        const compiled = compileExpression(source);
        if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
        const first = compiled.expression.evaluate(variables, OPTIONS);
        expect(compiled.expression.evaluate(structuredClone(variables), OPTIONS)).toEqual(first);
      }),
      { numRuns: 500 },
    );
  });

  it('should never run a function that a variable holds', () => {
    let called = 0;
    const trap = new Proxy(() => 1, { apply: () => (called += 1), get: () => () => (called += 1) });
    fc.assert(
      fc.property(any, (source) => {
        evaluated(source, { n: trap, s: trap, ns: [trap], c: { a: trap }, maybe: trap, toString: trap });
      }),
      { numRuns: 1000 },
    );
    expect(called).toBe(0);
  });
});
