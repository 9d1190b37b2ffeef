import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Database } from './database.ts';
import { raw } from './sql.ts';

export type CheckpointMode = 'PASSIVE' | 'RESTART';

/** `frames`: pages in the log after it. `problem`: why nothing was moved, for instance a full disk. */
export interface CheckpointReply {
  readonly frames: number;
  readonly problem?: string;
}

/** Pages of 4 KB in the log before they are moved. */
const WORTHWHILE = 1_000;

/** The log begins anew only when all of it was moved and nothing was added meanwhile; beyond 64 MB commits wait for that. */
const BOUND = 16_384;

/** Keeps the write-ahead log short from a worker thread. It is started when there is something to move. */
export class Checkpointer {
  readonly #database: Database;
  readonly #bound: number;
  #worker: Worker | undefined;
  #underWay: Promise<void> | undefined;
  /** The log's length at the last try, so that a reader that keeps it from beginning anew isn't met at each commit. */
  #tried = 0;
  #pause: Promise<void> | undefined;

  constructor(database: Database, bound = BOUND) {
    this.#database = database;
    this.#bound = bound;
  }

  /** Present while commits have to wait, some milliseconds. */
  get pause(): Promise<void> | undefined {
    return this.#pause;
  }

  afterCommit(): void {
    const { frames, moved } = this.#length();
    // Commits that follow one another without a pause leave the worker's answer unheard: they have to wait for it.
    if (this.#underWay !== undefined && frames >= this.#bound) this.#pause = this.#underWay;
    if (frames < this.#tried) this.#tried = 0;
    if (this.#underWay !== undefined || frames - moved < WORTHWHILE || frames - this.#tried < WORTHWHILE) return;
    this.#tried = frames;
    this.#underWay = this.#run(this.#bound);
  }

  /** A full disk may be full of log: what is moved out of it can be written over. */
  afterFailure(): void {
    this.#underWay ??= this.#run(1);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    if (worker === undefined) return;
    const ended = once(worker, 'exit');
    worker.ref();
    worker.postMessage('close');
    await ended;
  }

  /** Never rejects. */
  async #run(bound: number): Promise<void> {
    const { frames } = await this.#ask('PASSIVE');
    if (frames >= bound) {
      this.#pause = this.#underWay;
      await this.#ask('RESTART');
    }
    this.#pause = undefined;
    this.#underWay = undefined;
  }

  /** Never rejects: what could not be moved now is moved after a later commit. */
  #ask(mode: CheckpointMode): Promise<CheckpointReply> {
    const worker = (this.#worker ??= this.#startWorker());
    return new Promise((resolve) => {
      const gone = (): void => resolve({ frames: 0, problem: 'the worker has ended' });
      worker.once('exit', gone);
      worker.once('message', (reply: CheckpointReply) => {
        worker.off('exit', gone);
        resolve(reply);
      });
      worker.postMessage(mode);
    });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./checkpoint-worker.ts', import.meta.url), { workerData: this.#database.path });
    worker.unref();
    // A worker that failed is replaced at the next need; its error says nothing about any commit.
    worker.on('error', () => (this.#worker = undefined));
    return worker;
  }

  /** NOOP moves nothing and only tells the length (1 µs). */
  #length(): { readonly frames: number; readonly moved: number } {
    const row = this.#database.one(raw('PRAGMA wal_checkpoint(NOOP)'));
    return { frames: Number(row?.['log']), moved: Number(row?.['checkpointed']) };
  }
}
