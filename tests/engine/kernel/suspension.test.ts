import { describe, expect, it } from 'vitest';
import { isEnded } from '#engine/kernel/index.ts';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const waiting = () =>
  process('p')
    .startEvent()
    .serviceTask('a')
    .catchEvent('paid', { message: 'paid', correlationKey: '="k"' })
    .endEvent()
    .boundaryEvent('a', 'asked', { message: 'asked', correlationKey: '="k"', interrupting: false })
    .serviceTask('answer')
    .endEvent('e2');

const caller = () => process('p').startEvent().callActivity('call', 'child').endEvent();
const child = () =>
  process('child')
    .startEvent('c-start')
    .catchEvent('paid', { message: 'paid', correlationKey: '="k"' })
    .serviceTask('work')
    .endEvent('c-end');

describe('suspending a process instance', () => {
  it('should refuse what would let it go on, and change nothing', async () => {
    const instance = await given(waiting());
    instance.suspend();

    instance.completeJob('a').failJob('a', 1).throwError('a', 'E').modify(['paid'], ['a']);

    expect(instance.rejections.map(({ code }) => code)).toEqual([
      'KERNEL_SUSPENDED',
      'KERNEL_SUSPENDED',
      'KERNEL_SUSPENDED',
      'KERNEL_SUSPENDED',
    ]);
    expect(instance.jobs).toEqual(['a']);
    instance.resume().completeJob('a');
    expect(instance.subscriptions).toEqual(['paid/k']);
  });

  it('should hold messages and let them happen once, in order, when it is resumed', async () => {
    const instance = await given(waiting());
    instance.suspend();

    instance.correlate('asked', 'k', { question: 1 }).correlate('asked', 'k', { question: 2 });
    expect(instance.jobs).toEqual(['a']);
    expect(instance.eventsOf('triggerHeld')).toHaveLength(2);

    instance.resume();
    expect(instance.jobs).toEqual(['a', 'answer', 'answer']);
    expect(instance.variables).toEqual({ question: 2 });
    expect(instance.state.held).toBeUndefined();
  });

  it('should take only one message for an event that interrupts', async () => {
    const instance = await given(waiting());
    instance.completeJob('a').suspend();

    instance.correlate('paid', 'k', { by: 1 });
    instance.correlate('paid', 'k', { by: 2 });

    expect(instance.rejections).toMatchObject([{ code: 'ENGINE_NOT_FOUND' }]);
    instance.resume();
    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ by: 1 });
  });

  it('should hold signals too, and pass over one whose turn is gone', async () => {
    const race = process('p')
      .startEvent()
      .eventBasedGateway('race')
      .catchEvent('one', { signal: 's' })
      .serviceTask('first')
      .endEvent('e1')
      .from('race')
      .catchEvent('two', { message: 'm', correlationKey: '="k"' })
      .serviceTask('second')
      .endEvent('e2');
    const instance = await given(race);
    instance.suspend().broadcast('s').correlate('m', 'k');

    instance.resume();

    expect(instance.rejections).toEqual([]);
    expect(instance.jobs).toEqual(['first']);
  });

  it('should fire no timer until it is resumed', async () => {
    const late = process('p').startEvent().catchEvent('pause', { duration: 'PT1H' }).endEvent();
    const instance = await given(late);
    instance.suspend().fireTimer('pause');

    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_SUSPENDED' }]);
    instance.resume().advance(3_600_000);
    expect(instance.isCompleted).toBe(true);
  });

  it('should suspend and resume called instances with it', async () => {
    const instance = await given([caller(), child()]);
    instance.suspend();
    expect(instance.states.map(({ suspended }) => suspended)).toEqual([true, true]);

    instance.correlate('paid', 'k');
    expect(instance.jobs).toEqual([]);

    instance.resume();
    expect(instance.states.map(({ suspended }) => suspended)).toEqual([undefined, undefined]);
    expect(instance.jobs).toEqual(['work']);
  });

  it('should refuse to suspend, resume or cancel a called instance by itself', async () => {
    const instance = await given([caller(), child()]);
    const called = instance.states[1]?.processInstanceKey ?? '';

    instance.command({ type: 'suspendInstance' }, called);
    instance.command({ type: 'resumeInstance' }, called);
    instance.command({ type: 'cancelInstance' }, called);

    expect(instance.rejections.map(({ code, details }) => [code, details['caller']])).toEqual([
      ['KERNEL_CALLED_INSTANCE', '1'],
      ['KERNEL_CALLED_INSTANCE', '1'],
      ['KERNEL_CALLED_INSTANCE', '1'],
    ]);
  });

  it('should refuse to suspend twice and to resume what runs', async () => {
    const instance = await given(waiting());

    instance.resume().suspend().suspend();

    expect(instance.rejections.map(({ code }) => code)).toEqual(['KERNEL_NOT_SUSPENDED', 'KERNEL_SUSPENDED']);
  });

  it('should cancel it while it is suspended, with what is held', async () => {
    const instance = await given(waiting());
    instance.suspend().correlate('asked', 'k');

    instance.cancel();

    expect(isEnded(instance.state)).toBe(true);
    expect(instance.state.subscriptions).toEqual({});
  });

  it('should let an operator set variables and retries meanwhile', async () => {
    const instance = await given(waiting());
    instance.failJob('a', 0).suspend();

    instance.setVariables({ x: 1 }).updateRetries('a', 3).resolveIncident();

    expect(instance.rejections.map(({ code }) => code)).toEqual(['KERNEL_SUSPENDED']);
    instance.resume().resolveIncident().completeJob('a');
    expect(instance.variables).toEqual({ x: 1 });
  });
});
