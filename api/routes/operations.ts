import { EngineQueries } from '#engine/index.ts';
import { AppError, describe, fail } from '#errors/index.ts';
import type { Language, ResponseOf } from '../contract/index.ts';
import type { Handlers } from '../http.ts';
import { moves } from '../operations/collections.ts';
import { note, Operator, questionOf } from '../operations/operator.ts';
import type { Services } from '../services.ts';
import { incidentRows, instanceRows } from '../views/operations.ts';

type OperationHandlers = Pick<
  Handlers,
  | 'listDeployed'
  | 'listInstances'
  | 'getInstance'
  | 'suspendInstance'
  | 'resumeInstance'
  | 'proposeMove'
  | 'listMoves'
  | 'decideMove'
  | 'forecastMigration'
  | 'migrateInstances'
  | 'listOpenIncidents'
  | 'retryIncidents'
  | 'deleteVersion'
>;

const PAGE = 50;

/** What operators see of running instances and may do about them. Every act is kept with who did it and why. */
export function operationHandlers(services: Services): OperationHandlers {
  const { store, engine } = services;
  const queries = new EngineQueries(store);
  const operator = new Operator(services, queries);
  return {
    async listDeployed() {
      const counts = await queries.instanceCounts();
      const none = { active: 0, incident: 0, suspended: 0, completed: 0, terminated: 0 };
      const processes = new Map<string, ResponseOf<'listDeployed'>[number]>();
      for (const definition of await queries.processDefinitions()) {
        const { bpmnProcessId, processDefinitionKey, version, deployedAt } = definition;
        const known = processes.get(bpmnProcessId);
        const row = {
          processDefinitionKey,
          version,
          deployedAt,
          isNewest: known === undefined,
          counts: counts.get(processDefinitionKey) ?? none,
        };
        if (known !== undefined) known.versions.push(row);
        else {
          const name = (await engine.loadModel(processDefinitionKey)).text;
          processes.set(bpmnProcessId, { processId: bpmnProcessId, name, versions: [row] });
        }
      }
      return [...processes.values()];
    },
    async listInstances({ query }) {
      const { processId, processDefinitionKey, state, limit = PAGE, after } = query;
      const definition =
        processDefinitionKey === undefined ? undefined : await queries.findProcessDefinition(processDefinitionKey);
      const bpmnProcessId = processId ?? definition?.bpmnProcessId;
      const found = await queries.processInstances({
        ...(bpmnProcessId === undefined ? {} : { bpmnProcessId }),
        ...(processDefinitionKey === undefined ? {} : { processDefinitionKey }),
        ...(state === undefined ? {} : { states: [state] }),
        ...(after === undefined ? {} : { after }),
        limit,
      });
      return {
        items: await instanceRows(services, found.items),
        ...(found.next === undefined ? {} : { next: found.next }),
      };
    },
    async getInstance({ params }) {
      return operator.detail(await operator.instance(params.key));
    },
    async suspendInstance({ params, body, caller }) {
      await operator.act(params.key, 'suspended', body.reason, caller, [
        { type: 'suspendProcessInstance', processInstanceKey: params.key },
      ]);
      return { ok: true };
    },
    async resumeInstance({ params, body, caller }) {
      await operator.act(params.key, 'resumed', body.reason, caller, [
        { type: 'resumeProcessInstance', processInstanceKey: params.key },
      ]);
      return { ok: true };
    },
    proposeMove: ({ params, body, caller, language }) => operator.propose(params.key, body, caller, language),
    async listMoves() {
      const page = await store.find(moves, { where: { state: 'awaiting' }, sort: { by: 'at' }, limit: 200 });
      return Promise.all(page.items.map(({ document }) => operator.moveView(document)));
    },
    decideMove: ({ params, body, caller }) => operator.decide(params.id, body.agree, caller),
    forecastMigration: ({ body, language }) => operator.forecast(body, language),
    async migrateInstances({ body, caller, language }) {
      const { targetProcessDefinitionKey, reason } = body;
      const forecast = await engine.forecastMigration({ ...questionOf(body) });
      const { mapping } = forecast;
      const mappingInstructions = Object.entries(mapping).map(([sourceElementId, targetElementId]) => ({
        sourceElementId,
        targetElementId,
      }));
      const migrationPlan = { targetProcessDefinitionKey, mappingInstructions };
      return eachOf(body.instances, language, async (processInstanceKey) => {
        await operator.checkChoices(processInstanceKey, forecast, language);
        await operator.act(processInstanceKey, 'migrated', reason, caller, [
          { type: 'migrateProcessInstance', processInstanceKey, migrationPlan },
        ]);
      });
    },
    async listOpenIncidents({ query }) {
      const { processId, processDefinitionKey, elementId, limit = PAGE, after } = query;
      const found = await queries.incidents({
        ...(processId === undefined ? {} : { bpmnProcessId: processId }),
        ...(elementId === undefined ? {} : { elementId }),
        ...(after === undefined ? {} : { after }),
        limit,
      });
      const rows = await incidentRows(services, found.items);
      return {
        items: rows.filter(
          (row) => processDefinitionKey === undefined || row.processDefinitionKey === processDefinitionKey,
        ),
        ...(found.next === undefined ? {} : { next: found.next }),
      };
    },
    async retryIncidents({ body, caller, language }) {
      const keys = body.keys ?? (await operator.incidentsOf(body)).map(({ key }) => key);
      return eachOf(keys, language, (key) => operator.retry(key, body.retries ?? 1, caller));
    },
    async deleteVersion({ params, body, caller }) {
      const definition = await queries.findProcessDefinition(params.key);
      const versions = definition === undefined ? [] : await queries.processDefinitions(definition.bpmnProcessId);
      if (definition !== undefined && versions.length === 1 && definition.deletedAt === undefined) {
        fail('API_LAST_VERSION', { process: definition.bpmnProcessId, version: definition.version });
      }
      await engine.deleteResource({ resourceKey: params.key });
      await engine.transact({
        reads: [],
        decide: (_documents, { now, nextKey }) => {
          const record = { kind: 'deleted', processInstanceKey: '', processDefinitionKey: params.key } as const;
          return { ok: true, writes: [note(nextKey(), now, caller, { ...record, reason: body.reason })], result: null };
        },
      });
      services.push(['processes', 'operations']);
      return { ok: true };
    },
  };
}

/** One after the other; what can't be done to one is said and keeps nobody else. */
async function eachOf(
  keys: readonly string[],
  language: Language,
  act: (key: string) => Promise<void>,
): Promise<ResponseOf<'migrateInstances'>> {
  const outcomes: ResponseOf<'migrateInstances'> = [];
  for (const key of keys) {
    try {
      await act(key);
      outcomes.push({ key, ok: true, problem: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcomes.push({ key, ok: false, problem: describe(error, language) });
    }
  }
  return outcomes;
}
