import { z } from 'zod';
import { act, customerCard, receivableCard } from './tasks.ts';
import { bilingual, date, done, id, instant, key, page, paging, personRef, route } from './route.ts';

/** Days past due by bucket; `notDue` first. Amounts in minor units. */
export const buckets = z.object({
  notDue: z.int(),
  d1to30: z.int(),
  d31to60: z.int(),
  d61to90: z.int(),
  d91to180: z.int(),
  d181to365: z.int(),
  over365: z.int(),
});
export const bucketName = z.enum(['notDue', 'd1to30', 'd31to60', 'd61to90', 'd91to180', 'd181to365', 'over365']);
export type Buckets = z.infer<typeof buckets>;

export const activity = z
  .object({
    id,
    at: instant,
    by: personRef.nullable(),
    channel: z.string(),
    with: z.string().nullable(),
    note: z.string(),
    receivableId: id.nullable(),
  })
  .meta({ id: 'Activity' });

const params = z.object({ id });

const receivableFilter = {
  status: z.enum(['open', 'overdue', 'settled', 'written-off', 'disputed']).optional(),
  bucket: bucketName.optional(),
  level: z.enum(['sales', 'finance', 'legal']).optional(),
  customerId: id.optional(),
  ownerId: id.optional(),
  text: z.string().max(100).optional(),
  dueFrom: date.optional(),
  dueTo: date.optional(),
  sort: z.enum(['dueDate', '-dueDate', 'openMinor', '-openMinor', 'customerName', '-invoiceDate']).optional(),
};
const customerFilter = {
  text: z.string().max(100).optional(),
  grade: z.enum(['A', 'B', 'C', 'D', 'none']).optional(),
  ownerId: id.optional(),
  sort: z.enum(['name', '-overdueMinor', '-openMinor', 'grade']).optional(),
};

export const customerRoutes = {
  listCustomers: route({
    method: 'get',
    path: '/customers',
    tag: 'customers',
    summary: 'Customers this person may see',
    policy: 'signed-in',
    query: z.object({ ...customerFilter, ...paging }),
    response: page(customerCard),
  }),
  getCustomer: route({
    method: 'get',
    path: '/customers/{id}',
    tag: 'customers',
    summary: 'One customer: figures, ageing, owners, archive, contacts made',
    policy: 'signed-in',
    params,
    response: z.object({
      customer: customerCard,
      ageing: buckets,
      owners: z.object({ sales: personRef.nullable(), finance: personRef.nullable(), legal: personRef.nullable() }),
      terms: z.object({ days: z.int().nullable(), payment: z.string().nullable() }),
      archive: z.array(z.object({ label: bilingual, value: z.string() })),
      activities: z.array(activity),
      may: z.object({ edit: z.boolean(), pay: z.boolean() }),
    }),
  }),
  setCustomerOwners: route({
    method: 'put',
    path: '/customers/{id}/owners',
    tag: 'customers',
    summary: 'Say who is responsible for a customer',
    policy: { roles: ['admin', 'head'] },
    params,
    body: z.object({ sales: id, finance: id, legal: id }).partial(),
    response: done,
  }),
  getStatement: route({
    method: 'get',
    path: '/customers/{id}/statement',
    tag: 'customers',
    summary: 'The account of a customer: invoices, credit notes and payments with the running balance',
    policy: 'signed-in',
    params,
    query: z.object({ from: date.optional(), to: date.optional() }),
    response: z.object({
      currency: z.string(),
      openingMinor: z.int(),
      closingMinor: z.int(),
      lines: z.array(
        z.object({
          date,
          type: z.enum(['invoice', 'credit-note', 'payment', 'write-off']),
          reference: z.string(),
          receivableId: id.nullable(),
          debitMinor: z.int(),
          creditMinor: z.int(),
          balanceMinor: z.int(),
        }),
      ),
    }),
  }),
  addActivity: route({
    method: 'post',
    path: '/customers/{id}/activities',
    tag: 'customers',
    summary: 'Record a contact with the customer',
    policy: 'signed-in',
    takesKey: true,
    params,
    body: z.object({
      channel: z.enum(['phone', 'visit', 'letter', 'mail', 'wechat', 'other']),
      with: z.string().max(100).optional(),
      note: z.string().min(1).max(2000),
      receivableId: id.optional(),
    }),
    response: activity,
  }),
};

