import type { Rejection } from '#errors/index.ts';
import type { TaskAct } from '../acts.ts';
import { place } from '../place.ts';
import type { ActType, PersonRef, WorkItem } from '../work-item.ts';
import type { Actor } from './actor.ts';
import { refOf } from './actor.ts';

/** What every act brings besides the item: who, which version was seen, and the facts of the moment. */
export interface ActContext {
  readonly actor: Actor;
  /** The version of the item that the person saw. */
  readonly version: number;
  /** ISO instant. */
  readonly now: string;
  /** IANA name: times in messages are the company's. */
  readonly zone: string;
  /** Who holds the item now, when that is known: for messages. */
  readonly holder?: PersonRef;
}

/** An act as it is decided; the key and the context of storage come later. */
export type DecidedAct = Omit<TaskAct, 'id'>;

export type ActOutcome =
  | { readonly ok: true; readonly item: WorkItem; readonly act: DecidedAct }
  | { readonly ok: false; readonly rejection: Rejection };

export function refused(rejection: Rejection): ActOutcome {
  return { ok: false, rejection };
}

/** The item and the record after an act: one version more, and placed anew. */
export function acted(
  item: WorkItem,
  context: ActContext,
  type: ActType,
  changes: {
    readonly item?: Partial<WorkItem>;
    readonly act?: Partial<Pick<TaskAct, 'comment' | 'outcome' | 'to' | 'fields'>>;
  } = {},
): ActOutcome {
  const by = refOf(context.actor);
  const at = context.now;
  const after = place({ ...item, ...changes.item, version: item.version + 1, lastAct: { type, by, at } });
  return { ok: true, item: after, act: record(item, after, context, type, changes.act ?? {}) };
}

/** The record of an act that leaves the item at its version, such as a comment. */
export function noted(item: WorkItem, context: ActContext, type: ActType, comment: string): ActOutcome {
  return { ok: true, item, act: record(item, item, context, type, { comment }) };
}

function record(
  before: WorkItem,
  after: WorkItem,
  context: ActContext,
  type: ActType,
  act: Partial<Pick<TaskAct, 'comment' | 'outcome' | 'to' | 'fields'>>,
): DecidedAct {
  return {
    caseKey: before.caseKey,
    processInstanceKey: before.processInstanceKey,
    taskKey: before.key,
    taskName: before.name,
    elementId: before.elementId,
    round: before.round,
    type,
    by: refOf(context.actor),
    onBehalfOf: null,
    at: context.now,
    comment: null,
    outcome: null,
    before: { assigneeId: before.assigneeId },
    after: { assigneeId: after.assigneeId },
    to: null,
    fields: null,
    formKey: before.formKey,
    formVersion: before.formVersion,
    ...act,
  };
}
