import { userTasksOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/** A form that a task names is among the files or known. Wrong: `formKey="sales-folow-up"`, a typing mistake. */
export const formExists: Rule = {
  code: 'LINT_FORM_UNKNOWN',
  severity: 'warning',
  message: {
    'zh-CN': '任务“{name}”使用的表单“{form}”不存在。',
    en: "The task '{name}' uses the form '{form}', which does not exist.",
  },
  remedy: { 'zh-CN': '请选择已有的表单，或先建立该表单。', en: 'Choose a form that exists, or make it first.' },
  *check({ process, library }) {
    for (const element of userTasksOf(process)) {
      const formKey = element.userTask?.formKey;
      if (!formKey?.isStatic || library.forms === undefined || library.forms.has(formKey.source)) continue;
      yield { element, details: { form: formKey.source } };
    }
  },
};
