import type { TableRule } from '../types.ts';
import { elementOf, exampleIn } from './words.ts';

/**
 * In a FIRST table a rule never fires when those above it take all that it would match. Right: the special case first, the general one
 * below. Wrong: `< 10` above `[2..5]`.
 */
export const ruleShadowed: TableRule = {
  code: 'LINT_RULE_SHADOWED',
  severity: 'warning',
  message: {
    'zh-CN': '决策表“{name}”的第 {rule} 条规则永远不会生效，前面的规则已包含它，例如 {example} 时生效的是第 {by} 条。',
    en: "Rule {rule} of '{name}' never fires: those above take all it matches, as {by} does for {example}.",
  },
  remedy: {
    'zh-CN': '请上移该规则，或将其删除。',
    en: 'Move it up, or delete it.',
  },
  *check(table) {
    for (const finding of table.findings) {
      if (finding.kind !== 'shadowed') continue;
      const { rule, by } = finding;
      const details = { rule: `${rule.index}`, by: `${by.index}`, example: exampleIn(finding) };
      yield { element: elementOf(table, rule), details };
    }
  },
};
