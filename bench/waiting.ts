/** What instances that wait cost: in memory, and until an engine opened over them is ready. Beyond the cache there are many. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openSqliteStore } from '#store/index.ts';
import { openWithWorkItems, productCollections } from './by-product.ts';
import { fill } from './run.ts';
import type { Line } from './table.ts';
import type { Contestant } from './workload.ts';

/** As many as are held in memory anyway. */
const CACHED = 10_000;

export async function measureWaiting(folder: () => string, waiting: number): Promise<readonly Line[]> {
  const path = join(folder(), 'waiting.db');
  const open = async (): Promise<Contestant> =>
    openWithWorkItems(await openSqliteStore({ path, collections: productCollections }), 1);
  const before = usedMegabytes();
  const first = await open();
  await fill(first, CACHED);
  const few = usedMegabytes();
  await fill(first, waiting - CACHED);
  const many = usedMegabytes();
  await first.close();
  const from = performance.now();
  const second = await open();
  const ready = performance.now() - from;
  await second.close();
  const line = (who: string, value: number, unit: string): Line => ({
    workload: `${waiting} waiting`,
    who: `xinliu, ${who}`,
    value,
    unit,
  });
  return [
    line(`memory of the first ${CACHED}`, few - before, 'MB'),
    line('memory of all others', many - few, 'MB'),
    { ...line('opened again and ready', ready, 'ms'), wanted: '5,000 ms' },
  ];
}

/** Of the heap, after a collection. */
function usedMegabytes(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed / 2 ** 20;
}
