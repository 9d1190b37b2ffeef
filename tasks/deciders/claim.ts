import type { Department } from '#organization/index.ts';
import { reject } from '#errors/index.ts';
import type { WorkItem } from '../work-item.ts';
import type { ActContext, ActOutcome } from './act.ts';
import { acted, refused } from './act.ts';
import { checkActive, checkFourEyes, checkMayDo, checkUnchanged, firstOf } from './checks.ts';

/** Takes an item offered to a group; of two who try at once one gets it. `departments`: those of the one who claims. */
export function claim(item: WorkItem, context: ActContext, departments: readonly Department[]): ActOutcome {
  const { person } = context.actor;
  const rejection = firstOf(
    checkActive(context.actor),
    checkUnchanged(item, context),
    checkFourEyes(item, person.id, person.name),
    checkMayDo(item, context),
    item.assigneeId === null ? undefined : reject('TASK_REASSIGN_TO_HOLDER', { name: person.name }),
  );
  if (rejection !== undefined) return refused(rejection);
  const watched = departments.length > 0 ? departments.map((department) => department.id) : item.candidateDepartments;
  return acted(item, context, 'claim', {
    item: { assigneeId: person.id, assignedBy: 'claim', departments: watched },
  });
}

/** Gives back what one has claimed: it lies before its group again. */
export function unclaim(item: WorkItem, context: ActContext): ActOutcome {
  const claimed = item.assigneeId === context.actor.person.id && item.assignedBy === 'claim';
  const rejection = firstOf(
    checkActive(context.actor),
    checkUnchanged(item, context),
    claimed ? undefined : reject('TASK_NOT_CLAIMED'),
  );
  if (rejection !== undefined) return refused(rejection);
  return acted(item, context, 'unclaim', {
    item: { assigneeId: null, assignedBy: null, departments: item.candidateDepartments },
  });
}
