import { describe, expect, it } from 'vitest';
import { AppError, reject } from '#errors/index.ts';
import { jobs } from '#engine/embedded/collections.ts';
import { engineCollections, SimulatedClock } from '#engine/index.ts';
import { openMemoryStore } from '#store/index.ts';
import type { Store } from '#store/index.ts';
import { process } from '../../support/bpmn.ts';
import { notes, openBench, putNote, START } from './harness.ts';

const unavailable = (): never => {
  throw new AppError(reject('STORE_UNAVAILABLE', { problem: 'the connection is gone' }));
};

/** A store whose next commits are stored without an answer or refused, and whose next reads fail. */
async function troubled() {
  const store = await openMemoryStore([...engineCollections, notes]);
  const trouble = { lostReplies: 0, refusedCommits: 0, failedReads: 0 };
  const commit: Store['commit'] = async (unit) => {
    if (trouble.refusedCommits-- > 0) unavailable();
    const versions = await store.commit(unit);
    return trouble.lostReplies-- > 0 ? unavailable() : versions;
  };
  const current: Store['current'] = async (collection, keys) =>
    trouble.failedReads-- > 0 ? unavailable() : store.current(collection, keys);
  const own = { commit, current } as const;
  const proxy = new Proxy(store, {
    get: (target, name) => {
      if (name === 'commit' || name === 'current') return own[name];
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { store: proxy, trouble };
}

const approval = () => process('approval').startEvent().userTask('check').userTask('sign').endEvent();
const service = () => process('service').startEvent().serviceTask('work', { type: 'w' }).endEvent();
const seconds = (count: number): string => new Date(Date.parse(START) + count * 1000).toISOString();

describe('a commit that was stored although the store could not answer', () => {
  it('should not keep the engine from handing out keys', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    trouble.lostReplies = 1;
    await expect(bench.deploy(approval())).rejects.toThrow(/connection is gone/);

    await bench.deploy(approval());
    await bench.engine.createProcessInstance({ bpmnProcessId: 'approval' });

    expect(await bench.queries.countProcessInstances()).toBe(1);
    await bench.close();
  });

  it('should let what it deployed be known', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    trouble.lostReplies = 1;
    await expect(bench.deploy(approval())).rejects.toThrow(/connection is gone/);

    const again = await bench.engine.deployResource([{ name: 'approval.bpmn', content: approval().toXml() }]);

    expect(again.processes).toMatchObject([{ version: 1, duplicate: true }]);
    await bench.close();
  });

  it('should have the jobs it made done by their worker', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(service());
    bench.engine.worker({ type: 'w', decide: () => ({ outcome: { type: 'complete' } }) });
    await bench.engine.settled();
    trouble.lostReplies = 1;
    await expect(bench.engine.createProcessInstance({ bpmnProcessId: 'service' })).rejects.toThrow(/connection/);

    await bench.advanceTo(seconds(5));

    expect(await bench.queries.countProcessInstances({ states: ['completed'] })).toBe(1);
    await bench.close();
  });
});

describe('jobs that were written although the store could not answer', () => {
  it('should be deleted when they are done', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(service());
    await bench.engine.createProcessInstance({ bpmnProcessId: 'service' });
    const request = { type: 'w', worker: 'me', maxJobsToActivate: 1, timeout: 1000 };
    trouble.lostReplies = 1;
    await expect(bench.engine.activateJobs(request)).rejects.toThrow(/connection is gone/);

    await bench.engine.completeJob({ jobKey: bench.jobsAt('work')[0]! });

    expect(await bench.engine.activateJobs(request)).toEqual([]);
    expect(await store.count(jobs, {})).toBe(0);
    await bench.close();
  });
});

describe('documents that can not be read', () => {
  it('should be told to whoever waits, and hold nobody up afterwards', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(approval());
    await bench.engine.createProcessInstance({ bpmnProcessId: 'approval' });
    const jobKey = bench.jobsAt('check')[0]!;
    trouble.failedReads = 1;

    const asked = [bench.engine.completeJob({ jobKey }), bench.engine.completeJob({ jobKey: 'another' })];

    for (const answer of await Promise.allSettled(asked)) expect(answer.status).toBe('rejected');
    await bench.engine.completeJob({ jobKey });
    expect(bench.jobsAt('sign')).toHaveLength(1);
    await bench.close();
  });

  it('should not pass for absent to the next unit of the group', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    const write = (text: string, expected?: number) =>
      bench.engine.transact<void>({
        reads: [],
        decide: () => {
          trouble.failedReads = text === 'second' ? 1 : 0;
          return { ok: true, writes: [putNote('a', text, expected)], result: undefined };
        },
      });
    await write('first');

    const [second, third] = await Promise.allSettled([write('second'), write('third', 1)]);

    expect([second.status, third.status]).toEqual(['rejected', 'fulfilled']);
    await bench.close();
  });

  it('should leave due timers due', async () => {
    const { store, trouble } = await troubled();
    const clock = new SimulatedClock(START);
    const bench = await openBench(store, clock);
    await bench.deploy(process('p').startEvent().catchEvent('t', { duration: 'PT1S' }).endEvent());
    await bench.engine.createProcessInstance({ bpmnProcessId: 'p' });
    const reads = [{ collection: notes, key: 'a' }];
    const look = () => bench.engine.transact({ reads, decide: () => ({ ok: true, writes: [], result: 'seen' }) });
    trouble.failedReads = 1;
    clock.moveTo(seconds(1));
    await expect(look()).rejects.toThrow(/connection is gone/);

    await bench.advanceTo(seconds(120));

    expect(bench.records.filter(({ event }) => event.type === 'timerTriggered')).toHaveLength(1);
    await bench.close();
  });
});

describe('a worker whose failure can not be stored', () => {
  it('should be given the job again', async () => {
    const { store, trouble } = await troubled();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(service());
    const tries: string[] = [];
    bench.engine.worker({
      type: 'w',
      decide: (_documents, job) => {
        tries.push(job.key);
        trouble.refusedCommits = tries.length === 1 ? 1 : 0;
        if (tries.length === 1) throw new Error('not yet');
        return { outcome: { type: 'complete' } };
      },
    });
    await bench.engine.createProcessInstance({ bpmnProcessId: 'service' });

    await bench.advanceTo(seconds(10));

    expect(tries).toHaveLength(2);
    expect(await bench.queries.countProcessInstances({ states: ['completed'] })).toBe(1);
    await bench.close();
  });
});
