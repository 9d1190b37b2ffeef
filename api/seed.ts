import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createCreditWorkers, loadSampleCompany, type SampleProgress, sampleHistoryStart } from '#credit/index.ts';
import { OffsetClock, SimulatedClock } from '#engine/index.ts';
import { DATABASE, openEngine, openStore } from './services.ts';
import { publishShipped } from './studio/publish.ts';

const ZONE = 'Asia/Shanghai';
const ASIDE = 'loading';

export function hasData(folder: string): boolean {
  return existsSync(join(folder, DATABASE));
}

/**
 * Makes the database of a new data folder with the sample company in it. It is made aside and moved to its place when it is
 * complete, so that what was interrupted is simply begun again. Rejects with STORE_OWNED while another process makes it.
 */
export async function seedSample(
  folder: string,
  options: { readonly logger: Logger; readonly onProgress: (progress: SampleProgress) => void },
): Promise<void> {
  const aside = join(folder, ASIDE);
  await clear(aside);
  await load(aside, options);
  for (const name of await readdir(aside)) await rename(join(aside, name), join(folder, name));
  await rm(aside, { recursive: true });
}

/** Takes away what an interrupted start has left; whoever still works on it holds its lease. */
async function clear(aside: string): Promise<void> {
  if (existsSync(join(aside, DATABASE))) await (await openStore(aside)).close();
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
}

async function load(
  folder: string,
  { logger, onProgress }: { readonly logger: Logger; readonly onProgress: (progress: SampleProgress) => void },
): Promise<void> {
  const until = new Date().toISOString();
  const store = await openStore(folder);
  try {
    const clock = new OffsetClock(new SimulatedClock(sampleHistoryStart(until, ZONE)));
    const engine = await openEngine({ store, clock, logger });
    for (const worker of createCreditWorkers({ store, zone: () => ZONE })) engine.worker(worker);
    await publishShipped({ store, engine, clock });
    await loadSampleCompany({ engine, store, clock, until, zone: ZONE, onProgress });
    await engine.close();
  } finally {
    await store.close();
  }
}
