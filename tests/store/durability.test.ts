import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '#store/index.ts';
import { tasks, temporaryFolder } from './support.ts';

const CHILD = fileURLToPath(new URL('./durability-child.ts', import.meta.url));

let folder: ReturnType<typeof temporaryFolder>;
let path: string;

beforeEach(() => {
  folder = temporaryFolder();
  path = join(folder.path, 'store.db');
});
afterEach(() => folder.remove());

async function unitsIn(): Promise<{ readonly left: readonly number[]; readonly right: readonly number[] }> {
  const store = await openSqliteStore({ path, collections: [tasks] });
  const ids = await Array.fromAsync(store.scan(tasks), ({ document }) => document.id.split('-'));
  await store.close();
  const of = (side: string) =>
    ids
      .filter(([name]) => name === side)
      .map(([, n]) => Number(n))
      .toSorted((a, b) => a - b);
  return { left: of('left'), right: of('right') };
}

describe('durability', () => {
  it.each([1, 40, 400])('should lose nothing acknowledged when killed after %i commits', async (commits) => {
    const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const acknowledged: number[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      acknowledged.push(Number(line));
      if (acknowledged.length === commits) child.kill('SIGKILL');
    }
    expect(await exited).toEqual([null, 'SIGKILL']);

    const { left, right } = await unitsIn();
    expect(left).toEqual(right);
    expect(left.slice(0, acknowledged.length)).toEqual(acknowledged);
    expect(left.length).toBeLessThanOrEqual(acknowledged.length + 1);
  });

  it('should refuse what finds no room, keep what was acknowledged and go on by itself', async () => {
    // Two megabytes a file (in blocks of 512 bytes): the log meets that first, and moving it makes room again.
    const command = 'ulimit -f 4096; exec "$0" "$@"';
    const child = spawn('sh', ['-c', command, process.execPath, CHILD, path, 'until-full'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const exited = once(child, 'exit');
    const lines = await Array.fromAsync(createInterface({ input: child.stdout }));
    expect(await exited).toEqual([0, null]);

    const acknowledged = lines.filter((line) => /^\d+$/.test(line)).map(Number);
    const before = acknowledged.length - 1;
    expect(before).toBeGreaterThan(5);
    expect(lines).toContain(`refused ${before}, reads ${2 * before}`);
    const { left, right } = await unitsIn();
    expect(left).toEqual(acknowledged);
    expect(right).toEqual(acknowledged);
  });
});
