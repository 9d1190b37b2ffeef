import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engineCollections, SimulatedClock } from '#engine/index.ts';
import { jobs, timers } from '#engine/embedded/collections.ts';
import { NEVER } from '#engine/embedded/documents.ts';
import { WriteBehind } from '#engine/embedded/write-behind.ts';
import { AppError, reject } from '#errors/index.ts';
import { openMemoryStore } from '#store/index.ts';
import type { Store } from '#store/index.ts';
import { process } from '../../support/bpmn.ts';
import { openBench, START } from './harness.ts';
import type { Bench } from './harness.ts';

const hour = (n: number): string => new Date(Date.parse(START) + n * 3_600_000).toISOString();
const guarded = () => {
  const p = process('p').startEvent().serviceTask('work', { type: 'w' }).serviceTask('rest', { type: 'w' }).endEvent();
  return p.boundaryEvent('work', 'late', { duration: 'PT5H' }).endEvent('over');
};
const openStore = (): Promise<Store> => openMemoryStore(engineCollections);
/** Opened over what a process that was killed has left. */
const open = (store: Store, at = START): Promise<Bench> => openBench(store, new SimulatedClock(at));
const start = async ({ engine }: Bench): Promise<string> =>
  (await engine.createProcessInstance({ bpmnProcessId: 'p' })).processInstanceKey;
const activate = async ({ engine }: Bench): Promise<readonly string[]> => {
  const activated = await engine.activateJobs({ type: 'w', maxJobsToActivate: 100, timeout: 3_600_000, worker: 'a' });
  return activated.map(({ key }) => key);
};

/** What a suspended or ended instance refuses is no fault. */
const unlessRefused = async (work: Promise<void>): Promise<void> => {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
};

