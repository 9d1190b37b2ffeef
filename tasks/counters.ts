import { z } from 'zod';
import type { Collection } from '#store/index.ts';
import { principalsOfPool } from './place.ts';
import type { WorkItem } from './work-item.ts';

const countsSchema = z.record(z.string(), z.int());

const taskCounterSchema = z.object({
  /** Process id and element id. */
  id: z.string(),
  bpmnProcessId: z.string(),
  elementId: z.string(),
  /** Open items by pool. */
  pools: countsSchema,
  /** Open items by person and pool (`<person> <pool>`) that this person may not decide on. */
  exclusions: countsSchema,
});

/**
 * How many items of one step of a process are open, by pool: kept in the unit of every change, so that badges are exact
 * without counting. By step, because every record of the engine names its step: what has to be read is known beforehand.
 */
export type TaskCounter = Readonly<z.infer<typeof taskCounterSchema>>;

export const taskCounters: Collection<TaskCounter> = {
  name: 'taskCounters',
  key: 'id',
  schema: taskCounterSchema,
  schemaVersion: 1,
  indexes: {},
};

export function counterKey(step: { readonly bpmnProcessId: string; readonly elementId: string }): string {
  return `${step.bpmnProcessId}/${step.elementId}`;
}

type Step = Pick<WorkItem, 'bpmnProcessId' | 'elementId' | 'pool' | 'state' | 'excluded'>;

/** The counter of a step after an item of it was made, changed or ended. */
export function recount(counter: TaskCounter | undefined, before: Step | undefined, after: Step): TaskCounter {
  const { bpmnProcessId, elementId } = after;
  const kept = counter ?? { id: counterKey(after), bpmnProcessId, elementId, pools: {}, exclusions: {} };
  const changes = [...(before === undefined ? [] : [{ step: before, by: -1 }]), { step: after, by: 1 }];
  const pools = { ...kept.pools };
  const exclusions = { ...kept.exclusions };
  for (const { step, by } of changes.filter((change) => change.step.state === 'open')) {
    add(pools, step.pool, by);
    for (const person of step.excluded) add(exclusions, `${person} ${step.pool}`, by);
  }
  return { ...kept, pools, exclusions };
}

/** How many items counted here lie in the inbox of a person who may act as these principals. */
export function countFor(counter: TaskCounter, personId: string, principals: ReadonlySet<string>): number {
  let count = 0;
  for (const [pool, open] of Object.entries(counter.pools)) {
    if (!principalsOfPool(pool).some((principal) => principals.has(principal))) continue;
    count += open - (counter.exclusions[`${personId} ${pool}`] ?? 0);
  }
  return count;
}

function add(counts: Record<string, number>, name: string, by: number): void {
  const count = (counts[name] ?? 0) + by;
  if (count === 0) delete counts[name];
  else counts[name] = count;
}
