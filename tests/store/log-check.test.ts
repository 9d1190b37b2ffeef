import { copyFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Rejection } from '#errors/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { put, tasks, temporaryFolder } from './support.ts';

const COMMITS = 40;

let folder: ReturnType<typeof temporaryFolder>;
/** A database with its log and index, as a killed process leaves them. */
let left: string;

beforeEach(async () => {
  folder = temporaryFolder();
  const path = join(folder.path, 'store.db');
  left = join(folder.path, 'left.db');
  const store = await openSqliteStore({ path, collections: [tasks] });
  for (let n = 0; n < COMMITS; n += 1) await store.commit([put({ id: `k${String(n).padStart(3, '0')}` }, 'absent')]);
  for (const suffix of ['', '-wal', '-shm']) copyFileSync(`${path}${suffix}`, `${left}${suffix}`);
  await store.close();
});
afterEach(() => folder.remove());

/** Opens what is left: what it holds, in order, and what was said about it. */
async function opened(): Promise<{ readonly ids: readonly string[]; readonly said: readonly Rejection[] }> {
  const said: Rejection[] = [];
  const options = { path: left, collections: [tasks], now: () => Date.now() + 60_000 };
  const store = await openSqliteStore({ ...options, onLoss: (rejection) => said.push(rejection) });
  const ids = await Array.fromAsync(store.scan(tasks), ({ document }) => document.id);
  await store.close();
  return { ids, said };
}

const all = Array.from({ length: COMMITS }, (_, n) => `k${String(n).padStart(3, '0')}`);
const size = (): number => readFileSync(`${left}-wal`).length;

function zero(from: number, to: number): void {
  const bytes = readFileSync(`${left}-wal`);
  writeFileSync(`${left}-wal`, bytes.fill(0, from, to));
}

describe('a log that was left behind', () => {
  it('should be taken whole, without a word, when it is whole', async () => {
    expect(await opened()).toEqual({ ids: all, said: [] });
    expect(await opened()).toEqual({ ids: all, said: [] });
  });

  it('should open without a word when the last commit was on its way', async () => {
    // The index was not told of it yet: as after a reboot, there is none.
    truncateSync(`${left}-shm`, 0);
    truncateSync(`${left}-wal`, size() - 100);
    expect(await opened()).toMatchObject({ ids: all.slice(0, -1), said: [] });
  });

  it.each([0.3, 0.6, 0.95])('should open to a prefix and say what is missing when cut at %d', async (share) => {
    truncateSync(`${left}-wal`, Math.floor(size() * share));
    const { ids, said } = await opened();
    expect(ids).toEqual(all.slice(0, ids.length));
    expect(ids.length).toBeLessThan(COMMITS);
    expect(said).toMatchObject([{ code: 'STORE_LOG_CUT', details: { path: left } }]);
    expect(readdirSync(folder.path).filter((name) => name.includes('.cut-'))).toHaveLength(1);
  });

  it.each([true, false])(
    'should open to a prefix and say so when its tail is zeros (index there: %s)',
    async (hasIndex) => {
      if (!hasIndex) truncateSync(`${left}-shm`, 0);
      zero(Math.floor(size() * 0.5), Math.floor(size() * (hasIndex ? 1 : 0.7)));
      const { ids, said } = await opened();
      expect(ids).toEqual(all.slice(0, ids.length));
      expect(said.map(({ code }) => code)).toEqual(['STORE_LOG_CUT']);
    },
  );

  it('should say so when it is gone altogether', async () => {
    truncateSync(`${left}-wal`, 0);
    const { said } = await opened();
    expect(said.map(({ code }) => code)).toEqual(['STORE_LOG_CUT']);
    expect(existsSync(left)).toBe(true);
  });
});
