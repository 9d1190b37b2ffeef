import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DATABASE } from '#api/services.ts';
import { prepareCompany, signInStaff } from '../company.ts';
import { startCaseAt, workAsClient } from '../kill9/clients.ts';
import { Ledger } from '../kill9/ledger.ts';
import { verify, type Verdict } from '../kill9/verify.ts';
import { startServer, type ServerProcess } from '../server.ts';
import { ensureStrace } from '../strace.ts';
import { openSmallDisk, type SmallDisk } from './small-disk.ts';

export interface DiskReport extends Verdict {
  readonly kind: string;
  /** What acts were answered meanwhile, each answer once. */
  readonly answers: readonly string[];
  readonly refused: number;
  readonly reads: { readonly served: number; readonly failed: number };
  /** Codes that health gave as reasons. */
  readonly reasons: readonly string[];
  /** Longest waits, in ms: for a refusal, for a read, and from the mending to the first act done. */
  readonly slowest: { readonly refusal: number; readonly read: number; readonly recovery: number };
  readonly restarted: boolean;
}

/** How the disk of a running server goes wrong, and is mended. */
interface Fault {
  readonly kind: string;
  readonly break: (server: ServerProcess) => Promise<void>;
  readonly mend: (server: ServerProcess) => Promise<void>;
}

const CLIENTS = 8;
const TROUBLE_MS = 4_000;
/** So long it is waited for what must come; no figure to be proud of. */
const PATIENCE_MS = 60_000;

/** The disk fills up under load; then there is room again. */
export function runFullDisk(megabytes: number): Promise<DiskReport> {
  const disk = openSmallDisk(megabytes);
  return run(disk, {
    kind: disk.kind,
    break: async () => disk.fill(2_000_000),
    mend: async ({ pid }) => disk.makeRoom(pid),
  });
}

/** Every write to the database and its log fails with this error of the system; then none does. */
export function runFailingDisk(error: 'EROFS' | 'EACCES' | 'EIO', megabytes: number): Promise<DiskReport> {
  ensureStrace();
  const disk = openSmallDisk(megabytes);
  const database = join(disk.path, 'data', DATABASE);
  let strace: ChildProcess | undefined;
  return run(disk, {
    kind: error,
    async break({ pid }) {
      const calls = 'pwrite64,ftruncate,fdatasync,fsync';
      const paths = ['-P', database, '-P', `${database}-wal`];
      const options = ['-f', '-p', String(pid), '-o', '/dev/null', ...paths, '-e', `inject=${calls}:error=${error}`];
      strace = spawn('strace', options, { stdio: 'ignore' });
      await sleep(200);
    },
    async mend() {
      strace?.kill('SIGTERM');
      if (strace !== undefined) await once(strace, 'exit');
    },
  });
}

async function run(disk: SmallDisk, fault: Fault): Promise<DiskReport> {
  const data = join(disk.path, 'data');
  const elsewhere = mkdtempSync(join(tmpdir(), 'xinliu-ledger-'));
  const ledger = new Ledger(join(elsewhere, 'ledger'));
  let server: ServerProcess | undefined;
  try {
    await prepareCompany(data);
    server = startServer(data, disk.through);
    const seen = await breakAndMend(server, ledger, fault);
    server.signal('SIGTERM');
    await server.ended;
    return { kind: fault.kind, ...seen, ...(await verify(data, ledger.commands)) };
  } finally {
    server?.signal('SIGKILL');
    ledger.close();
    disk.remove();
    rmSync(elsewhere, { recursive: true, force: true });
  }
}

async function breakAndMend(server: ServerProcess, ledger: Ledger, fault: Fault) {
  const address = await server.address;
  if (address === undefined) throw new Error(`The server ended: ${await server.ended}`);
  const cookies = await signInStaff(address);
  let open: string | undefined = address;
  const today = new Date().toISOString().slice(0, 10);
  const reachable = { address: async () => open, cookies, ledger, givesUp: () => false, today };
  const working = Promise.all(Array.from({ length: CLIENTS }, (_, index) => workAsClient(`d${index}`, reachable)));
  working.catch(() => undefined);
  let restarted = false;
  void server.ended.then(() => (restarted = true));

  await fault.break(server);
  const reasons = await until(async () => {
    const problems = await problemsAt(address);
    return problems.length === 0 ? undefined : problems;
  });
  const trouble = await lookOn(address, reachable);
  await fault.mend(server);
  const mended = performance.now();
  await until(async () =>
    (await startCaseAt(address, reachable, `after-${performance.now()}`)) === 'done' ? true : undefined,
  );
  const recovery = performance.now() - mended;
  await until(async () => ((await problemsAt(address)).length === 0 ? true : undefined));
  await sleep(1_000);
  open = undefined;
  await working;
  return { ...trouble, reasons, restarted, slowest: { ...trouble.slowest, recovery } };
}

/** Acts and reads while nothing can be written. */
async function lookOn(address: string, reachable: Parameters<typeof startCaseAt>[1]) {
  const answers = new Set<string>();
  const reads = { served: 0, failed: 0 };
  const slowest = { refusal: 0, read: 0 };
  let refused = 0;
  const end = performance.now() + TROUBLE_MS;
  while (performance.now() < end) {
    const asked = performance.now();
    const answer = await startCaseAt(address, reachable, `trouble-${refused}`);
    slowest.refusal = Math.max(slowest.refusal, performance.now() - asked);
    answers.add(answer);
    refused += 1;
    const read = performance.now();
    const { status } = await fetch(`${address}/api/v1/tasks`, { headers: { cookie: reachable.cookies.ana } });
    slowest.read = Math.max(slowest.read, performance.now() - read);
    if (status === 200) reads.served += 1;
    else reads.failed += 1;
  }
  return { answers: [...answers], refused, reads, slowest };
}

async function problemsAt(address: string): Promise<readonly string[]> {
  const response = await fetch(`${address}/api/v1/health`);
  const { problems } = (await response.json()) as { readonly problems: readonly { readonly code: string }[] };
  return problems.map(({ code }) => code);
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('It did not come.');
    await sleep(50);
  }
}
