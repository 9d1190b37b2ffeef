/** Given a process, when commands, then state: the kernel alone, with a clock and keys that the test owns. */
import { deepStrictEqual, equal } from 'node:assert';
import { pack, unpack } from '#engine/embedded/packing.ts';
import {
  apply,
  assessMigration,
  catchesError,
  createState,
  escalationVerdict,
  findJob,
  instancesOf,
  openIncidents,
  openJobs,
  openSignals,
  openSubscriptions,
  openTimers,
  step,
  variablesOf,
  type Effect,
  type EscalationVerdict,
  type KernelCommand,
  type KernelContext,
  type MigrationVerdict,
  type State,
} from '#engine/kernel/index.ts';
import type { ActivateInstruction, MoveInstruction } from '#engine/index.ts';
import { addMilliseconds, parseProcesses, type ProcessModel } from '#engine/model/index.ts';
import type { EngineEvent, Key, Variables } from '#engine/records.ts';
import type { Rejection } from '#errors/index.ts';
import type { Builder } from './bpmn.ts';
import { TokenLedger } from './tokens.ts';

type EvaluateDecision = KernelContext['evaluateDecision'];

export interface Given {
  readonly variables?: Variables;
  readonly startEventId?: string;
  readonly evaluateDecision?: EvaluateDecision;
  readonly version?: number;
  /** Elements to begin at instead of the start event. */
  readonly startAt?: readonly string[];
}

interface Instance {
  model: ProcessModel;
  readonly state: State;
  /** Built from the events alone. */
  readonly replayed: State;
  readonly events: EngineEvent[];
  readonly tokens: TokenLedger;
}

/** An instance of the first process; the others can be called by it. */
export async function given(processes: Builder | readonly Builder[], options: Given = {}): Promise<Scenario> {
  const [first, ...others] = 'toXml' in processes ? [processes] : processes;
  if (first === undefined) throw new Error('No process was given.');
  const models = await modelsOf(first.toXml(...others));
  return new Scenario(models, first.id, options);
}

/** The processes of a file that must be free of problems. */
export async function modelsOf(xml: string): Promise<readonly ProcessModel[]> {
  const parsed = await parseProcesses({ name: 'test.bpmn', content: xml });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ code, message }) => `${code}: ${message.en}`).join('\n'));
  return parsed.processes;
}

export class Scenario {
  now = '2026-01-01T00:00:00.000Z';
  readonly rejections: Rejection[] = [];
  readonly #instances = new Map<Key, Instance>();
  readonly #models: ReadonlyMap<string, ProcessModel>;
  readonly #options: Given;
  readonly #root: Key;
  #lastKey = 0;

