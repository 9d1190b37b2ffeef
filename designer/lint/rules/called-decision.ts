import { elementsOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/** A decision that a task asks is among the files or known; at run time it would be an incident. */
export const calledDecision: Rule = {
  code: 'LINT_DECISION_UNKNOWN',
  severity: 'warning',
  message: {
    'zh-CN': '“{name}”调用的决策“{decision}”不存在。',
    en: "'{name}' asks the decision '{decision}', which does not exist.",
  },
  remedy: {
    'zh-CN': '请选择已有的决策表，或一并发布该决策。',
    en: 'Choose a decision that exists, or publish it along.',
  },
  *check({ process, library }) {
    for (const element of elementsOf(process)) {
      const id = element.decision?.decisionId;
      if (!id?.isStatic || library.decisions === undefined || library.decisions.has(id.source)) continue;
      yield { element, details: { decision: id.source } };
    }
  },
};
