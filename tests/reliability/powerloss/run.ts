import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EngineQueries, openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import { AppError } from '#errors/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { notes } from '../../engine/embedded/harness.ts';
import { integrityOf } from '../integrity.ts';
import { randomOf } from '../random.ts';
import { Disk } from './disk.ts';
import { record } from './trace.ts';
import { collections } from './work.ts';

export interface PowerOptions {
  /** Power cuts, spread over the recording. Each is tried with all that was not synced lost, and with half of it. */
  readonly points: number;
  readonly commits: number;
  readonly seed: number;
  readonly synchronous: 'FULL' | 'NORMAL';
}

export interface PowerReport {
  readonly events: number;
  readonly cuts: number;
  /** Times the log was moved into the file, and began anew. */
  readonly checkpoints: number;
  readonly logsBegun: number;
  /** Cuts after which something acknowledged was gone. */
  readonly lost: number;
  /** Cuts after which the file could not be opened, or SQLite found it damaged. */
  readonly corrupt: number;
  /** Cuts after which a unit was there in part. */
  readonly torn: number;
}

/** Records what a program of ours asks of the disk, cuts the power at many points of it, and opens what is left. */
export async function cutPower({ points, commits, seed, synchronous }: PowerOptions): Promise<PowerReport> {
  // Only the recording counts: opening what is left need not wait for a disk.
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'xinliu-power-'));
  try {
    const events = await record(folder, commits, synchronous);
    const random = randomOf(seed);
    const first = events.findIndex(({ type }) => type === 'acknowledged');
    const step = (events.length - first) / points;
    const cuts = new Set(Array.from({ length: points }, (_, n) => Math.floor(first + (n + random()) * step)));
    const disk = new Disk();
    const report = { lost: 0, corrupt: 0, torn: 0, cuts: 0 };
    for (const [at, event] of events.entries()) {
      disk.take(event);
      if (!cuts.has(at)) continue;
      for (const keeps of [() => false, () => random() < 0.5]) {
        const found = await openAfterCut(disk, join(folder, 'restored'), keeps);
        report.cuts += 1;
        if (found === 'lost' || found === 'corrupt' || found === 'torn') report[found] += 1;
      }
    }
    const syncs = events.filter((event) => event.type === 'synced' && event.path.endsWith('.db')).length;
    const heads = events.filter((event) => event.type === 'write' && event.path.endsWith('-wal') && event.offset === 0);
    // The file was synced once when it was made.
    return { events: events.length, checkpoints: syncs - 1, logsBegun: heads.length, ...report };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The engine goes on over what is left: every acknowledged unit must be there, and each unit whole or not at all. */
async function openAfterCut(
  disk: Disk,
  folder: string,
  keeps: () => boolean,
): Promise<'lost' | 'corrupt' | 'torn' | 'fine'> {
  disk.restore(folder, keeps);
  const path = join(folder, 'store.db');
  let found: ReadonlyMap<string, string>;
  let instances: number;
  try {
    const store = await openSqliteStore({ path, collections });
    const engine = await openEmbeddedEngine({ store, clock: new SystemClock() });
    found = new Map(await Array.fromAsync(store.scan(notes), ({ document }) => [document.id, document.text] as const));
    const queries = new EngineQueries(store);
    instances = await queries.countProcessInstances();
    const [last] = [...found.values()].toSorted().toReversed();
    // Restored from its journal, and able to go on.
    if (last !== undefined) await queries.history(last);
    await engine.createProcessInstance({ bpmnProcessId: 'committed' });
    await engine.close();
    await store.close();
    if (integrityOf(path) !== 'ok') return 'corrupt';
  } catch (error) {
    // The deployment came before everything that was acknowledged.
    return error instanceof AppError && error.code === 'ENGINE_NOT_FOUND' ? 'lost' : 'corrupt';
  }
  if (instances !== found.size) return 'torn';
  return disk.acknowledged.every((n) => found.has(`n${n}`)) ? 'fine' : 'lost';
}
