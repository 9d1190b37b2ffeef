import type { TableRule } from '../types.ts';
import { elementOf, exampleIn } from './words.ts';

/**
 * In a UNIQUE table at most one rule may match; where two do, the case stops with an incident. Right: `< 10` and `>= 10`. Wrong:
 * `<= 10` and `>= 10`, which both take 10.
 */
export const tableOverlap: TableRule = {
  code: 'LINT_TABLE_OVERLAP',
  severity: 'error',
  message: {
    'zh-CN': '决策表“{name}”只允许命中一条规则，但第 {first} 条与第 {second} 条会同时命中：{example}。',
    en: "Only one rule of '{name}' may match, but rules {first} and {second} both do: {example}.",
  },
  remedy: {
    'zh-CN': '请修改其中一条规则的条件；若应以靠前的规则为准，请把命中策略改为 FIRST。',
    en: 'Change the conditions of one of them; if the first is to win, make the hit policy FIRST.',
  },
  *check(table) {
    for (const finding of table.hitPolicy === 'UNIQUE' ? table.findings : []) {
      if (finding.kind !== 'overlap') continue;
      const [first, second] = finding.rules;
      const details = { first: `${first.index}`, second: `${second.index}`, example: exampleIn(finding) };
      yield { element: elementOf(table, second), details };
    }
  },
};
