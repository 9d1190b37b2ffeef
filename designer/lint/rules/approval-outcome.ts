import { isApproval, userTasksOf } from '../elements.ts';
import type { ModelElement, Rule } from '../types.ts';

/** Names that every approval would write alike. */
const SHARED: ReadonlySet<string> = new Set(['outcome', 'approval', 'approvals']);

/**
 * An approval gives its result as `approvals.<its id>`. Under a shared name approvals side by side overwrite each other: one rejects, the
 * next approves, and the case goes on as approved. Right: `<zeebe:output source="=approval" target="approvals.finance" />` at the
 * task `finance`. Wrong: `target="outcome"`, or no output at all, which hands over everything under its own name.
 */
export const approvalOutcome: Rule = {
  code: 'LINT_APPROVAL_OUTCOME',
  severity: 'error',
  message: {
    'zh-CN': '审批“{name}”的结果没有写入“{expected}”，可能被其他审批的结果覆盖。',
    en: "The approval '{name}' does not give its result as '{expected}'; another approval may overwrite it.",
  },
  remedy: {
    'zh-CN': '请设置输出：来源 =approval，目标 {expected}，并删除写入 outcome、approval 等公共变量的输出。',
    en: 'Add the output =approval → {expected}, and remove outputs to shared names such as outcome.',
  },
  *check({ process }) {
    for (const element of userTasksOf(process)) {
      if (isApproval(element) && !isKeptApart(element))
        yield { element, details: { expected: `approvals.${element.id}` } };
    }
  },
};

function isKeptApart({ id, outputs }: ModelElement): boolean {
  const targets = outputs.map((output) => output.target.join('.'));
  return targets.includes(`approvals.${id}`) && !targets.some((target) => SHARED.has(target));
}
