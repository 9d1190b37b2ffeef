import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

describe('link events', () => {
  it('should go on at the catch event of the same name', async () => {
    const drawn = process('p').startEvent().throwEvent('from', { link: 'A' });
    drawn.apart().catchEvent('to', { link: 'A' }).serviceTask('task').endEvent();
    const instance = await given(drawn);

    expect(instance.jobs).toEqual(['task']);
    expect(instance.elements('elementCompleted')).toEqual(['start', 'from', 'to']);
    expect(instance.completeJob('task').isCompleted).toBe(true);
  });

  it('should go on once for each throw event that leads there', async () => {
    const drawn = process('p').startEvent().parallelGateway('fork').throwEvent('first', { link: 'A' });
    drawn.from('fork').throwEvent('second', { link: 'A' });
    drawn.apart().catchEvent('to', { link: 'A' }).serviceTask('task').endEvent();

    expect((await given(drawn)).jobs).toEqual(['task', 'task']);
  });

  it('should stay in its sub-process', async () => {
    const drawn = process('p')
      .startEvent()
      .subProcess('sub', (inner) => {
        inner.startEvent('s').throwEvent('from', { link: 'A' });
        return inner.apart().catchEvent('to', { link: 'A' }).serviceTask('task').endEvent('e');
      })
      .serviceTask('after')
      .endEvent();
    const instance = await given(drawn);

    expect(instance.completeJob('task').jobs).toEqual(['after']);
  });

  it('should be a way to an inclusive join', async () => {
    const drawn = process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('a')
      .element('inclusiveGateway', 'join')
      .serviceTask('after')
      .endEvent();
    drawn.from('fork').serviceTask('b').throwEvent('from', { link: 'A' });
    drawn.apart().catchEvent('to', { link: 'A' }).to('join');
    const instance = await given(drawn);

    expect(instance.completeJob('a').jobs).toEqual(['b']);
    expect(instance.completeJob('b').jobs).toEqual(['after']);
  });

  it('should stop a cycle of links that waits for nothing', async () => {
    const drawn = process('p').startEvent().exclusiveGateway('merge').throwEvent('from', { link: 'A' });
    drawn.apart().catchEvent('to', { link: 'A' }).to('merge');
    const instance = await given(drawn);

    expect(instance.incidents).toMatchObject([{ type: 'CYCLE_WITHOUT_WAIT' }]);
  });
});
