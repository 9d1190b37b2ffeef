import type { Closure } from './closure.ts';
import { FeelLimitError } from './errors.ts';
import { Run } from './run.ts';
import type { Node, Test } from './syntax.ts';
import { FeelRange, type FeelValue, isList } from './values.ts';

/** The values at which the verdict of tests can change; between two that follow each other it is the same for all. */
export interface Boundaries {
  readonly values: readonly FeelValue[];
  /** Whether more than being equal is asked: below, above, in a range. */
  readonly ordered: boolean;
}

type Compile = (node: Node) => Closure;

const NOTHING: Boundaries = { values: [], ordered: false };
/** Never read: what tells the time is no constant. */
const NO_CLOCK = { now: '1970-01-01T00:00:00.000Z' };
const TELLING_TIME: ReadonlySet<string> = new Set(['now', 'today']);

/** Undefined where a verdict hangs on more than comparing the input with constants. */
export const boundariesOf = (tests: readonly Test[], compile: Compile): Boundaries | undefined =>
  union(tests.map((test) => ofTest(test, compile)));

function union(parts: readonly (Boundaries | undefined)[]): Boundaries | undefined {
  if (parts.includes(undefined)) return undefined;
  return {
    values: parts.flatMap((part) => part?.values ?? []),
    ordered: parts.some((part) => part?.ordered === true),
  };
}

function ofTest(test: Test, compile: Compile): Boundaries | undefined {
  switch (test.type) {
    case 'any':
      return NOTHING;
    case 'not':
      return boundariesOf(test.tests, compile);
    case 'compare':
      return compared(test.with, test.operator !== '=' && test.operator !== '!=', compile);
    case 'value': {
      const value = constant(test.value, compile);
      return value === undefined ? ofCondition(test.value, compile) : ofValue(value);
    }
  }
}

function compared(node: Node, ordered: boolean, compile: Compile): Boundaries | undefined {
  const value = constant(node, compile);
  return value === undefined || value instanceof FeelRange || isList(value) ? undefined : { values: [value], ordered };
}

function ofValue(value: FeelValue): Boundaries | undefined {
  if (isList(value)) return union(value.map(ofValue));
  if (!(value instanceof FeelRange)) return { values: [value], ordered: false };
  return { values: [value.low, value.high].filter((end) => end !== null), ordered: true };
}

/** A condition over `?` that compares it, and nothing made of it. */
function ofCondition(node: Node, compile: Compile): Boundaries | undefined {
  switch (node.type) {
    case 'logic':
      return union([ofCondition(node.left, compile), ofCondition(node.right, compile)]);
    case 'comparison': {
      const ordered = node.operator !== '=' && node.operator !== '!=';
      if (node.left.type === 'input') return compared(node.right, ordered, compile);
      return node.right.type === 'input' ? compared(node.left, ordered, compile) : undefined;
    }
    case 'between':
      if (node.of.type !== 'input') return undefined;
      return union([compared(node.low, true, compile), compared(node.high, true, compile)]);
    case 'in':
      return node.of.type === 'input' ? boundariesOf(node.tests, compile) : undefined;
    default:
      return undefined;
  }
}

/** The value of a text that reads nothing; undefined where it does, or where something is wrong with it. */
function constant(node: Node, compile: Compile): FeelValue | undefined {
  if (!readsNothing(node)) return undefined;
  const run = new Run({}, NO_CLOCK);
  try {
    const value = compile(node)(run, undefined);
    return run.diagnostics === undefined ? value : undefined;
  } catch (error) {
    if (error instanceof FeelLimitError) return undefined;
    throw error;
  }
}

function readsNothing(part: unknown): boolean {
  if (Array.isArray(part)) return part.every(readsNothing);
  if (typeof part !== 'object' || part === null) return true;
  const node = part as Partial<Node>;
  if (node.type === 'name' || node.type === 'input') return false;
  if (node.type === 'call' && node.callee?.type === 'name')
    return !TELLING_TIME.has(node.callee.name) && readsNothing(node.args?.values);
  return Object.values(node).every(readsNothing);
}