export const receivableRoutes = {
  listReceivables: route({
    method: 'get',
    path: '/receivables',
    tag: 'receivables',
    summary: 'Receivables this person may see',
    policy: 'signed-in',
    query: z.object({ ...receivableFilter, ...paging }),
    response: z.object({
      items: z.array(receivableCard),
      next: z.string().optional(),
      total: z.int(),
      totalOpenMinor: z.int(),
      currency: z.string(),
    }),
  }),
  getReceivable: route({
    method: 'get',
    path: '/receivables/{id}',
    tag: 'receivables',
    summary: 'One receivable with its payments, its case and what was done',
    policy: 'signed-in',
    params,
    response: z.object({
      receivable: receivableCard,
      payments: z.array(
        z.object({
          id,
          date,
          amountMinor: z.int(),
          reference: z.string().nullable(),
          note: z.string().nullable(),
          /** `reversal`: takes back what an undone import had posted; its amount is negative. */
          source: z.enum(['manual', 'import', 'credit-note', 'write-off', 'reversal']),
          by: personRef.nullable(),
          postedAt: instant,
        }),
      ),
      activities: z.array(activity),
      history: z.array(act),
      tasks: z.array(z.object({ key, name: bilingual, state: z.string(), assignee: personRef.nullable() })),
      may: z.object({ pay: z.boolean() }),
    }),
  }),
  postPayment: route({
    method: 'post',
    path: '/receivables/{id}/payments',
    tag: 'receivables',
    summary: 'Post a payment by hand; in full, the overdue case ends',
    policy: { roles: ['finance', 'admin'] },
    takesKey: true,
    params,
    body: z.object({
      date,
      amountMinor: z.int().positive().max(999_999_999_999_999),
      reference: z.string().max(100).optional(),
      note: z.string().max(500).optional(),
    }),
    response: z.object({ receivable: receivableCard, caseEnded: z.boolean(), unappliedMinor: z.int() }),
  }),
  getAgeing: route({
    method: 'get',
    path: '/receivables/ageing',
    tag: 'receivables',
    summary: 'Ageing of everything this person may see',
    policy: 'signed-in',
    query: z.object({ by: z.enum(['customer', 'owner', 'department', 'grade']).optional() }),
    response: z.object({
      asOf: date,
      currency: z.string(),
      total: buckets,
      rows: z.array(z.object({ id: z.string(), name: z.string(), buckets, openMinor: z.int(), overdueMinor: z.int() })),
    }),
  }),
  exportTable: route({
    method: 'get',
    path: '/exports/{what}',
    tag: 'exports',
    summary: 'What a list shows, as a file; takes the filters of that list',
    policy: 'signed-in',
    params: z.object({ what: z.enum(['receivables', 'customers', 'ageing', 'board', 'tasks', 'statement']) }),
    query: z.looseObject({ format: z.enum(['csv', 'xlsx']).optional(), customerId: id.optional() }),
    response: z.unknown(),
    responseType: 'file',
  }),
};

/** Column index by field of the file. */
export const mapping = z.record(z.string(), z.int().min(0).max(499));

export const importState = z
  .object({
    id,
    fileName: z.string(),
    state: z.enum(['mapping', 'running', 'finished', 'stopped', 'failed', 'undone']),
    createdAt: instant,
    by: personRef.nullable(),
    encoding: z.string(),
    kind: z.string(),
    rows: z.int(),
    /** While running: rows dealt with so far. */
    done: z.int(),
    posted: z.int(),
    unchanged: z.int(),
    payments: z.int(),
    rejected: z.int(),
    /** In the list told of the newest; of a large import as far as it says itself, so that an undo may still be refused. */
    mayUndo: z.boolean(),
    error: z.string().nullable(),
  })
  .meta({ id: 'ImportState' });
export type ImportState = z.infer<typeof importState>;

const dateFormat = z.string().max(30);
const decimal = z.enum(['.', ',']);

