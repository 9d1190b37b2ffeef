import { z } from 'zod';
import type { Collection } from '#store/index.ts';

export const textSchema = z.object({ 'zh-CN': z.string(), en: z.string() });
export const personRefSchema = z.object({ id: z.string(), name: z.string() });
/** Somebody who acted, with the name borne at the time. */
export type PersonRef = Readonly<z.infer<typeof personRefSchema>>;

export const actTypes = ['claim', 'unclaim', 'complete', 'approve', 'reject', 'reassign', 'comment'] as const;
export type ActType = (typeof actTypes)[number];

const permissionSchema = z.enum(['hidden', 'read', 'edit', 'required']);
export type FieldPermission = z.infer<typeof permissionSchema>;

/** What a case is about, in the words of the credit department; on a task so that lists need no second read. */
export const businessSchema = z.object({
  /** Person id of whoever asked for it. */
  requester: z.string().nullable(),
  title: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string().nullable(),
  receivableId: z.string().nullable(),
  invoiceNumber: z.string().nullable(),
  /** Calendar date of the receivable. */
  receivableDueDate: z.string().nullable(),
  amountMinor: z.int().nullable(),
  currency: z.string().nullable(),
});
export type BusinessReferences = Readonly<z.infer<typeof businessSchema>>;

const workItemSchema = z.object({
  /** The key of the job. */
  key: z.string(),
  /** The process instance at the top, where this one was called by another: history is kept by it. */
  caseKey: z.string(),
  processInstanceKey: z.string(),
  bpmnProcessId: z.string(),
  processDefinitionKey: z.string(),
  processVersion: z.int(),
  processName: textSchema,
  elementId: z.string(),
  elementInstanceKey: z.string(),
  name: textSchema,
  /** `work` is done; `approval` is approved or rejected. */
  kind: z.enum(['work', 'approval']),
  /** What keeps the step recognisable across renames. */
  stepRole: z.string().nullable(),
  /** Dunning level, where the drawing names one. */
  level: z.string().nullable(),
  formKey: z.string().nullable(),
  /** Null: the newest. */
  formVersion: z.int().nullable(),
  /** By field of the form; a field not named here may be edited. */
  permissions: z.record(z.string(), permissionSchema),
  /** Principals it was offered to when made. */
  candidates: z.array(z.string()).readonly(),
  /** Departments of the candidates, those above included. */
  candidateDepartments: z.array(z.string()).readonly(),
  /** People who may not decide on it, whatever their roles. */
  excluded: z.array(z.string()).readonly(),
  assigneeId: z.string().nullable(),
  /** How the assignee came to it: only what was claimed can be given back. */
  assignedBy: z.enum(['process', 'claim', 'reassign']).nullable(),
  /** Departments whose heads watch it: the assignee's or the candidates', those above included. */
  departments: z.array(z.string()).readonly(),
  /** The one pool it is counted in: the principals it lies before, joined. */
  pool: z.string(),
  /** While open, the principals in whose inbox it lies, else empty: what the inbox is found by. */
  inbox: z.array(z.string()).readonly(),
  /** While open, `departments`, else empty. */
  board: z.array(z.string()).readonly(),
  /** Present while an administrator has suspended the case: nobody can act on it. */
  suspended: z.literal(true).exactOptional(),
  /** `canceled`: the case went on without it. `overtaken`: an act came too late for the engine. */
  state: z.enum(['open', 'completed', 'canceled', 'overtaken']),
  /** Which activation of the node this is; the first is 1. */
  round: z.int(),
  /** One more with every act; an act carries the version it saw. */
  version: z.int(),
  createdAt: z.string(),
  dueAt: z.string().nullable(),
  /** `dueAt`, or after every instant where there is none: sorts the most urgent first. */
  urgency: z.string(),
  /** `amountMinor`, or 0: for sorting. */
  amountOrder: z.int(),
  endedAt: z.string().nullable(),
  endedBy: personRefSchema.nullable(),
  outcome: z.enum(['done', 'approved', 'rejected']).nullable(),
  comment: z.string().nullable(),
  lastAct: z.object({ type: z.enum(actTypes), by: personRefSchema, at: z.string() }).nullable(),
  ...businessSchema.shape,
});

/** A human task: one BPMN user task, one job, one item in the inboxes of those who may do it. */
export type WorkItem = Readonly<z.infer<typeof workItemSchema>>;

/** Sorts after every instant. */
export const NO_DEADLINE = '9999-12-31T23:59:59.999Z';

/** What the lists of open items are sorted and filtered by besides their age. */
const sortedBy = ['urgency', 'amountOrder', 'bpmnProcessId'];
const open = { state: 'open' };

/**
 * Only what is open lies in the indexes that lists of work are made from, with its rarer orders carried along: each entry
 * is paid for at every commit, when an item is made and when it ends.
 */
export const workItems: Collection<WorkItem> = {
  name: 'workItems',
  key: 'key',
  schema: workItemSchema,
  trusted: true,
  behind: true,
  schemaVersion: 1,
  indexes: {
    inbox: { kind: 'each', of: 'inbox', sort: 'createdAt', also: sortedBy },
    board: { kind: 'each', of: 'board', sort: 'createdAt' },
    excluded: { kind: 'each', of: 'excluded', sort: 'createdAt', only: open },
    open: { kind: 'ordered', fields: ['createdAt'], only: open, also: sortedBy },
    heldBy: { kind: 'ordered', fields: ['assigneeId', 'createdAt'], only: open, sparse: true },
    ofCustomer: { kind: 'ordered', fields: ['customerId', 'createdAt'], only: open, sparse: true },
    ofCase: { kind: 'ordered', fields: ['caseKey', 'createdAt'] },
    ofReceivable: { kind: 'ordered', fields: ['receivableId', 'createdAt'], sparse: true },
    doneBy: { kind: 'ordered', fields: ['endedBy.id', 'endedAt'], sparse: true },
    search: { kind: 'text', of: ['title'], few: true, only: open },
  },
};
