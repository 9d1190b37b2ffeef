import { userTasksOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/**
 * Every user task names its form by `zeebe:formDefinition formKey`: without one the person who opens the task sees nothing to
 * fill in. Right: `<zeebe:formDefinition formKey="sales-follow-up" />`. Wrong: no form definition.
 */
export const userTaskForm: Rule = {
  code: 'LINT_USER_TASK_FORM',
  severity: 'warning',
  message: { 'zh-CN': '人工任务“{name}”没有表单。', en: "The task '{name}' has no form." },
  remedy: {
    'zh-CN': '请在任务属性中选择一个表单，否则办理人打开任务后没有可填写的内容。',
    en: 'Choose a form for it; else whoever opens the task finds nothing to fill in.',
  },
  *check({ process }) {
    for (const element of userTasksOf(process)) if (element.userTask?.formKey === undefined) yield { element };
  },
};
