import { describe, expect, it } from 'vitest';
import { isEnded } from '#engine/kernel/index.ts';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

describe('process instance', () => {
  it('should leave nothing behind when it is canceled', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('a')
        .endEvent('e1')
        .from('fork')
        .catchEvent('wait', { message: 'm', correlationKey: '="k"' })
        .endEvent('e2')
        .boundaryEvent('a', 'late', { duration: 'P1D' })
        .endEvent('e3'),
    );

    instance.cancel();

    expect(isEnded(instance.state)).toBe(true);
    const { elements, jobs, timers, subscriptions, incidents } = instance.state;
    expect({ elements, jobs, timers, subscriptions, incidents }).toEqual({
      elements: {},
      jobs: {},
      timers: {},
      subscriptions: {},
      incidents: {},
    });
  });

  it('should carry the version of its definition', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent(), { version: 3 });

    expect(instance.state.version).toBe(3);
    expect(instance.eventsOf('processInstanceCreated')).toMatchObject([{ version: 3, bpmnProcessId: 'p' }]);
  });

  it('should reject to be created twice', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent());

    instance.command({ type: 'createInstance', processInstanceKey: '7', processDefinitionKey: 'p', variables: {} });

    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_INSTANCE_EXISTS' }]);
  });

  it('should reject a start without a none start event', async () => {
    const drawn = process('p').startEvent('asked', { message: 'm' }).serviceTask('a').endEvent();
    const instance = await given(drawn);

    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_NO_START_EVENT' }]);
    expect(instance.state.status).toBe('NONE');
  });

  it('should end all of it at a terminate end event, with its variables kept in the journal', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('a')
        .endEvent('e1')
        .from('fork')
        .serviceTask('b')
        .endEvent('stop', { terminate: true }),
    );

    instance.completeJob('b', { x: 1 });

    expect(instance.isCompleted).toBe(true);
    expect(instance.elements('elementTerminated')).toEqual(['a']);
    expect(instance.variables).toEqual({ x: 1 });
  });
});
