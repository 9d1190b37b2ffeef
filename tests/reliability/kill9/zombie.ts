import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATABASE } from '#api/services.ts';
import { prepareCompany, signInStaff } from '../company.ts';
import { type ServerProcess, startServer } from '../server.ts';
import { startCaseAt, workAsClient } from './clients.ts';
import { Ledger } from './ledger.ts';
import { verify, type Verdict } from './verify.ts';

export interface ZombieReport extends Verdict {
  /** What the former owner answered to commands after it woke up, each answer once. */
  readonly zombieAnswers: readonly string[];
}

const CLIENTS = 8;
const COMMANDS_TO_ZOMBIE = 20;

/**
 * Stops the owner (SIGSTOP) while clients work, lets its lease run out and a stand-by take over, wakes it (SIGCONT) with
 * requests still in its ears, and asks it for more. Whatever it does, it must not write.
 */
export async function runZombie(): Promise<ZombieReport> {
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-zombie-'));
  const data = join(folder, 'data');
  try {
    await prepareCompany(data);
    const ledger = new Ledger(join(folder, 'ledger'));
    const zombieAnswers = await replaceOwner(data, ledger);
    ledger.close();
    return { ...(await verify(data, ledger.commands)), zombieAnswers };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replaceOwner(data: string, ledger: Ledger): Promise<readonly string[]> {
  const owner = startServer(data);
  const address = await addressOf(owner);
  const cookies = await signInStaff(address);
  let up = Promise.withResolvers<string | undefined>();
  up.resolve(address);
  const gone = new AbortController();
  let signal = gone.signal;
  const reachable = {
    address: () => up.promise,
    signal: () => signal,
    cookies,
    ledger,
    givesUp: () => false,
    today: new Date().toISOString().slice(0, 10),
  };
  const working = Promise.all(Array.from({ length: CLIENTS }, (_, index) => workAsClient(`z${index}`, reachable)));
  working.catch(() => undefined);
  await sleep(3_000);

  owner.signal('SIGSTOP');
  const standBy = await takeOver(data, owner);
  up = Promise.withResolvers();
  signal = new AbortController().signal;
  gone.abort();
  up.resolve(await addressOf(standBy));
  await sleep(1_000);

  owner.signal('SIGCONT');
  const asked = Array.from({ length: COMMANDS_TO_ZOMBIE }, (_, n) => startCaseAt(address, reachable, `zombie-${n}`));
  const answers = await Promise.all(asked);
  owner.signal('SIGTERM');
  await owner.ended;
  await sleep(1_000);

  up = Promise.withResolvers();
  up.resolve(undefined);
  await working;
  standBy.signal('SIGTERM');
  await standBy.ended;
  return [...new Set(answers)].toSorted();
}

async function addressOf(server: ServerProcess): Promise<string> {
  const address = await server.address;
  if (address === undefined) throw new Error(`The server ended: ${await server.ended}`);
  return address;
}

/** Whoever is stopped in the middle of a commit holds SQLite's lock; then it is woken for a moment and stopped anew. */
async function takeOver(data: string, owner: ServerProcess): Promise<ServerProcess> {
  for (;;) {
    await sleep(Math.max(0, leaseEnd(data) - Date.now()) + 50);
    const standBy = startServer(data);
    if ((await standBy.address) !== undefined) return standBy;
    owner.signal('SIGCONT');
    await sleep(20);
    owner.signal('SIGSTOP');
  }
}

function leaseEnd(data: string): number {
  const database = new DatabaseSync(join(data, DATABASE), { readOnly: true });
  const until = Number(database.prepare('SELECT until FROM store_lease').get()?.['until']);
  database.close();
  return until;
}
