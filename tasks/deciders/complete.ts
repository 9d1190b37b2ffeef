import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { WorkItem } from '../work-item.ts';
import type { ActContext, ActOutcome } from './act.ts';
import { acted, refused } from './act.ts';
import { refOf } from './actor.ts';
import { checkActive, checkFourEyes, checkMayDo, checkUnchanged, firstOf } from './checks.ts';

const MAX_COMMENT = 2000;

export interface Completion {
  /** What the node may fill in, checked against the form. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly outcome?: 'approved' | 'rejected';
  readonly comment?: string;
}

/** Whether this person may finish the item now: asked before the form is looked at. */
export function checkMayComplete(item: WorkItem, context: ActContext): Rejection | undefined {
  const { person } = context.actor;
  return firstOf(
    checkActive(context.actor),
    checkUnchanged(item, context),
    checkFourEyes(item, person.id, person.name),
    checkMayDo(item, context),
  );
}

/** Finishes work, or approves or rejects: the first who does so ends the item. A rejection says why. */
export function complete(item: WorkItem, context: ActContext, completion: Completion): ActOutcome {
  const comment = completion.comment?.trim() ?? '';
  const rejection = firstOf(checkMayComplete(item, context), checkDecision(item, completion.outcome, comment));
  if (rejection !== undefined) return refused(rejection);
  const outcome = completion.outcome ?? 'done';
  const type = { done: 'complete', approved: 'approve', rejected: 'reject' } as const;
  const said = comment === '' ? null : comment;
  const by = refOf(context.actor);
  return acted(item, context, type[outcome], {
    item: { state: 'completed', endedAt: context.now, endedBy: by, outcome, comment: said, assigneeId: by.id },
    act: { outcome, comment: said, fields: completion.fields },
  });
}

function checkDecision(item: WorkItem, outcome: Completion['outcome'], comment: string): Rejection | undefined {
  if (item.kind === 'work') return outcome === undefined ? undefined : reject('TASK_OUTCOME_NOT_ALLOWED');
  if (outcome === undefined) return reject('TASK_OUTCOME_MISSING');
  if (comment.length > MAX_COMMENT) return reject('TASK_TEXT_MISSING', { max: MAX_COMMENT });
  return outcome === 'rejected' && comment === '' ? reject('TASK_COMMENT_MISSING') : undefined;
}

/** What the process is given: the fields, and for an approval its result in the one place that outputs read. */
export function variablesOf(item: WorkItem, completion: Completion): Readonly<Record<string, unknown>> {
  if (item.kind === 'work') return completion.fields;
  const { outcome, round, endedBy, endedAt, comment } = item;
  const approval = { outcome, round, by: endedBy?.id ?? null, at: endedAt, comment };
  return { ...completion.fields, approval };
}
