/**
 * A program whose writes fail now and then: `<database> <rounds>`. Each command of the engine is tried until it is done; after
 * a refusal nothing of it may be there. Prints one line: what was done, refused, and found in part.
 */
import { writeSync } from 'node:fs';
import { EngineQueries, openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import { AppError } from '#errors/index.ts';
import { openSqliteStore, type Store } from '#store/index.ts';
import { notes, putNote } from '../../engine/embedded/harness.ts';
import { collections, MESSAGE, PROCESS } from './work.ts';

const [path = '', rounds = ''] = process.argv.slice(2);
const counts = { done: 0, refused: 0, partial: 0 };
const store = await untilOpen();
// What the engine believes is not asked: only what others can read.
const beside = await openSqliteStore({ path, collections, mode: 'reader' });
const engine = await openEmbeddedEngine({ store, clock: new SystemClock() });
const queries = new EngineQueries(beside);
const jobs = new Map<string, string>();
engine.onRecords((records) => {
  for (const { processInstanceKey, event } of records) {
    if (event.type === 'jobCreated') jobs.set(processInstanceKey, event.jobKey);
  }
});

async function untilOpen(): Promise<Store> {
  for (;;) {
    try {
      return await openSqliteStore({ path, collections });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      counts.refused += 1;
    }
  }
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNAVAILABLE';
}

/** Everything that a unit may change, seen from outside. */
async function picture(): Promise<string> {
  const instances = await queries.processInstances({ limit: 1000 });
  const histories = await Promise.all(
    instances.items
      .slice(0, 3)
      .map(async ({ processInstanceKey }) => (await queries.history(processInstanceKey)).length),
  );
  return JSON.stringify([instances.items, histories, await beside.count(notes, {})]);
}

async function untilDone(command: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const before = await picture();
    try {
      await command();
      counts.done += 1;
      return;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      counts.refused += 1;
      if ((await picture()) !== before) counts.partial += 1;
    }
  }
}

await untilDone(() => engine.deployResource([PROCESS]));
for (let round = 0; round < Number(rounds); round += 1) {
  const id = `n${round}`;
  let key = '';
  await untilDone(async () => {
    key = await engine.transact({
      reads: [],
      decide(_documents, { nextKey }) {
        const processInstanceKey = nextKey();
        return {
          ok: true,
          writes: [putNote(id, processInstanceKey, 'absent')],
          commands: [
            { type: 'createProcessInstance', bpmnProcessId: 'failing', processInstanceKey, variables: { id } },
          ],
          result: processInstanceKey,
        };
      },
    });
  });
  await untilDone(() => engine.setVariables({ elementInstanceKey: key, variables: { round } }));
  await untilDone(() => engine.completeJob({ jobKey: jobs.get(key) ?? '' }));
  await untilDone(() => engine.publishMessage({ name: MESSAGE, correlationKey: id }));
}
const ended = await queries.countProcessInstances({ states: ['completed'] });
writeSync(1, `${JSON.stringify({ ...counts, ended })}\n`);
process.exit(0);
