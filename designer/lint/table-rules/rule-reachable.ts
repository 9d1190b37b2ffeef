import type { TableRule } from '../types.ts';
import { elementOf } from './words.ts';

/**
 * A rule with a cell that nothing passes never fires. Right: `[1..5]`, a value that the column can have. Wrong: `[5..1]`, a grade that
 * is not among the allowed ones.
 */
export const ruleReachable: TableRule = {
  code: 'LINT_RULE_UNREACHABLE',
  severity: 'warning',
  message: {
    'zh-CN': '决策表“{name}”的第 {rule} 条规则永远不会生效：“{column}”不可能满足 {cell}。',
    en: "Rule {rule} of '{name}' never fires: no value of '{column}' passes {cell}.",
  },
  remedy: {
    'zh-CN': '请修改该单元格，或删除该规则。',
    en: 'Correct the cell, or delete the rule.',
  },
  *check(table) {
    for (const finding of table.findings) {
      if (finding.kind !== 'unreachable') continue;
      const { rule, column, cell } = finding;
      yield { element: elementOf(table, rule), details: { rule: `${rule.index}`, column, cell } };
    }
  },
};
