/** W1, an approval through an inbox: ours, and the same written by hand over SQLite. */
import { join } from 'node:path';
import { openSqliteStore } from '#store/index.ts';
import { leastCollections, openWithLeastInbox } from './by-engine.ts';
import { openByHand, type Sharing } from './by-hand.ts';
import { openWithWorkItems, productCollections } from './by-product.ts';
import { median } from './measure.ts';
import type { Measurement } from './measure.ts';
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
  const opened = [];
  for (const { clients, open, ...line } of ENTRANTS) opened.push({ line, clients, contestant: await open(folder()) });
  const measured = await inTurn(opened, size);
  for (const { contestant } of opened) await contestant.close();
  return opened.map(({ line }, at) => {
    const { instancesPerSecond: value, cpuPerInstance: cpu, p50, p99 } = median(measured[at] ?? []);
    return { ...line, workload: `W1, ${size.waiting} wait`, value, unit: 'instances/s', cpu, p50, p99 };
  });
}

interface Opened {
  readonly contestant: Contestant;
  readonly clients: number;
  /** As many wait as the size says unless told. */
  readonly waiting?: number;
}

/** Fills and warms up, then lets them run by turns: whatever else the machine does meets all of them. */
export async function inTurn(opened: readonly Opened[], size: Size): Promise<readonly (readonly Measurement[])[]> {
  // One client alone does a fifth: the same time, about.
  const run = ({ contestant, clients }: Opened): Promise<Measurement> =>
    runW1(contestant, clients === 1 ? Math.ceil(size.instances / 5) : size.instances, clients);
  for (const one of opened) {
    await fill(one.contestant, one.waiting ?? size.waiting);
    await run(one);
  }
  const measured: Measurement[][] = opened.map(() => []);
  for (let turn = 0; turn < size.runs; turn++) {
    for (const [at, one] of opened.entries()) measured[at]?.push(await run(one));
  }
  return measured;
}
