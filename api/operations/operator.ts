import type { EngineCommand, EngineQueries, Incident, ProcessInstanceSummary } from '#engine/index.ts';
import { AppError, describe, fail, reject } from '#errors/index.ts';
import type { Write } from '#store/index.ts';
import type { Language, ResponseOf } from '../contract/index.ts';
import type { Call, Caller } from '../http.ts';
import type { Services } from '../services.ts';
import { casePicture } from '../views/case-picture.ts';
import { MOMENT_MS, restWithin } from '../views/case-summaries.ts';
import {
  completedIn,
  type IncidentRow,
  incidentRows,
  instanceRows,
  moveView,
  placeIn,
  targetsIn,
} from '../views/operations.ts';
import { moves, operations, type Move, type Operation } from './collections.ts';
import { controlsLost, controlsPassed } from './controls.ts';

const MANY = 1000;

type Noted = Pick<Operation, 'kind' | 'processInstanceKey' | 'processDefinitionKey' | 'reason'>;

/** What was done, for the unit that does it. */
export function note(
  id: string,
  at: string,
  caller: Caller,
  what: Noted,
  agreedBy: Operation['agreedBy'] = null,
): Write {
  const by = { id: caller.personId, name: caller.name };
  return { type: 'put', collection: operations, document: { id, at, by, agreedBy, ...what } };
}

type Forecast = Awaited<ReturnType<Services['engine']['forecastMigration']>>;

export type Question = Call<'forecastMigration'>['body'];

/** The question as the engine takes it. */
export function questionOf({ sourceProcessDefinitionKey, targetProcessDefinitionKey, mapping }: Question) {
  const keys = { sourceProcessDefinitionKey, targetProcessDefinitionKey };
  return mapping === undefined ? keys : { ...keys, mapping };
}

/** Looks at instances and does to them what operators ask for. */
export class Operator {
  readonly #services: Services;
  readonly #queries: EngineQueries;

  constructor(services: Services, queries: EngineQueries) {
    this.#services = services;
    this.#queries = queries;
  }

