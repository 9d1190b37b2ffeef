import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import { assessMigration, proposeMapping, type ElementMapping, type MigrationVerdict } from '../kernel/index.ts';
import type { ProcessModel } from '../model/index.ts';
import type { Key } from '../records.ts';
import { processDefinitions, processInstances, snapshots } from './collections.ts';
import type { ProcessDefinition, ProcessInstance } from './documents.ts';
import { restore } from './restore.ts';

/** What a migration would do to one running instance. */
export interface InstanceForecast extends Pick<MigrationVerdict, 'verdict' | 'problems'> {
  readonly instance: Omit<ProcessInstance, 'position'>;
  /** Elements it stands at, each once. */
  readonly elements: readonly string[];
}

export interface MigrationForecast {
  readonly source: ProcessDefinition;
  readonly target: ProcessDefinition;
  /** What each element becomes: as given, else by the same id, else by the same `stepRole`. */
  readonly mapping: ElementMapping;
  /** The same without what was given. */
  readonly proposed: ElementMapping;
  /** Every running instance of the source, oldest first. */
  readonly instances: readonly InstanceForecast[];
}

interface Question {
  readonly sourceProcessDefinitionKey: Key;
  readonly targetProcessDefinitionKey: Key;
  readonly mapping?: ElementMapping;
}

/** Instances judged before others get their turn. */
const AT_ONCE = 25;

/**
 * Says of every running instance of a process definition whether it would migrate, needs a choice or stays, and why. Reads
 * only; what an instance waits for in the target may still fail to evaluate when it is migrated.
 */
export async function forecastMigration(
  reader: StoreReader,
  loadModel: (processDefinitionKey: Key) => Promise<ProcessModel>,
  { sourceProcessDefinitionKey, targetProcessDefinitionKey, mapping: given = {} }: Question,
): Promise<MigrationForecast> {
  const source = await definitionOf(reader, sourceProcessDefinitionKey);
  const target = await definitionOf(reader, targetProcessDefinitionKey);
  if (target.deletedAt !== undefined) {
    fail('ENGINE_NOT_FOUND', { kind: 'process definition', key: targetProcessDefinitionKey });
  }
  const from = await loadModel(sourceProcessDefinitionKey);
  const to = await loadModel(targetProcessDefinitionKey);
  const instances: InstanceForecast[] = [];
  for await (const instance of runningOn(reader, sourceProcessDefinitionKey)) {
    const snapshot = await reader.get(snapshots, instance.processInstanceKey);
    const { document, state } = await restore(reader, instance, snapshot?.document);
    // It has ended since the page was read.
    if (document.endedAt !== undefined) continue;
    const { verdict, problems } = assessMigration(from, to, state, given);
    const { position: _, ...summary } = document;
    const active = Object.values(state.elements).filter(({ type }) => type !== 'PROCESS');
    const elements = [...new Set(active.map(({ elementId }) => elementId))];
    instances.push({ instance: summary, elements, verdict, problems });
    if (instances.length % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  const proposed = proposeMapping(from, to);
  return { source, target, mapping: { ...proposed, ...given }, proposed, instances };
}

async function definitionOf(reader: StoreReader, key: Key): Promise<ProcessDefinition> {
  const found = await reader.get(processDefinitions, key);
  return found?.document ?? fail('ENGINE_NOT_FOUND', { kind: 'process definition', key });
}

async function* runningOn(reader: StoreReader, processDefinitionKey: Key): AsyncIterable<ProcessInstance> {
  const where = { processDefinitionKey, state: { in: ['active', 'incident', 'suspended'] } };
  let after: string | undefined;
  do {
    const more = after === undefined ? {} : { after };
    const page = await reader.find(processInstances, { where, limit: 500, ...more });
    for (const { document } of page.items) yield document;
    after = page.next;
  } while (after !== undefined);
}
