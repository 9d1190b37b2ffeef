/**
 * A program that commits, for a recorder of what it asks of the disk: `<database> <commits> <FULL|NORMAL>`. Each commit is a
 * note and a process instance in one unit; its number is printed when it is acknowledged.
 */
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { putNote } from '../../engine/embedded/harness.ts';
import { collections, PROCESS } from './work.ts';

/** Commits between two rests, in which all of the log is moved. The thread of the checkpoint comes when it finds it long. */
const REST_AFTER = 80;
const [path = '', commits = '', synchronous = ''] = process.argv.slice(2);

if (synchronous !== 'FULL') {
  // The product knows no weaker setting; this shows that the recorder would notice one.
  const exec = Reflect.get(DatabaseSync.prototype, 'exec') as (this: DatabaseSync, text: string) => void;
  DatabaseSync.prototype.exec = function (text) {
    exec.call(this, text.replace('synchronous = FULL', `synchronous = ${synchronous}`));
  };
}

const store = await openSqliteStore({ path, collections });
const engine = await openEmbeddedEngine({ store, clock: new SystemClock() });
await engine.deployResource([PROCESS]);
const beside = new DatabaseSync(path);
for (let n = 0; n < Number(commits); n += 1) {
  const id = `n${n}`;
  await engine.transact({
    reads: [],
    decide(_documents, { nextKey }) {
      const processInstanceKey = nextKey();
      const variables = { id, payload: randomBytes(8_000).toString('hex') };
      return {
        ok: true,
        writes: [putNote(id, processInstanceKey, 'absent')],
        commands: [{ type: 'createProcessInstance', bpmnProcessId: 'committed', processInstanceKey, variables }],
        result: undefined,
      };
    },
  });
  writeSync(1, `ack ${n}\n`);
  if (n % REST_AFTER !== REST_AFTER - 1) continue;
  // What is left of the log is moved by the same call, so that it begins anew long before it has grown to its bound.
  while (!isLogMoved()) await sleep(5);
}
function isLogMoved(): boolean {
  const { busy, log, checkpointed } = beside.prepare('PRAGMA wal_checkpoint(PASSIVE)').get() ?? {};
  return busy === 0 && log === checkpointed;
}

// Without closing: the log stays as a power cut would find it.
process.exit(0);
