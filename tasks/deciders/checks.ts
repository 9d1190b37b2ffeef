/** The questions that every act asks first, in this order: is it still what was seen, and may this person do it. */
import { DateTime } from 'luxon';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { ActType, WorkItem } from '../work-item.ts';
import type { ActContext } from './act.ts';
import type { Actor } from './actor.ts';

/** How an act of somebody else is told: follows the name. */
const TOLD: Readonly<Record<ActType, { readonly actEn: string; readonly actZh: string }>> = {
  claim: { actEn: 'claimed this task', actZh: '认领了此任务' },
  unclaim: { actEn: 'gave this task back', actZh: '退回了此任务' },
  complete: { actEn: 'finished this task', actZh: '办结了此任务' },
  approve: { actEn: 'approved', actZh: '审批同意' },
  reject: { actEn: 'rejected', actZh: '审批驳回' },
  reassign: { actEn: 'handed this task on', actZh: '转交了此任务' },
  comment: { actEn: 'commented', actZh: '发表了评论' },
};

/** `2026-01-02 09:00` in the company's zone. */
function localTime(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd HH:mm');
}

export function checkActive(actor: Actor): Rejection | undefined {
  const { active, name } = actor.person;
  return active ? undefined : reject('ORG_PERSON_DISABLED', { name });
}

/** The item is open and nobody acted since this person saw it; else says who did what and when. */
export function checkUnchanged(item: WorkItem, context: ActContext): Rejection | undefined {
  if (item.state !== 'open') return ended(item, context);
  if (item.suspended) return reject('TASK_SUSPENDED');
  if (item.version === context.version) return undefined;
  const { lastAct } = item;
  const told = lastAct === null ? TOLD.claim : TOLD[lastAct.type];
  return reject('TASK_CHANGED', {
    name: lastAct?.by.name ?? '',
    at: localTime(lastAct?.at ?? item.createdAt, context.zone),
    instant: lastAct?.at ?? item.createdAt,
    ...told,
    version: item.version,
  });
}

function ended(item: WorkItem, { actor, zone }: ActContext): Rejection {
  const instant = item.endedAt ?? item.createdAt;
  const at = localTime(instant, zone);
  const { endedBy, lastAct } = item;
  if (item.state !== 'completed' || endedBy === null) return reject('TASK_CLOSED', { at, instant });
  if (endedBy.id === actor.person.id) return reject('TASK_COMPLETED_BY_YOU', { at, instant });
  const told = TOLD[lastAct?.type ?? 'complete'];
  return reject('TASK_COMPLETED_BY_OTHER', { name: endedBy.name, at, instant, ...told, outcome: item.outcome });
}

/** Four eyes: whoever asked may not decide, however the task came to lie before them. */
export function checkFourEyes(item: WorkItem, personId: string, name: string): Rejection | undefined {
  return item.kind === 'approval' && item.excluded.includes(personId)
    ? reject('TASK_SELF_APPROVAL', { name })
    : undefined;
}

/** It is this person's, or offered to something this person may act as and held by nobody. */
export function checkMayDo(item: WorkItem, context: ActContext): Rejection | undefined {
  const { actor } = context;
  if (item.assigneeId === actor.person.id) return undefined;
  if (item.assigneeId === null) return isCandidate(item, actor) ? undefined : reject('TASK_NOT_YOURS');
  if (!isCandidate(item, actor)) return reject('TASK_NOT_YOURS');
  return reject('TASK_HELD_BY_OTHER', { name: context.holder?.name ?? item.assigneeId });
}

export function isCandidate(item: WorkItem, actor: Actor): boolean {
  return item.candidates.some((principal) => actor.principals.has(principal));
}

/** A text that somebody has to write, without blanks around it; undefined when it is missing or too long. */
export function requiredText(text: string, max: number): string | undefined {
  const trimmed = text.trim();
  return trimmed.length >= 1 && trimmed.length <= max ? trimmed : undefined;
}

export function firstOf(...rejections: readonly (Rejection | undefined)[]): Rejection | undefined {
  return rejections.find((rejection) => rejection !== undefined);
}
