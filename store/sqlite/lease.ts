import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { fail } from '#errors/index.ts';
import { isBusy, type Database, type Row } from './database.ts';
import { sql } from './sql.ts';

/** How long a lease holds after it was last renewed, in ms. */
export const LEASE_DURATION = 15_000;

/** Tokens of stores that are open in this process: a lease with our pid and another token is from a former life. */
const ownTokens = new Set<string>();

/**
 * The record of who may write. Each commit updates it where the token is its own, so that an owner that was frozen and
 * has been replaced writes nothing when it wakes.
 */
export class Lease {
  readonly #database: Database;
  readonly #now: () => number;
  readonly #token = randomUUID();
  #renewedAt = 0;

  constructor(database: Database, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** Rejects with STORE_OWNED while another process, or another store of this one, holds a lease that counts. */
  take(): void {
    try {
      this.#database.transaction(() => {
        this.#database.execute(
          'CREATE TABLE IF NOT EXISTS store_lease (id INTEGER PRIMARY KEY CHECK (id = 1), token TEXT NOT NULL, pid INTEGER NOT NULL, host TEXT NOT NULL, until INTEGER NOT NULL)',
        );
        const row = this.#read();
        if (row !== undefined && this.#counts(row)) this.#failOwned(row);
        this.#database.run(
          sql`INSERT OR REPLACE INTO store_lease (id, token, pid, host, until) VALUES (1, ${this.#token}, ${process.pid}, ${hostname()}, ${this.#now() + LEASE_DURATION})`,
        );
      });
    } catch (error) {
      // Whoever holds the write lock so long is an owner at work.
      const row = isBusy(error) ? this.#read() : undefined;
      if (row !== undefined) this.#failOwned(row);
      throw error;
    }
    ownTokens.add(this.#token);
    this.#renewedAt = this.#now();
  }

  /** Renews the lease in the transaction under way; rejects with STORE_OWNERSHIP_LOST when it has gone to another. */
  hold(): void {
    const now = this.#now();
    const held = this.#database.run(
      sql`UPDATE store_lease SET until = ${now + LEASE_DURATION} WHERE id = 1 AND token = ${this.#token}`,
    );
    if (held === 0) {
      const row = this.#read();
      fail('STORE_OWNERSHIP_LOST', {
        path: this.#database.path,
        pid: Number(row?.['pid']),
        host: String(row?.['host']),
      });
    }
    this.#renewedAt = now;
  }

  /** For times without commits. */
  renew(): void {
    if (this.#now() - this.#renewedAt >= LEASE_DURATION / 4) this.#database.transaction(() => this.hold());
  }

  release(): void {
    ownTokens.delete(this.#token);
    this.#database.run(sql`DELETE FROM store_lease WHERE token = ${this.#token}`);
  }

  #read(): Row | undefined {
    return this.#database.one(sql`SELECT token, pid, host, until FROM store_lease WHERE id = 1`);
  }

  #counts(row: Row): boolean {
    if (Number(row['until']) <= this.#now()) return false;
    if (row['host'] !== hostname()) return true;
    const pid = Number(row['pid']);
    return pid === process.pid ? ownTokens.has(String(row['token'])) : isAlive(pid);
  }

  #failOwned(row: Row): never {
    return fail('STORE_OWNED', {
      path: this.#database.path,
      pid: Number(row['pid']),
      host: String(row['host']),
      until: new Date(Number(row['until'])).toISOString(),
    });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // EPERM: it lives, but belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A process that has died and whose parent has not looked yet still answers signals; it writes nothing any more. */
function isZombie(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).startsWith('Z');
  } catch {
    return false;
  }
}
