import type { Department, Person } from '#organization/index.ts';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { WorkItem } from '../work-item.ts';
import type { ActContext, ActOutcome } from './act.ts';
import { acted, refused } from './act.ts';
import type { Actor } from './actor.ts';
import { isAdministrator, isHeadOver } from './actor.ts';
import { checkActive, checkFourEyes, checkUnchanged, firstOf, isCandidate, requiredText } from './checks.ts';

const MAX_REASON = 500;

export interface Reassignment {
  readonly to: Person;
  /** Of the new assignee, those above included. */
  readonly departments: readonly Department[];
  readonly reason: string;
}

/**
 * Hands an item to another person for good (转交): that person's decision counts, the deadline keeps running. Allowed to
 * the holder, to a candidate while nobody holds it, to the head over it and to administrators. A head may take work over,
 * but nobody hands a decision to themselves.
 */
export function reassign(item: WorkItem, context: ActContext, { to, departments, reason }: Reassignment): ActOutcome {
  const { actor } = context;
  const comment = requiredText(reason, MAX_REASON);
  const rejection = firstOf(
    checkActive(actor),
    checkUnchanged(item, context),
    checkMayReassign(item, actor),
    to.active ? undefined : reject('ORG_PERSON_DISABLED', { name: to.name }),
    to.id === item.assigneeId ? reject('TASK_REASSIGN_TO_HOLDER', { name: to.name }) : undefined,
    checkNotToSelf(item, actor, to),
    checkFourEyes(item, to.id, to.name),
    comment === undefined ? reject('TASK_TEXT_MISSING', { max: MAX_REASON }) : undefined,
  );
  if (rejection !== undefined || comment === undefined) return refused(rejection ?? reject('TASK_NOT_YOURS'));
  const watched = departments.length > 0 ? departments.map((department) => department.id) : item.departments;
  return acted(item, context, 'reassign', {
    item: { assigneeId: to.id, assignedBy: 'reassign', departments: watched },
    act: { comment, to: { id: to.id, name: to.name } },
  });
}

/** Whoever asked for a decision does not choose who makes it either. */
export function checkMayReassign(item: WorkItem, actor: Actor): Rejection | undefined {
  const { id, name } = actor.person;
  const holds = item.assigneeId === null ? isCandidate(item, actor) : item.assigneeId === id;
  const may = holds || isHeadOver(actor, item.departments) || isAdministrator(actor);
  return firstOf(checkFourEyes(item, id, name), may ? undefined : reject('TASK_REASSIGN_FORBIDDEN'));
}

function checkNotToSelf(item: WorkItem, actor: Actor, to: Person): Rejection | undefined {
  if (to.id !== actor.person.id) return undefined;
  const takesWorkOver = item.kind === 'work' && item.assigneeId !== null;
  return takesWorkOver ? undefined : reject('TASK_REASSIGN_TO_SELF');
}
