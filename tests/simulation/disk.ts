/** What outlives the program, and the faults on the way there and back. */
import { join } from 'node:path';
import { AppError, reject } from '#errors/index.ts';
import { openMemoryStore, openSqliteStore } from '#store/index.ts';
import type { Addition, Collection, Store, Stored, UnitOfWork } from '#store/index.ts';
import { temporaryFolder } from '../store/support.ts';
import type { Random, Trace } from './random.ts';

/**
 * What goes wrong with one commit. `crash…`: the program dies and never hears of it; `lostReply`: the unit is stored, but
 * the answer says that the store could not be reached; `error`: it is not stored, and the answer says so.
 */
export type CommitFault = 'crashBefore' | 'crashAfter' | 'error' | 'lostReply';

/** One life of the program, as its store knows it. */
export interface StoreLife {
  readonly number: number;
  isDead: boolean;
  die(): void;
}

export type Backing = 'memory' | 'sqlite';

type Applied = (unit: UnitOfWork, life: StoreLife) => void;

/** The faults that are to come: asked once before each commit and each read. */
export interface Faults {
  ofCommit(number: number): CommitFault | undefined;
  failsRead(): boolean;
}

export class Disk {
  readonly #collections: readonly Collection[];
  readonly #backing: Backing;
  readonly #random: Random;
  readonly #trace: Trace;
  readonly #folder: ReturnType<typeof temporaryFolder> | undefined;
  /** What is stored, told from the commits that were applied. */
  readonly #content = new Map<string, Map<string, Stored<object>>>();
  readonly #opened: Store[] = [];
  faults: Faults = { ofCommit: () => undefined, failsRead: () => false };
  onApplied: Applied = () => undefined;
  /** Number of the life that holds the lease. */
  owner = 0;
  /** Commits that reached the store or were to. */
  commits = 0;
  /** Counts up while anything goes on. */
  activity = 0;

  constructor(collections: readonly Collection[], backing: Backing, random: Random, trace: Trace) {
    this.#collections = collections;
    this.#backing = backing;
    this.#random = random;
    this.#trace = trace;
    this.#folder = backing === 'sqlite' ? temporaryFolder() : undefined;
  }

