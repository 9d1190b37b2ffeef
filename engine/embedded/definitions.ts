import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { KernelContext } from '../kernel/index.ts';
import type { ProcessModel } from '../model/index.ts';
import type { Resource } from '../gateway.ts';
import type { Key, Variables } from '../records.ts';
import { decisionDefinitions, deployedResources, processDefinitions } from './collections.ts';
import type { DecisionDefinition, ProcessDefinition } from './documents.ts';
import { readDecisions, readProcesses } from './resources.ts';
import type { DecisionModel } from './resources.ts';

export interface LoadedProcess {
  readonly definition: ProcessDefinition;
  readonly model: ProcessModel;
}

export interface LoadedDecision {
  readonly definition: DecisionDefinition;
  readonly model: DecisionModel;
}

type DecisionOutcome = ReturnType<KernelContext['evaluateDecision']>;

/** What is deployed, as of the last durable commit. Process models are compiled when they are first needed, then kept. */
export class Definitions {
  readonly #store: StoreReader;
  readonly #byKey = new Map<Key, ProcessDefinition>();
  readonly #versions = new Map<string, ProcessDefinition[]>();
  readonly #loaded = new Map<Key, LoadedProcess>();
  readonly #decisions = new Map<string, LoadedDecision>();

  constructor(store: StoreReader) {
    this.#store = store;
  }

  static async open(store: StoreReader): Promise<Definitions> {
    const definitions = new Definitions(store);
    for await (const { document } of store.scan(processDefinitions)) definitions.#note(document);
    const newest = new Map<string, DecisionDefinition>();
    for await (const { document } of store.scan(decisionDefinitions)) {
      if ((newest.get(document.dmnDecisionId)?.version ?? 0) < document.version) {
        newest.set(document.dmnDecisionId, document);
      }
    }
    for (const definition of newest.values()) {
      definitions.addDecision({ definition, model: await definitions.#compileDecision(definition) });
    }
    return definitions;
  }

  addProcess(process: LoadedProcess): void {
    this.#note(process.definition);
    this.#loaded.set(process.definition.processDefinitionKey, process);
  }

  addDecision(decision: LoadedDecision): void {
    this.#decisions.set(decision.definition.dmnDecisionId, decision);
  }

  newest(bpmnProcessId: string): ProcessDefinition | undefined {
    return this.#versions.get(bpmnProcessId)?.at(-1);
  }

  find(selector: {
    readonly bpmnProcessId?: string;
    readonly version?: number;
    readonly processDefinitionKey?: Key;
  }): ProcessDefinition | undefined {
    if (selector.processDefinitionKey !== undefined) return this.#byKey.get(selector.processDefinitionKey);
    if (selector.bpmnProcessId === undefined) return undefined;
    if (selector.version === undefined) return this.newest(selector.bpmnProcessId);
    return this.#versions.get(selector.bpmnProcessId)?.find(({ version }) => version === selector.version);
  }

  decision(dmnDecisionId: string): LoadedDecision | undefined {
    return this.#decisions.get(dmnDecisionId);
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

  /** The definition with its compiled model. */
  async load(key: Key): Promise<LoadedProcess> {
    const loaded = this.#loaded.get(key);
    if (loaded !== undefined) return loaded;
    const definition = this.#byKey.get(key) ?? fail('ENGINE_NOT_FOUND', { kind: 'process definition', key });
    const models = await readProcesses(await this.#resource(definition.resourceKey));
    const model = models.find(({ bpmnProcessId }) => bpmnProcessId === definition.bpmnProcessId);
    if (model === undefined) fail('ENGINE_NOT_FOUND', { kind: 'process', key: definition.bpmnProcessId });
    const process = { definition, model };
    this.#loaded.set(key, process);
    return process;
  }

  evaluate(dmnDecisionId: string, variables: Variables, now: string): DecisionOutcome {
    const decision = this.#decisions.get(dmnDecisionId);
    if (decision === undefined)
      return { ok: false, message: `Expected decision '${dmnDecisionId}', but none is deployed.` };
    const { definition, model } = decision;
    const outcome = model.evaluate(variables, now);
    return outcome.ok ? { ...outcome, decisionKey: definition.decisionKey, version: definition.version } : outcome;
  }

  #note(definition: ProcessDefinition): void {
    this.#byKey.set(definition.processDefinitionKey, definition);
    const versions = this.#versions.get(definition.bpmnProcessId) ?? [];
    if (versions.some(({ version }) => version === definition.version)) return;
    this.#versions.set(
      definition.bpmnProcessId,
      [...versions, definition].toSorted((a, b) => a.version - b.version),
    );
  }

  async #compileDecision(definition: DecisionDefinition): Promise<DecisionModel> {
    const resource = await this.#resource(definition.resourceKey);
    const { decisions } = await readDecisions(resource, resource.imports);
    const model = decisions.find(({ dmnDecisionId }) => dmnDecisionId === definition.dmnDecisionId);
    return model ?? fail('ENGINE_NOT_FOUND', { kind: 'decision', key: definition.dmnDecisionId });
  }

  async #resource(key: Key): Promise<Resource & { readonly imports: readonly Resource[] }> {
    const stored = await this.#store.get(deployedResources, key);
    if (stored === undefined) fail('ENGINE_NOT_FOUND', { kind: 'resource', key });
    const { resourceName: name, content, imports = [] } = stored.document;
    return { name, content, imports };
  }
}
