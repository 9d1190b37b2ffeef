import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Resource } from '#engine/index.ts';
import { process } from '../../support/bpmn.ts';
import { boxed, feel, file as decisions, literal, needs } from '../dmn/support.ts';
import { engineCollections, SimulatedClock } from '#engine/index.ts';
import { openMemoryStore } from '#store/index.ts';
import type { Store } from '#store/index.ts';
import { eventsOf, openBench, sqliteFile, START } from './harness.ts';
import type { Bench } from './harness.ts';

const hour = (n: number): string => new Date(Date.parse(START) + n * 3_600_000).toISOString();

describe('an engine opened again over the same file', () => {
  let file: ReturnType<typeof sqliteFile>;
  beforeEach(() => {
    file = sqliteFile();
  });
  afterEach(() => file.remove());

  /** Opens, works, closes: one life of the program. */
  const live = async <T>(at: string, work: (bench: Bench) => Promise<T>, cached?: number): Promise<T> => {
    const bench = await file.open(at, cached);
    try {
      return await work(bench);
    } finally {
      await bench.close();
    }
  };
  const create = async (bench: Bench, bpmnProcessId: string, variables = {}): Promise<string> =>
    (await bench.engine.createProcessInstance({ bpmnProcessId, variables })).processInstanceKey;

  it('should go on with instances and never use a key twice', async () => {
    const approval = process('approval').startEvent().userTask('check').userTask('sign').endEvent();
    const [key, jobKey] = await live(START, async (bench) => {
      await bench.deploy(approval);
      return [await create(bench, 'approval', { a: 1 }), bench.jobsAt('check')[0]!];
    });
    await live(hour(1), async (bench) => {
      await bench.engine.completeJob({ jobKey, variables: { b: 2 } });
      const another = await create(bench, 'approval');
      expect(Number(another)).toBeGreaterThan(Number(key));
      await bench.engine.completeJob({ jobKey: bench.jobsAt('sign')[0]! });
      expect((await bench.queries.findProcessInstance(key))?.state).toBe('completed');
      expect(await bench.queries.variables(key)).toEqual({ a: 1, b: 2 });
      const history = await bench.queries.history(key);
      expect(history.map(({ position }) => position)).toEqual(history.map((_, index) => index + 1));
    });
  });

  it('should fire what has fallen due meanwhile once, in order, those set on the way included', async () => {
    // After 7 days a second timer is set for day 15 of the same calendar: it comes before the one of day 30.
    const levels = process('levels')
      .startEvent()
      .catchEvent('day7', { date: '=at7' })
      .catchEvent('day15', { date: '=at15' })
      .endEvent();
    const last = process('last').startEvent().catchEvent('day30', { date: '=at30' }).endEvent();
    const day = (n: number): string => hour(24 * n);
    await live(START, async (bench) => {
      await bench.deploy(levels, last);
      await create(bench, 'last', { at30: day(30) });
      await create(bench, 'levels', { at7: day(7), at15: day(15) });
    });
    await live(day(40), async (bench) => {
      await bench.engine.settled();
      const fired = bench.records.flatMap(({ event }) =>
        event.type === 'timerTriggered' ? [event.targetElementId] : [],
      );
      expect(fired).toEqual(['day7', 'day15', 'day30']);
    });
    await live(day(41), async (bench) => {
      await bench.engine.settled();
      expect(bench.records).toEqual([]);
      expect(await bench.queries.countProcessInstances({ states: ['completed'] })).toBe(2);
    });
  });

  it('should decide with the imports as they were deployed, and anew when they change', async () => {
    const rate = (n: number): Resource => ({
      name: 'rate.dmn',
      content: decisions(literal('rate', String(n))).replace('namespace="test"', 'namespace="urn:rate"'),
    });
    const price: Resource = {
      name: 'price.dmn',
      content: decisions(
        '<import name="base" namespace="urn:rate" importType="https://www.omg.org/spec/DMN/20191111/MODEL/" />',
        boxed(feel('base.rate * n'), needs('Decision', 'urn:rate#rate')),
      ),
    };
    const decide = async (bench: Bench): Promise<unknown> =>
      (await bench.engine.evaluateDecision({ decisionId: 'decision', variables: { n: 3 } })).result;
    await live(START, async (bench) => {
      await bench.engine.deployResource([price, rate(2)]);
      await bench.engine.deployResource([rate(5)]);
    });
    await live(hour(1), async (bench) => {
      expect(await decide(bench)).toBe(6);
      const { decisions } = await bench.engine.deployResource([price, rate(5)]);
      expect(decisions.map(({ dmnDecisionId, duplicate }) => [dmnDecisionId, duplicate])).toEqual([
        ['decision', false],
        ['rate', true],
      ]);
      expect(await decide(bench)).toBe(15);
    });
  });

  it('should fire a cycle that was slept through as often as it was due', async () => {
    const p = process('p').startEvent().userTask('t').endEvent();
    await live(START, async (bench) => {
      await bench.deploy(p.boundaryEvent('t', 'remind', { cycle: 'R/PT1H', interrupting: false }).endEvent('done'));
      await create(bench, 'p');
    });
    await live(hour(5), async (bench) => {
      await bench.engine.settled();
      expect(eventsOf(bench.records, 'elementCompleted').filter((id) => id === 'remind')).toHaveLength(5);
    });
  });

  it('should keep buffered messages, their ids and what waits for messages', async () => {
    const waiting = process('p').startEvent().catchEvent('m', { message: 'paid', correlationKey: '=id' }).endEvent();
    const started = process('case').startEvent('s', { message: 'overdue' }).userTask('t').endEvent();
    const early = { name: 'paid', correlationKey: 'early', timeToLive: 7_200_000, messageId: '1' };
    const key = await live(START, async (bench) => {
      await bench.deploy(waiting, started);
      await bench.engine.publishMessage(early);
      await bench.engine.publishMessage({ name: 'overdue', correlationKey: 'c' });
      return create(bench, 'p', { id: 'open' });
    });
    await live(hour(1), async (bench) => {
      await expect(bench.engine.publishMessage(early)).rejects.toThrow(/published already/);
      await bench.engine.publishMessage({ name: 'paid', correlationKey: 'open' });
      await bench.engine.publishMessage({ name: 'overdue', correlationKey: 'c' });
      await bench.engine.publishMessage({ name: 'overdue', correlationKey: 'd' });
      const second = await create(bench, 'p', { id: 'early' });
      const states = await Promise.all([key, second].map((k) => bench.queries.findProcessInstance(k)));
      expect(states.map((instance) => instance?.state)).toEqual(['completed', 'completed']);
      expect(await bench.queries.countProcessInstances({ bpmnProcessId: 'case', states: ['active'] })).toBe(2);
    });
    await live(hour(3), async (bench) => {
      await bench.engine.settled();
      expect(await bench.store.count(await collectionNamed('engine-messages'), {})).toBe(0);
    });
  });

  it('should hand jobs to workers that wait for them, retries at their time', async () => {
    await live(START, async (bench) => {
      await bench.deploy(process('p').startEvent().serviceTask('work', { type: 'w' }).endEvent());
      await create(bench, 'p');
      await create(bench, 'p');
      const [jobKey] = bench.jobsAt('work');
      await bench.engine.failJob({ jobKey: jobKey!, retries: 1, errorMessage: 'later', retryBackOff: 7_200_000 });
    });
    await live(hour(1), async (bench) => {
      bench.engine.worker({ type: 'w', decide: () => ({ outcome: { type: 'complete' } }) });
      await bench.engine.settled();
      expect(await bench.queries.countProcessInstances({ states: ['completed'] })).toBe(1);
      await bench.advanceTo(hour(2));
      expect(await bench.queries.countProcessInstances({ states: ['completed'] })).toBe(2);
    });
  });

  describe('with more instances than it holds in memory', () => {
    const counting = () => {
      const p = process('count').startEvent().exclusiveGateway('again');
      return p.userTask('step', { outputs: { n: '=n + 1' } }).to('again');
    };

    it('should go on from snapshot and journal', async () => {
      const keys = await live(
        START,
        async (bench) => {
          await bench.deploy(counting());
          const made: string[] = [];
          for (let index = 0; index < 5; index++)
            made.push(await create(bench, 'count', { n: 0, pad: 'x'.repeat(100) }));
          for (let round = 0; round < 20; round++) {
            for (const jobKey of bench.jobsAt('step')) await bench.engine.completeJob({ jobKey });
          }
          return made;
        },
        2,
      );
      await live(hour(1), async (bench) => {
        for (const key of keys) expect(await bench.queries.variables(key)).toMatchObject({ n: 20 });
      });
    });

    it('should do so when the state is large and its snapshot rare', async () => {
      await live(
        START,
        async (bench) => {
          await bench.deploy(counting());
          const [big, other] = [
            await create(bench, 'count', { n: 0, pad: 'x'.repeat(20_000) }),
            await create(bench, 'count', { n: 0 }),
          ];
          for (let round = 0; round < 70; round++) {
            for (const jobKey of bench.jobsAt('step')) await bench.engine.completeJob({ jobKey });
          }
          for (const key of [big, other]) expect(await bench.queries.variables(key)).toMatchObject({ n: 70 });
        },
        1,
      );
    });

    it('should rebuild a snapshot that another version of the program wrote', async () => {
      const key = await live(START, async (bench) => {
        await bench.deploy(counting());
        const made = await create(bench, 'count', { n: 0 });
        for (let round = 0; round < 12; round++) await bench.engine.completeJob({ jobKey: bench.jobsAt('step')[0]! });
        const collection = await collectionNamed('engine-snapshots');
        const stored = await bench.store.get(collection, made);
        expect(stored).toBeDefined();
        const document = { ...stored!.document, version: 999, state: 'not what it was' };
        await bench.store.commit([{ type: 'put', collection, document }]);
        return made;
      });
      await live(hour(1), async (bench) => {
        await bench.engine.setVariables({ elementInstanceKey: key, variables: { seen: true } });
        expect(await bench.queries.variables(key)).toEqual({ n: 12, seen: true });
      });
    });
  });

  it('should load many that fall due together with few questions, with and without a snapshot', async () => {
    const p = process('p').startEvent().userTask('t').endEvent();
    const store = await openMemoryStore(engineCollections);
    const bench = await openBench(store, new SimulatedClock(START));
    await bench.deploy(p.boundaryEvent('t', 'late', { duration: 'PT1H' }).userTask('after').endEvent('over'));
    const keys = await Promise.all(Array.from({ length: 40 }, () => create(bench, 'p', { n: 0 })));
    for (let n = 1; n <= 9; n += 1) {
      await bench.engine.setVariables({ elementInstanceKey: keys[3]!, variables: { n } });
    }
    await bench.engine.close();
    let questions = 0;
    const counted = new Proxy(store, {
      get(target, name: keyof Store) {
        if (name === 'get' || name === 'getMany' || name === 'find') questions += 1;
        const value = target[name];
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const next = await openBench(counted, new SimulatedClock(hour(2)));
    await next.engine.settled();
    expect(eventsOf(next.records, 'jobCreated')).toHaveLength(40);
    expect(questions).toBeLessThan(40);
    expect(await next.queries.variables(keys[3]!)).toEqual({ n: 9 });
    expect(await next.queries.variables(keys[4]!)).toEqual({ n: 0 });
    await next.close();
  });
});

async function collectionNamed(name: string) {
  const { engineCollections } = await import('#engine/index.ts');
  const found = engineCollections.find((collection) => collection.name === name);
  if (found === undefined) throw new Error(`There is no collection '${name}'.`);
  return found;
}
