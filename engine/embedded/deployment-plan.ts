import { isBoundToDeployment } from '../model/index.ts';
import type { Key } from '../records.ts';
import type { Definitions } from './definitions.ts';
import type { Resource } from '../gateway.ts';
import type { DeployedWith, ProcessDefinition } from './documents.ts';
import type { ReadResource } from './resources.ts';

/** A file of a deployment, read. */
export interface Prepared {
  readonly resource: Resource;
  readonly checksum: string;
  readonly content: ReadResource;
}

/** The key that each process and decision of a deployment will have: that of its newest version where that stays. */
export type DeploymentPlan = DeployedWith;

/**
 * A definition stays when the newest version has just this content. A process that calls what is deployed together with it
 * stays only when all of that does: it would go on calling what was deployed before.
 */
export function planDeployment(
  prepared: readonly Prepared[],
  definitions: Definitions,
  nextKey: () => Key,
): DeploymentPlan {
  const staying = prepared.flatMap((file) => stayingIn(file, definitions));
  const all = prepared.flatMap(({ content }) => [...content.processes, ...content.decisions]);
  const together = planOf(prepared, staying, nextKey);
  const isChanged =
    staying.length < all.length ||
    staying.some(({ bound }) => bound !== undefined && !isSame(bound.deployedWith, together));
  return isChanged
    ? planOf(
        prepared,
        staying.filter(({ bound }) => bound === undefined),
        nextKey,
      )
    : together;
}

/** What stays, with its key; `bound`: it calls what is deployed together with it. */
interface Staying {
  readonly id: string;
  readonly kind: keyof DeployedWith;
  readonly key: Key;
  readonly bound?: ProcessDefinition;
}

function stayingIn({ checksum, content }: Prepared, definitions: Definitions): readonly Staying[] {
  const processes = content.processes.flatMap((model): Staying[] => {
    const before = definitions.newest(model.bpmnProcessId);
    if (before?.checksum !== checksum) return [];
    const staying = { id: model.bpmnProcessId, kind: 'processes', key: before.processDefinitionKey } as const;
    return [isBoundToDeployment(model) ? { ...staying, bound: before } : staying];
  });
  const decisions = content.decisions.flatMap(({ dmnDecisionId: id }): Staying[] => {
    const before = definitions.decision(id)?.definition;
    return before?.checksum === checksum ? [{ id, kind: 'decisions', key: before.decisionKey }] : [];
  });
  return [...processes, ...decisions];
}

function planOf(prepared: readonly Prepared[], staying: readonly Staying[], nextKey: () => Key): DeploymentPlan {
  const keyOf = (kind: keyof DeployedWith, id: string): Key =>
    staying.find((one) => one.kind === kind && one.id === id)?.key ?? nextKey();
  const processes = prepared.flatMap(({ content }) => content.processes.map(({ bpmnProcessId }) => bpmnProcessId));
  const decisions = prepared.flatMap(({ content }) => content.decisions.map(({ dmnDecisionId }) => dmnDecisionId));
  return {
    processes: Object.fromEntries(processes.map((id) => [id, keyOf('processes', id)])),
    decisions: Object.fromEntries(decisions.map((id) => [id, keyOf('decisions', id)])),
  };
}

function isSame(before: DeployedWith | undefined, now: DeployedWith): boolean {
  const isEqual = (a: Readonly<Record<string, Key>> = {}, b: Readonly<Record<string, Key>>): boolean =>
    Object.keys(a).length === Object.keys(b).length && Object.entries(b).every(([id, key]) => a[id] === key);
  return isEqual(before?.processes, now.processes) && isEqual(before?.decisions, now.decisions);
}
