import { z } from 'zod';
import { caseState, casePicture } from './cases.ts';
import { bilingual, id, instant, key, page, paging, personRef, route } from './route.ts';

/** Who looks after running instances. Moving and migrating them and deleting versions is a right of its own. */
const watch = { roles: ['admin', 'operator'] } as const;
const repair = { roles: ['operator'] } as const;

const reason = z.string().trim().min(1).max(500);
const params = z.object({ key });

const counts = z.object({
  active: z.int(),
  incident: z.int(),
  suspended: z.int(),
  completed: z.int(),
  terminated: z.int(),
});

const place = z.object({ elementId: z.string(), name: bilingual });

const instanceRow = z
  .object({
    key,
    processId: z.string(),
    processName: bilingual,
    processDefinitionKey: key,
    version: z.int(),
    title: z.string(),
    state: caseState,
    openIncidents: z.int(),
    startedAt: instant,
    endedAt: instant.nullable(),
    /** The instance that called it, which it follows. */
    callerKey: key.nullable(),
  })
  .meta({ id: 'InstanceRow' });

const incidentRow = z
  .object({
    key,
    type: z.string(),
    message: z.string(),
    elementId: z.string(),
    elementName: bilingual,
    processId: z.string(),
    processName: bilingual,
    processDefinitionKey: key,
    version: z.int(),
    instanceKey: key,
    title: z.string(),
    createdAt: instant,
    /** A job has failed: it needs retries. */
    hasJob: z.boolean(),
  })
  .meta({ id: 'IncidentRow' });

const move = z
  .object({
    id,
    instanceKey: key,
    source: place,
    target: place,
    reason: z.string(),
    by: personRef,
    at: instant,
    state: z.enum(['awaiting', 'done', 'refused']),
    decidedBy: personRef.nullable(),
  })
  .meta({ id: 'Move' });

/** What became of one of many. */
const outcome = z
  .object({
    key,
    ok: z.boolean(),
    /** Why not, and what to do. */
    problem: z.object({ text: z.string(), remedy: z.string() }).nullable(),
  })
  .meta({ id: 'Outcome' });

/** Source element → target element. */
const mapping = z.record(z.string().max(200), z.string().max(200));

const incidentFilter = {
  processId: z.string().max(100).optional(),
  processDefinitionKey: key.optional(),
  elementId: z.string().max(200).optional(),
};

