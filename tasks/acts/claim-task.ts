import type { Work } from '#engine/index.ts';
import { departmentPath } from '#organization/index.ts';
import { claim, unclaim } from '../deciders/claim.ts';
import type { WorkItem } from '../work-item.ts';
import type { ActInput, ActResult } from './task-work.ts';
import { taskWork } from './task-work.ts';

/** Takes an item offered to a group (认领). Rejects with TASK_CHANGED or TASK_HELD_BY_OTHER when somebody was first. */
export function claimTask(seen: WorkItem, input: ActInput): Work<ActResult> {
  return taskWork(seen, input, {
    decide: (item, { context, chart }) =>
      claim(item, context, departmentPath(chart, context.actor.person.departmentId)),
  });
}

/** Gives a claimed item back to its group. Rejects with TASK_NOT_CLAIMED for what was not claimed by this person. */
export function unclaimTask(seen: WorkItem, input: ActInput): Work<ActResult> {
  return taskWork(seen, input, { decide: (item, { context }) => unclaim(item, context) });
}
