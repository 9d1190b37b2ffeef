import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError, fail, reject } from '#errors/index.ts';
import type { Sql } from './sql.ts';

/** Statements differ by the number of placeholders too; what was not used among the last so many is made anew. */
const CACHED_STATEMENTS = 300;

/** How long one waits for another process that holds the write lock, in ms. Nothing else runs meanwhile. */
const BUSY_TIMEOUT = 500;

export type Row = Readonly<Record<string, unknown>>;

/** A connection with its prepared statements, whose troubles come as AppErrors. Everything on it is synchronous. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  #statements = new Map<string, StatementSync>();
  #older = new Map<string, StatementSync>();

  constructor(path: string, options: { readonly readOnly: boolean }) {
    this.path = path;
    this.#connection = this.#guard(() => new DatabaseSync(path, { ...options, timeout: BUSY_TIMEOUT }));
  }

  /** Runs what has no placeholders and is needed once. */
  execute(text: string): void {
    this.#guard(() => this.#connection.exec(text));
  }

  /** The number of rows changed. */
  run({ text, values }: Sql): number {
    try {
      return Number(this.#prepare(text).run(...values).changes);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  one({ text, values }: Sql): Row | undefined {
    try {
      return this.#prepare(text).get(...values);
    } catch (error) {
      throw this.#explain(error);
    }
  }

  all({ text, values }: Sql): readonly Row[] {
    return this.#guard(() => this.#prepare(text).all(...values));
  }

  /** Row by row, for those who stop early. The statement is not to be used otherwise meanwhile. */
  *each({ text, values }: Sql): Generator<Row> {
    const rows = this.#guard(() => this.#prepare(text).iterate(...values));
    try {
      for (;;) {
        const next = this.#guard(() => rows.next());
        if (next.done === true) return;
        yield next.value;
      }
    } finally {
      rows.return?.();
    }
  }

  /** All or nothing. The write lock is held from the start. */
  transaction<T>(work: () => T): T {
    this.#guard(() => this.#prepare('BEGIN IMMEDIATE').run());
    try {
      const result = work();
      this.#guard(() => this.#prepare('COMMIT').run());
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  /** All that is read in it is as it was at one moment. */
  snapshot<T>(work: () => T): T {
    this.#guard(() => this.#prepare('BEGIN').run());
    try {
      return work();
    } finally {
      if (this.#connection.isTransaction) this.#guard(() => this.#prepare('COMMIT').run());
    }
  }

  close(): void {
    this.#statements.clear();
    this.#older.clear();
    if (this.#connection.isOpen) this.#connection.close();
  }

  #prepare(text: string): StatementSync {
    const known = this.#statements.get(text);
    if (known !== undefined) return known;
    const statement = this.#older.get(text) ?? this.#connection.prepare(text);
    this.#statements.set(text, statement);
    if (this.#statements.size >= CACHED_STATEMENTS) {
      this.#older = this.#statements;
      this.#statements = new Map();
    }
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.#explain(error);
    }
  }

  #explain(error: unknown): unknown {
    const code = primaryCode(error);
    if (code === undefined || !(error instanceof Error)) return error;
    if (UNAVAILABLE.has(code)) {
      return new AppError(reject('STORE_UNAVAILABLE', { problem: error.message }), { cause: error });
    }
    if (DAMAGED.has(code)) {
      const details = { path: this.path, problem: error.message };
      return new AppError(reject('STORE_DAMAGED', details), { cause: error });
    }
    return error;
  }
}

// sqlite.org/rescode.html: BUSY, LOCKED, NOMEM, READONLY, INTERRUPT, IOERR, FULL, CANTOPEN.
const UNAVAILABLE: ReadonlySet<number> = new Set([5, 6, 7, 8, 9, 10, 13, 14]);
// CORRUPT, NOTADB.
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

/** SQLite's result code without its extension; undefined when it is not an error of SQLite. */
function primaryCode(error: unknown): number | undefined {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

/** True for a value that a UNIQUE index refused. */
export const isConstraintViolation = (error: unknown): boolean => primaryCode(error) === 19;

/** True when the lock stayed with another process. */
export function isBusy(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNAVAILABLE' && primaryCode(error.cause) === 5;
}

/** For what is asked of a store that was closed. */
export function failClosed(): never {
  return fail('STORE_UNAVAILABLE', { problem: 'it is closed' });
}
