import { z } from 'zod';
import type { Addition, Collection, Write } from '#store/index.ts';
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
 * without counting. Changes are added, so nobody reads the counts to write them.
 */
export type TaskCounter = Readonly<z.infer<typeof taskCounterSchema>>;

export const taskCounters: Collection<TaskCounter> = {
  name: 'taskCounters',
  key: 'id',
  schema: taskCounterSchema,
  trusted: true,
  behind: true,
  schemaVersion: 1,
  indexes: {},
};

function counterKey(step: { readonly bpmnProcessId: string; readonly elementId: string }): string {
  return `${step.bpmnProcessId}/${step.elementId}`;
}

type Step = Pick<WorkItem, 'bpmnProcessId' | 'elementId' | 'pool' | 'state' | 'excluded'>;

/** What changes in the counts when an item is made, changed or ended, or becomes an item of another step. */
export function recount(before: Step | undefined, after: Step): readonly Write[] {
  if (before === undefined) return added(after, counted(after, 1));
  const isSame = counterKey(before) === counterKey(after);
  if (isSame) return added(after, [...counted(before, -1), ...counted(after, 1)]);
  return [...added(before, counted(before, -1)), ...added(after, counted(after, 1))];
}

function added(step: Step, numbers: readonly Addition[]): readonly Write[] {
  if (numbers.length === 0) return [];
  const { bpmnProcessId, elementId } = step;
  const document = { id: counterKey(step), bpmnProcessId, elementId, pools: {}, exclusions: {} };
  return [{ type: 'add', collection: taskCounters, document, numbers }];
}

function counted({ state, pool, excluded }: Step, by: number): readonly Addition[] {
  if (state !== 'open') return [];
  return [
    { path: ['pools', pool], by },
    ...excluded.map((person) => ({ path: ['exclusions', `${person} ${pool}`], by })),
  ];
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
