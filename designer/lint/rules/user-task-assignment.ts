import { userTasksOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/**
 * Somebody must be able to do a task: an assignee, candidate groups or candidate users. Right:
 * `candidateGroups="=[&quot;role:finance&quot;]"`. Wrong: no `zeebe:assignmentDefinition`.
 */
export const userTaskAssignment: Rule = {
  code: 'LINT_USER_TASK_ASSIGNMENT',
  severity: 'warning',
  message: { 'zh-CN': '人工任务“{name}”没有办理人。', en: "Nobody is named to do the task '{name}'." },
  remedy: {
    'zh-CN': '请指定办理人，或指定可以领取该任务的角色、部门。',
    en: 'Name a person, or the roles and departments that may take it.',
  },
  *check({ process }) {
    for (const element of userTasksOf(process)) {
      const { assignee, candidateGroups, candidateUsers } = element.userTask ?? {};
      if (assignee === undefined && candidateGroups === undefined && candidateUsers === undefined) yield { element };
    }
  },
};
