import { z } from 'zod';
import { bilingual, date, done, id, instant, personRef, role, route } from './route.ts';

/** A file of a process bundle: the drawing (.bpmn), its decision tables (.dmn) and its forms (.form.json). */
export const resource = z.object({ name: z.string().min(1).max(200), content: z.string().max(2_000_000) });
export type Resource = z.infer<typeof resource>;

export const lintProblem = z
  .object({
    file: z.string(),
    element: z.string().nullable(),
    code: z.string(),
    severity: z.enum(['error', 'warning']),
    message: bilingual,
    remedy: bilingual,
  })
  .meta({ id: 'LintProblem' });
export type LintProblem = z.infer<typeof lintProblem>;

export const processSummary = z
  .object({
    id: z.string(),
    name: bilingual,
    version: z.int(),
    publishedAt: instant.nullable(),
    publishedBy: personRef.nullable(),
    running: z.int(),
    draft: z.object({ at: instant, by: personRef, revision: z.int() }).nullable(),
  })
  .meta({ id: 'ProcessSummary' });

export const versionSummary = z.object({
  version: z.int(),
  publishedAt: instant,
  publishedBy: personRef.nullable(),
  note: z.string().nullable(),
  running: z.int(),
});

/** One difference between two bundles, in a sentence. */
export const change = z.object({
  file: z.string(),
  element: z.string().nullable(),
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  text: bilingual,
});
export type Change = z.infer<typeof change>;

/** What one does in a trial, replayed from the start each time: a trial keeps nothing on the server. */
export const trialAction = z.object({
  day: z.int().min(-60).max(400),
  at: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  complete: z.object({ elementId: z.string(), variables: z.record(z.string(), z.unknown()) }).optional(),
  message: z
    .object({ name: z.string(), correlationKey: z.string(), variables: z.record(z.string(), z.unknown()).optional() })
    .optional(),
});

