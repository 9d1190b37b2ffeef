import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { WorkItem } from '../work-item.ts';
import type { ActContext, ActOutcome } from './act.ts';
import { noted, refused } from './act.ts';
import type { Actor } from './actor.ts';
import { isAdministrator, isHeadOver } from './actor.ts';
import { checkActive, checkUnchanged, firstOf, isCandidate, requiredText } from './checks.ts';

const MAX_COMMENT = 2000;

/** Says something in the case. Open or ended, seen at whatever version: a comment changes nothing. */
export function comment(item: WorkItem, context: ActContext, text: string): ActOutcome {
  const said = requiredText(text, MAX_COMMENT);
  const rejection = firstOf(
    checkActive(context.actor),
    mayRead(item, context.actor) ? undefined : reject('TASK_NOT_YOURS'),
  );
  if (rejection !== undefined) return refused(rejection);
  if (said === undefined) return refused(reject('TASK_TEXT_MISSING', { max: MAX_COMMENT }));
  return noted(item, context, 'comment', said);
}

/** Those it lies or lay before, who asked for it, who ended it, the heads over it, executives and administrators. */
export function mayRead(item: WorkItem, actor: Actor): boolean {
  const { id, active } = actor.person;
  if (!active) return false;
  const personally = [item.assigneeId, item.requester, item.endedBy?.id, item.lastAct?.by.id].includes(id);
  const watches = isHeadOver(actor, item.departments) || isHeadOver(actor, item.candidateDepartments);
  return (
    personally ||
    isCandidate(item, actor) ||
    watches ||
    isAdministrator(actor) ||
    actor.principals.has('role:executive')
  );
}

/** A draft is kept for whoever may do the task, as long as it is there to be done. */
export function checkMaySaveDraft(item: WorkItem, context: ActContext): Rejection | undefined {
  const open = { ...context, version: item.version };
  const mine = item.assigneeId === context.actor.person.id || isCandidate(item, context.actor);
  return firstOf(checkActive(context.actor), checkUnchanged(item, open), mine ? undefined : reject('TASK_NOT_YOURS'));
}
