import { compileExpression, toExactJson } from '#engine/feel/index.ts';
import { fail } from '#errors/index.ts';
import { readObject } from '../files.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface FeelOptions {
  readonly context?: string;
}

/**
 * The value of an expression over the variables of a JSON file, with everything the evaluation could not vouch for. A number of
 * more digits than a double gives back is told as text.
 */
export async function feelCommand(
  terminal: Terminal,
  expression: string,
  { context }: FeelOptions,
  now: string,
): Promise<Outcome> {
  const variables = context === undefined ? {} : await readObject(terminal, context);
  const compiled = compileExpression(expression, { names: Object.keys(variables) });
  if (!compiled.ok) {
    return fail('CLI_EXPRESSION_INVALID', { position: (compiled.position ?? 0) + 1, problem: compiled.message });
  }
  const evaluation = compiled.expression.evaluateFeel(variables, { now, zone: 'Asia/Shanghai' });
  const diagnostics = [...evaluation.diagnostics];
  const value = toExactJson(evaluation.value, (message) => diagnostics.push({ code: 'INVALID_VALUE', message }));
  const notes = diagnostics.map(({ code, message }) => `${code}: ${message}`);
  return { ok: true, document: { value, diagnostics }, text: [JSON.stringify(value), ...notes].join('\n') };
}
