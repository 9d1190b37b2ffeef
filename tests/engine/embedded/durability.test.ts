import { describe, expect, it } from 'vitest';
import { AppError, reject } from '#errors/index.ts';
import { engineCollections, openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import type { EngineRecord } from '#engine/index.ts';
import { openMemoryStore } from '#store/index.ts';
import type { Store } from '#store/index.ts';
import { process } from '../../support/bpmn.ts';
import { notes, openBench, putNote, START } from './harness.ts';

/** A store whose commits can be held back or refused. */
async function unreliable() {
  const store = await openMemoryStore([...engineCollections, notes]);
  const control = { refuse: false, held: undefined as Promise<void> | undefined, commits: 0 };
  const commit: Store['commit'] = async (unit) => {
    await control.held;
    if (control.refuse) throw new AppError(reject('STORE_UNAVAILABLE', { problem: 'the disk is full' }));
    control.commits += 1;
    return store.commit(unit);
  };
  return {
    control,
    store: new Proxy(store, { get: (target, name) => (name === 'commit' ? commit : bound(target, name)) }),
  };
}

function bound(target: Store, name: string | symbol): unknown {
  const value: unknown = Reflect.get(target, name);
  return typeof value === 'function' ? value.bind(target) : value;
}

const approval = () => process('approval').startEvent().userTask('check').userTask('sign').endEvent();
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('what is acknowledged', () => {
  it('should neither answer, tell nor hand out before the commit', async () => {
    const { store, control } = await unreliable();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(process('p').startEvent().serviceTask('work', { type: 'w' }).endEvent());
    const done: string[] = [];
    bench.engine.worker({
      type: 'w',
      decide: () => {
        done.push('worker');
        return { outcome: { type: 'complete' } };
      },
    });
    await bench.engine.settled();
    let release = (): void => undefined;
    control.held = new Promise((resolve) => (release = resolve));
    const created = bench.engine.createProcessInstance({ bpmnProcessId: 'p' }).then(() => done.push('answer'));
    await turns(5);
    expect([done, bench.records]).toEqual([[], []]);
    release();
    await created;
    await bench.engine.settled();
    expect(done).toEqual(['answer', 'worker']);
    await bench.close();
  });

  it('should share commits among those who come together', async () => {
    const { store, control } = await unreliable();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(approval());
    const before = control.commits;
    const many = Array.from({ length: 400 }, () => bench.engine.createProcessInstance({ bpmnProcessId: 'approval' }));
    await Promise.all(many);
    // A group ends when it has taken its turn of time, but never with fewer than ten of these.
    expect(control.commits - before).toBeLessThanOrEqual(40);
    await bench.close();
  });

  it('should answer in the order of asking when a group ends before all had their turn', async () => {
    const { store } = await unreliable();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(approval());
    const answered: number[] = [];
    const many = Array.from({ length: 400 }, (_, at) =>
      bench.engine.createProcessInstance({ bpmnProcessId: 'approval' }).then(() => answered.push(at)),
    );
    await Promise.all(many);
    expect(answered).toEqual(Array.from({ length: 400 }, (_, at) => at));
    await bench.close();
  });

  it('should refuse while the store can not be written, and go on after it without a restart', async () => {
    const { store, control } = await unreliable();
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(approval());
    const { processInstanceKey } = await bench.engine.createProcessInstance({ bpmnProcessId: 'approval' });
    const jobKey = bench.jobsAt('check')[0]!;
    control.refuse = true;
    await expect(bench.engine.completeJob({ jobKey })).rejects.toThrow(/disk is full/);
    await expect(bench.engine.completeJob({ jobKey })).rejects.toThrow(/disk is full/);
    expect(await bench.queries.currentElements(processInstanceKey)).toMatchObject([{}, { elementId: 'check' }]);
    control.refuse = false;
    await bench.engine.completeJob({ jobKey });
    expect(bench.jobsAt('sign')).toHaveLength(1);
    await bench.close();
  });

  it('should fire a timer once although its first commit failed', async () => {
    const { store, control } = await unreliable();
    const clock = new SimulatedClock(START);
    const bench = await openBench(store, clock);
    await bench.deploy(process('p').startEvent().catchEvent('t', { duration: 'PT1H' }).userTask('after').endEvent());
    await bench.engine.createProcessInstance({ bpmnProcessId: 'p' });
    control.refuse = true;
    clock.moveTo('2026-01-01T01:00:00.000Z');
    await turns(5);
    control.refuse = false;
    await bench.advanceTo('2026-01-01T03:00:00.000Z');
    expect(bench.jobsAt('after')).toHaveLength(1);
    expect(bench.records.filter(({ event }) => event.type === 'timerTriggered')).toHaveLength(1);
    await bench.close();
  });

  it('should have one effect of a worker although the program dies between its work and its commit', async () => {
    const { store, control } = await unreliable();
    const prepared: string[] = [];
    const open = async () => {
      const bench = await openBench(store, new SimulatedClock(START));
      bench.engine.worker({
        type: 'w',
        prepare: async (job) => {
          prepared.push(job.key);
          control.refuse = prepared.length === 1;
        },
        decide: (_documents, job) => ({
          writes: [putNote(`${job.key}-${prepared.length}`, 'effect')],
          outcome: { type: 'complete' },
        }),
      });
      return bench;
    };
    const first = await open();
    await first.deploy(process('p').startEvent().serviceTask('work', { type: 'w' }).endEvent());
    const { processInstanceKey } = await first.engine.createProcessInstance({ bpmnProcessId: 'p' });
    await first.engine.settled();
    await first.engine.close();
    expect(prepared).toHaveLength(1);

    control.refuse = false;
    const second = await open();
    await second.engine.settled();
    expect(prepared).toHaveLength(2);
    const effects = await Array.fromAsync(store.scan(notes), ({ document }) => document.id);
    expect(effects).toEqual([`${prepared[0]}-2`]);
    expect((await second.queries.findProcessInstance(processInstanceKey))?.state).toBe('completed');
    await second.close();
  });
});

describe('many things at once', () => {
  it('should answer commands while thousands of timers fire', async () => {
    const store = await openMemoryStore(engineCollections);
    const clock = new SimulatedClock(START);
    const engine = await openEmbeddedEngine({ store, clock });
    const records: EngineRecord[] = [];
    engine.onRecords((happened) => records.push(...happened));
    const timer = process('p').startEvent().catchEvent('t', { duration: 'PT1H' }).endEvent();
    await engine.deployResource([{ name: 'p.bpmn', content: timer.toXml() }]);
    await Promise.all(Array.from({ length: 3000 }, () => engine.createProcessInstance({ bpmnProcessId: 'p' })));
    const fired = (): number => records.filter(({ event }) => event.type === 'timerTriggered').length;
    clock.moveTo('2026-01-01T01:00:00.000Z');
    await engine.createProcessInstance({ bpmnProcessId: 'p' });
    expect(fired()).toBeLessThan(500);
    await engine.settled();
    expect(fired()).toBe(3000);
    await engine.close();
  });

  it('should prepare no more jobs at once than it was told, and give up on one that does not answer', async () => {
    const store = await openMemoryStore(engineCollections);
    const clock = new SimulatedClock(START);
    const engine = await openEmbeddedEngine({ store, clock, workerConcurrency: 2, workerTimeout: 60_000 });
    const service = process('p').startEvent().serviceTask('work', { type: 'w', retries: '1' }).endEvent();
    await engine.deployResource([{ name: 'p.bpmn', content: service.toXml() }]);
    let preparing = 0;
    engine.worker({
      type: 'w',
      prepare: () => {
        preparing += 1;
        return new Promise<never>(() => undefined);
      },
      decide: () => ({ outcome: { type: 'complete' } }),
    });
    const failures: string[] = [];
    engine.onRecords((happened) => {
      for (const { event } of happened) if (event.type === 'jobFailed') failures.push(event.errorMessage);
    });
    await Promise.all(Array.from({ length: 3 }, () => engine.createProcessInstance({ bpmnProcessId: 'p' })));
    await turns(10);
    expect(preparing).toBe(2);
    clock.moveTo('2026-01-01T00:01:00.000Z');
    await turns(10);
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatch(/has not answered within 60 seconds/);
    expect(preparing).toBe(3);
    await engine.close();
  });

  it('should take nothing new when it is closed, and finish what it has', async () => {
    const store = await openMemoryStore(engineCollections);
    const engine = await openEmbeddedEngine({ store, clock: new SimulatedClock(START) });
    const deployed = engine.deployResource([{ name: 'p.bpmn', content: approval().toXml() }]);
    await deployed;
    const last = engine.createProcessInstance({ bpmnProcessId: 'approval' });
    const closed = engine.close();
    await expect(engine.createProcessInstance({ bpmnProcessId: 'approval' })).rejects.toThrow(/shutting down/);
    await expect(last).resolves.toMatchObject({ version: 1 });
    await closed;
  });
});