describe('what jobs and timers are found by', () => {
  it('should never be written when it is gone soon', async () => {
    const store = await openStore();
    const bench = await open(store);
    await bench.deploy(guarded());
    await start(bench);
    await bench.engine.completeJob({ jobKey: bench.jobsAt('work')[0]! });
    await bench.engine.completeJob({ jobKey: bench.jobsAt('rest')[0]! });
    const written: string[] = [];
    const commit = store.commit.bind(store);
    store.commit = (unit) => {
      written.push(...unit.map(({ collection }) => collection.name));
      return commit(unit);
    };
    await bench.engine.close();
    expect(written).toEqual([]);
    expect([await store.count(jobs, {}), await store.count(timers, {})]).toEqual([0, 0]);
  });

  it('should be found all the same by who is killed before it was written', async () => {
    const store = await openStore();
    const bench = await open(store);
    await bench.deploy(guarded());
    await start(bench);
    await start(bench);
    const [first, second] = bench.jobsAt('work');
    expect(await store.count(jobs, {})).toBe(0);
    const next = await open(store, hour(1));
    await next.engine.completeJob({ jobKey: first! });
    expect(await activate(next)).toEqual([second, ...next.jobsAt('rest')]);
    await next.advanceTo(hour(6));
    expect(next.records.filter(({ event }) => event.type === 'timerTriggered')).toHaveLength(1);
  });

  it('should not come back when it had ended before the kill', async () => {
    const store = await openStore();
    const bench = await open(store);
    await bench.deploy(guarded());
    await start(bench);
    const [job] = await activate(bench);
    expect(await store.count(jobs, {})).toBe(1);
    await bench.engine.completeJob({ jobKey: job! });
    const next = await open(store, hour(9));
    await next.engine.settled();
    expect(next.records).toEqual([]);
    expect(await activate(next)).toEqual(bench.jobsAt('rest'));
    await expect(next.engine.completeJob({ jobKey: job! })).rejects.toThrow(/job/);
  });

  it('should keep locks and back-offs through a kill', async () => {
    const store = await openStore();
    const bench = await open(store);
    await bench.deploy(guarded());
    await start(bench);
    const [locked] = await activate(bench);
    await start(bench);
    const failed = bench.jobsAt('work')[1]!;
    await bench.engine.failJob({ jobKey: failed, retries: 2, errorMessage: 'no', retryBackOff: 1_800_000 });
    const next = await open(store);
    expect(await activate(next)).toEqual([]);
    await next.advanceTo(hour(0.6));
    expect(await activate(next)).toEqual([failed]);
    await next.advanceTo(hour(1.1));
    expect(await activate(next)).toEqual([locked]);
  });

  it('should be read again when nobody knows whether a commit was stored', async () => {
    const store = await openStore();
    const bench = await open(store);
    await bench.deploy(guarded());
    await bench.engine.settled();
    const commit = store.commit.bind(store);
    store.commit = async (unit) => {
      store.commit = commit;
      await commit(unit);
      throw new AppError(reject('STORE_UNAVAILABLE', { problem: 'the connection was lost' }));
    };
    await expect(start(bench)).rejects.toThrow('connection');
    expect(await activate(bench)).toHaveLength(1);
  });

  it('should agree with the states whatever was done and wherever the program was killed', async () => {
    const acts = fc.array(
      fc.tuple(
        fc.constantFrom('start', 'complete', 'fail', 'activate', 'wait', 'kill', 'suspend', 'resume'),
        fc.nat(99),
      ),
      {
        minLength: 5,
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(acts, async (steps) => {
        const store = await openStore();
        let now = 0;
        let bench = await open(store);
        await bench.deploy(guarded());
        const instances: string[] = [];
        const openJobs = async () =>
          (await Promise.all(instances.map((key) => bench.queries.currentElements(key)))).flatMap((elements) =>
            elements.flatMap(({ jobKey }) => jobKey ?? []),
          );
        for (const [act, choice] of steps) {
          const open_ = act === 'complete' || act === 'fail' ? await openJobs() : [];
          const jobKey = open_[choice % Math.max(1, open_.length)];
          if (act === 'start') instances.push(await start(bench));
          else if (act === 'complete' && jobKey !== undefined)
            await unlessRefused(bench.engine.completeJob({ jobKey }));
          else if (act === 'fail' && jobKey !== undefined) {
            await unlessRefused(bench.engine.failJob({ jobKey, retries: 1 + (choice % 3), errorMessage: 'no' }));
          } else if (act === 'activate') await activate(bench);
          else if (act === 'wait') await bench.advanceTo(hour((now += 1 + (choice % 3))));
          else if (act === 'kill') {
            // One that is dead fires no timer beside its successor.
            await bench.engine.settled();
            bench = await open(store, hour(now));
          } else if (act === 'suspend' || act === 'resume') {
            const command = { processInstanceKey: instances[choice % Math.max(1, instances.length)] ?? 'none' };
            const { engine } = bench;
            await unlessRefused(
              act === 'suspend' ? engine.suspendProcessInstance(command) : engine.resumeProcessInstance(command),
            );
          }
        }
        await bench.engine.close();
        const suspended = await bench.queries.processInstances({ states: ['suspended'], limit: 100 });
        const standing = new Set(suspended.items.map(({ processInstanceKey }) => processInstanceKey));
        for await (const { document } of store.scan(timers)) {
          expect(document.dueAt === NEVER).toBe(standing.has(document.processInstanceKey ?? ''));
        }
        for await (const { document } of store.scan(jobs)) {
          expect(document.availableAt === NEVER || !standing.has(document.processInstanceKey)).toBe(true);
        }
        const found = await Array.fromAsync(store.scan(jobs), ({ document }) => document.jobKey);
        expect(found.toSorted()).toEqual((await openJobs()).toSorted());
        const waiting = (await Promise.all(instances.map((key) => bench.queries.currentElements(key)))).flat();
        expect(await store.count(timers, {})).toBe(waiting.filter(({ elementId }) => elementId === 'work').length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('documents written behind', () => {
  const job = (at: number) => ({
    collection: jobs,
    key: `job${at}`,
    document: {
      jobKey: `job${at}`,
      type: 'w',
      processInstanceKey: 'p',
      elementId: 'work',
      elementInstanceKey: 'e',
      retries: 3,
      availableAt: START,
    },
  });
  const group = (behind: WriteBehind, from: number, entries: number, made: readonly object[]): void =>
    behind.committed({
      entries,
      lastEntry: String(from + entries).padStart(6, '0'),
      derived: made as ReturnType<typeof job>[],
      writtenThrough: [],
    });

  it('should be written when they stay, some with each group, and the mark with them', async () => {
    const behind = await WriteBehind.open(await openStore());
    const made = Array.from({ length: 300 }, (_, at) => job(at));
    group(behind, 0, 300, made);
    expect(behind.carry()).toEqual([]);
    group(behind, 300, 5_001, []);
    const writes = behind.carry();
    expect(writes.slice(0, -1)).toEqual(
      made.slice(0, 100).map(({ collection, document }) => ({ type: 'put', collection, document })),
    );
    expect(writes.at(-1)).toMatchObject({ document: { after: '' } });
    group(behind, 5_301, 1, []);
    behind.carry();
    group(behind, 5_302, 1, []);
    expect(behind.carry().at(-1)).toMatchObject({ document: { after: '005303' } });
    expect(behind.find(jobs, 'job0')).toBeUndefined();
    expect(behind.find(jobs, 'job299')?.stored).toBeDefined();
  });

  it('should be deleted where they were written, though they go while they are on their way', async () => {
    const behind = await WriteBehind.open(await openStore());
    group(behind, 0, 1, [job(1)]);
    group(behind, 1, 5_001, []);
    expect(behind.carry()).toHaveLength(2);
    group(behind, 5_002, 1, [{ ...job(1), document: undefined }]);
    expect(behind.find(jobs, 'job1')).toEqual({ stored: undefined });
    group(behind, 5_003, 5_001, []);
    expect(behind.carry()[0]).toEqual({ type: 'delete', collection: jobs, key: 'job1' });
  });

  it('should wait again when the group that took them along failed', async () => {
    const behind = await WriteBehind.open(await openStore());
    group(behind, 0, 1, [job(1)]);
    group(behind, 1, 5_001, []);
    behind.carry();
    behind.failed();
    await behind.prepare();
    expect(behind.find(jobs, 'job1')?.stored).toBeDefined();
    // It may have been stored all the same: when it goes, that has to be told.
    group(behind, 5_002, 1, [{ ...job(1), document: undefined }]);
    expect(behind.find(jobs, 'job1')).toEqual({ stored: undefined });
  });
});
