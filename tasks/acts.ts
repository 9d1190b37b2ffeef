import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { actTypes, personRefSchema, textSchema } from './work-item.ts';

const holderSchema = z.object({ assigneeId: z.string().nullable() });

const taskActSchema = z.object({
  id: z.string(),
  caseKey: z.string(),
  processInstanceKey: z.string(),
  taskKey: z.string(),
  taskName: textSchema,
  elementId: z.string(),
  round: z.int(),
  type: z.enum(actTypes),
  by: personRefSchema,
  /** For whom, when a deputy acted. */
  onBehalfOf: personRefSchema.nullable(),
  at: z.string(),
  comment: z.string().nullable(),
  outcome: z.enum(['done', 'approved', 'rejected']).nullable(),
  before: holderSchema,
  after: holderSchema,
  /** Whom it was handed to. */
  to: personRefSchema.nullable(),
  /** What was filled in, by field of the form; null for acts without a form. */
  fields: z.record(z.string(), z.unknown()).nullable(),
  formKey: z.string().nullable(),
  formVersion: z.int().nullable(),
});

/** Something a person did to a task. Written once, never changed. */
export type TaskAct = Readonly<z.infer<typeof taskActSchema>>;

export const taskActs: Collection<TaskAct> = {
  name: 'taskActs',
  key: 'id',
  schema: taskActSchema,
  schemaVersion: 1,
  indexes: {
    ofCase: { kind: 'ordered', fields: ['caseKey', 'at'] },
    ofTask: { kind: 'ordered', fields: ['taskKey', 'at'] },
    ofPerson: { kind: 'ordered', fields: ['by.id', 'at'] },
  },
};

const taskDraftSchema = z.object({
  /** Task key and person id. */
  id: z.string(),
  taskKey: z.string(),
  personId: z.string(),
  data: z.record(z.string(), z.unknown()),
  savedAt: z.string(),
});

/** What somebody has filled in so far (暂存). Each has their own; saving one is no act and changes no version. */
export type TaskDraft = Readonly<z.infer<typeof taskDraftSchema>>;

export const taskDrafts: Collection<TaskDraft> = {
  name: 'taskDrafts',
  key: 'id',
  schema: taskDraftSchema,
  schemaVersion: 1,
  indexes: { ofPerson: { kind: 'ordered', fields: ['personId', 'savedAt'] } },
};

export function draftKey(taskKey: string, personId: string): string {
  return `${taskKey}/${personId}`;
}