  async instance(key: string): Promise<ProcessInstanceSummary> {
    return (await this.#queries.findProcessInstance(key)) ?? fail('API_NOT_FOUND', { kind: 'process instance', key });
  }

  async moveView(move: Move): Promise<ResponseOf<'decideMove'>> {
    return moveView(await this.#services.engine.loadModel(move.processDefinitionKey), move);
  }

  async detail(instance: ProcessInstanceSummary): Promise<ResponseOf<'getInstance'>> {
    const { store, engine } = this.#services;
    const { processInstanceKey: key, processDefinitionKey } = instance;
    const model = await engine.loadModel(processDefinitionKey);
    const current = await this.#queries.currentElements(key);
    const [row] = await instanceRows(this.#services, [instance]);
    if (row === undefined) return fail('API_NOT_FOUND', { kind: 'process instance', key });
    const where = { processInstanceKey: key };
    const [called, done, proposed] = await Promise.all([
      this.#queries.processInstances({ parentProcessInstanceKey: key, limit: 200 }),
      store.find(operations, { where, sort: { by: 'at', descending: true }, limit: 200 }),
      store.find(moves, { where, sort: { by: 'at', descending: true }, limit: 50 }),
    ]);
    const waitsAt = current.flatMap(({ takenFlows }) => takenFlows).map((id) => model.flows.get(id)?.targetId ?? id);
    return {
      instance: row,
      picture: await casePicture(this.#services, instance),
      elements: current
        .filter(({ type }) => type !== 'PROCESS')
        .map(({ elementInstanceKey, elementId, type, hasIncident }) => ({
          ...placeIn(model, elementId),
          elementInstanceKey,
          type,
          hasIncident,
        })),
      waitsAt: [...new Set(waitsAt)].map((id) => placeIn(model, id)),
      targets: targetsIn(model),
      incidents: await incidentRows(this.#services, await this.#queries.incidentsOf(key)),
      called: await instanceRows(this.#services, called.items),
      moves: await Promise.all(proposed.items.map(({ document }) => this.moveView(document))),
      operations: done.items.map(({ document: { at, by, agreedBy, kind, reason } }) => ({
        at,
        by,
        agreedBy,
        kind,
        reason,
      })),
    };
  }

  /** Does commands to an instance and notes who did it and why, in one unit. */
  async act(
    key: string,
    kind: Operation['kind'],
    reason: string,
    caller: Caller,
    commands: readonly EngineCommand[],
    more: { readonly writes?: readonly Write[]; readonly agreedBy?: Operation['agreedBy'] } = {},
  ): Promise<void> {
    const { processDefinitionKey } = await this.instance(key);
    await this.#services.engine.transact({
      reads: [],
      decide: (_documents, { now, nextKey }) => {
        const what = { kind, processInstanceKey: key, processDefinitionKey, reason };
        const writes = [...(more.writes ?? []), note(nextKey(), now, caller, what, more.agreedBy)];
        return { ok: true, writes, commands, result: null };
      },
    });
    await restWithin(this.#services.engine, MOMENT_MS);
    this.#services.push(['operations', 'cases', 'tasks', `case:${key}`]);
  }

  /** Kept until a second operator agrees. A control can't be passed by, whoever agrees. */
  async propose(
    key: string,
    body: Call<'proposeMove'>['body'],
    caller: Caller,
    language: Language,
  ): Promise<ResponseOf<'proposeMove'>> {
    const { engine } = this.#services;
    const { processDefinitionKey } = await this.instance(key);
    const { sourceElementInstanceKey, targetElementId, variables = {}, reason } = body;
    const current = await this.#queries.currentElements(key);
    const source = current.find(({ elementInstanceKey }) => elementInstanceKey === sourceElementInstanceKey);
    const model = await engine.loadModel(processDefinitionKey);
    if (source === undefined) {
      fail('KERNEL_MODIFY_INSTANCE_UNKNOWN', { process: model.bpmnProcessId, keys: sourceElementInstanceKey });
    }
    await this.#checkControls(key, processDefinitionKey, source.elementId, targetElementId, language);
    const move = await engine.transact<Move>({
      reads: [],
      decide(_documents, { now, nextKey }) {
        const document: Move = {
          id: nextKey(),
          processInstanceKey: key,
          processDefinitionKey,
          sourceElementInstanceKey,
          sourceElementId: source.elementId,
          targetElementId,
          variables,
          reason,
          by: { id: caller.personId, name: caller.name },
          at: now,
          state: 'awaiting',
          decidedBy: null,
          decidedAt: null,
        };
        return { ok: true, writes: [{ type: 'put', collection: moves, document }], result: document };
      },
    });
    this.#services.push(['operations']);
    return moveView(model, move);
  }

  /** Whoever proposed it can't agree to it (four eyes). Agreeing does it, as the instance stands now. */
  async decide(id: string, agree: boolean, caller: Caller): Promise<ResponseOf<'decideMove'>> {
    const { store, engine, push } = this.#services;
    const stored = await store.get(moves, id);
    if (stored === undefined) fail('API_NOT_FOUND', { kind: 'move', key: id });
    const { document: move, version } = stored;
    if (move.state !== 'awaiting') fail('API_MOVE_DECIDED', { by: move.decidedBy?.name ?? '' });
    const isOwn = move.by.id === caller.personId;
    if (agree && isOwn) fail('API_OWN_MOVE', { by: move.by.name });
    const decidedBy = { id: caller.personId, name: caller.name };
    const decidedAt = this.#services.clock.now();
    const document: Move = { ...move, state: agree ? 'done' : 'refused', decidedBy, decidedAt };
    const write: Write = { type: 'put', collection: moves, document, expected: version };
    if (!agree) {
      await engine.transact({ reads: [], decide: () => ({ ok: true, writes: [write], result: null }) });
      push(['operations']);
      return this.moveView(document);
    }
    const { processInstanceKey, sourceElementInstanceKey, targetElementId, variables, reason } = move;
    // It may have been migrated since: what counts is where it stands now.
    const { processDefinitionKey } = await this.instance(processInstanceKey);
    const current = await this.#queries.currentElements(processInstanceKey);
    const source = current.find(({ elementInstanceKey }) => elementInstanceKey === sourceElementInstanceKey);
    const sourceId = source?.elementId ?? move.sourceElementId;
    await this.#checkControls(processInstanceKey, processDefinitionKey, sourceId, targetElementId, caller.language);
    const variableInstructions = Object.keys(variables).length === 0 ? [] : [{ variables }];
    const moveInstructions = [{ sourceElementInstanceKey, targetElementId, variableInstructions }];
    const proposer: Caller = { ...caller, personId: move.by.id, name: move.by.name };
    const command: EngineCommand = { type: 'modifyProcessInstance', processInstanceKey, moveInstructions };
    await this.act(processInstanceKey, 'moved', reason, proposer, [command], { writes: [write], agreedBy: decidedBy });
    return this.moveView(document);
  }

  async #checkControls(
    key: string,
    processDefinitionKey: string,
    sourceId: string,
    targetId: string,
    language: Language,
  ): Promise<void> {
    const model = await this.#services.engine.loadModel(processDefinitionKey);
    const completed = await completedIn(this.#services, key);
    const [passed] = controlsPassed(model, sourceId, targetId, completed);
    if (passed === undefined) return;
    const nameOf = (id: string): string => placeIn(model, id).name[language];
    fail('API_MOVE_PAST_CONTROL', { target: nameOf(targetId), control: nameOf(passed.id) });
  }

  /** A choice of what a step becomes may not lead past a control either. */
  async checkChoices(key: string, { source, target, mapping, proposed }: Forecast, language: Language): Promise<void> {
    const { engine } = this.#services;
    const from = await engine.loadModel(source.processDefinitionKey);
    const to = await engine.loadModel(target.processDefinitionKey);
    for (const { elementId } of await this.#queries.currentElements(key)) {
      const chosen = mapping[elementId];
      if (chosen === undefined || chosen === proposed[elementId]) continue;
      const [lost] = controlsLost(from, to, elementId, chosen, proposed);
      if (lost === undefined) continue;
      const details = { target: placeIn(to, chosen).name[language], control: placeIn(from, lost.id).name[language] };
      fail('API_MOVE_PAST_CONTROL', details);
    }
  }

  async forecast(body: Question, language: Language): Promise<ResponseOf<'forecastMigration'>> {
    const { engine } = this.#services;
    const question = questionOf(body);
    const forecast = await engine.forecastMigration(question);
    const source = await engine.loadModel(question.sourceProcessDefinitionKey);
    const target = await engine.loadModel(question.targetProcessDefinitionKey);
    const rows = await instanceRows(
      this.#services,
      forecast.instances.map(({ instance }) => instance),
    );
    const choices = new Map<string, { instances: number; candidates: readonly string[] }>();
    for (const { elementId, choices: candidates } of forecast.instances.flatMap(({ problems }) => problems)) {
      if (candidates.length === 0) continue;
      choices.set(elementId, { instances: (choices.get(elementId)?.instances ?? 0) + 1, candidates });
    }
    const count = (verdict: string): number => forecast.instances.filter((one) => one.verdict === verdict).length;
    return {
      mapping: { ...forecast.mapping },
      targets: [...target.elements.keys()].map((id) => placeIn(target, id)),
      counts: { migrates: count('MIGRATES'), needsChoice: count('NEEDS_CHOICE'), stays: count('STAYS') },
      choices: [...choices].map(([elementId, { instances, candidates }]) => ({
        ...placeIn(source, elementId),
        instances,
        candidates: candidates.map((id) => placeIn(target, id)),
      })),
      instances: forecast.instances.flatMap(({ verdict, problems, elements }, index) => {
        const instance = rows[index];
        if (instance === undefined) return [];
        const at = elements.map((id) => placeIn(source, id));
        const told = problems.map(({ elementId, rejection }) => ({ elementId, ...describe(rejection, language) }));
        return [{ instance, at, verdict, problems: told }];
      }),
    };
  }

  /** All open incidents of a version, a process or an element. */
  async incidentsOf(filter: Call<'retryIncidents'>['body']): Promise<readonly IncidentRow[]> {
    const { processId, processDefinitionKey, elementId } = filter;
    const rows: IncidentRow[] = [];
    let after: string | undefined;
    do {
      const page = await this.#queries.incidents({
        ...(processId === undefined ? {} : { bpmnProcessId: processId }),
        ...(elementId === undefined ? {} : { elementId }),
        ...(after === undefined ? {} : { after }),
        limit: MANY,
      });
      rows.push(...(await incidentRows(this.#services, page.items)));
      after = page.next;
    } while (after !== undefined);
    return rows.filter(
      (row) => processDefinitionKey === undefined || row.processDefinitionKey === processDefinitionKey,
    );
  }

  /** Gives a failed job retries and lets it be tried again, in one unit. */
  async retry(key: string, retries: number, caller: Caller): Promise<void> {
    const incident = await this.#queries.findIncident(key);
    if (incident === undefined) throw new AppError(reject('ENGINE_NOT_FOUND', { kind: 'incident', key }));
    await this.act(incident.processInstanceKey, 'retried', incident.errorMessage, caller, retryOf(incident, retries));
  }
}

function retryOf({ incidentKey, jobKey }: Incident, retries: number): readonly EngineCommand[] {
  const resolve = { type: 'resolveIncident', incidentKey } as const;
  return jobKey === undefined ? [resolve] : [{ type: 'updateJobRetries', jobKey, retries }, resolve];
}
