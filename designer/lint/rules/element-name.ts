import { elementsOf } from '../elements.ts';
import type { ModelElement, Rule } from '../types.ts';

const UNNAMED_IS_FINE: ReadonlySet<ModelElement['type']> = new Set([
  'START_EVENT',
  'END_EVENT',
  'PARALLEL_GATEWAY',
  'EVENT_BASED_GATEWAY',
]);

/**
 * What a person may read in a task list, a case's history or the picture has a name: the process, activities, events in between, and
 * gateways that ask something. Start, end and pure joins may do without.
 */
export const elementName: Rule = {
  code: 'LINT_ELEMENT_NAME',
  severity: 'warning',
  message: { 'zh-CN': '元素“{id}”没有名称。', en: "The element '{id}' has no name." },
  remedy: {
    'zh-CN': '请填写名称，办理人和负责人在任务、轨迹图中看到的就是它。',
    en: 'Name it; that is what people read in tasks and in the picture of the case.',
  },
  *check({ process }) {
    for (const element of elementsOf(process)) if (element.name.trim() === '' && needsName(element)) yield { element };
  },
};

function needsName(element: ModelElement): boolean {
  if (UNNAMED_IS_FINE.has(element.type)) return false;
  if (element.type === 'EXCLUSIVE_GATEWAY' || element.type === 'INCLUSIVE_GATEWAY') return element.outgoing.length > 1;
  return true;
}
