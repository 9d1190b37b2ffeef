import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Key } from '../records.ts';
import { decisionDefinitions } from './collections.ts';
import type { DecisionDefinition } from './documents.ts';
import { readDecisions, storedResource } from './resources.ts';
import type { DecisionModel } from './resources.ts';

export interface LoadedDecision {
  readonly definition: DecisionDefinition;
  readonly model: DecisionModel;
}

/** The decisions deployed: the newest version of each compiled, others when a process that calls them is loaded. */
export class Decisions {
  readonly #store: StoreReader;
  /** By decision id, oldest first. */
  readonly #versions = new Map<string, readonly DecisionDefinition[]>();
  readonly #loaded = new Map<Key, LoadedDecision>();

  constructor(store: StoreReader) {
    this.#store = store;
  }

  async open(): Promise<void> {
    for await (const { document } of this.#store.scan(decisionDefinitions)) this.#note(document);
    for (const versions of this.#versions.values()) await this.#load(versions.at(-1));
  }

  add(decision: LoadedDecision): void {
    this.#note(decision.definition);
    this.#loaded.set(decision.definition.decisionKey, decision);
  }

  newest(dmnDecisionId: string): LoadedDecision | undefined {
    return this.find(this.#versions.get(dmnDecisionId)?.at(-1)?.decisionKey);
  }

  find(key: Key | undefined): LoadedDecision | undefined {
    return key === undefined ? undefined : this.#loaded.get(key);
  }

  tagged(dmnDecisionId: string, versionTag: string): LoadedDecision | undefined {
    const versions = this.#versions.get(dmnDecisionId) ?? [];
    return this.find(versions.findLast((definition) => definition.versionTag === versionTag)?.decisionKey);
  }

  /** Compiles those of these keys, and the newest of each decision that carries one of these tags. */
  async load(keys: readonly Key[], tags: ReadonlySet<string>): Promise<void> {
    for (const versions of this.#versions.values()) {
      for (const definition of versions) if (keys.includes(definition.decisionKey)) await this.#load(definition);
      for (const tag of tags) await this.#load(versions.findLast(({ versionTag }) => versionTag === tag));
    }
  }

  #note(definition: DecisionDefinition): void {
    const versions = this.#versions.get(definition.dmnDecisionId) ?? [];
    if (versions.some(({ version }) => version === definition.version)) return;
    const all = [...versions, definition].toSorted((a, b) => a.version - b.version);
    this.#versions.set(definition.dmnDecisionId, all);
  }

  async #load(definition: DecisionDefinition | undefined): Promise<void> {
    if (definition === undefined || this.#loaded.has(definition.decisionKey)) return;
    const resource = await storedResource(this.#store, definition.resourceKey);
    const { decisions } = await readDecisions(resource, resource.imports);
    const model = decisions.find(({ dmnDecisionId }) => dmnDecisionId === definition.dmnDecisionId);
    if (model === undefined) fail('ENGINE_NOT_FOUND', { kind: 'decision', key: definition.dmnDecisionId });
    this.#loaded.set(definition.decisionKey, { definition, model });
  }
}
