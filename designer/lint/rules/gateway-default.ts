import { elementsOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/**
 * An exclusive gateway has a default flow: if none of the conditions is true, the case stops with an incident otherwise.
 * Right: `<bpmn:exclusiveGateway default="to-manual-review">`.
 */
export const gatewayDefault: Rule = {
  code: 'LINT_GATEWAY_DEFAULT',
  severity: 'warning',
  message: { 'zh-CN': '判断“{name}”没有默认分支。', en: "The gateway '{name}' has no default flow." },
  remedy: {
    'zh-CN': '请将其中一条分支设为默认分支，建议指向人工处理；否则条件都不满足时流程会停住。',
    en: 'Make one of its flows the default, best the one to a manual check; else a case stops here when no condition holds.',
  },
  *check({ process }) {
    for (const element of elementsOf(process)) {
      if (element.type === 'EXCLUSIVE_GATEWAY' && element.outgoing.length > 1 && !element.defaultFlow)
        yield { element };
    }
  },
};
