import { z } from 'zod';
import { bilingual, date, done, id, instant, key, page, paging, personRef, route } from './route.ts';

export const taskSummary = z
  .object({
    key,
    /** What the act must carry: an act on an older version is refused with what happened meanwhile. */
    version: z.int(),
    name: bilingual,
    processId: z.string(),
    processName: bilingual,
    processInstanceKey: key,
    kind: z.enum(['work', 'approval']),
    stepRole: z.string().nullable(),
    /** What it is about, in one line: customer and invoice, or customer and requested limit. */
    title: z.string(),
    customerId: id.nullable(),
    customerName: z.string().nullable(),
    receivableId: id.nullable(),
    invoiceNumber: z.string().nullable(),
    amountMinor: z.int().nullable(),
    currency: z.string().nullable(),
    /** Of the receivable; days past due are counted from it in the browser by the company's date. */
    dueDate: date.nullable(),
    createdAt: instant,
    deadline: instant.nullable(),
    assignee: personRef.nullable(),
    /** In words: the roles or people it is offered to. */
    candidates: z.array(bilingual),
    state: z.enum(['open', 'completed', 'canceled', 'overtaken']),
    /** The case is suspended: nobody can act on it until it goes on. */
    suspended: z.boolean(),
    endedAt: instant.nullable(),
    endedBy: personRef.nullable(),
    outcome: z.string().nullable(),
  })
  .meta({ id: 'TaskSummary' });
export type TaskSummary = z.infer<typeof taskSummary>;

export const act = z
  .object({
    at: instant,
    by: personRef.nullable(),
    /** `system` acts have no person: created, moved up by its timer, ended by payment. */
    type: z.string(),
    /** Ready to show after the name of `by`, or alone where nobody acted. */
    text: bilingual,
    comment: z.string().nullable(),
    taskKey: key.nullable(),
    taskName: bilingual.nullable(),
    fields: z.array(z.object({ label: bilingual, value: z.string() })).optional(),
  })
  .meta({ id: 'Act' });
export type Act = z.infer<typeof act>;

/** JSON Schema and uiSchema in the language asked for, ready for the renderer. */
export const taskForm = z.object({
  id: z.string(),
  title: z.string(),
  schema: z.record(z.string(), z.unknown()),
  uiSchema: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.enum(['hidden', 'read', 'edit', 'required'])),
});
export type TaskForm = z.infer<typeof taskForm>;

export const customerCard = z
  .object({
    id,
    name: z.string(),
    code: z.string().nullable(),
    grade: z.string().nullable(),
    limitMinor: z.int().nullable(),
    exposureMinor: z.int(),
    openMinor: z.int(),
    overdueMinor: z.int(),
    maxDaysOverdue: z.int(),
    currency: z.string(),
    hold: z.boolean(),
    salesOwner: personRef.nullable(),
  })
  .meta({ id: 'CustomerCard' });

export const receivableCard = z
  .object({
    id,
    invoiceNumber: z.string(),
    seller: z.string().nullable(),
    customerId: id,
    customerName: z.string(),
    invoiceDate: date.nullable(),
    dueDate: date,
    amountMinor: z.int(),
    openMinor: z.int(),
    currency: z.string(),
    status: z.enum(['open', 'settled', 'written-off']),
    disputed: z.boolean(),
    settledDate: date.nullable(),
    owner: personRef.nullable(),
    /** Level the overdue case stands at: null without a case or before the first level. */
    level: z.enum(['sales', 'finance', 'legal']).nullable(),
    caseKey: key.nullable(),
  })
  .meta({ id: 'ReceivableCard' });
export type ReceivableCard = z.infer<typeof receivableCard>;

export const taskDetail = z
  .object({
    task: taskSummary,
    /** What this person may do now. */
    may: z.object({
      claim: z.boolean(),
      unclaim: z.boolean(),
      complete: z.boolean(),
      reassign: z.boolean(),
      comment: z.boolean(),
    }),
    form: taskForm.nullable(),
    /** Values the form starts with: the draft over the process's values. */
    data: z.record(z.string(), z.unknown()),
    draftAt: instant.nullable(),
    customer: customerCard.nullable(),
    receivable: receivableCard.nullable(),
    /** Other numbers and texts worth seeing before deciding, ready to show (score, requested limit, rule that decided). */
    facts: z.array(z.object({ label: bilingual, value: z.string() })),
    history: z.array(act),
  })
  .meta({ id: 'TaskDetail' });
