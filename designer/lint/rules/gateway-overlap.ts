import { compileExpression } from '#engine/feel/index.ts';
import { elementsOf } from '../elements.ts';
import { assignmentsFor, describeAssignment, type Assignment } from '../assignments.ts';
import type { Rule } from '../types.ts';

/** Conditions that read the clock are tried at one instant. */
const SOME_INSTANT = { now: '2026-01-01T00:00:00.000Z' };

/**
 * At most one condition of an exclusive gateway may be true: of two, the flow drawn later wins, which nobody sees in the picture.
 * Found by trying values around those that the conditions name, so what it reports does overlap, with an example; it does not
 * prove that others don't. Right: `amount > 1000` and `amount <= 1000`. Wrong: `amount > 1000` and `amount > 500`.
 */
export const gatewayOverlap: Rule = {
  code: 'LINT_CONDITIONS_OVERLAP',
  severity: 'warning',
  message: {
    'zh-CN': '判断“{name}”的两个分支条件会同时成立（例如 {example}）：“{first}”与“{second}”。',
    en: "Two conditions of the gateway '{name}' hold at once (for example {example}): '{first}' and '{second}'.",
  },
  remedy: {
    'zh-CN': '请修改条件，使任何情况下只有一个成立；同时成立时实际会走图中后画的那条分支。',
    en: 'Change them so that only one can hold; where both do, the flow drawn later is taken.',
  },
  *check({ process }) {
    for (const element of elementsOf(process)) {
      if (element.type !== 'EXCLUSIVE_GATEWAY') continue;
      const sources = element.outgoing.flatMap((flow) =>
        flow.condition && flow !== element.defaultFlow ? [flow.condition.source] : [],
      );
      for (const [first, second] of pairs(sources)) {
        const example = commonCase(first, second);
        if (example === undefined) continue;
        yield { element, details: { first: bare(first), second: bare(second), example: describeAssignment(example) } };
      }
    }
  },
};

const bare = (source: string): string => source.replace(/^=\s*/, '');

const pairs = (items: readonly string[]): readonly (readonly [string, string])[] =>
  items.flatMap((first, index) => items.slice(index + 1).map((second) => [first, second] as const));

/** Values for which both conditions are true; undefined if none was found. */
function commonCase(first: string, second: string): Assignment | undefined {
  const [a, b] = [compileExpression(first), compileExpression(second)];
  if (!a.ok || !b.ok) return undefined;
  const names = new Set([...a.expression.names, ...b.expression.names]);
  for (const assignment of assignmentsFor([bare(first), bare(second)], names)) {
    const holds = (expression: typeof a.expression): boolean => {
      const { value, diagnostics } = expression.evaluate(assignment.variables, SOME_INSTANT);
      return value === true && diagnostics.length === 0;
    };
    if (holds(a.expression) && holds(b.expression)) return assignment;
  }
  return undefined;
}
