import type { Clock } from '#engine/index.ts';
import { AppError, type ErrorCode, type Rejection } from '#errors/index.ts';
import type { Aggregation, Collection, Query, Store, UnitOfWork } from '#store/index.ts';

/** Milliseconds between two tries whether the store takes writes again. */
const PROBE_MS = 1_000;
/** What says that no write gets through, whatever is written. */
const TROUBLES: ReadonlySet<ErrorCode> = new Set(['STORE_UNAVAILABLE', 'STORE_DAMAGED', 'STORE_OWNERSHIP_LOST']);

/**
 * A store whose commits are watched: it knows why nothing can be written now, tries by itself whether it can be again, and
 * tells both. Reading is passed on.
 */
export class WatchedStore implements Store {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #onChange: (problem: Rejection | undefined) => void;
  #problem: Rejection | undefined;
  #waiting: (() => void)[] = [];
  #cancelProbe = (): void => undefined;

  constructor(store: Store, clock: Clock, onChange: (problem: Rejection | undefined) => void) {
    this.#store = store;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Why nothing can be written; undefined while it can. */
  get problem(): Rejection | undefined {
    return this.#problem;
  }

  /** Resolves when the store takes writes, now or later. */
  writable(): Promise<void> {
    if (this.#problem === undefined) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async commit(unit: UnitOfWork): Promise<ReadonlyMap<string, number>> {
    try {
      const versions = await this.#store.commit(unit);
      this.#note(undefined);
      return versions;
    } catch (error) {
      if (error instanceof AppError && TROUBLES.has(error.code)) this.#note(error.rejection);
      throw error;
    }
  }

  get<T extends object>(collection: Collection<T>, key: string) {
    return this.#store.get(collection, key);
  }

  getMany<T extends object>(collection: Collection<T>, keys: readonly string[]) {
    return this.#store.getMany(collection, keys);
  }

  current<T extends object>(collection: Collection<T>, keys: readonly string[]) {
    return this.#store.current(collection, keys);
  }

  find<T extends object>(collection: Collection<T>, query: Query) {
    return this.#store.find(collection, query);
  }

  count<T extends object>(collection: Collection<T>, query: Pick<Query, 'where' | 'text'>) {
    return this.#store.count(collection, query);
  }

  aggregate<T extends object>(collection: Collection<T>, aggregation: Aggregation) {
    return this.#store.aggregate(collection, aggregation);
  }

  scan<T extends object>(collection: Collection<T>) {
    return this.#store.scan(collection);
  }

  close(): Promise<void> {
    this.#cancelProbe();
    return this.#store.close();
  }

  #note(problem: Rejection | undefined): void {
    const before = this.#problem;
    this.#problem = problem;
    if (problem === undefined) {
      this.#cancelProbe();
      for (const resolve of this.#waiting.splice(0)) resolve();
    } else if (before === undefined) this.#probeLater();
    if (before?.code !== problem?.code) this.#onChange(problem);
  }

  /** Where nobody writes meanwhile, nobody would find out. An empty unit is a write all the same: of the lease. */
  #probeLater(): void {
    const at = new Date(Date.parse(this.#clock.now()) + PROBE_MS).toISOString();
    this.#cancelProbe = this.#clock.wakeAt(at, () => {
      this.commit([]).catch(() => {
        if (this.#problem?.code !== 'STORE_OWNERSHIP_LOST') this.#probeLater();
      });
    });
  }
}
