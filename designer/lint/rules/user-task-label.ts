import { userTasksOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/** Tasks are read in two languages: the name is Chinese, `zeebe:property name="label:en"` the English of it. */
export const userTaskLabel: Rule = {
  code: 'LINT_USER_TASK_LABEL',
  severity: 'warning',
  message: { 'zh-CN': '人工任务“{name}”没有英文名称。', en: "The task '{name}' has no English name." },
  remedy: {
    'zh-CN': '请填写英文名称，供使用英文界面的同事查看。',
    en: 'Write its English name for those who work in English.',
  },
  *check({ process }) {
    for (const element of userTasksOf(process)) if (!element.properties['label:en']?.trim()) yield { element };
  },
};
