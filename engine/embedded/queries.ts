import type { Page, Query, StoreReader } from '#store/index.ts';
import type { EngineRecord, Key, Variables } from '../records.ts';
import { processVariables, variablesOf } from '../kernel/index.ts';
import type { ElementInstance, State } from '../kernel/index.ts';
import {
  decisionDefinitions,
  deployedResources,
  formDefinitions,
  incidents,
  processDefinitions,
  processInstances,
  snapshots,
} from './collections.ts';
import type {
  DecisionDefinition,
  DeployedResource,
  FormDefinition,
  Incident,
  ProcessDefinition,
  ProcessInstance,
  ProcessInstanceState,
} from './documents.ts';
import { readJournal, restore } from './restore.ts';
import { recordsOf } from './scope.ts';

export type ProcessInstanceSummary = Omit<ProcessInstance, 'position'>;

export interface ProcessInstanceFilter {
  readonly bpmnProcessId?: string;
  readonly processDefinitionKey?: Key;
  /** Any of these; all of them unless told. */
  readonly states?: readonly ProcessInstanceState[];
  /** A correlation key it has waited or been started with. */
  readonly businessKey?: string;
  readonly parentProcessInstanceKey?: Key;
  readonly limit?: number;
  readonly after?: string;
}

/** An element that is being executed. */
export interface CurrentElement {
  readonly elementInstanceKey: Key;
  readonly elementId: string;
  readonly type: ElementInstance['type'];
  readonly hasIncident: boolean;
  /** Present when it waits for a job. */
  readonly jobKey?: Key;
  /** Of a scope: flows that have brought something to a join, where it waits for the others. */
  readonly takenFlows: readonly string[];
}

export interface ResultPage<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

const ALL_STATES: readonly ProcessInstanceState[] = ['active', 'incident', 'suspended', 'completed', 'terminated'];
const MANY = 1000;

/** What the engine's store can be asked; reads only, so any process may. Lists are newest first. */
export class EngineQueries {
  readonly #reader: StoreReader;

  constructor(reader: StoreReader) {
    this.#reader = reader;
  }

  /** Every version of every process, or of one, that is not deleted; by process id, newest version first. */
  async processDefinitions(bpmnProcessId?: string): Promise<readonly ProcessDefinition[]> {
    const all = await this.#deployed(processDefinitions, bpmnProcessId === undefined ? {} : { bpmnProcessId });
    return all.toSorted((a, b) => a.bpmnProcessId.localeCompare(b.bpmnProcessId) || b.version - a.version);
  }

