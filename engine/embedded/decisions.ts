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
  /** Of those that have been deleted too: a number is never used again. */
  readonly #lastVersions = new Map<string, number>();

  constructor(store: StoreReader) {
    this.#store = store;
  }

  /** Reads what the store has and is not known here. */
  async reload(): Promise<void> {
    for await (const { document } of this.#store.scan(decisionDefinitions)) this.#note(document);
    for (const versions of this.#versions.values()) await this.prepare(versions.at(-1));
  }

  /** The decisions that came in one file. */
  ofResource(resourceKey: Key): readonly DecisionDefinition[] {
    return [...this.#versions.values()].flat().filter((definition) => definition.resourceKey === resourceKey);
  }

  remove({ dmnDecisionId, decisionKey }: DecisionDefinition): void {
    this.#loaded.delete(decisionKey);
    const left = (this.#versions.get(dmnDecisionId) ?? []).filter((other) => other.decisionKey !== decisionKey);
    if (left.length > 0) this.#versions.set(dmnDecisionId, left);
    else this.#versions.delete(dmnDecisionId);
  }

  /** The newest version older than this one. */
  before({ dmnDecisionId, version }: DecisionDefinition): DecisionDefinition | undefined {
    return this.#versions.get(dmnDecisionId)?.findLast((other) => other.version < version);
  }

  /** The number of the last version there has been, 0 when there has been none. */
  lastVersion(dmnDecisionId: string): number {
    return this.#lastVersions.get(dmnDecisionId) ?? 0;
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
      for (const definition of versions) if (keys.includes(definition.decisionKey)) await this.prepare(definition);
      for (const tag of tags) await this.prepare(versions.findLast(({ versionTag }) => versionTag === tag));
    }
  }

  /** Compiles it, unless that has been done. */
  async prepare(definition: DecisionDefinition | undefined): Promise<void> {
    if (definition === undefined || this.#loaded.has(definition.decisionKey)) return;
    const resource = await storedResource(this.#store, definition.resourceKey);
    const { decisions } = await readDecisions(resource, resource.imports);
    const model = decisions.find(({ dmnDecisionId }) => dmnDecisionId === definition.dmnDecisionId);
    if (model === undefined) fail('ENGINE_NOT_FOUND', { kind: 'decision', key: definition.dmnDecisionId });
    this.#loaded.set(definition.decisionKey, { definition, model });
  }

  #note(definition: DecisionDefinition): void {
    const { dmnDecisionId, version: number } = definition;
    this.#lastVersions.set(dmnDecisionId, Math.max(number, this.lastVersion(dmnDecisionId)));
    if (definition.deletedAt !== undefined) return;
    const versions = this.#versions.get(dmnDecisionId) ?? [];
    if (versions.some(({ version }) => version === definition.version)) return;
    const all = [...versions, definition].toSorted((a, b) => a.version - b.version);
    this.#versions.set(definition.dmnDecisionId, all);
  }
}