export type TaskDetail = z.infer<typeof taskDetail>;

/** What an act led to, to be told to the person. */
export const actResult = z
  .object({
    task: taskSummary,
    /** The case ended with this act. */
    ended: z.boolean(),
    /** Tasks of the case that are open now. */
    next: z.array(z.object({ key, name: bilingual, assignee: personRef.nullable(), candidates: z.array(bilingual) })),
  })
  .meta({ id: 'ActResult' });
export type ActResult = z.infer<typeof actResult>;

const params = z.object({ key });
const version = z.int().min(1);

export const taskRoutes = {
  listTasks: route({
    method: 'get',
    path: '/tasks',
    tag: 'tasks',
    summary: 'Tasks that are mine to do, that I did, or (for heads and admins) all that I may see',
    policy: 'signed-in',
    query: z.object({
      view: z.enum(['mine', 'done', 'department', 'all']).optional(),
      processId: z.string().max(100).optional(),
      customerId: id.optional(),
      overdue: z.stringbool().optional(),
      text: z.string().max(100).optional(),
      sort: z.enum(['newest', 'oldest', 'deadline', 'amount']).optional(),
      ...paging,
    }),
    response: page(taskSummary),
  }),
  countTasks: route({
    method: 'get',
    path: '/tasks/counts',
    tag: 'tasks',
    summary: 'How many tasks are mine to do',
    policy: 'signed-in',
    response: z.object({ open: z.int(), byProcess: z.record(z.string(), z.int()) }),
  }),
  getTask: route({
    method: 'get',
    path: '/tasks/{key}',
    tag: 'tasks',
    summary: 'One task with all one needs to do it',
    policy: 'signed-in',
    params,
    response: taskDetail,
  }),
  claimTask: route({
    method: 'post',
    path: '/tasks/{key}/claim',
    tag: 'tasks',
    summary: 'Take a task offered to a group',
    policy: 'signed-in',
    takesKey: true,
    params,
    body: z.object({ version }),
    response: taskSummary,
  }),
  unclaimTask: route({
    method: 'post',
    path: '/tasks/{key}/unclaim',
    tag: 'tasks',
    summary: 'Give a taken task back to its group',
    policy: 'signed-in',
    takesKey: true,
    params,
    body: z.object({ version }),
    response: taskSummary,
  }),
  completeTask: route({
    method: 'post',
    path: '/tasks/{key}/complete',
    tag: 'tasks',
    summary: 'Finish a task with its form; an approval also with approved or rejected',
    policy: 'signed-in',
    takesKey: true,
    params,
    body: z.object({
      version,
      data: z.record(z.string(), z.unknown()),
      outcome: z.enum(['approved', 'rejected']).optional(),
      comment: z.string().max(2000).optional(),
    }),
    response: actResult,
  }),
  saveTaskDraft: route({
    method: 'put',
    path: '/tasks/{key}/draft',
    tag: 'tasks',
    summary: 'Keep what is filled in so far',
    policy: 'signed-in',
    params,
    body: z.object({ data: z.record(z.string(), z.unknown()) }),
    response: done,
  }),
  reassignTask: route({
    method: 'post',
    path: '/tasks/{key}/reassign',
    tag: 'tasks',
    summary: 'Hand a task to another person for good',
    policy: 'signed-in',
    takesKey: true,
    params,
    body: z.object({ version, to: id, reason: z.string().min(1).max(500) }),
    response: taskSummary,
  }),
  commentTask: route({
    method: 'post',
    path: '/tasks/{key}/comments',
    tag: 'tasks',
    summary: 'Say something in the case',
    policy: 'signed-in',
    takesKey: true,
    params,
    body: z.object({ text: z.string().min(1).max(2000) }),
    response: done,
  }),
  listAssignees: route({
    method: 'get',
    path: '/tasks/{key}/assignees',
    tag: 'tasks',
    summary: 'People the task can be handed to',
    policy: 'signed-in',
    params,
    response: z.array(z.object({ id, name: z.string(), department: z.string().nullable(), openTasks: z.int() })),
  }),
};
