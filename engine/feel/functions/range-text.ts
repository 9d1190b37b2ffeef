import { FeelSyntaxError } from '../errors.ts';
import { isNumeric, negate } from '../numbers.ts';
import { parseExpression } from '../parse.ts';
import type { Node } from '../syntax.ts';
import { parseDate, parseDateTime, parseDuration, parseTemporal, parseTime } from '../temporal-text.ts';
import { FeelRange, type FeelValue, order } from '../values.ts';

const NO_NAMES = { names: [], types: [], functions: ['date and time'], start: 0 };

/** A range of constants, as `range("[18..21]")` reads it; undefined for any other text. */
export function parseRange(text: string): FeelRange | undefined {
  const node = rangeNode(text);
  if (node === undefined) return undefined;
  const low = node.low ? constantOf(node.low) : null;
  const high = node.high ? constantOf(node.high) : null;
  if (low === undefined || high === undefined || (low === null && high === null)) return undefined;
  if (low !== null && high !== null && (order(low, high) ?? 1) > 0) return undefined;
  return new FeelRange({ ...node, low, high });
}

function rangeNode(text: string): (Node & { type: 'range' }) | undefined {
  try {
    const node = parseExpression(text, NO_NAMES);
    return node.type === 'range' ? node : undefined;
  } catch (error) {
    if (error instanceof FeelSyntaxError) return undefined;
    throw error;
  }
}

const BUILDERS: Readonly<Record<string, (text: string) => FeelValue | undefined>> = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  duration: parseDuration,
};

/** Of a literal, or of a date, a time or a duration built from one; null is no bound. */
function constantOf(node: Node): FeelValue | undefined {
  if (node.type === 'literal') return node.value;
  if (node.type === 'temporal') return parseTemporal(node.text);
  if (node.type === 'negation') {
    const value = constantOf(node.of);
    return isNumeric(value) ? negate(value) : undefined;
  }
  if (node.type !== 'call' || node.callee.type !== 'name') return undefined;
  const [text, more] = node.args.values;
  if (text?.type !== 'literal' || typeof text.value !== 'string' || more) return undefined;
  return BUILDERS[node.callee.name]?.(text.value);
}
