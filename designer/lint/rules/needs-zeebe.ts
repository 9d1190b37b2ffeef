import { tagsOf } from '../tags.ts';
import type { Rule } from '../types.ts';

/** The first version that executes what is newer than 8.5, by tag or by tag and attribute. */
const SINCE: Readonly<Record<string, string>> = {
  'zeebe:executionListeners': '8.6',
  'zeebe:versionTag': '8.6',
  'zeebe:priorityDefinition': '8.6',
  'zeebe:calledDecision@bindingType': '8.6',
  'zeebe:calledElement@bindingType': '8.6',
  'zeebe:formDefinition@bindingType': '8.6',
  'bpmn:adHocSubProcess': '8.7',
  'zeebe:adHoc': '8.7',
  'zeebe:linkedResources': '8.7',
  'zeebe:taskListeners': '8.8',
};

/**
 * The shipped files run unchanged on a Zeebe 8.5 cluster. What is newer runs embedded only, and 8.5 refuses it or, as with task
 * listeners, passes it over in silence.
 */
export const needsZeebe: Rule = {
  code: 'LINT_NEEDS_ZEEBE',
  severity: 'warning',
  message: {
    'zh-CN': '“{name}”使用了 {what}，需要 Zeebe ≥ {version}。',
    en: "'{name}' uses {what}, which needs Zeebe ≥ {version}.",
  },
  remedy: {
    'zh-CN': '内置引擎可以运行；若要部署到 Zeebe 8.5 集群，请去掉该设置。',
    en: 'The built-in engine runs it; remove it if the file shall run on a Zeebe 8.5 cluster.',
  },
  *check({ file, process }) {
    for (const tag of tagsOf(file.content)) {
      const element = process.elements.get(tag.elementId);
      if (element === undefined) continue;
      const attributes = tag.attributes.filter((attribute) => !/=["']latest["']$/.test(attribute));
      for (const what of [tag.name, ...attributes.map((attribute) => `${tag.name}@${attribute.split('=')[0] ?? ''}`)]) {
        const version = SINCE[what];
        if (version !== undefined) yield { element, details: { what: what.replace('@', ' '), version } };
      }
    }
  },
};
