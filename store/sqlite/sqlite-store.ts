import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, fail, type Rejection } from '#errors/index.ts';
import type { Collection, Store, Stored, StoreReader, UnitOfWork } from '../types.ts';
import { deepFreeze } from '../query/freeze.ts';
import { Checkpointer } from './checkpointer.ts';
import { Database, failClosed } from './database.ts';
import { Lease, LEASE_DURATION } from './lease.ts';
import { checkLog } from './log-check.ts';
import { checkPrepared, prepareDatabase } from './prepare.ts';
import { appendToLog, dropFromLog } from './log.ts';
import { SqliteReader } from './reader.ts';
import { idOf, Recent } from './recent.ts';
import { Tables, type Version } from './tables.ts';
import { Writer } from './writer.ts';

interface SqliteOptions {
  /** The database file. Its folder is made when it is missing. */
  readonly path: string;
  readonly collections: readonly Collection[];
  /** Documents that may be in the log alone; 8,000 unless told. */
  readonly mostBehind?: number;
  /** Unix time in ms, for the lease and the name of a backup. The machine's clock unless told. */
  readonly now?: () => number;
  /** Told when the log that a former owner left can be seen to lack what was committed (STORE_LOG_CUT). */
  readonly onLoss?: (rejection: Rejection) => void;
}

/**
 * Opens a database file.
 *
 * As `owner` (the default) it may be written; one process at a time (STORE_OWNED). Creates what is missing, migrates what
 * is older after copying the file, rebuilds changed indexes, refuses what is newer (STORE_NEWER_SCHEMA).
 *
 * As `reader` it is opened for reading only, from any process or thread, while an owner works; the owner must have
 * prepared it (STORE_NOT_PREPARED). A reader sees what is committed.
 */
export function openSqliteStore(options: SqliteOptions & { readonly mode?: 'owner' }): Promise<Store>;
export function openSqliteStore(
  options: SqliteOptions & { readonly mode: 'reader' },
): Promise<StoreReader & Pick<Store, 'close'>>;
export async function openSqliteStore(
  options: SqliteOptions & { readonly mode?: 'owner' | 'reader' },
): Promise<StoreReader & Pick<Store, 'close'>> {
  return options.mode === 'reader' ? openReader(options) : openOwner(options);
}

function openReader({ path, collections }: SqliteOptions): SqliteReader {
  if (!existsSync(path)) {
    const [first] = collections;
    fail('STORE_NOT_PREPARED', {
      path,
      collection: first?.name ?? '',
      expected: first?.schemaVersion ?? 1,
      found: 'nothing',
    });
  }
  return opened(new Database(path, { readOnly: true }), (database) => {
    checkPrepared(database, collections);
    return new SqliteReader(database, collections);
  });
}

function openOwner({
  path,
  collections,
  mostBehind = MOST_BEHIND,
  now = Date.now,
  onLoss,
}: SqliteOptions): SqliteStore {
  makeFolder(dirname(path));
  const loss = checkLog(path, now());
  if (loss !== undefined) onLoss?.(loss);
  return opened(new Database(path, { readOnly: false }), (database) => {
    database.execute('PRAGMA journal_mode = WAL');
    // FULL: a commit is on the disk when it returns. NORMAL loses acknowledged commits at a power cut.
    database.execute('PRAGMA synchronous = FULL');
    database.execute('PRAGMA wal_autocheckpoint = 0');
    database.execute('PRAGMA journal_size_limit = 67108864');
    database.execute('PRAGMA cache_size = -65536');
    const lease = new Lease(database, now);
    lease.take();
    try {
      prepareDatabase(database, lease, collections, now);
    } catch (error) {
      lease.release();
      throw error;
    }
    return new SqliteStore(database, collections, lease, mostBehind);
  });
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    fail('STORE_UNAVAILABLE', { problem: error instanceof Error ? error.message : String(error) }, { cause: error });
  }
}

