import { describe, expect, it } from 'vitest';
import { process, type Builder } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const message = { message: 'paid', correlationKey: '=id' };
const interruptible = (interrupting: boolean): Builder =>
  process('p')
    .startEvent()
    .serviceTask('a')
    .endEvent()
    .boundaryEvent('a', 'changed', { ...message, interrupting, outputs: { seen: '=amount' } })
    .serviceTask('b')
    .endEvent('e2');

describe('messages', () => {
  it('should wait for a message and take its variables along', async () => {
    const instance = await given(process('p').startEvent().catchEvent('wait', message).endEvent(), {
      variables: { id: 'r1' },
    });
    expect(instance.subscriptions).toEqual(['paid/r1']);

    instance.correlate('paid', 'r1', { amount: 10 });

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ id: 'r1', amount: 10 });
  });

  it('should take a number as correlation key', async () => {
    const instance = await given(process('p').startEvent().receiveTask('wait', 'paid', '=id').endEvent(), {
      variables: { id: 42 },
    });

    expect(instance.subscriptions).toEqual(['paid/42']);
  });

  it('should stop without a correlation key and go on when there is one', async () => {
    const instance = await given(process('p').startEvent().receiveTask('wait', 'paid', '=id').endEvent());
    expect(instance.incidents).toMatchObject([{ elementId: 'wait', type: 'EXTRACT_VALUE_ERROR' }]);

    instance.setVariables({ id: 'r1' }).resolveIncident();
    expect(instance.subscriptions).toEqual(['paid/r1']);
  });

  it('should map the variables of a message', async () => {
    const outputs = { total: '=amount * 2' };
    const instance = await given(
      process('p')
        .startEvent()
        .catchEvent('wait', { ...message, outputs })
        .endEvent(),
      {
        variables: { id: 'r1' },
      },
    );

    instance.correlate('paid', 'r1', { amount: 10 });

    expect(instance.variables).toEqual({ id: 'r1', total: 20 });
  });

  it('should end the activity under an interrupting message and close its subscription', async () => {
    const instance = await given(interruptible(true), { variables: { id: 'r1' } });

    instance.correlate('paid', 'r1', { amount: 3 });

    expect(instance.jobs).toEqual(['b']);
    expect(instance.subscriptions).toEqual([]);
    expect(instance.variables).toEqual({ id: 'r1', seen: 3 });
  });

  it('should keep a subscription open that does not interrupt', async () => {
    const instance = await given(interruptible(false), { variables: { id: 'r1' } });

    instance.correlate('paid', 'r1', { amount: 3 }).correlate('paid', 'r1', { amount: 4 });

    expect(instance.jobs).toEqual(['a', 'b', 'b']);
    expect(instance.variables['seen']).toBe(4);
    instance.completeJob('a');
    expect(instance.subscriptions).toEqual([]);
  });

  it('should start at a message start event with the variables of the message', async () => {
    const drawn = process('p')
      .startEvent('none')
      .endEvent('e1')
      .startEvent('asked', { message: 'ask' })
      .serviceTask('a')
      .endEvent();
    const instance = await given(drawn, { variables: { x: 1 }, startEventId: 'asked' });

    expect(instance.jobs).toEqual(['a']);
    expect(instance.variables).toEqual({ x: 1 });
    expect(instance.elements('elementCompleted')).toEqual(['asked']);
  });

  it('should let only what it maps into the process at a message start event with output mappings', async () => {
    const outputs = { y: '=x + 1' };
    const drawn = process('p').startEvent('asked', { message: 'ask', outputs }).serviceTask('a').endEvent();
    const instance = await given(drawn, { variables: { x: 1 }, startEventId: 'asked' });

    expect(instance.variables).toEqual({ y: 2 });
  });

  it('should reject a message for a subscription that is closed', async () => {
    const instance = await given(interruptible(true), { variables: { id: 'r1' } });
    const subscriptionKey = Object.keys(instance.state.subscriptions)[0] ?? '';

    instance.correlate('paid', 'r1');
    instance.command({ type: 'correlateMessage', subscriptionKey, messageKey: '99', variables: {} });

    expect(instance.rejections).toMatchObject([{ code: 'ENGINE_NOT_FOUND' }]);
  });
});