  /** The store as a new life opens it; the lease is its own from now on. */
  async open(life: StoreLife): Promise<Store> {
    const real = await this.#openReal(life);
    this.owner = life.number;
    return faultyStore(this, real, life, this.#random);
  }

  all<T extends object>(collection: Collection<T>): readonly T[] {
    const found = [...(this.#content.get(collection.name)?.values() ?? [])];
    return found.map(({ document }) => document as T);
  }

  get<T extends object>(collection: Collection<T>, key: string): T | undefined {
    return this.#content.get(collection.name)?.get(key)?.document as T | undefined;
  }

  /** Whether the store holds what was committed, document by document. */
  async differences(): Promise<readonly string[]> {
    const store = this.#opened.at(-1);
    const differences: string[] = [];
    for (const collection of this.#collections) {
      const stored = new Map<string, string>();
      for await (const { document, version } of store?.scan(collection) ?? []) {
        stored.set(keyOf(collection, document), `${version} ${JSON.stringify(document)}`);
      }
      const wanted = this.#content.get(collection.name) ?? new Map<string, Stored<object>>();
      for (const [key, { document, version }] of wanted) {
        if (stored.get(key) !== `${version} ${JSON.stringify(document)}`) differences.push(`${collection.name}/${key}`);
      }
      if (stored.size !== wanted.size) differences.push(`${collection.name} has ${stored.size} documents`);
    }
    return differences;
  }

  async close(): Promise<void> {
    for (const store of this.#opened) await store.close();
    this.#folder?.remove();
  }

  /** Commits as the owner, or fails as a store does whose lease has gone. */
  async commit(real: Store, unit: UnitOfWork, life: StoreLife): Promise<ReadonlyMap<string, number>> {
    const number = (this.commits += 1);
    const fault = this.faults.ofCommit(number);
    if (fault !== undefined) this.#trace.add('fault', fault);
    if (life.number !== this.owner) throw lost();
    if (fault === 'crashBefore') return (life.die(), never());
    if (fault === 'error') throw unavailable();
    const versions = await real.commit(unit);
    this.#keep(unit, versions);
    this.onApplied(unit, life);
    if (fault === 'crashAfter') return (life.die(), never());
    if (fault === 'lostReply') throw unavailable();
    return versions;
  }

  #keep(unit: UnitOfWork, versions: ReadonlyMap<string, number>): void {
    for (const write of unit) {
      const { collection } = write;
      const documents = this.#content.get(collection.name) ?? new Map<string, Stored<object>>();
      this.#content.set(collection.name, documents);
      const key = write.type === 'delete' ? write.key : keyOf(collection, write.document);
      const former = documents.get(key);
      if (write.type === 'delete') documents.delete(key);
      else {
        const document =
          write.type === 'put' ? write.document : added(former?.document ?? write.document, write.numbers);
        const version = versions.get(`${collection.name}/${key}`) ?? (former?.version ?? 0) + 1;
        documents.set(key, { document: JSON.parse(JSON.stringify(document)) as object, version });
      }
      this.#trace.add(`${write.type} ${collection.name}/${key}`, JSON.stringify(documents.get(key)));
    }
  }

  /** Each life has its own connection to the file; to take it over, the lease of the one before has to run out. */
  async #openReal(life: StoreLife): Promise<Store> {
    const [first] = this.#opened;
    if (this.#backing === 'memory' && first !== undefined) return first;
    const store =
      this.#folder === undefined
        ? await openMemoryStore(this.#collections)
        : await openSqliteStore({
            path: join(this.#folder.path, 'simulation.db'),
            collections: this.#collections,
            now: () => life.number * 3_600_000,
          });
    this.#opened.push(store);
    return store;
  }
}

export const unavailable = (): AppError => new AppError(reject('STORE_UNAVAILABLE', { problem: 'simulated' }));
const lost = (): AppError => new AppError(reject('STORE_OWNERSHIP_LOST', { path: 'simulated', pid: 0, host: '' }));

/** What a dead program waits for. */
export const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function keyOf(collection: { readonly key: string }, document: object): string {
  return String((document as Readonly<Record<string, unknown>>)[collection.key]);
}

/** The document with these numbers added; one that comes to 0 is gone. */
function added(document: object, numbers: readonly Addition[]): object {
  const result = structuredClone(document);
  for (const { path, by } of numbers) {
    const last = path.at(-1) ?? '';
    let at = result as Record<string, unknown>;
    for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
    const sum = Number(at[last] ?? 0) + by;
    if (sum === 0) delete at[last];
    else at[last] = sum;
  }
  return result;
}

/** The store of one life: slow now and then, failing when it is told to, silent after death. */
function faultyStore(disk: Disk, real: Store, life: StoreLife, random: Random): Store {
  const enter = async (what: 'read' | 'commit'): Promise<void> => {
    disk.activity += 1;
    for (let wait = random.below(3); wait > 0; wait -= 1) await turn();
    disk.activity += 1;
    if (life.isDead) await never();
    if (what === 'read' && disk.faults.failsRead()) throw unavailable();
  };
  const read = async <T>(ask: () => Promise<T>): Promise<T> => {
    await enter('read');
    return ask();
  };
  return {
    get: (collection, key) => read(() => real.get(collection, key)),
    getMany: (collection, keys) => read(() => real.getMany(collection, keys)),
    current: (collection, keys) => read(() => real.current(collection, keys)),
    find: (collection, query) => read(() => real.find(collection, query)),
    count: (collection, query) => read(() => real.count(collection, query)),
    aggregate: (collection, aggregation) => read(() => real.aggregate(collection, aggregation)),
    async *scan(collection) {
      await enter('read');
      yield* real.scan(collection);
    },
    async commit(unit) {
      await enter('commit');
      return disk.commit(real, unit, life);
    },
    close: () => Promise.resolve(),
  };
}
