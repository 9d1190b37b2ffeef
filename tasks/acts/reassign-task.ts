import type { Work } from '#engine/index.ts';
import { reject } from '#errors/index.ts';
import { departmentPath, people } from '#organization/index.ts';
import { refused } from '../deciders/act.ts';
import { reassign } from '../deciders/reassign.ts';
import type { WorkItem } from '../work-item.ts';
import { reference } from '../work.ts';
import type { ActInput, ActResult } from './task-work.ts';
import { taskWork } from './task-work.ts';

export interface ReassignmentInput extends ActInput {
  /** Person id. */
  readonly to: string;
  readonly reason: string;
}

/**
 * Hands an item on for good (转交). Rejects with TASK_REASSIGN_FORBIDDEN, TASK_REASSIGN_TO_SELF, TASK_REASSIGN_TO_HOLDER,
 * TASK_SELF_APPROVAL (to the requester), ORG_PERSON_DISABLED, TASK_TEXT_MISSING (no reason).
 */
export function reassignTask(seen: WorkItem, input: ReassignmentInput): Work<ActResult> {
  return taskWork(seen, input, {
    reads: [reference(people, input.to)],
    decide(item, { context, chart, documents }) {
      const to = documents.get(people, input.to)?.document;
      if (to === undefined) return refused(reject('ORG_PERSON_NOT_FOUND', { id: input.to }));
      return reassign(item, context, { to, departments: departmentPath(chart, to.departmentId), reason: input.reason });
    },
  });
}