export const trialResult = z
  .object({
    /** Everything worth telling, in order. `day` counts from the day the clock began at. */
    trace: z.array(
      z.object({
        at: instant,
        day: z.int(),
        type: z.enum([
          'started',
          'task',
          'task-done',
          'task-closed',
          'timer',
          'message',
          'decision',
          'effect',
          'incident',
          'ended',
        ]),
        elementId: z.string(),
        name: bilingual,
        text: bilingual,
        /** Of a decision: which rule decided. Of an effect: what would have gone out. */
        detail: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
    openTasks: z.array(
      z.object({
        elementId: z.string(),
        name: bilingual,
        assignee: z.string().nullable(),
        candidates: z.array(bilingual),
        formKey: z.string().nullable(),
      }),
    ),
    upcoming: z.array(z.object({ elementId: z.string(), name: bilingual, dueAt: instant, day: z.int() })),
    active: z.array(z.string()),
    completed: z.array(z.string()),
    takenFlows: z.array(z.string()),
    ended: z.boolean(),
    now: instant,
    day: z.int(),
    variables: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TrialResult' });
export type TrialResult = z.infer<typeof trialResult>;

const studio = { roles: ['admin'] } as const;
const params = z.object({ id });

export const studioRoutes = {
  listProcesses: route({
    method: 'get',
    path: '/processes',
    tag: 'studio',
    summary: 'Processes, decision tables and forms by process',
    policy: studio,
    response: z.array(processSummary),
  }),
  getProcess: route({
    method: 'get',
    path: '/processes/{id}',
    tag: 'studio',
    summary: 'A process: its versions and the files of the draft, else of the newest version',
    policy: studio,
    params,
    response: z.object({
      summary: processSummary,
      versions: z.array(versionSummary),
      resources: z.array(resource),
      sampleVariables: z.record(z.string(), z.unknown()),
    }),
  }),
  getProcessVersion: route({
    method: 'get',
    path: '/processes/{id}/versions/{version}',
    tag: 'studio',
    summary: 'The files of one version',
    policy: studio,
    params: z.object({ id, version: z.coerce.number().int() }),
    response: z.object({ version: versionSummary, resources: z.array(resource) }),
  }),
  saveDraft: route({
    method: 'put',
    path: '/processes/{id}/draft',
    tag: 'studio',
    summary: 'Keep what is drawn so far; may hold mistakes',
    policy: studio,
    params,
    body: z.object({ resources: z.array(resource).min(1).max(60), revision: z.int().min(0) }),
    response: z.object({ revision: z.int(), problems: z.array(lintProblem) }),
  }),
  discardDraft: route({
    method: 'delete',
    path: '/processes/{id}/draft',
    tag: 'studio',
    summary: 'Throw the draft away',
    policy: studio,
    params,
    response: done,
  }),
  restoreVersion: route({
    method: 'post',
    path: '/processes/{id}/versions/{version}/restore',
    tag: 'studio',
    summary: 'Make the files of an older version the draft',
    policy: studio,
    params: z.object({ id, version: z.coerce.number().int() }),
    response: z.object({ revision: z.int() }),
  }),
  lint: route({
    method: 'post',
    path: '/lint',
    tag: 'studio',
    summary: 'What is wrong in these files and what to do about it',
    policy: studio,
    body: z.object({ resources: z.array(resource).min(1).max(60) }),
    response: z.object({ problems: z.array(lintProblem) }),
  }),
  compare: route({
    method: 'get',
    path: '/processes/{id}/changes',
    tag: 'studio',
    summary: 'What differs between two versions, in sentences; without `to`, between `from` and the draft',
    policy: studio,
    params,
    query: z.object({ from: z.coerce.number().int(), to: z.coerce.number().int().optional() }),
    response: z.object({ changes: z.array(change), before: z.array(resource), after: z.array(resource) }),
  }),
  trial: route({
    method: 'post',
    path: '/trial',
    tag: 'studio',
    summary: 'Run these files under a virtual clock; nothing outside is touched',
    policy: studio,
    body: z.object({
      resources: z.array(resource).min(1).max(60),
      processId: z.string(),
      /** Company date of day 0; the clock begins at its midnight. */
      start: date,
      variables: z.record(z.string(), z.unknown()),
      answers: z.record(z.string(), z.unknown()).optional(),
      actions: z.array(trialAction).max(200),
      untilDay: z.int().min(-60).max(400),
    }),
    response: trialResult,
  }),
  evaluateDecision: route({
    method: 'post',
    path: '/decisions/evaluate',
    tag: 'studio',
    summary: 'Try a decision table',
    policy: studio,
    body: z.object({ resource, decisionId: z.string(), variables: z.record(z.string(), z.unknown()) }),
    response: z.object({ result: z.unknown(), explanation: z.unknown() }),
  }),
  publish: route({
    method: 'post',
    path: '/processes/{id}/publish',
    tag: 'studio',
    summary:
      'Publish the draft: new cases follow it, running ones stay. Where the company wants a second person, it waits for one',
    policy: studio,
    params,
    body: z.object({ revision: z.int(), note: z.string().max(500).optional() }),
    response: z.object({
      published: z.boolean(),
      version: z.int().nullable(),
      publicationId: id.nullable(),
      problems: z.array(lintProblem),
    }),
  }),
  listPublications: route({
    method: 'get',
    path: '/publications',
    tag: 'studio',
    summary: 'Drafts that wait for a second person',
    policy: studio,
    response: z.array(
      z.object({
        id,
        processId: z.string(),
        name: bilingual,
        by: personRef,
        at: instant,
        note: z.string().nullable(),
        changes: z.array(change),
        mayAgree: z.boolean(),
      }),
    ),
  }),
  decidePublication: route({
    method: 'post',
    path: '/publications/{id}',
    tag: 'studio',
    summary: 'Agree to a publication, or refuse it with a reason',
    policy: studio,
    params,
    body: z.object({ agree: z.boolean(), reason: z.string().max(500).optional() }),
    response: z.object({ published: z.boolean(), version: z.int().nullable() }),
  }),
};

export const person = z
  .object({
    id,
    name: z.string(),
    login: z.string(),
    roles: z.array(z.string()),
    department: z.object({ id, name: z.string() }).nullable(),
    active: z.boolean(),
    openTasks: z.int(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof person>;

const personInput = z.object({
  name: z.string().min(1).max(50),
  login: z.string().min(2).max(50),
  roles: z.array(role).min(1),
  departmentId: id.nullable(),
  email: z.email().nullable().optional(),
  phone: z.string().max(30).nullable().optional(),
});
const admin = { roles: ['admin'] } as const;

export const administrationRoutes = {
  listPeople: route({
    method: 'get',
    path: '/people',
    tag: 'administration',
    summary: 'People of the company',
    policy: 'signed-in',
    query: z.object({ text: z.string().max(100).optional(), active: z.stringbool().optional() }),
    response: z.array(person),
  }),
  addPerson: route({
    method: 'post',
    path: '/people',
    tag: 'administration',
    summary: 'Add a person; the answer holds the first password, shown once',
    policy: admin,
    body: personInput,
    response: z.object({ person, password: z.string() }),
  }),
  editPerson: route({
    method: 'put',
    path: '/people/{id}',
    tag: 'administration',
    summary: 'Change a person',
    policy: admin,
    params,
    body: personInput.partial(),
    response: person,
  }),
  disablePerson: route({
    method: 'post',
    path: '/people/{id}/disable',
    tag: 'administration',
    summary: 'Take a person’s access away at once',
    policy: admin,
    params,
    response: person,
  }),
  enablePerson: route({
    method: 'post',
    path: '/people/{id}/enable',
    tag: 'administration',
    summary: 'Give access back',
    policy: admin,
    params,
    response: person,
  }),
  resetPassword: route({
    method: 'post',
    path: '/people/{id}/reset-password',
    tag: 'administration',
    summary: 'Set a new first password, shown once',
    policy: admin,
    params,
    response: z.object({ password: z.string() }),
  }),
  listDepartments: route({
    method: 'get',
    path: '/departments',
    tag: 'administration',
    summary: 'Departments with their heads',
    policy: 'signed-in',
    response: z.array(
      z.object({
        id,
        name: z.string(),
        parentId: id.nullable(),
        head: personRef.nullable(),
        people: z.int(),
        active: z.boolean(),
      }),
    ),
  }),
  addDepartment: route({
    method: 'post',
    path: '/departments',
    tag: 'administration',
    summary: 'Add a department',
    policy: admin,
    takesKey: true,
    body: z.object({ name: z.string().min(1).max(50), parentId: id.nullable(), headId: id.nullable() }),
    response: z.object({ id }),
  }),
  editDepartment: route({
    method: 'put',
    path: '/departments/{id}',
    tag: 'administration',
    summary: 'Change a department or its head; an empty one can be closed, and opened again',
    policy: admin,
    params,
    body: z
      .object({ name: z.string().min(1).max(50), parentId: id.nullable(), headId: id.nullable(), active: z.boolean() })
      .partial(),
    response: done,
  }),
};
