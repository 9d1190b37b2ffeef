import { customers } from '#credit/index.ts';
import {
  type EngineCommand,
  EngineQueries,
  type IncidentRecord,
  type ProcessInstanceSummary,
  type Work,
} from '#engine/index.ts';
import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import {
  caseRefs,
  type CaseRefs,
  findCase,
  findCases,
  findOpenItemsOfCase,
  taskActs,
  workItems,
} from '#tasks/index.ts';
import { caseCancellations } from '../collections.ts';
import { taskForm } from '../forms.ts';
import type { Call, Caller, Handlers } from '../http.ts';
import type { Transact } from '../once.ts';
import type { Services } from '../services.ts';
import { caseHistory } from '../views/case-history.ts';
import { casePicture } from '../views/case-picture.ts';
import { mayReadCase } from '../views/case-rights.ts';
import { caseSummaries, isEnded, MOMENT_MS, restWithin } from '../views/case-summaries.ts';
import { type Start, startsFor, startVariables } from '../views/starts.ts';
import { nextTasks, taskSummaries } from '../views/task-summaries.ts';
import { mayReadCustomer } from './rights.ts';

type CaseHandlers = Pick<
  Handlers,
  'listStarts' | 'startCase' | 'listCases' | 'getCase' | 'cancelCase' | 'resolveIncident'
>;

/** Process instances: what may be started, where they stand, and what an administrator may do about them. */
export function caseHandlers(services: Services): CaseHandlers {
  const { store, engine } = services;
  const queries = new EngineQueries(store);
  return {
    async listStarts({ caller, language }) {
      const starts = await startsFor(services, caller);
      return starts.map(({ processId, name, description, form, customer }) => ({
        processId,
        name,
        description,
        customer,
        form: form === undefined ? null : taskForm(form, {}, language),
      }));
    },
    async startCase({ params, body, caller, once }) {
      const key = await once(async (transact) => {
        const starts = await startsFor(services, caller);
        const start = starts.find(({ processId }) => processId === params.processId);
        if (start === undefined) fail('API_NOT_FOUND', { kind: 'process', key: params.processId });
        return transact(starting(start, await startVariables(services, caller, start, body)));
      });
      await restWithin(engine, MOMENT_MS);
      return { key, next: nextTasks(await taskSummaries(store, await findOpenItemsOfCase(store, key))) };
    },
    async listCases({ caller, query }) {
      const page = await findReadable(services, caller, query);
      return {
        items: await caseSummaries(services, page.items),
        ...(page.next === undefined ? {} : { next: page.next }),
      };
    },
    async getCase({ params, caller, language }) {
      const instance = await queries.findProcessInstance(params.key);
      const about = instance && (await findCase(store, params.key));
      if (!instance || !about || !(await mayReadCase(store, caller, about))) {
        return fail('API_NOT_FOUND', { kind: language === 'en' ? 'case' : '流程', key: params.key });
      }
      const [summary] = await caseSummaries(services, [instance]);
      if (!summary) return fail('API_NOT_FOUND', { kind: 'case', key: params.key });
      return {
        summary,
        picture: await casePicture(services, instance),
        history: await caseHistory(services, about, language),
      };
    },
    async cancelCase({ params, body, caller, once }) {
      await once((transact) => cancel(services.store, transact, caller, params.key, body.reason));
      return { ok: true };
    },
    async resolveIncident({ params, body, once }) {
      const caseKey = await once(async (transact) => {
        const found = await queries.findIncident(params.key);
        if (found === undefined) fail('ENGINE_NOT_FOUND', { kind: 'incident', key: params.key });
        return transact(resolving(found, body.retries ?? 1));
      });
      services.push(['cases', `case:${caseKey}`]);
      return { ok: true };
    },
  };
}

function starting(
  { processDefinitionKey }: Pick<Start, 'processDefinitionKey'>,
  variables: Readonly<Record<string, unknown>>,
): Work<string> {
  return {
    reads: [],
    decide(_documents, { nextKey }) {
      const processInstanceKey = nextKey();
      return {
        ok: true,
        writes: [],
        commands: [{ type: 'createProcessInstance', processDefinitionKey, processInstanceKey, variables }],
        result: processInstanceKey,
      };
    },
  };
}

/** A job gets new tries with its incident, all in one unit. Gives the case it belongs to. */
function resolving({ incidentKey, jobKey, processInstanceKey }: IncidentRecord, retries: number): Work<string> {
  const renewed: readonly EngineCommand[] = jobKey === undefined ? [] : [{ type: 'updateJobRetries', jobKey, retries }];
  return {
    reads: [],
    decide: () => ({
      ok: true,
      writes: [],
      commands: [...renewed, { type: 'resolveIncident', incidentKey }],
      result: processInstanceKey,
    }),
  };
}