export const operationRoutes = {
  listDeployed: route({
    method: 'get',
    path: '/operations/processes',
    tag: 'operations',
    summary: 'Deployed versions with how many of their instances are in which state',
    policy: watch,
    response: z.array(
      z.object({
        processId: z.string(),
        name: bilingual,
        versions: z.array(
          z.object({ processDefinitionKey: key, version: z.int(), deployedAt: instant, isNewest: z.boolean(), counts }),
        ),
      }),
    ),
  }),
  listInstances: route({
    method: 'get',
    path: '/operations/instances',
    tag: 'operations',
    summary: 'Process instances, newest first, called ones included',
    policy: watch,
    query: z.object({
      processId: z.string().max(100).optional(),
      processDefinitionKey: key.optional(),
      state: caseState.optional(),
      ...paging,
    }),
    response: page(instanceRow),
  }),
  getInstance: route({
    method: 'get',
    path: '/operations/instances/{key}',
    tag: 'operations',
    summary: 'One process instance with everything an operator may do to it',
    policy: watch,
    params,
    response: z.object({
      instance: instanceRow,
      picture: casePicture,
      /** Running elements, the process itself left out. */
      elements: z.array(place.extend({ elementInstanceKey: key, type: z.string(), hasIncident: z.boolean() })),
      /** Gateways where a branch waits for others; it stays there when something else is moved. */
      waitsAt: z.array(place),
      /** Where elements may be moved to. */
      targets: z.array(place.extend({ type: z.string(), isControl: z.boolean() })),
      incidents: z.array(incidentRow),
      called: z.array(instanceRow),
      moves: z.array(move),
      operations: z.array(
        z.object({
          at: instant,
          by: personRef,
          agreedBy: personRef.nullable(),
          kind: z.enum(['suspended', 'resumed', 'moved', 'migrated', 'retried', 'deleted']),
          reason: z.string(),
        }),
      ),
    }),
  }),
  suspendInstance: route({
    method: 'post',
    path: '/operations/instances/{key}/suspension',
    tag: 'operations',
    summary: 'Stop an instance, and those it called, where they are',
    policy: watch,
    params,
    body: z.object({ reason }),
    response: z.object({ ok: z.literal(true) }),
  }),
  resumeInstance: route({
    method: 'post',
    path: '/operations/instances/{key}/resumption',
    tag: 'operations',
    summary: 'Let a suspended instance go on: what came meanwhile happens now',
    policy: watch,
    params,
    body: z.object({ reason }),
    response: z.object({ ok: z.literal(true) }),
  }),
  proposeMove: route({
    method: 'post',
    path: '/operations/instances/{key}/moves',
    tag: 'operations',
    summary: 'Propose to move an instance from one element to another; a second operator has to agree',
    policy: repair,
    params,
    body: z.object({
      sourceElementInstanceKey: key,
      targetElementId: z.string().max(200),
      variables: z.record(z.string().max(200), z.unknown()).optional(),
      reason,
    }),
    response: move,
  }),
  listMoves: route({
    method: 'get',
    path: '/operations/moves',
    tag: 'operations',
    summary: 'Moves that wait for a second operator',
    policy: watch,
    response: z.array(move),
  }),
  decideMove: route({
    method: 'post',
    path: '/operations/moves/{id}/decision',
    tag: 'operations',
    summary: 'Agree to a move somebody else proposed, which does it, or refuse it',
    policy: repair,
    params: z.object({ id }),
    body: z.object({ agree: z.boolean() }),
    response: move,
  }),
  forecastMigration: route({
    method: 'post',
    path: '/operations/migrations/forecast',
    tag: 'operations',
    summary: 'What a migration would do to every running instance of a version, and why; changes nothing',
    policy: watch,
    body: z.object({
      sourceProcessDefinitionKey: key,
      targetProcessDefinitionKey: key,
      mapping: mapping.optional(),
    }),
    response: z.object({
      mapping,
      targets: z.array(place),
      counts: z.object({ migrates: z.int(), needsChoice: z.int(), stays: z.int() }),
      /** Active elements that somebody has to say a target for. */
      choices: z.array(place.extend({ instances: z.int(), candidates: z.array(place) })),
      instances: z.array(
        z.object({
          instance: instanceRow,
          at: z.array(place),
          verdict: z.enum(['MIGRATES', 'NEEDS_CHOICE', 'STAYS']),
          problems: z.array(z.object({ elementId: z.string(), text: z.string(), remedy: z.string() })),
        }),
      ),
    }),
  }),
  migrateInstances: route({
    method: 'post',
    path: '/operations/migrations',
    tag: 'operations',
    summary: 'Migrate instances to another version, each by itself and with a result of its own',
    policy: repair,
    body: z.object({
      sourceProcessDefinitionKey: key,
      targetProcessDefinitionKey: key,
      mapping: mapping.optional(),
      instances: z.array(key).min(1).max(1000),
      reason,
    }),
    response: z.array(outcome),
  }),
  listOpenIncidents: route({
    method: 'get',
    path: '/operations/incidents',
    tag: 'operations',
    summary: 'Open incidents, newest first',
    policy: watch,
    query: z.object({ ...incidentFilter, ...paging }),
    response: page(incidentRow),
  }),
  retryIncidents: route({
    method: 'post',
    path: '/operations/incidents/retries',
    tag: 'operations',
    summary: 'Try many incidents again, each with a result of its own: those named, or all of a version or element',
    policy: watch,
    body: z.object({
      ...incidentFilter,
      keys: z.array(key).max(1000).optional(),
      retries: z.int().min(1).max(10).optional(),
    }),
    response: z.array(outcome),
  }),
  deleteVersion: route({
    method: 'post',
    path: '/operations/definitions/{key}/deletion',
    tag: 'operations',
    summary: 'Let nothing new begin with a version; refused while instances of it run',
    policy: repair,
    params,
    body: z.object({ reason }),
    response: z.object({ ok: z.literal(true) }),
  }),
};
