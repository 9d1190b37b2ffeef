import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareCompany, signInStaff } from '../company.ts';
import { randomOf } from '../random.ts';
import { type ServerProcess, startServer } from '../server.ts';
import { workAsClient } from './clients.ts';
import { Ledger } from './ledger.ts';
import { verify, type Verdict } from './verify.ts';

export interface KillOptions {
  readonly rounds: number;
  readonly clients: number;
  /** Cases that lie there and wait from the start. */
  readonly waiting: number;
  readonly seed: number;
  readonly onRound?: (round: number, acknowledged: number) => void;
}

export interface KillReport extends Verdict {
  readonly rounds: number;
  /** Longest time from start to ready, in ms. */
  readonly slowestStart: number;
}

const SHORTEST = 50;
const LONGEST = 3_000;
/** Every so many rounds the process is killed wherever its start is. */
const DURING_START = 4;
/** Share of lost answers that nobody asks for again. */
const GIVEN_UP = 0.2;

/**
 * Kills the server with SIGKILL again and again while clients work over HTTP, starts it anew, lets them ask again under
 * the same keys, and counts at last what was promised against what is there.
 */
export async function runKills(options: KillOptions): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-kill9-'));
  const data = join(folder, 'data');
  try {
    await prepareCompany(data, options.waiting);
    const ledger = new Ledger(join(folder, 'ledger'));
    const slowestStart = await killAgainAndAgain(data, ledger, options);
    ledger.close();
    return { ...(await verify(data, ledger.commands)), rounds: options.rounds, slowestStart };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function killAgainAndAgain(data: string, ledger: Ledger, options: KillOptions): Promise<number> {
  const random = randomOf(options.seed);
  const pause = (): Promise<void> => sleep(SHORTEST + random() * (LONGEST - SHORTEST));
  let slowest = 0;
  let up = Promise.withResolvers<string | undefined>();
  const start = async (): Promise<{ readonly server: ServerProcess; readonly address: string }> => {
    const begun = performance.now();
    const server = startServer(data);
    const address = await server.address;
    if (address === undefined) throw new Error(`The server ended: ${await server.ended}`);
    slowest = Math.max(slowest, performance.now() - begun);
    return { server, address };
  };

  let current = await start();
  const cookies = await signInStaff(current.address);
  up.resolve(current.address);
  const reachable = {
    address: () => up.promise,
    cookies,
    ledger,
    givesUp: () => random() < GIVEN_UP,
    today: new Date().toISOString().slice(0, 10),
  };
  const clients = Array.from({ length: options.clients }, (_, index) => workAsClient(`c${index}`, reachable));
  const working = Promise.all(clients);
  // A client that is refused what it must not be refused ends the run at its end, not in the middle.
  working.catch(() => undefined);

  for (let round = 1; round <= options.rounds; round += 1) {
    await pause();
    up = Promise.withResolvers();
    current.server.signal('SIGKILL');
    await current.server.ended;
    if (round % DURING_START === 0) {
      const short = startServer(data);
      await sleep(SHORTEST + random() * 1_000);
      short.signal('SIGKILL');
      await short.ended;
    }
    current = await start();
    up.resolve(current.address);
    const acknowledged = ledger.commands.filter(({ state }) => state === 'acknowledged').length;
    options.onRound?.(round, acknowledged);
  }
  await pause();
  up = Promise.withResolvers();
  up.resolve(undefined);
  await working;
  current.server.signal('SIGTERM');
  await current.server.ended;
  return slowest;
}

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
