import { tagsOf } from '../tags.ts';
import type { Rule } from '../types.ts';

/**
 * Zeebe passes BPMN's standard loop over in silence and does the activity once, and so does the engine; who has drawn it means
 * otherwise. Right: an exclusive gateway that leads back, or a multi-instance over a list.
 */
export const standardLoop: Rule = {
  code: 'LINT_STANDARD_LOOP',
  severity: 'error',
  message: {
    'zh-CN': '“{name}”带有循环标记，但引擎不会循环，只执行一次。',
    en: "'{name}' is marked as a loop, but it would be done once: the engine does not repeat it.",
  },
  remedy: {
    'zh-CN': '请用排他网关连回，或改为多实例；不需要循环时请去掉标记。',
    en: 'Lead back with an exclusive gateway, make it a multi-instance, or remove the marker.',
  },
  *check({ file, process }) {
    for (const { name, elementId } of tagsOf(file.content)) {
      const element = name.endsWith('standardLoopCharacteristics') ? process.elements.get(elementId) : undefined;
      if (element !== undefined) yield { element };
    }
  },
};
