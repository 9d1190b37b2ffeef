import type { Work } from '#engine/index.ts';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { LocalizedText } from '#organization/index.ts';
import { draftKey, taskDrafts } from '../acts.ts';
import { refused } from '../deciders/act.ts';
import { checkMayComplete, complete, variablesOf } from '../deciders/complete.ts';
import { permittedFields } from '../deciders/fields.ts';
import type { WorkItem } from '../work-item.ts';
import type { ActInput, ActResult } from './task-work.ts';
import { taskWork } from './task-work.ts';

/** What is wrong with one field; `path` leads to it in the data, as `lines/0/amount`. */
export interface FieldError {
  readonly path: string;
  readonly message: LocalizedText;
}

/** Checks what was filled in against a version of a form (null: the newest) as this node shows it. Pure. */
export type ValidateSubmission = (
  formKey: string,
  formVersion: number | null,
  data: Readonly<Record<string, unknown>>,
  permissions: WorkItem['permissions'],
) => readonly FieldError[];

export interface CompletionInput extends ActInput {
  readonly data: Readonly<Record<string, unknown>>;
  /** Of approvals. */
  readonly outcome?: 'approved' | 'rejected';
  readonly comment?: string;
}

/**
 * Finishes work (办理), approves or rejects. Keeps only the fields this node may fill in, checks them against the form,
 * ends the item and gives the process its variables, all in one unit: of two people who finish the same item one wins, and
 * the other is told who did it and when (TASK_COMPLETED_BY_OTHER). Rejects with TASK_FORM_INVALID (see `fieldErrorsOf`),
 * TASK_SELF_APPROVAL, TASK_OUTCOME_MISSING, TASK_COMMENT_MISSING, TASK_NOT_YOURS, TASK_HELD_BY_OTHER.
 */
export function completeTask(seen: WorkItem, input: CompletionInput, validate: ValidateSubmission): Work<ActResult> {
  const fields = permittedFields(input.data, seen.permissions);
  const completion = {
    fields,
    ...(input.outcome === undefined ? {} : { outcome: input.outcome }),
    ...(input.comment === undefined ? {} : { comment: input.comment }),
  };
  return taskWork(seen, input, {
    decide(item, { context }) {
      const rejection = checkMayComplete(item, context) ?? checkForm(item, fields, validate);
      return rejection === undefined ? complete(item, context, completion) : refused(rejection);
    },
    then: (item) => ({
      writes: [{ type: 'delete', collection: taskDrafts, key: draftKey(item.key, input.actorId) }],
      commands: [{ type: 'completeJob', jobKey: item.key, variables: variablesOf(item, completion) }],
    }),
  });
}

function checkForm(
  item: WorkItem,
  fields: Readonly<Record<string, unknown>>,
  validate: ValidateSubmission,
): Rejection | undefined {
  if (item.formKey === null) return undefined;
  const errors = validate(item.formKey, item.formVersion, fields, item.permissions);
  if (errors.length === 0) return undefined;
  return reject('TASK_FORM_INVALID', { count: errors.length, errors: JSON.stringify(errors) });
}

/** The fields that are wrong, of a TASK_FORM_INVALID; nothing for other rejections. */
export function fieldErrorsOf(rejection: Pick<Rejection, 'code' | 'details'>): readonly FieldError[] {
  const { errors } = rejection.details;
  if (rejection.code !== 'TASK_FORM_INVALID' || typeof errors !== 'string') return [];
  // Written by `checkForm`: details hold plain values only.
  return JSON.parse(errors) as readonly FieldError[];
}