/** What the wizard shows about a file: the guess or the chosen mapping, and the first rows as they would be taken. */
export const importPreview = z
  .object({
    import: importState,
    headers: z.array(z.string()),
    sample: z.array(z.array(z.string())),
    mapping,
    confidence: z.record(z.string(), z.number()),
    dateFormat: dateFormat.nullable(),
    dateAmbiguous: z.boolean(),
    /** Sign before the decimals; null while the amounts can be read in two ways. */
    decimal: decimal.nullable(),
    /** What keeps the file from being posted: a field without a column, dates or amounts that can be read in two ways. */
    problems: z.array(z.object({ field: z.string().nullable(), message: z.string(), remedy: z.string() })),
    fields: z.array(z.object({ field: z.string(), label: bilingual, required: z.boolean() })),
    rows: z.array(
      z.object({
        line: z.int(),
        ok: z.boolean(),
        values: z.record(z.string(), z.string()),
        problems: z.array(
          z.object({
            field: z.string(),
            column: z.string(),
            value: z.string(),
            message: z.string(),
            remedy: z.string(),
          }),
        ),
      }),
    ),
    counts: z.object({ ok: z.int(), rejected: z.int() }),
    savedMappings: z.array(z.object({ id, name: z.string() })),
  })
  .meta({ id: 'ImportPreview' });
export type ImportPreview = z.infer<typeof importPreview>;

const importer = { roles: ['finance', 'admin'] } as const;

export const importRoutes = {
  getTemplate: route({
    method: 'get',
    path: '/imports/template',
    tag: 'imports',
    summary: 'The file to fill in',
    policy: importer,
    query: z.object({ format: z.enum(['csv', 'xlsx']).optional() }),
    response: z.unknown(),
    responseType: 'file',
  }),
  listImports: route({
    method: 'get',
    path: '/imports',
    tag: 'imports',
    summary: 'Imports, newest first',
    policy: importer,
    response: z.object({ items: z.array(importState) }),
  }),
  uploadImport: route({
    method: 'post',
    path: '/imports',
    tag: 'imports',
    summary: 'Send a receivables file; nothing is posted yet',
    policy: importer,
    bodyType: 'upload',
    response: importPreview,
  }),
  getImport: route({
    method: 'get',
    path: '/imports/{id}',
    tag: 'imports',
    summary: 'How far an import is',
    policy: importer,
    params,
    response: importState,
  }),
  getImportPreview: route({
    method: 'get',
    path: '/imports/{id}/preview',
    tag: 'imports',
    summary: 'The preview as it stands',
    policy: importer,
    params,
    response: importPreview,
  }),
  mapImport: route({
    method: 'put',
    path: '/imports/{id}/mapping',
    tag: 'imports',
    summary: 'Correct columns and date format, or take a saved mapping; answers with the new preview',
    policy: importer,
    params,
    body: z.object({
      mapping: mapping.optional(),
      /** Null: guess again. */
      dateFormat: dateFormat.nullable().optional(),
      decimal: decimal.nullable().optional(),
      savedMappingId: id.optional(),
      saveAs: z.string().min(1).max(60).optional(),
    }),
    response: importPreview,
  }),
  startImport: route({
    method: 'post',
    path: '/imports/{id}/start',
    tag: 'imports',
    summary: 'Post the rows',
    policy: importer,
    params,
    response: importState,
  }),
  stopImport: route({
    method: 'post',
    path: '/imports/{id}/stop',
    tag: 'imports',
    summary: 'Stop posting; what is posted stays, starting again goes on',
    policy: importer,
    params,
    response: importState,
  }),
  undoImport: route({
    method: 'post',
    path: '/imports/{id}/undo',
    tag: 'imports',
    summary: 'Take back everything an import posted, as long as nothing builds on it',
    policy: importer,
    params,
    response: importState,
  }),
  getRejected: route({
    method: 'get',
    path: '/imports/{id}/rejected',
    tag: 'imports',
    summary: 'The rejected rows with place and remedy',
    policy: importer,
    params,
    query: z.object({ format: z.enum(['csv', 'xlsx']).optional() }),
    response: z.unknown(),
    responseType: 'file',
  }),
};
