/**
 * A process to kill or to starve: writes units of two documents, each with the number of the unit, and prints the number
 * when the unit is acknowledged. `until-full`: until a commit is refused, then on until one is accepted again.
 */
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { AppError } from '#errors/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { put, tasks } from './support.ts';

const [path = '', mode = ''] = process.argv.slice(2);
const store = await openSqliteStore({ path, collections: [tasks] });
const payload = 'x'.repeat(mode === 'until-full' ? 20_000 : 300);

async function write(n: number): Promise<void> {
  await store.commit(['left', 'right'].map((side) => put({ id: `${side}-${n}`, ...{ payload } }, 'absent')));
  writeSync(1, `${n}\n`);
}

async function refused(n: number): Promise<boolean> {
  try {
    await write(n);
    return false;
  } catch (error) {
    if (error instanceof AppError && error.code === 'STORE_UNAVAILABLE') return true;
    throw error;
  }
}

let n = 0;
while (!(mode === 'until-full' && (await refused(n)))) {
  if (mode !== 'until-full') await write(n);
  n += 1;
}
writeSync(1, `refused ${n}, reads ${await store.count(tasks, {})}\n`);
// Reading goes on and nothing is restarted; each turn of the loop gives the checkpoint its chance.
while (await refused(n)) await setImmediate();
await store.close();
