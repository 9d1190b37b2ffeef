import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Clock } from '../clock.ts';
import type { Worker } from '../gateway.ts';
import type { Key } from '../records.ts';
import { jobs } from './collections.ts';
import { NEVER } from './documents.ts';
import type { Job } from './documents.ts';
import type { Logger } from './logger.ts';
import type { CommandLoop } from './loop.ts';
import { runJob } from './worker-run.ts';

export interface WorkerEnvironment {
  readonly store: StoreReader;
  readonly clock: Clock;
  readonly loop: CommandLoop;
  readonly logger: Logger;
  /** Resolves when the store tells of every job there is. */
  readonly upToDate: () => Promise<void>;
  /** Milliseconds a `prepare` may take. */
  readonly timeout: number;
  /** Jobs of one worker that are prepared at the same time. */
  readonly concurrency: number;
  /** Called whenever a worker has finished a job. */
  readonly finished: () => void;
}

/** Hands every available job to the worker of its type, each once at a time. */
export class WorkerPool {
  readonly #environment: WorkerEnvironment;
  readonly #dispatchers = new Map<string, Dispatcher>();

  constructor(environment: WorkerEnvironment) {
    this.#environment = environment;
  }

  get isIdle(): boolean {
    for (const dispatcher of this.#dispatchers.values()) if (!dispatcher.isIdle) return false;
    return true;
  }

  register(worker: Worker): void {
    if (this.#dispatchers.has(worker.type)) fail('ENGINE_WORKER_TAKEN', { type: worker.type });
    const dispatcher = new Dispatcher(worker, this.#environment);
    this.#dispatchers.set(worker.type, dispatcher);
    dispatcher.lookInStore();
  }

  /** A job is durable, as it is now. */
  offer(job: Job): void {
    this.#dispatchers.get(job.type)?.offer(job.jobKey, job.availableAt);
  }

  /** Jobs may be stored that were never offered; not at once, because the store is in trouble. */
  lookLater(): void {
    for (const dispatcher of this.#dispatchers.values()) dispatcher.lookLater();
  }

  close(): void {
    for (const dispatcher of this.#dispatchers.values()) dispatcher.close();
  }
}

/** Keys read from the store at once; what is beyond is read when these are done. */
const PAGE = 1000;
/** Milliseconds until the store is asked again that could not answer. */
const LOOK_AGAIN = 1_000;

class Dispatcher {
  readonly #worker: Worker;
  readonly #environment: WorkerEnvironment;
  /** Ready to be run, in order. */
  readonly #ready = new Set<Key>();
  readonly #running = new Set<Key>();
  /** The store may hold available jobs that are not in `ready`. */
  #moreInStore = false;
  #looking = false;
  #closed = false;
  #wakeUp: { readonly at: string; readonly cancel: () => void } | undefined;

  constructor(worker: Worker, environment: WorkerEnvironment) {
    this.#worker = worker;
    this.#environment = environment;
  }

  get isIdle(): boolean {
    return this.#closed || (this.#ready.size === 0 && this.#running.size === 0 && !this.#looking && !this.#moreInStore);
  }

  offer(key: Key, availableAt: string): void {
    if (this.#closed || availableAt === NEVER) return;
    if (availableAt > this.#environment.clock.now()) this.#wakeAt(availableAt);
    else if (this.#running.has(key) || this.#ready.size >= PAGE) this.#moreInStore = true;
    else this.#ready.add(key);
    this.#dispatch();
  }

  lookInStore(): void {
    this.#moreInStore = true;
    this.#dispatch();
  }

  lookLater(): void {
    this.#wakeAt(new Date(Date.parse(this.#environment.clock.now()) + LOOK_AGAIN).toISOString());
  }

  close(): void {
    this.#closed = true;
    this.#wakeUp?.cancel();
  }

  #dispatch(): void {
    while (!this.#closed && this.#running.size < this.#environment.concurrency) {
      const [key] = this.#ready;
      if (key === undefined) break;
      this.#ready.delete(key);
      this.#running.add(key);
      void this.#run(key);
    }
    if (this.#moreInStore && this.#ready.size === 0 && !this.#looking && !this.#closed) void this.#look();
  }

  async #run(key: Key): Promise<void> {
    try {
      const retryAt = await runJob(this.#worker, key, this.#environment);
      if (retryAt !== undefined) this.#wakeAt(retryAt);
    } catch (error) {
      // Not even its failure could be stored: nobody else would come back to it.
      if (!this.#closed) this.#environment.logger.error({ err: error, jobKey: key }, 'a job could not be run');
      this.lookLater();
    }
    this.#running.delete(key);
    this.#dispatch();
    this.#environment.finished();
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#moreInStore = false;
    try {
      await this.#environment.upToDate();
      const now = this.#environment.clock.now();
      const page = await this.#find({ lte: now }, PAGE);
      for (const { jobKey } of page.items) if (!this.#running.has(jobKey)) this.#ready.add(jobKey);
      this.#moreInStore = page.isFull && this.#ready.size > 0;
      const [later] = (await this.#find({ gt: now, lt: NEVER }, 1)).items;
      if (later !== undefined) this.#wakeAt(later.availableAt);
    } catch (error) {
      if (!this.#closed)
        this.#environment.logger.error({ err: error, type: this.#worker.type }, 'jobs could not be read');
      this.lookLater();
    }
    this.#looking = false;
    this.#dispatch();
    this.#environment.finished();
  }

  async #find(
    availableAt: { readonly lte?: string; readonly gt?: string; readonly lt?: string },
    limit: number,
  ): Promise<{ readonly items: readonly Job[]; readonly isFull: boolean }> {
    const where = { type: this.#worker.type, availableAt };
    const page = await this.#environment.store.find(jobs, { where, sort: { by: 'availableAt' }, limit });
    return { items: page.items.map(({ document }) => document), isFull: page.next !== undefined };
  }

  #wakeAt(instant: string): void {
    if (this.#closed || (this.#wakeUp !== undefined && this.#wakeUp.at <= instant)) return;
    this.#wakeUp?.cancel();
    const callback = (): void => {
      this.#wakeUp = undefined;
      this.lookInStore();
    };
    this.#wakeUp = { at: instant, cancel: this.#environment.clock.wakeAt(instant, callback) };
  }
}
