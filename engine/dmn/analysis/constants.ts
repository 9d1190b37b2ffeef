import type { FeelValue } from '../../feel/index.ts';
import { NO_CLOCK } from '../declared-type.ts';
import type { Literal, Rule } from '../types.ts';

/** The value of an output cell that reads nothing; undefined for any other. */
export function constantOf(output: Rule['outputs'][number]): FeelValue | undefined {
  if (output === undefined) return null;
  if (output.kind === 'broken' || output.expression.names.length > 0 || tellsTime(output)) return undefined;
  const { value, diagnostics } = output.expression.evaluateFeel({}, NO_CLOCK);
  return diagnostics.length === 0 ? value : undefined;
}

const tellsTime = ({ expression }: Literal): boolean => /\b(?:now|today)\s*\(/.test(expression.source);
