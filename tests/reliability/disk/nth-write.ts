import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '#store/index.ts';
import { integrityOf } from '../integrity.ts';
import { ensureStrace } from '../strace.ts';
import { collections } from './work.ts';

export interface NthWriteReport {
  readonly done: number;
  readonly refused: number;
  /** Refusals after which something of the unit was there. */
  readonly partial: number;
  /** Process instances at their end. */
  readonly ended: number;
  readonly integrity: string;
}

const CHILD = join(import.meta.dirname, 'commands-child.ts');

/**
 * Runs commands of the engine in a program whose `first` write or sync of the log or the database fails, and each
 * `step`th after it: with every first up to the step, each write of each command fails once.
 */
export async function failWrites(
  call: 'pwrite64' | 'fsync,fdatasync',
  first: number,
  step: number,
  rounds: number,
): Promise<NthWriteReport> {
  ensureStrace();
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-nth-'));
  const path = join(folder, 'store.db');
  try {
    // The tables are made before anything fails.
    await (await openSqliteStore({ path, collections })).close();
    const options = ['-f', '-o', '/dev/null', '-P', `${path}-wal`, '-P', path, '-e', `trace=${call}`];
    const fault = ['-e', `inject=${call}:error=EIO:when=${first}+${step}`];
    const output = execFileSync('strace', [...options, ...fault, process.execPath, CHILD, path, String(rounds)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 120_000,
    });
    const counts = JSON.parse(output.toString()) as Omit<NthWriteReport, 'integrity'>;
    return { ...counts, integrity: integrityOf(path) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
