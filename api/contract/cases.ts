import { z } from 'zod';
import { act, taskForm } from './tasks.ts';
import { bilingual, date, done, id, instant, key, page, paging, personRef, route } from './route.ts';

/** `suspended`: an administrator has stopped it where it is; also with open incidents. */
export const caseState = z.enum(['active', 'completed', 'terminated', 'incident', 'suspended']);

export const caseSummary = z
  .object({
    key,
    processId: z.string(),
    processName: bilingual,
    version: z.int(),
    title: z.string(),
    state: caseState,
    startedAt: instant,
    endedAt: instant.nullable(),
    customerId: id.nullable(),
    customerName: z.string().nullable(),
    receivableId: id.nullable(),
    openTasks: z.array(z.object({ key, name: bilingual, assignee: personRef.nullable() })),
  })
  .meta({ id: 'CaseSummary' });
export type CaseSummary = z.infer<typeof caseSummary>;

/** Where a case stands in its drawing. Ids are element ids of the BPMN file. */
export const casePicture = z.object({
  bpmnXml: z.string(),
  active: z.array(z.string()),
  completed: z.array(z.string()),
  terminated: z.array(z.string()),
  incidents: z.array(z.object({ elementId: z.string(), message: z.string(), incidentKey: key })),
  takenFlows: z.array(z.string()),
  /** Timers that wait, with the instant they fire. */
  timers: z.array(z.object({ elementId: z.string(), dueAt: instant })),
});
export type CasePicture = z.infer<typeof casePicture>;

const params = z.object({ key });

export const caseRoutes = {
  listStarts: route({
    method: 'get',
    path: '/starts',
    tag: 'cases',
    summary: 'Processes this person may start, with their forms',
    policy: 'signed-in',
    response: z.array(
      z.object({
        processId: z.string(),
        name: bilingual,
        description: bilingual,
        form: taskForm.nullable(),
        /** What it is about: a customer in the books, one that may be new (`customerName`), or none. */
        customer: z.enum(['required', 'new', 'none']),
      }),
    ),
  }),
  startCase: route({
    method: 'post',
    path: '/starts/{processId}',
    tag: 'cases',
    summary: 'Start a process with its form filled in',
    policy: 'signed-in',
    takesKey: true,
    params: z.object({ processId: z.string().max(100) }),
    body: z.object({
      data: z.record(z.string(), z.unknown()),
      customerId: id.optional(),
      /** Of a customer who is not in the books yet. */
      customerName: z.string().max(100).optional(),
    }),
    response: z.object({
      key,
      next: z.array(z.object({ key, name: bilingual, assignee: personRef.nullable(), candidates: z.array(bilingual) })),
    }),
  }),
  listCases: route({
    method: 'get',
    path: '/cases',
    tag: 'cases',
    summary: 'Process instances this person may see, newest first',
    policy: 'signed-in',
    query: z.object({
      processId: z.string().max(100).optional(),
      state: caseState.optional(),
      customerId: id.optional(),
      ...paging,
    }),
    response: page(caseSummary),
  }),
  getCase: route({
    method: 'get',
    path: '/cases/{key}',
    tag: 'cases',
    summary: 'One process instance: where it stands, what happened',
    policy: 'signed-in',
    params,
    response: z.object({ summary: caseSummary, picture: casePicture, history: z.array(act) }),
  }),
  cancelCase: route({
    method: 'post',
    path: '/cases/{key}/cancel',
    tag: 'cases',
    summary: 'End a case at once, with a reason',
    policy: { roles: ['admin', 'operator'] },
    takesKey: true,
    params,
    body: z.object({ reason: z.string().min(1).max(500) }),
    response: done,
  }),
  resolveIncident: route({
    method: 'post',
    path: '/incidents/{key}/resolve',
    tag: 'cases',
    summary: 'Try again where it stopped',
    policy: { roles: ['admin', 'operator'] },
    takesKey: true,
    params,
    body: z.object({ retries: z.int().min(1).max(10).optional() }),
    response: done,
  }),
  getBoard: route({
    method: 'get',
    path: '/board',
    tag: 'board',
    summary: 'What has escalated in the departments I head (all of them for executives and admins)',
    policy: { roles: ['head', 'executive', 'admin'] },
    query: z.object({
      departmentId: id.optional(),
      level: z.enum(['sales', 'finance', 'legal']).optional(),
      personId: id.optional(),
      sort: z.enum(['amount', 'age', 'level']).optional(),
    }),
    response: z.object({
      departments: z.array(z.object({ id, name: z.string() })),
      currency: z.string(),
      levels: z.array(
        z.object({
          level: z.enum(['sales', 'finance', 'legal']),
          cases: z.int(),
          openMinor: z.int(),
          oldestDays: z.int(),
        }),
      ),
      people: z.array(z.object({ id, name: z.string(), open: z.int(), openMinor: z.int(), oldestDays: z.int() })),
      items: z.array(
        z.object({
          taskKey: key,
          taskVersion: z.int(),
          taskName: bilingual,
          level: z.enum(['sales', 'finance', 'legal']),
          caseKey: key,
          receivableId: id,
          invoiceNumber: z.string(),
          customerId: id,
          customerName: z.string(),
          openMinor: z.int(),
          currency: z.string(),
          dueDate: date,
          daysOverdue: z.int(),
          since: instant,
          assignee: personRef.nullable(),
        }),
      ),
    }),
  }),
};
