import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { KernelContext, Which } from '../kernel/index.ts';
import { decisionTagsOf, describeBinding } from '../model/index.ts';
import type { ProcessModel } from '../model/index.ts';
import type { Key, Variables } from '../records.ts';
import { processDefinitions } from './collections.ts';
import { Decisions, type LoadedDecision } from './decisions.ts';
import type { ProcessDefinition } from './documents.ts';
import { readProcesses, storedResource } from './resources.ts';

export interface LoadedProcess {
  readonly definition: ProcessDefinition;
  readonly model: ProcessModel;
}

type DecisionOutcome = ReturnType<KernelContext['evaluateDecision']>;

/** What is deployed, as of the last durable commit. Process models are compiled when they are first needed, then kept. */
export class Definitions {
  readonly #store: StoreReader;
  readonly #byKey = new Map<Key, ProcessDefinition>();
  readonly #versions = new Map<string, ProcessDefinition[]>();
  readonly #loaded = new Map<Key, LoadedProcess>();
  readonly #decisions: Decisions;
  /** Of processes that have been deleted too: a number is never used again. */
  readonly #lastVersions = new Map<string, number>();

  constructor(store: StoreReader) {
    this.#store = store;
    this.#decisions = new Decisions(store);
  }

  static async open(store: StoreReader): Promise<Definitions> {
    const definitions = new Definitions(store);
    await definitions.reload();
    return definitions;
  }

