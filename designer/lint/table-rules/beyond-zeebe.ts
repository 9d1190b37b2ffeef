import { tagsOf } from '../tags.ts';
import type { DecisionRule, LocalizedText } from '../types.ts';

/** What Zeebe 8.5 refuses to read, or can't evaluate. */
const BEYOND: Readonly<Record<string, LocalizedText>> = {
  conditional: { 'zh-CN': '条件表达式（conditional）', en: 'a boxed conditional' },
  filter: { 'zh-CN': '过滤表达式（filter）', en: 'a boxed filter' },
  for: { 'zh-CN': '循环表达式（for）', en: 'a boxed for' },
  some: { 'zh-CN': '存在量词（some）', en: 'a boxed some' },
  every: { 'zh-CN': '全称量词（every）', en: 'a boxed every' },
  decisionService: { 'zh-CN': '决策服务', en: 'a decision service' },
  import: { 'zh-CN': '其他文件的导入', en: 'an import of another file' },
};

/**
 * The shipped tables run unchanged on a Zeebe 8.5 cluster; what goes beyond runs embedded only. Right: tables, FEEL, contexts, lists,
 * relations, invocations, business knowledge. Beyond: a decision service.
 */
export const beyondZeebe: DecisionRule = {
  code: 'LINT_DECISION_BEYOND_ZEEBE',
  severity: 'warning',
  message: {
    'zh-CN': '“{name}”使用了{what}，Zeebe 8.5 无法执行。',
    en: "'{name}' uses {what}, which Zeebe 8.5 does not run.",
  },
  remedy: {
    'zh-CN': '内置引擎可以运行；若要部署到 Zeebe 集群，请改用决策表或 FEEL 表达式。',
    en: 'The built-in engine runs it; use tables or FEEL expressions if the file shall run on a Zeebe cluster.',
  },
  *check({ file, definitions }) {
    for (const { name, elementId } of tagsOf(file.content)) {
      const what = BEYOND[name.slice(name.indexOf(':') + 1)];
      if (what === undefined) continue;
      const text = definitions.decisions.get(elementId)?.text ?? { 'zh-CN': '', en: '' };
      yield { element: { id: elementId, text }, details: { what } };
    }
  },
};
