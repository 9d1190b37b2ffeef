/** Other engines on the same work, each by the script `run.sh` of its folder, which prints a line of JSON a measurement. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Line } from './table.ts';

/** How each is run where more than one way is offered: the most durable one. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  limits: [],
  'bpmn-engine': ['sqlite-recover'],
  spiff: ['sqlite-recover'],
  operaton: ['pg'],
  flowable: ['pg'],
  'bpmn-server': [],
  zeebe: [],
};

interface Measured {
  readonly engine: string;
  readonly store?: string;
  readonly workload: string;
  readonly n?: number;
  readonly clients?: number;
  readonly instances_per_s?: number;
  readonly timers_fired_per_s?: number;
  readonly p50_ms?: number;
  readonly p99_ms?: number;
  readonly cpu_ms_per_instance?: number;
  readonly matches?: number;
}

export interface PeerOptions {
  /** With a folder for each peer. */
  readonly folder: string;
  /** All that are there unless told. */
  readonly names?: readonly string[];
  readonly waiting: number;
  /** In the inbox that ours was asked for: others are compared with it where theirs is as large. */
  readonly group: number;
}

/** What could not be run is said on the error output and left out. */
export async function measurePeers({ folder, names, waiting, group }: PeerOptions): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const [name, args] of Object.entries(PEERS)) {
    if (names !== undefined ? !names.includes(name) : !existsSync(join(folder, name, 'run.sh'))) continue;
    const env = {
      SIZES: String(waiting),
      BASE: String(Math.min(waiting, 1000)),
      M: '50',
      RUNS: '1',
      TIMERS: '1000',
      TWO_CLIENTS_AT: String(waiting),
      WORKLOADS: 'w1,w4',
    };
    const { measured, code } = await run(join(folder, name), args, env);
    if (code !== 0) console.error(`${name}: run.sh ended with ${code}`);
    lines.push(...measured.flatMap((one) => lineOf(one, group)));
  }
  return lines;
}

async function run(folder: string, args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(join(folder, 'run.sh'), args, {
    cwd: folder,
    env: { ...env, ...process.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  const measured: Measured[] = [];
  for await (const text of createInterface({ input: child.stdout })) {
    // What else a script prints is for its reader.
    if (text.startsWith('{')) measured.push(JSON.parse(text) as Measured);
  }
  return { measured, code: await ended };
}

function lineOf(one: Measured, group: number): readonly Line[] {
  const who = [one.engine, one.store].filter((part) => part !== undefined).join(', ');
  const { p50_ms: p50, p99_ms: p99, cpu_ms_per_instance: cpu } = one;
  if (one.workload === 'w1' && one.instances_per_s !== undefined) {
    const clients = one.clients ?? 1;
    // Peers serve one client or two; the figure of many is compared with that of a group commit.
    const comparedWith = clients > 1 || one.store === 'sqlite-group20' ? 'many clients' : 'one client';
    return [
      {
        workload: `W1, ${one.n ?? 0} wait`,
        who: `${who}, ${clients} ${clients === 1 ? 'client' : 'clients'}`,
        value: one.instances_per_s,
        unit: 'instances/s',
        comparedWith,
        ...(cpu !== undefined && { cpu }),
        ...(p50 !== undefined && { p50 }),
        ...(p99 !== undefined && { p99 }),
      },
    ];
  }
  if (one.workload === 'w4' && p50 !== undefined) {
    const size = one.matches ?? one.n ?? 0;
    const line = {
      workload: `W4, ${size} in the group`,
      who: `${who}, newest 20 and their count`,
      value: p50,
      unit: 'ms',
    };
    return [size > 0.9 * group ? { ...line, comparedWith: 'inbox' } : line];
  }
  return [];
}
