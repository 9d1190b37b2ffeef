import { elementsOf } from '../elements.ts';
import type { ModelElement, Rule } from '../types.ts';

const MAY_END: ReadonlySet<ModelElement['type']> = new Set(['PROCESS', 'END_EVENT', 'EVENT_SUB_PROCESS']);

/**
 * A path ends at an end event. BPMN lets a path end anywhere, but then nobody sees in the picture whether that is meant. Wrong: a task
 * without an outgoing flow.
 */
export const deadEnd: Rule = {
  code: 'LINT_DEAD_END',
  severity: 'warning',
  message: {
    'zh-CN': '“{name}”之后没有下一步，也没有结束事件。',
    en: "Nothing follows '{name}', not even an end event.",
  },
  remedy: { 'zh-CN': '请连接下一步，或接一个结束事件。', en: 'Connect the next step or an end event.' },
  *check({ process }) {
    for (const element of elementsOf(process)) {
      if (element.outgoing.length === 0 && !MAY_END.has(element.type)) yield { element };
    }
  },
};
