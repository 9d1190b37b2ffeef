import type { JobDefinition } from '#engine/model/index.ts';
import { elementsOf } from '../elements.ts';
import type { ModelElement, Rule } from '../types.ts';

/** Somebody works on the jobs that a task makes: its type is one of the list handed in. Else the case waits there for ever. */
export const jobTypeKnown: Rule = {
  code: 'LINT_JOB_TYPE_UNKNOWN',
  severity: 'warning',
  message: {
    'zh-CN': '系统中没有程序处理“{name}”的作业类型“{type}”。',
    en: "Nothing works on jobs of the type '{type}' that '{name}' makes.",
  },
  remedy: {
    'zh-CN': '请从列表中选择作业类型；若由外部程序处理，请确认它已上线。',
    en: 'Choose a type from the list, or see to it that the outside worker runs.',
  },
  *check({ process, library }) {
    for (const element of elementsOf(process)) {
      for (const { type } of jobsOf(element)) {
        if (!type.isStatic || library.jobTypes === undefined || library.jobTypes.has(type.source)) continue;
        yield { element, details: { type: type.source } };
      }
    }
  },
};

/** Its listeners' too; the job of a user task is for people. */
function jobsOf({ type, job, listeners = {} }: ModelElement): readonly JobDefinition[] {
  return [...(job === undefined || type === 'USER_TASK' ? [] : [job]), ...Object.values(listeners).flat()];
}
