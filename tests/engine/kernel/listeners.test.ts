import { describe, expect, it } from 'vitest';
import { listeners, process, taskListeners, type Builder } from '../../support/bpmn.ts';
import { given, type Scenario } from '../../support/kernel.ts';

/** Types of the jobs made so far, those of listeners with their event. */
function made(instance: Scenario): readonly string[] {
  return instance
    .eventsOf('jobCreated')
    .map(({ jobType, listener }) => (listener === undefined ? jobType : `${listener.event} ${jobType}`));
}

const task = (extensions: string, options = {}): Builder =>
  process('p')
    .startEvent()
    .serviceTask('a', { type: 'work', extensions, ...options })
    .endEvent();

describe('execution listeners', () => {
  it('should be called one after the other before the element begins and before it is left', async () => {
    const instance = await given(task(listeners('start one', 'end three', 'start two')));

    expect(made(instance)).toEqual(['start one']);
    expect(instance.elements('elementActivated')).not.toContain('a');
    instance.completeJob('a');
    expect(made(instance)).toEqual(['start one', 'start two']);
    instance.completeJob('a');
    expect(made(instance)).toEqual(['start one', 'start two', 'work']);
    instance.completeJob('a');
    expect(made(instance)).toEqual(['start one', 'start two', 'work', 'end three']);
    expect(instance.elements('elementCompleted')).not.toContain('a');
    instance.completeJob('a');
    expect(instance.isCompleted).toBe(true);
  });

  it('should see the inputs at the start, and make what they answer local to the element', async () => {
    const instance = await given(
      task(listeners('start one', 'start two'), { inputs: { local: '=x + 1' }, outputs: { y: '=given' } }),
      { variables: { x: 1 } },
    );

    expect(instance.visibleAt('a')).toEqual({ x: 1, local: 2 });
    instance.completeJob('a', { given: 5 });
    expect(instance.visibleAt('a')).toEqual({ x: 1, local: 2, given: 5 });
    instance.completeJob('a').completeJob('a');
    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ x: 1, y: 5 });
  });

  it('should see the outputs at the end, and set what they answer in the scope around', async () => {
    const drawn = process('p').startEvent();
    drawn.subProcess('sub', (inner) =>
      inner
        .startEvent('s')
        .serviceTask('a', { type: 'work', outputs: { y: '=2' }, extensions: listeners('end one') })
        .serviceTask('b')
        .endEvent('e'),
    );
    const instance = await given(drawn.endEvent(), { variables: { z: 1 } });

    instance.completeJob('a');
    expect(instance.visibleAt('a')).toEqual({ y: 2, z: 1 });
    instance.completeJob('a', { z: 3 });
    expect(instance.visibleAt('b')).toEqual({ y: 2, z: 3 });
    instance.completeJob('b');
    expect(instance.variables).toEqual({ y: 2, z: 1 });
  });

  it('should let an expression of the element read what a listener answers', async () => {
    const drawn = process('p')
      .startEvent()
      .element('intermediateCatchEvent', 'wait', {
        extensions: listeners('start one'),
        body: '<bpmn:timerEventDefinition id="t"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">=span</bpmn:timeDuration></bpmn:timerEventDefinition>',
      })
      .endEvent();
    const instance = await given(drawn);

    expect(instance.timers).toEqual([]);
    instance.completeJob('wait', { span: 'PT1H' });
    expect(instance.timers).toMatchObject([{ dueAt: '2026-01-01T01:00:00.000Z' }]);
  });

  it('should be called for the process itself, and let a caller wait for the last of them', async () => {
    const called = process('called').extended(listeners('start hello', 'end bye')).startEvent('s').endEvent('e');
    const instance = await given([process('p').startEvent().callActivity('call', 'called').endEvent(), called]);

    expect(instance.jobs).toEqual(['called']);
    instance.completeJob('called', { greeted: true });
    expect(instance.isCompleted).toBe(false);
    instance.completeJob('called', { parted: true });
    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ greeted: true, parted: true });
  });

  it('should let a gateway choose by what a listener answers', async () => {
    const drawn = process('p')
      .startEvent()
      .element('exclusiveGateway', 'choose', { extensions: listeners('start one'), attributes: 'default="other"' })
      .when('=big')
      .serviceTask('a')
      .endEvent('e1')
      .from('choose')
      .to('e2', 'other')
      .apart();
    const instance = await given(drawn.endEvent('e2'));

    instance.completeJob('choose', { big: true });
    expect(instance.jobs).toEqual(['a']);
  });

  it('should be called at the end of events and for each instance of a multi-instance', async () => {
    const drawn = process('p')
      .startEvent('start', { extensions: listeners('end one') })
      .element('manualTask', 'each', { extensions: listeners('start two'), loop: { input: '=[1, 2]', as: 'n' } })
      .endEvent('end', { extensions: listeners('end three') });
    const instance = await given(drawn);

    instance.completeJob('start').completeJob('each').completeJob('each').completeJob('end');
    expect(made(instance)).toEqual(['end one', 'start two', 'start two', 'end three']);
    expect(instance.isCompleted).toBe(true);
  });

  it('should stop with an incident of their own when no retries are left, and go on with the same listener', async () => {
    const instance = await given(task(listeners('start one retries="1"')));

    instance.failJob('a', 0);
    expect(instance.incidents).toMatchObject([{ elementId: 'a', type: 'EXECUTION_LISTENER_NO_RETRIES' }]);
    instance.updateRetries('a', 1).resolveIncident().completeJob('a');
    expect(made(instance)).toEqual(['start one', 'work']);
  });

  it('should be called again from the first of their event on when one of them could not be read', async () => {
    const instance = await given(task(listeners('start one', 'start =two')));

    instance.completeJob('a');
    expect(instance.incidents).toMatchObject([{ elementId: 'a', type: 'EXTRACT_VALUE_ERROR' }]);
    instance.setVariables({ two: 'second' }).resolveIncident();
    expect(made(instance)).toEqual(['start one', 'start one']);
    instance.completeJob('a').completeJob('a');
    expect(made(instance)).toEqual(['start one', 'start one', 'start second', 'work']);
  });

  it('should throw no BPMN error', async () => {
    const instance = await given(task(listeners('start one')));

    instance.throwError('a', 'E');
    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_LISTENER_ERROR' }]);
    expect(instance.jobs).toEqual(['a']);
  });

  it('should be called off with their element', async () => {
    const drawn = process('p').startEvent();
    drawn.subProcess('sub', (inner) =>
      inner
        .startEvent('s')
        .serviceTask('a', { extensions: listeners('start one') })
        .endEvent('e'),
    );
    drawn.endEvent().boundaryEvent('sub', 'late', { duration: 'PT1H' }).endEvent('e2');
    const instance = await given(drawn);

    instance.advance(3_600_000);
    expect(instance.eventsOf('jobCanceled')).toMatchObject([{ elementId: 'a' }]);
    expect(instance.isCompleted).toBe(true);
  });

  it('should not be interrupted by an event on the border while the last of them is at work', async () => {
    const drawn = task(listeners('end one')).boundaryEvent('a', 'late', { duration: 'PT1H' }).endEvent('e2');
    const instance = await given(drawn);

    instance.completeJob('a').advance(7_200_000);
    expect(instance.timers).toEqual([]);
    instance.completeJob('a');
    expect(instance.elements('elementCompleted')).toContain('a');
  });
});

describe('task listeners', () => {
  const drawn = process('p')
    .startEvent()
    .userTask('t', { extensions: taskListeners('creating make', 'completing check') })
    .endEvent();

  it('should be called before the task is there, and before it is left', async () => {
    const instance = await given(drawn);

    expect(made(instance)).toEqual(['creating make']);
    instance.completeJob('t');
    expect(made(instance)).toEqual(['creating make', 'io.camunda.zeebe:userTask']);
    instance.completeJob('t', { agreed: true });
    expect(made(instance).at(-1)).toBe('completing check');
    expect(instance.variables).toEqual({});
    instance.completeJob('t');
    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ agreed: true });
  });

  it('should stop with an incident of their own', async () => {
    const instance = await given(drawn);

    instance.failJob('t', 0);
    expect(instance.incidents).toMatchObject([{ type: 'TASK_LISTENER_NO_RETRIES' }]);
  });
});
