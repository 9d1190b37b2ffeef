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
});