  /** Also one that is deleted: what has run on it can be read. */
  async findProcessDefinition(processDefinitionKey: Key): Promise<ProcessDefinition | undefined> {
    return (await this.#reader.get(processDefinitions, processDefinitionKey))?.document;
  }

  /** Every version of every decision, or of one, that is not deleted; by decision id, newest version first. */
  async decisionDefinitions(dmnDecisionId?: string): Promise<readonly DecisionDefinition[]> {
    const all = await this.#deployed(decisionDefinitions, dmnDecisionId === undefined ? {} : { dmnDecisionId });
    return all.toSorted((a, b) => a.dmnDecisionId.localeCompare(b.dmnDecisionId) || b.version - a.version);
  }

  /** Every version of every form, or of one, that is not deleted; by form id, newest version first. */
  async formDefinitions(formId?: string): Promise<readonly FormDefinition[]> {
    const all = await this.#deployed(formDefinitions, formId === undefined ? {} : { formId });
    return all.toSorted((a, b) => a.formId.localeCompare(b.formId) || b.version - a.version);
  }

  /** The file a definition came from, as it was deployed. */
  async findResource(resourceKey: Key): Promise<DeployedResource | undefined> {
    return (await this.#reader.get(deployedResources, resourceKey))?.document;
  }

  /** The BPMN XML of a process definition. */
  async findProcessXml(processDefinitionKey: Key): Promise<string | undefined> {
    const definition = await this.findProcessDefinition(processDefinitionKey);
    return definition === undefined ? undefined : (await this.findResource(definition.resourceKey))?.content;
  }

  async processInstances(filter: ProcessInstanceFilter = {}): Promise<ResultPage<ProcessInstanceSummary>> {
    const page = await this.#reader.find(processInstances, instanceQuery(filter));
    return mapPage(page, summaryOf);
  }

  async countProcessInstances(filter: Omit<ProcessInstanceFilter, 'limit' | 'after'> = {}): Promise<number> {
    return this.#reader.count(processInstances, { where: instanceQuery(filter).where ?? {} });
  }

  async findProcessInstance(key: Key): Promise<ProcessInstanceSummary | undefined> {
    const stored = await this.#reader.get(processInstances, key);
    return stored === undefined ? undefined : summaryOf(stored.document);
  }

  /** Everything that has happened to an instance, oldest first. */
  async history(key: Key): Promise<readonly EngineRecord[]> {
    const records: EngineRecord[] = [];
    for await (const entry of readJournal(this.#reader, key, 0)) {
      for (const record of recordsOf(entry)) records.push(record);
    }
    return records;
  }

  /** What is being executed now: where the case stands in the picture of its process. Empty when it has ended. */
  async currentElements(key: Key): Promise<readonly CurrentElement[]> {
    const state = await this.#state(key);
    return Object.values(state?.elements ?? {}).map((element) => ({
      elementInstanceKey: element.key,
      elementId: element.elementId,
      type: element.type,
      hasIncident: (element.incidents?.length ?? 0) > 0,
      ...(element.jobKey === undefined ? {} : { jobKey: element.jobKey }),
      takenFlows: Object.keys(element.takenFlows ?? {}),
    }));
  }

  /** Variables of the process, or those visible from one of its running elements. Of an ended instance: the last known. */
  async variables(key: Key, elementInstanceKey?: Key): Promise<Variables> {
    const state = await this.#state(key);
    if (state === undefined) return {};
    if (elementInstanceKey !== undefined) return variablesOf(state, elementInstanceKey);
    return state.elements[key] === undefined ? this.#lastVariables(key) : processVariables(state);
  }

  /** Open incidents of an instance, oldest first. */
  async incidentsOf(processInstanceKey: Key): Promise<readonly Incident[]> {
    return this.#all(incidents, { processInstanceKey });
  }

  /** All open incidents, or those of one process, newest first. */
  async incidents(
    filter: {
      readonly bpmnProcessId?: string;
      readonly elementId?: string;
      readonly limit?: number;
      readonly after?: string;
    } = {},
  ): Promise<ResultPage<Incident>> {
    const { bpmnProcessId, elementId, ...page } = filter;
    const where = {
      ...(bpmnProcessId === undefined ? {} : { bpmnProcessId }),
      ...(elementId === undefined ? {} : { elementId }),
    };
    const found = await this.#reader.find(incidents, { ...page, where, sort: { by: 'createdAt', descending: true } });
    return mapPage(found, (incident) => incident);
  }

  async findIncident(incidentKey: Key): Promise<Incident | undefined> {
    return (await this.#reader.get(incidents, incidentKey))?.document;
  }

  /** How many instances of each process definition are in each state. */
  async instanceCounts(): Promise<ReadonlyMap<Key, Readonly<Record<ProcessInstanceState, number>>>> {
    const counts = new Map<Key, Record<ProcessInstanceState, number>>();
    const groupBy = ['processDefinitionKey', 'state'];
    for (const { group, count } of await this.#reader.aggregate(processInstances, { groupBy })) {
      const key = String(group['processDefinitionKey']);
      const found = counts.get(key) ?? { active: 0, incident: 0, suspended: 0, completed: 0, terminated: 0 };
      // What the collection's schema allows.
      found[String(group['state']) as ProcessInstanceState] = count;
      counts.set(key, found);
    }
    return counts;
  }

  async countIncidents(): Promise<number> {
    return this.#reader.count(incidents, {});
  }

  async #state(key: Key): Promise<State | undefined> {
    const instance = await this.#reader.get(processInstances, key);
    if (instance === undefined) return undefined;
    const snapshot = await this.#reader.get(snapshots, key);
    return (await restore(this.#reader, instance.document, snapshot?.document)).state;
  }

  /** The process has left its state with the last element: what was set in its own scope is in the journal. */
  async #lastVariables(key: Key): Promise<Variables> {
    const variables: Record<string, unknown> = {};
    for (const { event } of await this.history(key)) {
      if (event.type === 'processInstanceCreated') Object.assign(variables, event.variables);
      if (event.type === 'variablesSet' && event.scopeKey === key) Object.assign(variables, event.variables);
    }
    return variables;
  }

  async #deployed<T extends { readonly deletedAt?: string }>(
    collection: Parameters<StoreReader['find']>[0] & { readonly schema: { readonly _output: T } },
    where: Query['where'],
  ): Promise<readonly T[]> {
    return (await this.#all(collection, where)).filter(({ deletedAt }) => deletedAt === undefined);
  }

  async #all<T extends object>(
    collection: Parameters<StoreReader['find']>[0] & { readonly schema: { readonly _output: T } },
    where: Query['where'],
  ): Promise<readonly T[]> {
    const found: T[] = [];
    let after: string | undefined;
    do {
      const page = await this.#reader.find(collection, {
        ...(where === undefined ? {} : { where }),
        limit: MANY,
        ...(after === undefined ? {} : { after }),
      });
      found.push(...page.items.map(({ document }) => document as T));
      after = page.next;
    } while (after !== undefined);
    return found;
  }
}

function instanceQuery(filter: ProcessInstanceFilter): Query {
  const { bpmnProcessId, processDefinitionKey, states = ALL_STATES, businessKey, parentProcessInstanceKey } = filter;
  const isOwn = bpmnProcessId !== undefined || (businessKey === undefined && parentProcessInstanceKey === undefined);
  return {
    where: {
      ...(bpmnProcessId === undefined ? {} : { bpmnProcessId }),
      ...(isOwn || states !== ALL_STATES ? { state: { in: states } } : {}),
      ...(processDefinitionKey === undefined ? {} : { processDefinitionKey }),
      ...(businessKey === undefined ? {} : { businessKeys: { has: businessKey } }),
      ...(parentProcessInstanceKey === undefined ? {} : { parentProcessInstanceKey }),
    },
    ...(parentProcessInstanceKey === undefined ? { sort: { by: 'startedAt', descending: true } } : {}),
    ...(filter.limit === undefined ? {} : { limit: filter.limit }),
    ...(filter.after === undefined ? {} : { after: filter.after }),
  };
}

function summaryOf(instance: ProcessInstance): ProcessInstanceSummary {
  const { position: _, ...summary } = instance;
  return summary;
}

function mapPage<T extends object, U>(page: Page<T>, map: (document: T) => U): ResultPage<U> {
  return {
    items: page.items.map(({ document }) => map(document)),
    ...(page.next === undefined ? {} : { next: page.next }),
  };
}
