/** Moves the write-ahead log into the database file, so that the thread that commits never waits for that. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointMode, CheckpointReply } from './checkpointer.ts';

// With a longer wait a slow reader would hold up the commits that a RESTART keeps waiting.
const connection = new DatabaseSync(String(workerData), { timeout: 50 });

function checkpoint(mode: CheckpointMode): CheckpointReply {
  try {
    return { frames: Number(connection.prepare(`PRAGMA wal_checkpoint(${mode})`).get()?.['log']) };
  } catch (error) {
    return { frames: 0, problem: String(error) };
  }
}

parentPort?.on('message', (mode: CheckpointMode | 'close') => {
  if (mode !== 'close') return parentPort?.postMessage(checkpoint(mode));
  connection.close();
  parentPort?.close();
});
