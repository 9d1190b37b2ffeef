/**
 * W4, the inbox of a group of many: its newest 20 and how many there are. And flatness: what W1 costs while so many wait,
 * against what it costs, by turns with it, while few do.
 */
import { join } from 'node:path';
import { openSqliteStore } from '#store/index.ts';
import { openByHand } from './by-hand.ts';
import { openWithWorkItems, productCollections } from './by-product.ts';
import type { Measurement } from './measure.ts';
import { fill } from './run.ts';
import type { Line } from './table.ts';
import { inTurn, type Size } from './w1.ts';
import { inboxOf } from './workload.ts';

const QUERIES = 200;
const FEW = 1000;
const GROUP = inboxOf('sales', 'backlog');

export async function measureW4(folder: () => string, size: Size): Promise<readonly Line[]> {
  const clients = 64;
  const open = async () =>
    openWithWorkItems(
      await openSqliteStore({ path: join(folder(), 'product.db'), collections: productCollections }),
      clients,
    );
  const ours = await open();
  const withFew = await open();
  const [many = [], few = []] = await inTurn(
    [
      { contestant: ours, clients },
      { contestant: withFew, clients, waiting: FEW },
    ],
    size,
  );
  await withFew.close();
  const line = (who: string, value: number): Line => ({
    workload: `W4, ${size.waiting} in the group`,
    who,
    value,
    unit: 'ms',
  });
  const lines: Line[] = [
    {
      ...line('xinliu, newest 20 and their count', await middle(() => [ours.inbox(GROUP, 20), ours.count(GROUP)])),
      ours: 'inbox',
      wanted: '0.2 ms',
    },
    line('xinliu, newest 20 alone', await middle(() => [ours.inbox(GROUP, 20)])),
    line('xinliu, the 20 largest amounts', await middle(() => [ours.sorted(GROUP, 'amount', 20)])),
    {
      workload: 'Flatness',
      who: `xinliu, CPU of W1 with ${size.waiting} waiting to that with ${FEW}`,
      value: middleCpu(many) / middleCpu(few),
      unit: '×',
      wanted: 'at most 1.2 ×',
    },
  ];
  await ours.close();

  const hand = openByHand(join(folder(), 'hand.db'), 'turn');
  await fill(hand, size.waiting);
  const asked = await middle(() => [hand.inbox(GROUP, 20), hand.count(GROUP)]);
  await hand.close();
  return [...lines, { ...line('by hand, newest 20 and their count', asked), comparedWith: 'inbox' }];
}

const middleCpu = (runs: readonly Measurement[]): number =>
  runs.map((run) => run.cpuPerInstance).toSorted((a, b) => a - b)[runs.length >> 1] ?? 0;

/** Milliseconds of the query in the middle. */
async function middle(ask: () => readonly Promise<unknown>[]): Promise<number> {
  const times: number[] = [];
  for (let query = 0; query < QUERIES; query++) {
    const from = performance.now();
    await Promise.all(ask());
    times.push(performance.now() - from);
  }
  return times.toSorted((a, b) => a - b)[QUERIES >> 1] ?? 0;
}
