import { Stopwatch } from './measure.ts';
import type { Measurement } from './measure.ts';
import { BATCH, GROUPS, inboxOf, variablesOf } from './workload.ts';
import type { Contestant } from './workload.ts';

/** Instances that wait at their first task for ever, so that the inboxes asked are never empty ones. */
export async function fill(contestant: Contestant, instances: number): Promise<void> {
  const wanted = Array.from({ length: instances }, (_, index) => variablesOf(index, 'backlog'));
  for (let from = 0; from < instances; from += 200) {
    await Promise.all(wanted.slice(from, from + 200).map((variables) => contestant.start(variables)));
  }
}

/** `clients` work side by side, each through its share of the instances, one call after the other. */
export async function runW1(contestant: Contestant, instances: number, clients: number): Promise<Measurement> {
  const watch = new Stopwatch();
  const share = Math.ceil(instances / clients);
  await Promise.all(Array.from({ length: clients }, (_, index) => work(contestant, share, `c${index}`, watch)));
  return watch.result(share * clients);
}

async function work(contestant: Contestant, instances: number, client: string, watch: Stopwatch): Promise<void> {
  const together = contestant.batch ?? ((steps: () => Promise<void>) => steps());
  for (let from = 0; from < instances; from += BATCH) {
    const size = Math.min(BATCH, instances - from);
    await together(async () => {
      for (let index = from; index < from + size; index++) await contestant.start(variablesOf(index, client));
    });
    for (const group of GROUPS) {
      const open = group === 'finance' ? Math.ceil(size / 2) : size;
      const keys = await watch.inbox(() => contestant.inbox(inboxOf(group, client), open));
      await together(async () => {
        for (const key of keys) await watch.completion(() => contestant.complete(key, { [`${group}Approved`]: true }));
      });
    }
  }
}
