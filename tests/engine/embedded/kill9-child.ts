/**
 * A process to kill: clients that start cases and complete their first task, side by side, and a worker with an effect. What
 * is acknowledged is printed when it is: `started <id> <key>`, `checked <key>`.
 */
import { writeSync } from 'node:fs';
import { openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { collections, effectWorker, PROCESS, putNote } from './kill9-work.ts';

const [path = '', life = ''] = process.argv.slice(2);
const CLIENTS = 8;

const store = await openSqliteStore({ path, collections });
const engine = await openEmbeddedEngine({ store, clock: new SystemClock() });
engine.worker(effectWorker());
await engine.deployResource([PROCESS]);

/** The job of an element, as soon as it is durable. */
const jobs = new Map<string, string>();
engine.onRecords((records) => {
  for (const { processInstanceKey, event } of records) {
    if (event.type === 'jobCreated' && event.elementId === 'check') jobs.set(processInstanceKey, event.jobKey);
  }
});

async function client(name: string): Promise<never> {
  for (let n = 0; ; n++) {
    const id = `${life}-${name}-${n}`;
    const key = await engine.transact({
      reads: [],
      decide: (_documents, { nextKey }) => {
        const processInstanceKey = nextKey();
        return {
          ok: true,
          writes: [putNote(id, processInstanceKey, 'absent')],
          commands: [{ type: 'createProcessInstance', bpmnProcessId: 'killed', processInstanceKey, variables: { id } }],
          result: processInstanceKey,
        };
      },
    });
    writeSync(1, `started ${id} ${key}\n`);
    await engine.completeJob({ jobKey: jobs.get(key) ?? '', variables: { by: id } });
    writeSync(1, `checked ${key}\n`);
  }
}

await Promise.all(Array.from({ length: CLIENTS }, (_, index) => client(`c${index}`)));