  constructor(models: readonly ProcessModel[], processId: string, options: Given) {
    this.#models = new Map(models.map((model) => [model.bpmnProcessId, model]));
    this.#options = options;
    this.#root = this.#nextKey();
    const { variables = {}, startEventId, version, startAt } = options;
    this.#create(processId, {
      processInstanceKey: this.#root,
      processDefinitionKey: processId,
      variables,
      ...(startEventId === undefined ? {} : { startEventId }),
      ...(version === undefined ? {} : { version }),
      ...(startAt === undefined ? {} : { startInstructions: startAt.map((elementId) => ({ elementId })) }),
    });
  }

  get state(): State {
    return this.#instance(this.#root).state;
  }

  get events(): readonly EngineEvent[] {
    return this.#instance(this.#root).events;
  }

  get model(): ProcessModel {
    return this.#instance(this.#root).model;
  }

  /** Every instance there is, the root first. */
  get states(): readonly State[] {
    return [...this.#instances.values()].map(({ state }) => state);
  }

  // When

  completeJob(elementId: string, variables: Variables = {}): this {
    return this.#withJob(elementId, (jobKey) => ({ type: 'completeJob', jobKey, variables }));
  }

  failJob(elementId: string, retries: number, errorMessage = 'broken', retryBackOff?: number): this {
    const backOff = retryBackOff === undefined ? {} : { retryBackOff };
    return this.#withJob(elementId, (jobKey) => ({ type: 'failJob', jobKey, retries, errorMessage, ...backOff }));
  }

  throwError(elementId: string, errorCode: string, variables: Variables = {}): this {
    return this.#withJob(elementId, (jobKey) => ({
      type: 'throwError',
      jobKey,
      errorCode,
      errorMessage: '',
      variables,
    }));
  }

  updateRetries(elementId: string, retries: number): this {
    return this.#withJob(elementId, (jobKey) => ({ type: 'updateJobRetries', jobKey, retries }));
  }

  /** Moves the clock and fires every timer that is due, in order of their due dates. */
  advanceTo(instant: string): this {
    for (;;) {
      const due = this.#due(instant);
      if (due === undefined) break;
      if (due.dueAt > this.now) this.now = due.dueAt;
      this.command({ type: 'triggerTimer', timerKey: due.timerKey }, due.instanceKey);
    }
    this.now = instant;
    return this;
  }

  advance(milliseconds: number): this {
    return this.advanceTo(addMilliseconds(this.now, milliseconds));
  }

  /** Fires one timer whatever the clock says. */
  fireTimer(targetElementId: string): this {
    for (const [key, { state }] of this.#instances) {
      const timer = openTimers(state).find((open) => open.targetElementId === targetElementId);
      if (timer !== undefined) return this.command({ type: 'triggerTimer', timerKey: timer.key }, key);
    }
    return this.command({ type: 'triggerTimer', timerKey: 'none' });
  }

  correlate(messageName: string, correlationKey: string, variables: Variables = {}): this {
    for (const [key, { state }] of this.#instances) {
      const found = openSubscriptions(state).find(
        (open) => open.messageName === messageName && open.correlationKey === correlationKey,
      );
      if (found === undefined) continue;
      const messageKey = this.#nextKey();
      return this.command({ type: 'correlateMessage', subscriptionKey: found.key, messageKey, variables }, key);
    }
    throw new Error(`Nothing waits for message '${messageName}' with '${correlationKey}'.`);
  }

  /** To everything that waits for the signal now. */
  broadcast(signalName: string, variables: Variables = {}, signalKey: Key = this.#nextKey()): this {
    const waiting = [...this.#instances].flatMap(([instanceKey, { state }]) =>
      openSignals(state).flatMap((signal) =>
        signal.signalName === signalName && Number(signal.key) < Number(signalKey) ? [{ instanceKey, signal }] : [],
      ),
    );
    for (const { instanceKey, signal } of waiting) {
      this.command({ type: 'triggerSignal', subscriptionKey: signal.key, variables }, instanceKey);
    }
    return this;
  }

  resolveIncident(): this {
    for (const [key, { state }] of this.#instances) {
      const [incident] = openIncidents(state);
      if (incident !== undefined) return this.command({ type: 'resolveIncident', incidentKey: incident.key }, key);
    }
    throw new Error('There is no incident.');
  }

  setVariables(variables: Variables, elementId?: string): this {
    const scope = elementId === undefined ? this.#root : this.instanceOf(elementId);
    return this.command({ type: 'setVariables', elementInstanceKey: scope, variables, local: elementId !== undefined });
  }

  cancel(): this {
    return this.command({ type: 'cancelInstance' });
  }

  suspend(): this {
    return this.command({ type: 'suspendInstance' });
  }

  resume(): this {
    return this.command({ type: 'resumeInstance' });
  }

  /** `activate`: ids of elements or whole instructions; `terminate`: ids of elements, each the first instance that runs. */
  modify(
    activate: readonly (string | ActivateInstruction)[],
    terminate: readonly string[] = [],
    move: readonly MoveInstruction[] = [],
  ): this {
    return this.command({
      type: 'modifyInstance',
      activateInstructions: activate.map((each) => (typeof each === 'string' ? { elementId: each } : each)),
      terminateInstructions: terminate.map((id) => ({ elementInstanceKey: this.instanceOf(id) })),
      moveInstructions: move,
    });
  }

  /** From where an element stands, the first instance of it, to another element. */
  move(from: string, targetElementId: string): this {
    return this.modify([], [], [{ sourceElementInstanceKey: this.instanceOf(from), targetElementId }]);
  }

  /** To the process drawn, as its version 2; what is not mapped is left out. */
  async migrate(to: Builder, mapping: Readonly<Record<string, string>>): Promise<this> {
    const [model] = await modelsOf(to.toXml());
    if (model === undefined) throw new Error('No process was given.');
    const mappingInstructions = Object.entries(mapping).map(([sourceElementId, targetElementId]) => ({
      sourceElementId,
      targetElementId,
    }));
    const before = this.rejections.length;
    const target = { model, processDefinitionKey: `${model.bpmnProcessId}:2`, version: 2 };
    this.command({ type: 'migrateInstance', target, mappingInstructions });
    if (this.rejections.length === before) this.#instance(this.#root).model = model;
    return this;
  }

  /** What would become of it in the process drawn. */
  async assess(to: Builder, mapping: Readonly<Record<string, string>> = {}): Promise<MigrationVerdict> {
    const [model] = await modelsOf(to.toXml());
    if (model === undefined) throw new Error('No process was given.');
    return assessMigration(this.model, model, this.state, mapping);
  }

  /** Any command; what follows in other instances is done too, and replay is checked. */
  command(command: KernelCommand, processInstanceKey: Key = this.#root): this {
    const instance = this.#instance(processInstanceKey);
    const before = JSON.stringify(instance.state);
    const outcome = step(instance.model, instance.state, command, this.#context());
    if (!outcome.ok) {
      equal(JSON.stringify(instance.state), before, 'a rejection changes nothing');
      this.rejections.push(outcome.rejection);
      return this;
    }
    instance.events.push(...outcome.events);
    for (const event of this.#journaled(outcome.events)) {
      apply(instance.replayed, event);
      instance.tokens.add(event);
    }
    deepStrictEqual(throughJson(instance.replayed), throughJson(instance.state));
    for (const effect of outcome.effects) this.#follow(effect);
    return this;
  }

  // Then

  /** Elements with a job, in order of their creation, over all instances. */
  get jobs(): readonly string[] {
    return this.states.flatMap((state) => openJobs(state).map((job) => elementIdOf(state, job.elementInstanceKey)));
  }

  /** What of the tokens is not conserved, over all instances. */
  get tokenFaults(): readonly string[] {
    return [...this.#instances.values()].flatMap(({ tokens, state }) => tokens.check(state));
  }

  get isCompleted(): boolean {
    return this.state.status === 'COMPLETED';
  }

  /** Variables of the process, also after it has ended. */
  get variables(): Variables {
    const found: Record<string, unknown> = {};
    for (const event of this.events) {
      if (event.type === 'processInstanceCreated') Object.assign(found, event.variables);
      if (event.type === 'variablesSet' && event.scopeKey === this.#root) Object.assign(found, event.variables);
    }
    return found;
  }

  get incidents(): readonly { readonly elementId: string; readonly type: string; readonly message: string }[] {
    return this.states.flatMap((state) =>
      openIncidents(state).map((incident) => ({
        elementId: elementIdOf(state, incident.elementInstanceKey),
        type: incident.type,
        message: incident.errorMessage,
      })),
    );
  }

  /** Ids of elements that reached a state, in order. */
  elements(state: 'elementActivated' | 'elementCompleted' | 'elementTerminated'): readonly string[] {
    return this.events.flatMap((event) => (event.type === state ? [event.elementId] : []));
  }

  get timers(): readonly { readonly target: string; readonly dueAt: string; readonly left: number }[] {
    return this.states.flatMap((state) =>
      openTimers(state).map(({ targetElementId: target, dueAt, repetitionsLeft: left }) => ({ target, dueAt, left })),
    );
  }

  get subscriptions(): readonly string[] {
    return openSubscriptions(this.state).map((open) => `${open.messageName}/${open.correlationKey}`);
  }

  visibleAt(elementId: string): Variables {
    return variablesOf(this.state, this.instanceOf(elementId));
  }

  eventsOf<Type extends EngineEvent['type']>(type: Type): readonly Extract<EngineEvent, { type: Type }>[] {
    return this.events.filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);
  }

  instanceOf(elementId: string): Key {
    const [instance] = instancesOf(this.state, elementId);
    if (instance === undefined) throw new Error(`'${elementId}' is not active.`);
    return instance.key;
  }

  #create(processId: string, fields: Omit<Extract<KernelCommand, { type: 'createInstance' }>, 'type'>): void {
    const model = this.#models.get(processId);
    if (model === undefined) throw new Error(`No process '${processId}'.`);
    const tokens = new TokenLedger(model);
    const instance = { model, state: createState(), replayed: createState(), events: [], tokens };
    this.#instances.set(fields.processInstanceKey, instance);
    this.command({ type: 'createInstance', ...fields }, fields.processInstanceKey);
  }

  #follow(effect: Effect): void {
    if (effect.type === 'createCalledInstance') {
      const { processInstanceKey, processDefinitionKey, variables, parent } = effect;
      this.#create(processDefinitionKey, { processInstanceKey, processDefinitionKey, variables, parent });
    } else if (effect.type === 'cancelCalledInstance') {
      this.command({ type: 'cancelInstance', byCaller: true }, effect.processInstanceKey);
    } else if (effect.type === 'suspendCalledInstance') {
      this.command({ type: 'suspendInstance', byCaller: true }, effect.processInstanceKey);
    } else if (effect.type === 'resumeCalledInstance') {
      this.command({ type: 'resumeInstance', byCaller: true }, effect.processInstanceKey);
    } else if (effect.type === 'broadcastSignal') {
      this.broadcast(effect.signalName, effect.variables, effect.signalKey);
    } else {
      const { processInstanceKey, ...command } = effect;
      this.command(command, processInstanceKey);
    }
  }

  #context(): KernelContext {
    return {
      now: this.now,
      nextKey: () => this.#nextKey(),
      findProcess: (id) => (this.#models.has(id) ? { processDefinitionKey: id } : undefined),
      evaluateDecision: this.#options.evaluateDecision ?? (() => ({ ok: false, message: 'no decision is deployed' })),
      catchesError: (parent, code) => this.#catches(parent, code),
      catchesEscalation: (parent, code) => this.#escalates(parent, code),
    };
  }

  #catches(parent: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key }, code: string): boolean {
    const { model, state } = this.#instance(parent.processInstanceKey);
    if (catchesError(model, state, parent.elementInstanceKey, code)) return true;
    return state.parent !== undefined && this.#catches(state.parent, code);
  }

  #escalates(
    parent: { readonly processInstanceKey: Key; readonly elementInstanceKey: Key },
    code: string,
  ): EscalationVerdict | undefined {
    const { model, state } = this.#instance(parent.processInstanceKey);
    const verdict = escalationVerdict(model, state, parent.elementInstanceKey, code);
    if (verdict !== undefined || state.parent === undefined) return verdict;
    return this.#escalates(state.parent, code);
  }

  #withJob(elementId: string, build: (jobKey: Key) => KernelCommand): this {
    for (const [key, { state }] of this.#instances) {
      const job = openJobs(state).find((open) => elementIdOf(state, open.elementInstanceKey) === elementId);
      if (job !== undefined && findJob(state, job.key) !== undefined) return this.command(build(job.key), key);
    }
    return this.command(build('none'));
  }

  #due(instant: string): { readonly timerKey: Key; readonly instanceKey: Key; readonly dueAt: string } | undefined {
    const all = [...this.#instances].flatMap(([instanceKey, { state }]) =>
      openTimers(state).map(({ key: timerKey, dueAt }) => ({ timerKey, instanceKey, dueAt })),
    );
    return all.filter(({ dueAt }) => dueAt <= instant).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt))[0];
  }

  #instance(key: Key): Instance {
    const instance = this.#instances.get(key);
    if (instance === undefined) throw new Error(`No instance '${key}'.`);
    return instance;
  }

  /** As the journal gives them back. */
  #journaled(events: readonly EngineEvent[]): readonly EngineEvent[] {
    const entry = {
      journalKey: String(this.#lastKey),
      processInstanceKey: this.#root,
      position: 1,
      timestamp: this.now,
    };
    const journaled = throughJson(pack({ ...entry, bpmnProcessId: '', processDefinitionKey: '', version: 1, events }));
    const read = unpack(journaled).events;
    deepStrictEqual(read, throughJson(events));
    return read;
  }

  #nextKey(): Key {
    this.#lastKey += 1;
    return String(this.#lastKey);
  }
}

function throughJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function elementIdOf(state: State, key: Key): string {
  return state.elements[key]?.elementId ?? '';
}
