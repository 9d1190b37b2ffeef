import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EngineQueries, openEmbeddedEngine, SystemClock } from '#engine/index.ts';
import { openSqliteStore } from '#store/index.ts';
import { temporaryFolder } from '../../store/support.ts';
import { notes } from './harness.ts';
import { collections, effectWorker } from './kill9-work.ts';

const CHILD = join(import.meta.dirname, 'kill9-child.ts');
/** Acknowledgements after which each life ends; where in its work the process is then, nobody knows. */
const LIVES = [1, 35, 4, 160, 250];

describe('a process that is killed', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const live = async (path: string, life: number, acknowledgements: number): Promise<readonly string[]> => {
    const child = spawn(process.execPath, [CHILD, path, `life${life}`], { stdio: ['ignore', 'pipe', 'inherit'] });
    const exited = once(child, 'exit');
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === acknowledgements) child.kill('SIGKILL');
    }
    expect(await exited).toEqual([null, 'SIGKILL']);
    return lines;
  };

  it('should have lost nothing acknowledged and done nothing twice', async () => {
    const path = join(folder.path, 'engine.db');
    const acknowledged: string[] = [];
    for (const [life, acknowledgements] of LIVES.entries())
      acknowledged.push(...(await live(path, life, acknowledgements)));

    const store = await openSqliteStore({ path, collections });
    const engine = await openEmbeddedEngine({ store, clock: new SystemClock() });
    engine.worker(effectWorker());
    await engine.settled();
    const queries = new EngineQueries(store);
    const texts = new Map(
      await Array.fromAsync(store.scan(notes), ({ document: { id, text } }) => [id, text] as const),
    );
    const cases = new Map([...texts].filter(([id]) => id.startsWith('life')).map(([id, key]) => [key, id]));

    const started = acknowledged.flatMap((line) => (line.startsWith('started') ? [line.split(' ').slice(1)] : []));
    expect(started.length).toBeGreaterThan(100);
    for (const [id = '', key] of started) expect(texts.get(id)).toBe(key);
    const checked = new Set(acknowledged.flatMap((line) => (line.startsWith('checked') ? [line.split(' ')[1]] : [])));
    expect(checked.size).toBeGreaterThan(100);

    expect(await queries.countProcessInstances()).toBe(cases.size);
    for (const [key, id] of cases) {
      const history = await queries.history(key);
      expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => index + 1));
      const completed = history.flatMap(({ event }) => (event.type === 'jobCompleted' ? [event.elementId] : []));
      expect([[], ['check', 'effect']]).toContainEqual(completed);
      expect(completed.length > 0 || !checked.has(key)).toBe(true);
      expect(texts.get(`effect-${key}`)).toBe(completed.length === 0 ? undefined : 'x');
      expect(await queries.variables(key)).toEqual(completed.length === 0 ? { id } : { id, by: id });
    }
    await engine.close();
    await store.close();
  }, 60_000);
});
