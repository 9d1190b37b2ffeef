import { execFileSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureStrace, unhex } from '../strace.ts';

/** What a program did to its files, in order. A sync covers what was written before it began, once it has ended. */
export type DiskEvent =
  | { readonly type: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly type: 'truncate'; readonly path: string; readonly size: number }
  | { readonly type: 'syncBegan'; readonly path: string; readonly thread: string }
  | { readonly type: 'synced'; readonly path: string; readonly thread: string }
  | { readonly type: 'unlinked'; readonly path: string }
  | { readonly type: 'acknowledged'; readonly number: number };

const CALLS =
  'write,pwrite64,writev,pwritev,ftruncate,truncate,fallocate,fsync,fdatasync,unlink,unlinkat,rename,renameat,renameat2';
const CHILD = join(import.meta.dirname, 'commits-child.ts');

/** Runs the committing program under strace. `synchronous`: SQLite's setting; the product's is FULL. */
export async function record(
  folder: string,
  commits: number,
  synchronous: 'FULL' | 'NORMAL',
): Promise<readonly DiskEvent[]> {
  ensureStrace();
  const trace = join(folder, 'trace');
  const database = join(folder, 'disk', 'store.db');
  const options = ['-f', '-y', '-xx', '-s', '1000000', '--seccomp-bpf', '-e', `trace=${CALLS}`, '-o', trace];
  execFileSync('strace', [...options, process.execPath, CHILD, database, String(commits), synchronous], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return parseTrace(trace, join(folder, 'disk'));
}

async function parseTrace(file: string, disk: string): Promise<readonly DiskEvent[]> {
  const events: DiskEvent[] = [];
  /** Calls that another thread interrupted in the recording. */
  const begun = new Map<string, string>();
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [, thread = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const unfinished = / <unfinished \.\.\.>$/.exec(rest);
    if (unfinished !== null) {
      const start = rest.slice(0, unfinished.index);
      begun.set(thread, start);
      note(events, thread, disk, start, undefined);
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const start = resumed === null ? rest : begun.get(thread);
    if (start === undefined) continue;
    if (resumed === null) note(events, thread, disk, start, undefined);
    else begun.delete(thread);
    const result = /= (-?\d+)[^=]*$/.exec(rest)?.[1];
    if (result !== undefined)
      note(events, thread, disk, resumed === null ? rest : `${start}${resumed[1] ?? ''}`, Number(result));
  }
  return events;
}

/** Adds what a call that begins (no result yet) or has ended means for the disk. */
function note(events: DiskEvent[], thread: string, disk: string, call: string, result: number | undefined): void {
  const name = /^\w+/.exec(call)?.[0] ?? '';
  const isSync = name === 'fsync' || name === 'fdatasync';
  if (isSync ? result !== undefined && result !== 0 : result === undefined || result < 0) return;
  const acknowledged = name === 'write' && /^write\(1</.test(call) ? writtenText(call) : '';
  if (acknowledged.startsWith('ack '))
    return void events.push({ type: 'acknowledged', number: Number(acknowledged.slice(4)) });
  const path = pathIn(call);
  if (path === undefined || !path.startsWith(disk) || path.endsWith('-shm')) return;
  if (isSync) return void events.push({ type: result === undefined ? 'syncBegan' : 'synced', path, thread });
  const numbers = call.slice(call.lastIndexOf('"') + 1);
  switch (name) {
    case 'pwrite64': {
      const [, size = '', offset = ''] = /^, (\d+), (\d+)/.exec(numbers) ?? [];
      const bytes = Buffer.from(writtenText(call), 'latin1');
      if (bytes.length !== Number(size) || result !== bytes.length)
        throw new Error(`A write recorded in part: ${call.slice(0, 200)}`);
      return void events.push({ type: 'write', path, offset: Number(offset), bytes });
    }
    case 'ftruncate': {
      const size = Number(/>, (\d+)/.exec(call)?.[1]);
      return void events.push({ type: 'truncate', path, size });
    }
    case 'unlink':
      return void events.push({ type: 'unlinked', path });
    default:
      throw new Error(`${name} is not understood: ${call.slice(0, 200)}`);
  }
}

const writtenText = (call: string): string => unhex(/"((?:\\x..)*)"/.exec(call)?.[1] ?? '').toString('latin1');

/** Of the descriptor, or given by name. */
function pathIn(call: string): string | undefined {
  const found = /^\w+\(\d+<([^>]*)>/.exec(call)?.[1] ?? /^unlink\("([^"]*)"/.exec(call)?.[1];
  return found?.startsWith('\\x') === true ? unhex(found).toString() : found;
}