  /** Reads what the store has and is not known here. */
  async reload(): Promise<void> {
    for await (const { document } of this.#store.scan(processDefinitions)) this.#note(document);
    await this.#decisions.reload();
  }

  addProcess(process: LoadedProcess): void {
    this.#note(process.definition);
    this.#loaded.set(process.definition.processDefinitionKey, process);
  }

  addDecision(decision: LoadedDecision): void {
    this.#decisions.add(decision);
  }

  /** Nothing new begins with it; what has run on it can still be read. */
  removeProcess(deleted: ProcessDefinition): void {
    const { processDefinitionKey, bpmnProcessId } = deleted;
    this.#byKey.set(processDefinitionKey, deleted);
    const left = (this.#versions.get(bpmnProcessId) ?? []).filter(({ version }) => version !== deleted.version);
    if (left.length > 0) this.#versions.set(bpmnProcessId, left);
    else this.#versions.delete(bpmnProcessId);
  }

  get decisions(): Decisions {
    return this.#decisions;
  }

  /** The number of the last version there has been, 0 when there has been none. */
  lastVersion(bpmnProcessId: string): number {
    return this.#lastVersions.get(bpmnProcessId) ?? 0;
  }

  /** The newest version older than this one. */
  before({ bpmnProcessId, version }: ProcessDefinition): ProcessDefinition | undefined {
    return this.#versions.get(bpmnProcessId)?.findLast((other) => other.version < version);
  }

  newest(bpmnProcessId: string): ProcessDefinition | undefined {
    return this.#versions.get(bpmnProcessId)?.at(-1);
  }

  find(selector: {
    readonly bpmnProcessId?: string;
    readonly version?: number;
    readonly processDefinitionKey?: Key;
  }): ProcessDefinition | undefined {
    if (selector.processDefinitionKey !== undefined) return this.#deployed(selector.processDefinitionKey);
    if (selector.bpmnProcessId === undefined) return undefined;
    if (selector.version === undefined) return this.newest(selector.bpmnProcessId);
    return this.#versions.get(selector.bpmnProcessId)?.find(({ version }) => version === selector.version);
  }

  /** The newest version. */
  decision(dmnDecisionId: string): LoadedDecision | undefined {
    return this.#decisions.newest(dmnDecisionId);
  }

  /** The version that a call means. */
  called(bpmnProcessId: string, { binding, caller }: Which): ProcessDefinition | undefined {
    if (binding.type === 'latest') return this.newest(bpmnProcessId);
    const versions = this.#versions.get(bpmnProcessId) ?? [];
    if (binding.type === 'versionTag') return versions.findLast(({ versionTag }) => versionTag === binding.versionTag);
    const key = this.#byKey.get(caller)?.deployedWith?.processes[bpmnProcessId];
    return key === undefined ? undefined : this.#deployed(key);
  }

  /** Start events, of the newest version of each process, that wait for the message. */
  *startedBy(messageName: string): Iterable<ProcessDefinition & { readonly startEventId: string }> {
    for (const versions of this.#versions.values()) {
      const definition = versions.at(-1);
      const start = definition?.messageStarts.find((candidate) => candidate.messageName === messageName);
      if (definition !== undefined && start !== undefined) yield { ...definition, startEventId: start.startEventId };
    }
  }

  /** The model when it has been compiled already, as it has of every instance that runs. */
  loaded(key: Key): ProcessModel | undefined {
    return this.#loaded.get(key)?.model;
  }

  /** The same as `load`, when it has been compiled already. */
  ready(key: Key): LoadedProcess | undefined {
    return this.#loaded.get(key);
  }

  /** The definition with its compiled model. */
  async load(key: Key): Promise<LoadedProcess> {
    const loaded = this.#loaded.get(key);
    if (loaded !== undefined) return loaded;
    const definition = this.#byKey.get(key) ?? fail('ENGINE_NOT_FOUND', { kind: 'process definition', key });
    const models = await readProcesses(await storedResource(this.#store, definition.resourceKey));
    const model = models.find(({ bpmnProcessId }) => bpmnProcessId === definition.bpmnProcessId);
    if (model === undefined) fail('ENGINE_NOT_FOUND', { kind: 'process', key: definition.bpmnProcessId });
    const process = { definition, model };
    await this.loadCalled(process);
    this.#loaded.set(key, process);
    return process;
  }

  /** Compiles the decisions that it calls by a version of their own. */
  async loadCalled({ definition, model }: LoadedProcess): Promise<void> {
    await this.#decisions.load(Object.values(definition.deployedWith?.decisions ?? {}), decisionTagsOf(model));
  }

  evaluate(dmnDecisionId: string, variables: Variables, now: string, which: Which): DecisionOutcome {
    const decision = this.#calledDecision(dmnDecisionId, which);
    if (decision === undefined) {
      const message = `Expected decision '${dmnDecisionId}'${describeBinding(which.binding)} to be deployed, but found none.`;
      return { ok: false, message, isMissing: true };
    }
    const { definition, model } = decision;
    const outcome = model.evaluate(variables, now);
    return outcome.ok ? { ...outcome, decisionKey: definition.decisionKey, version: definition.version } : outcome;
  }

  #calledDecision(dmnDecisionId: string, { binding, caller }: Which): LoadedDecision | undefined {
    if (binding.type === 'latest') return this.#decisions.newest(dmnDecisionId);
    if (binding.type === 'versionTag') return this.#decisions.tagged(dmnDecisionId, binding.versionTag);
    return this.#decisions.find(this.#byKey.get(caller)?.deployedWith?.decisions[dmnDecisionId]);
  }

  #deployed(key: Key): ProcessDefinition | undefined {
    const found = this.#byKey.get(key);
    return found?.deletedAt === undefined ? found : undefined;
  }

  #note(definition: ProcessDefinition): void {
    const { bpmnProcessId, version: number } = definition;
    this.#byKey.set(definition.processDefinitionKey, definition);
    this.#lastVersions.set(bpmnProcessId, Math.max(number, this.lastVersion(bpmnProcessId)));
    if (definition.deletedAt !== undefined) return;
    const versions = this.#versions.get(bpmnProcessId) ?? [];
    if (versions.some(({ version }) => version === definition.version)) return;
    this.#versions.set(
      definition.bpmnProcessId,
      [...versions, definition].toSorted((a, b) => a.version - b.version),
    );
  }
}
