/**
 * `npm run bench`: what one approval costs through the engine, against the same approval written by hand over SQLite in the
 * same run. Environment: INSTANCES (2000) a run, RUNS (3), BACKLOG (1000) instances that wait meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMemoryStore, openSqliteStore } from '#store/index.ts';
import { leastCollections, openWithLeastInbox } from './by-engine.ts';
import { openByHand } from './by-hand.ts';
import { openWithWorkItems, productCollections } from './by-product.ts';
import { median } from './measure.ts';
import type { Measurement } from './measure.ts';
import { fill, runW1 } from './run.ts';
import type { Contestant } from './workload.ts';

const number = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);
const INSTANCES = number('INSTANCES', 2000);
const RUNS = number('RUNS', 3);
const BACKLOG = number('BACKLOG', 1000);

interface Line {
  readonly who: string;
  readonly clients: number;
  readonly open: (folder: string) => Promise<Contestant>;
  /** Index of the line it is compared with. */
  readonly against?: number;
}

const byHand = (grouped: boolean) => async (folder: string) => openByHand(join(folder, 'hand.db'), grouped);
const engine = async (folder: string): Promise<Contestant> =>
  openWithLeastInbox(await openSqliteStore({ path: join(folder, 'engine.db'), collections: leastCollections }));
const product = (clients: number) => async (folder: string) =>
  openWithWorkItems(
    await openSqliteStore({ path: join(folder, 'product.db'), collections: productCollections }),
    clients,
  );

const LINES: readonly Line[] = [
  { who: 'by hand, a commit a step', clients: 1, open: byHand(false) },
  { who: 'engine, least inbox', clients: 1, open: engine, against: 0 },
  { who: 'engine, work items', clients: 1, open: product(1), against: 0 },
  { who: 'by hand, steps of 64 share a commit', clients: 64, open: byHand(true) },
  { who: 'engine, least inbox', clients: 64, open: engine, against: 3 },
  { who: 'engine, work items', clients: 64, open: product(64), against: 3 },
  {
    who: 'engine on memory',
    clients: 64,
    open: async () => openWithLeastInbox(await openMemoryStore(leastCollections)),
  },
];

async function measure({ open, clients }: Line): Promise<Measurement> {
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-bench-'));
  const contestant = await open(folder);
  try {
    await fill(contestant, BACKLOG);
    await runW1(contestant, Math.min(INSTANCES, 1000), clients);
    const runs: Measurement[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await runW1(contestant, INSTANCES, clients));
    return median(runs);
  } finally {
    await contestant.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const measured: Measurement[] = [];
for (const line of LINES) measured.push(await measure(line));

const digits = (value: number, places: number): string => value.toFixed(places);
const rows = LINES.map(({ who, clients, against }, index) => {
  const m = measured[index];
  const other = against === undefined ? undefined : measured[against];
  if (m === undefined) throw new RangeError(`Line ${index} was not measured.`);
  return {
    who,
    clients,
    'instances/s': digits(m.instancesPerSecond, 0),
    'tasks/s': digits(m.tasksPerSecond, 0),
    'complete p50 ms': digits(m.p50, 2),
    'p99 ms': digits(m.p99, 2),
    'inbox p50 ms': digits(m.inboxP50, 3),
    'CPU ms/instance': digits(m.cpuPerInstance, 2),
    'of by hand': other === undefined ? '' : `${digits((100 * m.instancesPerSecond) / other.instancesPerSecond, 0)} %`,
  };
});
console.log(
  `W1 (approval) on SQLite, synchronous=FULL; ${INSTANCES} instances a run, median of ${RUNS} runs, ${BACKLOG} more waiting`,
);
console.table(rows);
