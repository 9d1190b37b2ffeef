import type { TableRule } from '../types.ts';
import { elementOf, exampleIn } from './words.ts';

/**
 * In an ANY table several rules may match, but they must give the same result; where they differ, the case stops with an incident.
 * Right: `<= 10; "A"` and `>= 10; "A"`. Wrong: `<= 10; "A"` and `>= 10; "B"`.
 */
export const tableDisagree: TableRule = {
  code: 'LINT_TABLE_DISAGREE',
  severity: 'error',
  message: {
    'zh-CN':
      '决策表“{name}”的命中策略要求各规则结果一致，但第 {first} 条与第 {second} 条同时命中且结果不同：{example}。',
    en: "Rules of '{name}' that match must agree, but {first} and {second} give different results: {example}.",
  },
  remedy: {
    'zh-CN': '请让两条规则给出相同的结果，或修改其中一条的条件。',
    en: 'Give both the same result, or change the conditions of one of them.',
  },
  *check(table) {
    for (const finding of table.hitPolicy === 'ANY' ? table.findings : []) {
      if (finding.kind !== 'overlap') continue;
      const [first, second] = finding.rules;
      const details = { first: `${first.index}`, second: `${second.index}`, example: exampleIn(finding) };
      yield { element: elementOf(table, second), details };
    }
  },
};
