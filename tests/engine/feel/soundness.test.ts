import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type FeelType,
  type FeelValue,
  analyseExpression,
  compileExpression,
  kindOf,
  parseTypes,
} from '#engine/feel/index.ts';
import { DECLARED, VARIABLES, type ExpressionKind, expressions } from '../../support/feel-expressions.ts';
import { NOW } from './support.ts';

const declared = parseTypes(DECLARED);
if (!declared.ok) throw new Error(declared.message);
const SCOPE = { variables: declared.types };
const KINDS: readonly ExpressionKind[] = ['number', 'string', 'boolean', 'numbers', 'date', 'context'];

/** What typing answers for; a date that is none, a division by zero or a budget is another matter. */
const ANSWERED = new Set(['UNKNOWN_NAME', 'UNKNOWN_PROPERTY', 'TYPE_CLASH', 'NULL_OPERAND', 'NOT_BOOLEAN']);

describe('static typing', () => {
  it('should find nothing wrong with what is well-typed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS).chain((kind) => expressions(kind)),
        (source) => {
          const outcome = analyseExpression(source, SCOPE);
          expect(outcome.ok ? outcome.analysis.findings : outcome.message).toEqual([]);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('should be right about what it finds nothing wrong with: no clash, no unknown name, no null', () => {
    const careless = fc.constantFrom(...KINDS).chain((kind) => expressions(kind, 12));
    let clean = 0;
    fc.assert(
      fc.property(careless, VARIABLES, (source, variables) => {
        const outcome = analyseExpression(source, SCOPE);
        if (!outcome.ok || outcome.analysis.findings.length > 0) return;
        clean += 1;
        const compiled = compileExpression(source);
        if (!compiled.ok) throw new Error(`${source}: ${compiled.message}`);
        const { value, diagnostics } = compiled.expression.evaluateFeel(variables, { now: NOW });
        const first = diagnostics[0]?.code ?? '';
        expect({ source, first: ANSWERED.has(first) ? diagnostics[0] : '' }).toEqual({ source, first: '' });
        const fits = diagnostics.length > 0 || conforms(value, outcome.analysis.type);
        expect({ source, fits }).toEqual({ source, fits: true });
      }),
      { numRuns: 1500 },
    );
    expect(clean).toBeGreaterThan(100);
  });
});

function conforms(value: FeelValue, type: FeelType): boolean {
  if (type.kind === 'any') return true;
  if (value === null) return type.nullable === true;
  if (kindOf(value) !== type.kind) return false;
  if (type.kind === 'list') return (value as readonly FeelValue[]).every((item) => conforms(item, type.of));
  if (type.kind !== 'context') return true;
  const entries = value as Readonly<Record<string, FeelValue>>;
  return Object.entries(type.entries).every(([name, entry]) => conforms(entries[name] ?? null, entry));
}
