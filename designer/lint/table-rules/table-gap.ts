import type { TableRule } from '../types.ts';
import { elementOf, exampleIn } from './words.ts';

/**
 * Where no rule matches, the decision is null, and whoever reads it may stop. Right: rules that hold every value, a default output,
 * or a list of the values that an input can have. Wrong: `< 10` and `> 10`.
 */
export const tableGap: TableRule = {
  code: 'LINT_TABLE_GAP',
  severity: 'warning',
  message: {
    'zh-CN': '决策表“{name}”没有覆盖所有情况，例如：{example}。',
    en: "No rule of '{name}' matches: {example}.",
  },
  remedy: {
    'zh-CN': '请补充规则或默认输出；若输入不会取该值，请填写该列的可选值。',
    en: 'Add a rule or a default output; if the input never has this value, list the values it can have.',
  },
  *check(table) {
    for (const finding of table.findings) {
      if (finding.kind === 'gap') yield { element: elementOf(table), details: { example: exampleIn(finding) } };
    }
  },
};
