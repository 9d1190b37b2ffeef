import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

describe('compensation', () => {
  it('should undo what was completed, all at once, and then go on', async () => {
    const drawn = process('p').startEvent().serviceTask('a').compensation('a', 'undo-a');
    drawn
      .serviceTask('b')
      .compensation('b', 'undo-b')
      .throwEvent('undo', { compensates: '' })
      .serviceTask('after')
      .endEvent();
    const instance = await given(drawn);

    instance.completeJob('a').completeJob('b');
    expect(instance.jobs).toEqual(['undo-a', 'undo-b']);
    expect(instance.completeJob('undo-b').jobs).toEqual(['undo-a']);
    expect(instance.completeJob('undo-a').jobs).toEqual(['after']);
    expect(instance.elements('elementCompleted')).toContain('undo-a-event');
    expect(instance.completeJob('after').isCompleted).toBe(true);
  });

  it('should not undo what is still active, or was ended', async () => {
    const drawn = process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('a')
      .compensation('a', 'undo-a')
      .endEvent('e1');
    drawn.from('fork').serviceTask('b').compensation('b', 'undo-b');
    drawn.endEvent('e2').boundaryEvent('b', 'stop', { duration: 'PT1H' }).endEvent('undo', { compensates: '' });
    const instance = await given(drawn);

    expect(instance.fireTimer('stop').jobs).toEqual(['a']);
    expect(instance.completeJob('a').isCompleted).toBe(true);
  });

  it('should go on when there is nothing to undo', async () => {
    const instance = await given(process('p').startEvent().endEvent('undo', { compensates: '' }));

    expect(instance.isCompleted).toBe(true);
  });

  it('should undo as often as the activity was completed, and only once', async () => {
    const drawn = process('p').startEvent().exclusiveGateway('again').serviceTask('a').compensation('a', 'undo-a');
    drawn.exclusiveGateway('done', 'done-undo').when('=x < 2').to('again');
    drawn.from('done').throwEvent('undo', { compensates: '' }).endEvent('undo-2', { compensates: '' });
    const instance = await given(drawn, { variables: { x: 0 } });

    instance.completeJob('a', { x: 1 }).completeJob('a', { x: 2 });
    expect(instance.jobs).toEqual(['undo-a', 'undo-a']);
    expect(instance.completeJob('undo-a').completeJob('undo-a').isCompleted).toBe(true);
  });

  it('should undo one activity when the event names it', async () => {
    const drawn = process('p').startEvent().serviceTask('a').compensation('a', 'undo-a');
    drawn.serviceTask('b').compensation('b', 'undo-b').endEvent('undo', { compensates: 'a' });
    const instance = await given(drawn);

    expect(instance.completeJob('a').completeJob('b').jobs).toEqual(['undo-a']);
    expect(instance.completeJob('undo-a').isCompleted).toBe(true);
    expect(instance.eventsOf('compensationSubscriptionDeleted')).toHaveLength(1);
  });

  it('should undo what a completed sub-process did', async () => {
    const drawn = process('p')
      .startEvent()
      .subProcess('outer', (outer) =>
        outer
          .startEvent('s1')
          .subProcess('inner', (inner) =>
            inner.startEvent('s2').serviceTask('a').compensation('a', 'undo-a').endEvent('e2'),
          )
          .endEvent('e1'),
      )
      .throwEvent('undo', { compensates: '' })
      .serviceTask('after')
      .endEvent();
    const instance = await given(drawn);

    expect(instance.completeJob('a').jobs).toEqual(['undo-a']);
    expect(instance.completeJob('undo-a').jobs).toEqual(['after']);
    expect(instance.state.compensations).toEqual({});
  });

  it('should not undo what an ended sub-process did', async () => {
    const drawn = process('p')
      .startEvent()
      .subProcess('sub', (inner) => {
        inner.startEvent('s').serviceTask('a').compensation('a', 'undo-a');
        return inner.serviceTask('b').endEvent('e');
      });
    drawn.endEvent().boundaryEvent('sub', 'stop', { error: '' }).endEvent('undo', { compensates: '' });
    const instance = await given(drawn);

    expect(instance.completeJob('a').throwError('b', 'E').isCompleted).toBe(true);
  });

  it('should call the handler of a multi-instance once', async () => {
    const drawn = process('p')
      .startEvent()
      .serviceTask('a', { loop: { input: '=[1, 2]' } })
      .compensation('a', 'undo-a');
    const instance = await given(drawn.endEvent('undo', { compensates: '' }));

    expect(instance.completeJob('a').completeJob('a').jobs).toEqual(['undo-a']);
    expect(instance.completeJob('undo-a').isCompleted).toBe(true);
  });

  it('should undo the scope around an event sub-process', async () => {
    const drawn = process('p').startEvent().serviceTask('a').compensation('a', 'undo-a').serviceTask('b').endEvent();
    drawn.eventSubProcess('watch', (inner) =>
      inner.startEvent('s', { error: '' }).endEvent('undo', { compensates: '' }),
    );
    const instance = await given(drawn);

    expect(instance.completeJob('a').throwError('b', 'E').jobs).toEqual(['undo-a']);
    expect(instance.completeJob('undo-a').isCompleted).toBe(true);
  });

  it('should leave nothing behind when it is canceled while it undoes', async () => {
    const drawn = process('p')
      .startEvent()
      .serviceTask('a')
      .compensation('a', 'undo-a')
      .endEvent('undo', { compensates: '' });
    const instance = await given(drawn);

    instance.completeJob('a').cancel();
    expect(instance.state).toMatchObject({ status: 'TERMINATED', elements: {}, jobs: {}, compensations: {} });
  });
});
