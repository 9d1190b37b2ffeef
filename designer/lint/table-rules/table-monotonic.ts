import type { TableRule } from '../types.ts';
import { elementOf, exampleIn } from './words.ts';

/**
 * What a decision says of itself must be so. `<zeebe:property name="monotonic" value="limit rises with grade: &quot;C&quot;,
 * &quot;B&quot;, &quot;A&quot;" />`: all others being equal, a better grade never lowers the limit. The list goes from low to high; numbers,
 * dates and durations need none. Wrong: a rule that gives B more than A.
 */
export const tableMonotonic: TableRule = {
  code: 'LINT_TABLE_NOT_MONOTONIC',
  severity: 'error',
  message: {
    'zh-CN':
      '决策表“{name}”不符合声明“{claim}”：“{input}”由 {low} 变为 {high} 时，结果由 {before} 变为 {after}（其他条件：{example}）。',
    en: "'{name}' breaks '{claim}': as '{input}' goes from {low} to {high}, the result goes from {before} to {after} (otherwise {example}).",
  },
  remedy: {
    'zh-CN': '请修改规则的结果，或修改、删除该声明。',
    en: 'Correct the results, or change or delete the claim.',
  },
  *check(table) {
    for (const finding of table.findings) {
      if (finding.kind !== 'notMonotonic') continue;
      const { claim, input, low, high } = finding;
      const [before, after] = finding.results;
      yield {
        element: elementOf(table),
        details: { claim, input, low, high, before, after, example: exampleIn(finding) },
      };
    }
  },
};
