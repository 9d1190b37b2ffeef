/** W1, an approval through an inbox: ours, and the same written by hand over SQLite. */
import { join } from 'node:path';
import { openSqliteStore } from '#store/index.ts';
import { leastCollections, openWithLeastInbox } from './by-engine.ts';
import { openByHand, type Sharing } from './by-hand.ts';
import { openWithWorkItems, productCollections } from './by-product.ts';
import { median } from './measure.ts';
import { fill, runW1 } from './run.ts';
import type { Line } from './table.ts';
import type { Contestant } from './workload.ts';

export interface Size {
  /** A run; the median of so many. */
  readonly instances: number;
  readonly runs: number;
  /** Instances that wait meanwhile. */
  readonly waiting: number;
}

type Entrant = Pick<Line, 'who' | 'ours' | 'comparedWith' | 'wanted'> & {
  readonly clients: number;
  readonly open: (folder: string) => Promise<Contestant>;
};

const byHand = (sharing: Sharing) => async (folder: string) => openByHand(join(folder, 'hand.db'), sharing);

const least = async (folder: string): Promise<Contestant> =>
  openWithLeastInbox(await openSqliteStore({ path: join(folder, 'engine.db'), collections: leastCollections }));

const workItems = (clients: number) => async (folder: string) =>
  openWithWorkItems(
    await openSqliteStore({ path: join(folder, 'product.db'), collections: productCollections }),
    clients,
  );

const ENTRANTS: readonly Entrant[] = [
  {
    who: 'xinliu, work items, 1 client',
    clients: 1,
    open: workItems(1),
    ours: 'one client',
    wanted: 'half of by hand, a commit a step',
  },
  { who: 'xinliu, least inbox, 1 client', clients: 1, open: least },
  { who: 'by hand, a commit a step, 1 client', clients: 1, open: byHand('none'), comparedWith: 'one client' },
  {
    who: 'xinliu, work items, 64 clients',
    clients: 64,
    open: workItems(64),
    ours: 'many clients',
    wanted: 'half of by hand, 20 steps a commit',
  },
  { who: 'xinliu, least inbox, 64 clients', clients: 64, open: least },
  { who: 'by hand, 20 steps a commit, 1 client', clients: 1, open: byHand('batch'), comparedWith: 'many clients' },
  {
    who: 'by hand, steps of 64 clients share a commit',
    clients: 64,
    open: byHand('turn'),
    comparedWith: 'many clients',
  },
];

export async function measureW1(folder: () => string, size: Size): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const { clients, open, ...line } of ENTRANTS) {
    const contestant = await open(folder());
    const { instancesPerSecond: value, cpuPerInstance: cpu, p50, p99 } = await measure(contestant, clients, size);
    await contestant.close();
    lines.push({ ...line, workload: `W1, ${size.waiting} wait`, value, unit: 'instances/s', cpu, p50, p99 });
  }
  return lines;
}

/** Fills, warms up and measures. */
export async function measure(contestant: Contestant, clients: number, { instances, runs, waiting }: Size) {
  await fill(contestant, waiting);
  await runW1(contestant, Math.min(instances, 1000), clients);
  const measured = [];
  for (let run = 0; run < runs; run++) measured.push(await runW1(contestant, instances, clients));
  return median(measured);
}
