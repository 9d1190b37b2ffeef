import type { Work } from '#engine/index.ts';
import { reject } from '#errors/index.ts';
import type { TaskDraft } from '../acts.ts';
import { draftKey, taskDrafts } from '../acts.ts';
import { checkMaySaveDraft, comment } from '../deciders/comment.ts';
import type { WorkItem } from '../work-item.ts';
import { workItems } from '../work-item.ts';
import { put } from '../work.ts';
import type { ActResult } from './task-work.ts';
import { sceneReferences, setScene, taskWork } from './task-work.ts';

/** Says something in the case (评论), of an item open or ended. */
export function commentTask(
  seen: WorkItem,
  input: { readonly actorId: string; readonly text: string },
): Work<ActResult> {
  const { actorId, text } = input;
  return taskWork(
    seen,
    { actorId, version: seen.version },
    { decide: (item, { context }) => comment(item, context, text) },
  );
}

/**
 * Keeps what this person has filled in so far (暂存): no act, no new version, nobody else sees it. Rejects with the same as
 * an act once the item has ended.
 */
export function saveTaskDraft(
  seen: WorkItem,
  input: { readonly actorId: string; readonly data: Readonly<Record<string, unknown>> },
): Work<TaskDraft> {
  const act = { actorId: input.actorId, version: seen.version };
  return {
    reads: sceneReferences(seen, input.actorId),
    decide(documents, decision) {
      const scene = setScene(documents, decision, seen, act);
      if ('code' in scene) return { ok: false, rejection: scene };
      const item = documents.get(workItems, seen.key)?.document;
      if (item === undefined) return { ok: false, rejection: reject('TASK_NOT_FOUND', { key: seen.key }) };
      const rejection = checkMaySaveDraft(item, scene.context);
      if (rejection !== undefined) return { ok: false, rejection };
      const draft: TaskDraft = {
        id: draftKey(item.key, input.actorId),
        taskKey: item.key,
        personId: input.actorId,
        data: input.data,
        savedAt: decision.now,
      };
      return { ok: true, writes: [put(taskDrafts, draft)], result: draft };
    },
  };
}
