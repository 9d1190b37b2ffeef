import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { WorkItem } from '../work-item.ts';
import type { Actor } from './actor.ts';
import { checkActive, checkFourEyes, checkMayDo, firstOf } from './checks.ts';
import { mayRead } from './comment.ts';
import { checkMayReassign } from './reassign.ts';

/** What a person may do with an item as it is now: for showing the right buttons. The act itself asks again. */
export interface Permitted {
  readonly read: boolean;
  readonly claim: boolean;
  readonly unclaim: boolean;
  readonly complete: boolean;
  readonly reassign: boolean;
  readonly comment: boolean;
}

export function permitted(item: WorkItem, actor: Actor): Permitted {
  const { id, name } = actor.person;
  const may = (...rejections: readonly (Rejection | undefined)[]): boolean =>
    firstOf(checkActive(actor), checkOpen(item), ...rejections) === undefined;
  const context = { actor, version: item.version, now: '', zone: 'UTC' };
  const read = mayRead(item, actor);
  const complete = may(checkFourEyes(item, id, name), checkMayDo(item, context));
  return {
    read,
    complete,
    claim: complete && item.assigneeId === null,
    unclaim: may() && item.assigneeId === id && item.assignedBy === 'claim',
    reassign: may(checkMayReassign(item, actor)),
    comment: read,
  };
}

function checkOpen({ state, suspended }: WorkItem): Rejection | undefined {
  if (state !== 'open') return reject('TASK_CLOSED');
  return suspended ? reject('TASK_SUSPENDED') : undefined;
}

/** Whether the item could be handed to this person by somebody else. */
export function isAssignable(item: WorkItem, person: Actor['person']): boolean {
  const barred = checkFourEyes(item, person.id, person.name) !== undefined;
  return person.active && person.id !== item.assigneeId && !barred;
}