/** A connection whose opening failed is not left behind. */
function opened<T>(database: Database, open: (database: Database) => T): T {
  try {
    return open(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Documents in the log alone: what a start after a crash has to write to the tables, and memory holds. */
const MOST_BEHIND = 8_000;
/** Documents that go from the log to their tables together: some 5 ms. */
const MOVED = 500;

class SqliteStore extends SqliteReader implements Store {
  readonly #lease: Lease;
  readonly #checkpointer: Checkpointer;
  readonly #recent = new Recent();
  readonly #tables: Tables;
  readonly #writer: Writer;
  readonly #mostBehind: number;
  /** Documents that go to their tables together, with one commit in some: what lies on one page is written once. */
  readonly #batch: number;
  /** Of the last commit. */
  #logged = 0;
  /** Of the log. */
  #nextRow = 1;
  /** Another process owns the store now. */
  #isLost = false;
  readonly #renewal: NodeJS.Timeout;

  constructor(database: Database, collections: readonly Collection[], lease: Lease, mostBehind: number) {
    super(database, collections);
    this.#mostBehind = mostBehind;
    this.#batch = Math.min(MOVED, Math.ceil(mostBehind / 16));
    this.#tables = new Tables(database);
    this.#lease = lease;
    this.#checkpointer = new Checkpointer(database);
    this.#writer = new Writer(this.#tables, this.#recent, this.ahead);
    this.#renewal = setInterval(() => this.#renew(), LEASE_DURATION / 3).unref();
  }

  async commit(unit: UnitOfWork): Promise<ReadonlyMap<string, number>> {
    if (this.closed) failClosed();
    while (this.#checkpointer.pause !== undefined) await this.#checkpointer.pause;
    if (this.closed) failClosed();
    try {
      const versions = this.database.transaction(() => {
        this.#lease.hold();
        const excess = this.ahead.size - this.#mostBehind;
        // More than comes in, so that what waits stays bounded.
        if (excess >= this.#batch) this.#move(Math.max(this.#batch, Math.min(excess, 2 * this.#logged)));
        const written = this.#write(unit);
        this.#log();
        return written;
      });
      this.#settle();
      this.#checkpointer.afterCommit();
      return versions;
    } catch (error) {
      this.#discard();
      this.#loseIf(error);
      if (error instanceof AppError && error.code === 'STORE_UNAVAILABLE') this.#checkpointer.afterFailure();
      throw error;
    }
  }

  async current<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>> {
    if (this.#isLost) return this.getMany(collection, keys);
    const layout = this.layout(collection);
    const { collection: declared } = layout;
    this.#recent.follow(declared);
    const found = new Map<string, Stored<T>>();
    const missing: string[] = [];
    for (const key of keys) {
      const fresh = this.ahead.get(layout, key);
      const kept = fresh === undefined ? this.#recent.get(idOf(declared, key)) : frozen(fresh.now);
      // A document of the collection went in.
      if (kept !== undefined) found.set(key, { document: kept.document as T, version: kept.version });
      else if (fresh === undefined && !this.#tables.isAbove(layout, key)) missing.push(key);
    }
    if (missing.length === 0) return found;
    for (const [key, { document, version, size }] of this.read<T>(layout, missing)) {
      this.#recent.keep(idOf(declared, key), { document: deepFreeze(document), version, size });
      found.set(key, { document, version });
    }
    return found;
  }

  override async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.#renewal);
    await this.#checkpointer.close();
    try {
      this.#emptyLog();
      this.#lease.release();
      this.database.execute('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      this.database.close();
    }
  }

  /** Everything in the owner happens in turn on one connection; who owns it no more reads as any other reader. */
  protected override look<T>(work: () => T): T {
    return this.#isLost ? super.look(work) : work();
  }

  /** Whoever owns the store now has changed what memory knows. */
  #loseIf(error: unknown): void {
    if (this.#isLost || !(error instanceof AppError) || error.code !== 'STORE_OWNERSHIP_LOST') return;
    this.#isLost = true;
    this.#recent.clear();
    this.ahead.clear();
  }

  #move(most: number): void {
    this.ahead.move(this.#tables, most);
    dropFromLog(this.database, this.ahead.needed(this.#nextRow));
  }

  #log(): void {
    const body = this.ahead.logged(this.#nextRow);
    if (body !== undefined) appendToLog(this.database, this.#nextRow, body);
  }

  #settle(): void {
    this.#recent.settle();
    this.#logged = this.ahead.settle();
    this.#nextRow += 1;
  }

  #discard(): void {
    this.#recent.discard();
    this.ahead.discard();
  }

  /** So that the file holds everything in its tables. What finds no room stays in the log. */
  #emptyLog(): void {
    try {
      while (this.ahead.size > 0) {
        this.database.transaction(() => {
          this.#lease.hold();
          this.#move(MOVED);
        });
        this.#settle();
      }
    } catch {
      this.#discard();
    }
  }

  #write(unit: UnitOfWork): ReadonlyMap<string, number> {
    const versions = new Map<string, number>();
    for (const write of unit) {
      const { key, version } = this.#writer.write(this.layout(write.collection), write);
      if (version === undefined) versions.delete(idOf(write.collection, key));
      else versions.set(idOf(write.collection, key), version);
    }
    return versions;
  }

  #renew(): void {
    try {
      this.#lease.renew();
      this.#checkpointer.afterCommit();
    } catch (error) {
      // The next commit finds out and says so to somebody.
      this.#loseIf(error);
    }
  }
}

function frozen(now: Version | undefined): Version | undefined {
  if (now === undefined || Object.isFrozen(now.document)) return now;
  return { ...now, document: deepFreeze(JSON.parse(now.body) as object) };
}
