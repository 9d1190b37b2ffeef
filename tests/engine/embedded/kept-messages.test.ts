import { describe, expect, it } from 'vitest';
import { bufferedMessages } from '#engine/embedded/collections.ts';
import { process } from '../../support/bpmn.ts';
import { ENGINES } from './harness.ts';
import type { Bench } from './harness.ts';

const MINUTE = 60_000;
const channel = { name: 'told', correlationKey: 'k' } as const;
const onMessage = { message: 'told', correlationKey: '="k"' } as const;

const kept = async ({ store }: Bench): Promise<number> => store.count(bufferedMessages, {});

describe.each(ENGINES)('messages that are kept: $name', ({ open }) => {
  it('should use up none for an event that another one has ended', async () => {
    // given two messages, and behind a task two events that wait for one each; the first of them ends the other
    const bench = await open();
    const watched = process('watched')
      .startEvent()
      .userTask('first')
      .subProcess('sub', (inner) => {
        inner.eventSubProcess('watch', (event) =>
          event.startEvent('late', onMessage).userTask('instead').endEvent('end3'),
        );
        inner.startEvent('start2').userTask('work').endEvent('end2');
        return inner.boundaryEvent('work', 'recalled', onMessage).userTask('after').endEvent('end4');
      })
      .endEvent();
    await bench.deploy(watched);
    const { processInstanceKey } = await bench.engine.createProcessInstance({ bpmnProcessId: 'watched' });
    for (const timeToLive of [MINUTE, 2 * MINUTE]) await bench.engine.publishMessage({ ...channel, timeToLive });
    const [jobKey = ''] = bench.jobsAt('first');

    // when
    await bench.engine.completeJob({ jobKey });

    // then
    const elements = await bench.queries.currentElements(processInstanceKey);
    const waiting = elements.flatMap(({ elementId, jobKey: open }) => (open === undefined ? [] : [elementId]));
    expect(waiting).toHaveLength(1);
    expect(await bench.queries.incidentsOf(processInstanceKey)).toEqual([]);
    await bench.close();
  });

  it('should pass over an element that is stuck on its way out', async () => {
    const bench = await open();
    const stuck = process('stuck')
      .startEvent()
      .userTask('work', { outputs: { y: '=12345678901234567890' } })
      .endEvent();
    stuck.boundaryEvent('work', 'recalled', onMessage).endEvent('end2');
    await bench.deploy(stuck);
    const { processInstanceKey } = await bench.engine.createProcessInstance({ bpmnProcessId: 'stuck' });
    const [jobKey = ''] = bench.jobsAt('work');
    await bench.engine.completeJob({ jobKey });
    expect(await bench.queries.incidentsOf(processInstanceKey)).toHaveLength(1);

    await bench.engine.publishMessage({ ...channel, timeToLive: MINUTE });

    expect(await kept(bench)).toBe(1);
    await bench.close();
  });

  it('should give all that is kept to an event that does not interrupt, oldest first', async () => {
    const bench = await open();
    const watched = process('watched').startEvent().userTask('work').endEvent();
    watched
      .boundaryEvent('work', 'noted', { ...onMessage, interrupting: false })
      .userTask('read')
      .endEvent('end2');
    await bench.deploy(watched);
    for (const text of ['first', 'second']) {
      await bench.engine.publishMessage({ ...channel, timeToLive: MINUTE, variables: { text } });
    }

    const { processInstanceKey } = await bench.engine.createProcessInstance({ bpmnProcessId: 'watched' });

    expect(bench.jobsAt('read')).toHaveLength(2);
    expect(await bench.queries.variables(processInstanceKey)).toEqual({ text: 'second' });
    await bench.close();
  });

  it('should start the next instance by the oldest message for any of its start events', async () => {
    // given an instance, and kept meanwhile messages for the same case that begin it in another way
    const bench = await open();
    const begun = process('begun').startEvent('asked', { message: 'ask' }).userTask('answer').endEvent();
    begun.startEvent('complained', { message: 'complain' }).userTask('soothe').endEvent('end2');
    await bench.deploy(begun);
    const publish = (name: string) => bench.engine.publishMessage({ name, correlationKey: 'case', timeToLive: MINUTE });
    await publish('ask');
    await publish('complain');
    await publish('ask');
    const [jobKey = ''] = bench.jobsAt('answer');

    // when
    await bench.engine.completeJob({ jobKey });

    // then
    expect(bench.jobsAt('soothe')).toHaveLength(1);
    expect(bench.jobsAt('answer')).toEqual([]);
    const [second = ''] = bench.jobsAt('soothe');
    await bench.engine.completeJob({ jobKey: second });
    expect(bench.jobsAt('answer')).toHaveLength(1);
    await bench.close();
  });
});
