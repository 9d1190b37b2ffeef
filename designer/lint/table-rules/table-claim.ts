import type { TableRule } from '../types.ts';
import { elementOf } from './words.ts';

/**
 * A claim that can't be understood is not checked, which its author would not notice. Right: `limit rises with grade: "C", "B", "A"`, by
 * the names of an output and of an input. Wrong: `grade rises with limit`, a text column without its list.
 */
export const tableClaim: TableRule = {
  code: 'LINT_TABLE_CLAIM',
  severity: 'error',
  message: {
    'zh-CN': '决策表“{name}”的声明“{claim}”无法理解。',
    en: "The claim '{claim}' of '{name}' can't be understood.",
  },
  remedy: {
    'zh-CN': '请写成“输出列 rises with 输入列: 由低到高的取值”或“… falls with …”；数字、日期和时长可省略取值。',
    en: 'Write “output rises with input: values from low to high”, or “… falls with …”; numbers, dates and durations need no values.',
  },
  *check(table) {
    for (const finding of table.findings) {
      if (finding.kind === 'unclearClaim') yield { element: elementOf(table), details: { claim: finding.claim } };
    }
  },
};
