/** The door of human tasks: what lies before people, what they may do with it, and what they did. */
import type { Collection } from '#store/index.ts';
import { taskActs, taskDrafts } from './acts.ts';
import { caseRefs } from './case-refs.ts';
import { taskCounters } from './counters.ts';
import { workItems } from './work-item.ts';

/** To be opened with the store. */
export const taskCollections: readonly Collection[] = [workItems, taskActs, taskDrafts, taskCounters, caseRefs];

export { workItems } from './work-item.ts';
export type { ActType, BusinessReferences, FieldPermission, PersonRef, WorkItem } from './work-item.ts';
export { taskActs } from './acts.ts';
export type { TaskAct, TaskDraft } from './acts.ts';
export { caseRefs } from './case-refs.ts';
export type { CaseRefs } from './case-refs.ts';
export type { TaskCounter } from './counters.ts';

export { createTaskProjector } from './projector/task-projector.ts';
export type { DescribeElement, ElementDescription } from './projector/element-description.ts';

export { claimTask, unclaimTask } from './acts/claim-task.ts';
export { completeTask, fieldErrorsOf } from './acts/complete-task.ts';
export type { CompletionInput, FieldError, ValidateSubmission } from './acts/complete-task.ts';
export { reassignTask } from './acts/reassign-task.ts';
export type { ReassignmentInput } from './acts/reassign-task.ts';
export { commentTask, saveTaskDraft } from './acts/comment-task.ts';
export type { ActInput, ActResult } from './acts/task-work.ts';

export { createActor } from './deciders/actor.ts';
export type { Actor } from './deciders/actor.ts';
export { isAssignable, permitted } from './deciders/may.ts';
export type { Permitted } from './deciders/may.ts';

export {
  findCase,
  findCases,
  findDraft,
  findItemsHeldBy,
  findItemsOfCase,
  findItemsOfReceivable,
  findOpenItemsOfCase,
  findWorkItem,
  getWorkItem,
} from './queries/work-items.ts';
export { findDone, findInbox, findOpen } from './queries/inbox.ts';
export type { InboxFilter, InboxOwner, InboxQuery, InboxSort, WorkItemPage } from './queries/inbox.ts';
export { countFiltered, countHeldBy, countInbox } from './queries/counts.ts';
export type { InboxCounts } from './queries/counts.ts';
export { findActs, findHistory } from './queries/history.ts';
export type { HistoryEntry } from './queries/history.ts';
export { tellEntry } from './queries/history-text.ts';
export { findBoard } from './queries/board.ts';
export type { Board, BoardGroup, BoardQuery } from './queries/board.ts';
