import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, parseDecisions } from '#engine/dmn/index.ts';
import { boxed, feel, file, input, knowledge, needs } from './support.ts';

const text = fc.constantFrom(
  ...[
    '1',
    '"a"',
    'null',
    'true',
    'n',
    'missing',
    '[1, 2]',
    '{a: 1}',
    'n + 1',
    'f(n)',
    'f("x")',
    'item',
    'i',
    'partial',
  ],
  ...[
    '1 / 0',
    '[1..3]',
    'date("2026-01-01")',
    'function(x) x',
    'for x in [1..400] return [x, x]',
    '"x" < 1',
    'sum(1, 2)',
  ],
);
const type = fc.constantFrom('', '', 'number', 'string', 'boolean', 'list', 'context', 'Small');

const literal = fc.tuple(text, type).map(([expression, typeRef]) => feel(expression, typeRef));
const child = (tag: string, logic: string): string => `<${tag}>${logic}</${tag}>`;

/** Any boxed expression, three levels deep. */
const { logic } = fc.letrec<{ logic: string }>((tie) => ({
  logic: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    literal,
    fc.array(tie('logic'), { maxLength: 3 }).map((items) => child('list', items.join(''))),
    fc
      .tuple(tie('logic'), tie('logic'), tie('logic'))
      .map(([a, b, c]) => child('conditional', child('if', a) + child('then', b) + child('else', c))),
    fc.tuple(tie('logic'), tie('logic')).map(([a, b]) => child('filter', child('in', a) + child('match', b))),
    fc
      .tuple(tie('logic'), tie('logic'))
      .map(([a, b]) => `<for iteratorVariable="i">${child('in', a)}${child('return', b)}</for>`),
    fc
      .tuple(fc.constantFrom('some', 'every'), tie('logic'), tie('logic'))
      .map(([tag, a, b]) => `<${tag} iteratorVariable="i">${child('in', a)}${child('satisfies', b)}</${tag}>`),
    fc
      .tuple(tie('logic'), tie('logic'))
      .map(
        ([a, b]) =>
          `<context><contextEntry><variable name="i" />${a}</contextEntry><contextEntry>${b}</contextEntry></context>`,
      ),
    tie('logic').map((a) => `<invocation>${feel('f')}<binding><parameter name="p" />${a}</binding></invocation>`),
    fc
      .tuple(tie('logic'), tie('logic'))
      .map(
        ([a, b]) => `<relation><column name="a" /><column name="b" typeRef="number" /><row>${a}${b}</row></relation>`,
      ),
    tie('logic').map((a) => `<functionDefinition><formalParameter name="i" />${a}</functionDefinition>`),
  ),
}));

describe('decisions of any logic', () => {
  it('should end with a value, or with null and a reason, and never throw', async () => {
    const small =
      '<itemDefinition name="Small"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues></itemDefinition>';
    await fc.assert(
      fc.asyncProperty(logic, logic, type, async (main, called, typeRef) => {
        const content = file(
          small,
          input('n', 'number'),
          boxed(main, needs('Input', '#n-input') + needs('Knowledge', '#f-id'), typeRef),
          knowledge('f', ['p: number'], called),
        );
        const parsed = await parseDecisions({ name: 'r.dmn', content });
        const definitions = parsed.ok ? parsed.definitions : parsed.draft;
        const decision = definitions?.decisions.get('decision');
        if (definitions === undefined || decision === undefined) throw new Error(JSON.stringify(parsed));
        const { value, diagnostics, explanation } = evaluate(
          definitions,
          decision,
          { n: 2 },
          { now: '2026-01-01T00:00:00Z' },
        );
        expect(value).toBeDefined();
        expect(explanation.decisions.length + diagnostics.length).toBeGreaterThan(0);
        const again = evaluate(definitions, decision, { n: 2 }, { now: '2026-01-01T00:00:00Z' });
        expect(JSON.stringify(again.explanation)).toBe(JSON.stringify(explanation));
      }),
      { numRuns: 200 },
    );
  });
});
