/** FEEL as the runners ask for it: neutral values in, neutral values out. */
import { compileExpression, compileUnaryTests, type FeelValue } from '#engine/feel/index.ts';
import { fromNeutral, toNeutral, type Neutral } from './neutral.ts';

export interface Question {
  readonly expr: string;
  readonly vars: Readonly<Record<string, Neutral>>;
  readonly kind: 'expression' | 'unary';
  readonly input?: Neutral;
}

const OPTIONS = { now: '2026-01-01T00:00:00.000Z', zone: 'UTC' };

/** The value of an expression, or the verdict of unary tests; null, as in FEEL, for what can't be compiled. */
export function evaluate({ expr, vars, kind, input = null }: Question): Neutral {
  const variables: Record<string, FeelValue> = {};
  for (const [name, value] of Object.entries(vars)) variables[name] = fromNeutral(value);
  const names = { names: Object.keys(vars) };
  if (kind === 'unary') {
    const compiled = compileUnaryTests(expr, names);
    return compiled.ok ? compiled.tests.evaluate(fromNeutral(input), variables, OPTIONS).value : null;
  }
  const compiled = compileExpression(expr, names);
  return compiled.ok ? toNeutral(compiled.expression.evaluateFeel(variables, OPTIONS).value) : null;
}