/** Ends the instance and remembers who did it and why, in one unit. */
async function cancel(
  store: StoreReader,
  transact: Transact,
  caller: Caller,
  key: string,
  reason: string,
): Promise<void> {
  if ((await findCase(store, key)) === undefined) fail('API_NOT_FOUND', { kind: 'case', key });
  if (await isEnded(store, key)) fail('API_CASE_ENDED');
  return transact({
    reads: [],
    decide: (_documents, { now }) => ({
      ok: true,
      writes: [
        {
          type: 'put',
          collection: caseCancellations,
          document: { processInstanceKey: key, at: now, by: { id: caller.personId, name: caller.name }, reason },
        },
      ],
      commands: [{ type: 'cancelProcessInstance', processInstanceKey: key }],
      result: undefined,
    }),
  });
}

type CaseQuery = Call<'listCases'>['query'];
interface InstancePage {
  readonly items: readonly ProcessInstanceSummary[];
  readonly next?: string;
}

const CHUNK = 200;
/** Instances looked at for one page: a page may then be short, never slow. */
const MOST_LOOKED_AT = 4000;

/** The newest cases this caller may read; called instances are seen in the case that called them. */
async function findReadable(services: Services, caller: Caller, query: CaseQuery): Promise<InstancePage> {
  const wanted = query.limit ?? 50;
  const may = await readsCases(services, caller);
  const items: ProcessInstanceSummary[] = [];
  let after = query.after;
  let looked = 0;
  do {
    const page = await nextInstances(services, query, after, Math.min(CHUNK, wanted - items.length));
    const refs = await findCases(
      services.store,
      page.items.map((instance) => instance.processInstanceKey),
    );
    const shown = await may(page.items.flatMap((instance) => refs.get(instance.processInstanceKey) ?? []));
    items.push(
      ...page.items.filter(
        ({ processInstanceKey, parentProcessInstanceKey }) =>
          parentProcessInstanceKey === undefined && shown.has(processInstanceKey),
      ),
    );
    looked += page.items.length;
    after = page.next;
  } while (after !== undefined && items.length < wanted && looked < MOST_LOOKED_AT);
  return after === undefined ? { items } : { items, next: after };
}

async function nextInstances(
  { store }: Services,
  { processId, state, customerId }: CaseQuery,
  after: string | undefined,
  limit: number,
): Promise<InstancePage> {
  const queries = new EngineQueries(store);
  const page = { limit, ...(after === undefined ? {} : { after }) };
  if (customerId === undefined) {
    return queries.processInstances({
      ...page,
      ...(processId === undefined ? {} : { bpmnProcessId: processId }),
      ...(state === undefined ? {} : { states: [state] }),
    });
  }
  const found = await store.find(caseRefs, {
    ...page,
    where: { customerId, ...(processId === undefined ? {} : { bpmnProcessId: processId }) },
    sort: { by: 'startedAt', descending: true },
  });
  const instances = await Promise.all(
    found.items.map(({ document }) => queries.findProcessInstance(document.processInstanceKey)),
  );
  const items = instances
    .filter((one) => one !== undefined)
    .filter((one) => state === undefined || one.state === state);
  return { items, ...(found.next === undefined ? {} : { next: found.next }) };
}

/** Which of many cases the caller may read; as `mayReadCase`, without asking for each. */
async function readsCases(
  { store }: Services,
  caller: Caller,
): Promise<(cases: readonly CaseRefs[]) => Promise<ReadonlySet<string>>> {
  const seesAll = caller.roles.some((role) => role === 'admin' || role === 'executive');
  const may = await mayReadCustomer(store, caller);
  const own = seesAll ? new Set<string>() : await casesWithPart(store, caller.personId);
  return async (cases) => {
    const about = await store.getMany(
      customers,
      cases.flatMap(({ customerId }) => customerId ?? []),
    );
    const readable = cases.filter(({ caseKey, customerId, requester }) => {
      const customer = about.get(customerId ?? '')?.document;
      return seesAll || requester === caller.personId || own.has(caseKey) || (customer !== undefined && may(customer));
    });
    return new Set(readable.map((one) => one.processInstanceKey));
  };
}

/** Cases in which this person did something lately or holds a task. */
async function casesWithPart(store: Services['store'], personId: string): Promise<Set<string>> {
  const [acts, held] = await Promise.all([
    store.find(taskActs, { where: { 'by.id': personId }, sort: { by: 'at', descending: true }, limit: 1000 }),
    store.find(workItems, { where: { assigneeId: personId, state: 'open' }, limit: 1000 }),
  ]);
  return new Set([...acts.items, ...held.items].map(({ document }) => document.caseKey));
}
