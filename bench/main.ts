/**
 * `npm run bench`: what an approval costs through the engine, against the same approval written by hand over SQLite in the
 * same run; `npm run bench -- --peers DIR [NAME…]` against other engines too. Environment: INSTANCES (1280) a run, RUNS (5) by turns,
 * BACKLOG (1000; several by commas) instances that wait meanwhile, GROUP (50000) in the inbox of W4, TIMERS (20000) of W3,
 * CASES (10000) of the replay, WORKLOADS (w1,w2,w3,w4,waiting,replay,feel).
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureFeel } from './feel.ts';
import { measurePeers } from './peers.ts';
import { measureReplay } from './replay.ts';
import { printTable, type Line } from './table.ts';
import { measureW1 } from './w1.ts';
import { measureW2 } from './w2.ts';
import { measureW3 } from './w3.ts';
import { measureW4 } from './w4.ts';
import { measureWaiting } from './waiting.ts';

const setting = (name: string, otherwise: string): string => process.env[name] ?? otherwise;
const instances = Number(setting('INSTANCES', '1280'));
const runs = Number(setting('RUNS', '5'));
const backlogs = setting('BACKLOG', '1000').split(',').map(Number);
const group = Number(setting('GROUP', '50000'));
const workloads = setting('WORKLOADS', 'w1,w2,w3,w4,waiting,replay,feel').split(',');
const wants = (workload: string): boolean => workloads.includes(workload);
const [flag, peers, ...names] = process.argv.slice(2);

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'xinliu-bench-'));
  folders.push(made);
  return made;
}

const lines: Line[] = [];
try {
  if (wants('w1')) {
    for (const waiting of backlogs) lines.push(...(await measureW1(folder, { instances, runs, waiting })));
  }
  if (wants('w2')) lines.push(...(await measureW2(folder, 2 * instances)));
  if (wants('w3')) lines.push(...(await measureW3(folder, Number(setting('TIMERS', '20000')))));
  if (wants('w4')) lines.push(...(await measureW4(folder, { instances, runs, waiting: group })));
  if (wants('waiting')) lines.push(...(await measureWaiting(folder, group)));
  if (wants('replay')) lines.push(...(await measureReplay(Number(setting('CASES', '10000')))));
  if (wants('feel')) lines.push(...measureFeel());
  if (flag === '--peers' && peers !== undefined) {
    const waiting = backlogs[0] ?? 1000;
    lines.push(...(await measurePeers({ folder: peers, waiting, group, ...(names.length > 0 && { names }) })));
  }
} finally {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
}
const [cpu] = cpus();
printTable(
  `SQLite with synchronous=FULL; ${instances} instances a run, median of ${runs} by turns; ${cpus().length} × ${cpu?.model ?? 'CPU'}, Node ${process.version}`,
  lines,
);
