import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Key } from '../records.ts';
import { decisionDefinitions, formDefinitions, processDefinitions, processInstances } from './collections.ts';
import type { Definitions } from './definitions.ts';
import type { DecisionDefinition, ProcessDefinition } from './documents.ts';
import type { Unit } from './loop.ts';
import type { Scope } from './scope.ts';
import { closeStarts, openStarts } from './start-triggers.ts';

const RUNNING = ['active', 'incident', 'suspended'] as const;

/**
 * Lets nothing new begin with what the key names: a process definition, a form, or a decision with the others of its file.
 * The documents stay, marked: an ended case is a record, and its drawing belongs to it; and no version number comes twice.
 */
export function deletionUnit(key: Key, store: StoreReader, definitions: Definitions): Unit<void> {
  let committed: () => void = () => undefined;
  return {
    // Counts what the store holds.
    alone: true,
    async run(scope) {
      const process = (await scope.draft.fetch(processDefinitions, key))?.document;
      if (process !== undefined && process.deletedAt === undefined) {
        committed = await deleteProcess(scope, process, store, definitions);
        return;
      }
      const form = (await scope.draft.fetch(formDefinitions, key))?.document;
      if (form !== undefined && form.deletedAt === undefined) {
        scope.draft.replace(formDefinitions, { ...form, deletedAt: scope.now });
        return;
      }
      const decision = (await scope.draft.fetch(decisionDefinitions, key))?.document;
      if (decision === undefined || decision.deletedAt !== undefined) {
        fail('ENGINE_NOT_FOUND', { kind: 'resource', key });
      }
      committed = await deleteDecisions(scope, decision, definitions);
    },
    committed: () => committed(),
  };
}

async function deleteProcess(
  scope: Scope,
  process: ProcessDefinition,
  store: StoreReader,
  definitions: Definitions,
): Promise<() => void> {
  const { processDefinitionKey, bpmnProcessId: id, version } = process;
  const count = await store.count(processInstances, { where: { processDefinitionKey, state: { in: RUNNING } } });
  if (count > 0) fail('ENGINE_RESOURCE_IN_USE', { id, version, count });
  const deleted = { ...process, deletedAt: scope.now };
  scope.draft.replace(processDefinitions, deleted);
  if (definitions.newest(id)?.processDefinitionKey === processDefinitionKey) {
    await closeStarts(scope, process);
    const heir = definitions.before(process);
    if (heir !== undefined) openStarts(scope, await definitions.load(heir.processDefinitionKey), 'AGAIN');
  }
  return () => definitions.removeProcess(deleted);
}

/** As in Zeebe the decisions of a file go together: they may require each other. */
async function deleteDecisions(
  scope: Scope,
  { resourceKey }: DecisionDefinition,
  { decisions }: Definitions,
): Promise<() => void> {
  const together = decisions.ofResource(resourceKey);
  for (const definition of together) {
    await scope.draft.fetch(decisionDefinitions, definition.decisionKey);
    scope.draft.replace(decisionDefinitions, { ...definition, deletedAt: scope.now });
    await decisions.prepare(decisions.before(definition));
  }
  return () => {
    for (const definition of together) decisions.remove(definition);
  };
}
