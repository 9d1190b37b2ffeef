import { compileExpression } from '#engine/feel/index.ts';
import { fail } from '#errors/index.ts';
import { readObject } from '../files.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface FeelOptions {
  readonly context?: string;
}

/** The value of an expression over the variables of a JSON file, with everything the evaluation could not vouch for. */
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
  const { value, diagnostics } = compiled.expression.evaluate(variables, { now, zone: 'Asia/Shanghai' });
  const notes = diagnostics.map(({ code, message }) => `${code}: ${message}`);
  return { ok: true, document: { value, diagnostics }, text: [JSON.stringify(value), ...notes].join('\n') };
}
