import { describe, expect, it } from 'vitest';
import { process, type Builder } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const choice = (first: string, second: string): Builder =>
  process('p')
    .startEvent()
    .exclusiveGateway('choose', 'choose-other')
    .when(first)
    .serviceTask('a')
    .endEvent('e1')
    .from('choose')
    .when(second)
    .serviceTask('b')
    .endEvent('e2')
    .from('choose')
    .serviceTask('other')
    .endEvent('e3');

describe('exclusive gateway', () => {
  it('should take the flow whose condition holds', async () => {
    const instance = await given(choice('=x > 10', '=x < 5'), { variables: { x: 11 } });

    expect(instance.jobs).toEqual(['a']);
    expect(instance.eventsOf('sequenceFlowTaken').map(({ flowId }) => flowId)).toEqual(['start-choose', 'choose-a']);
  });

  it('should take the later flow when two conditions hold, as Zeebe does', async () => {
    const instance = await given(choice('=x > 10', '=x > 5'), { variables: { x: 11 } });

    expect(instance.jobs).toEqual(['b']);
  });

  it('should take the default flow when no condition holds', async () => {
    const instance = await given(choice('=x > 10', '=x < 5'), { variables: { x: 7 } });

    expect(instance.jobs).toEqual(['other']);
  });

  it('should merge without waiting', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .parallelGateway('fork')
        .exclusiveGateway('merge')
        .serviceTask('a')
        .endEvent()
        .from('fork')
        .to('merge', 'second'),
    );

    expect(instance.jobs).toEqual(['a', 'a']);
  });

  it.each([
    ['an unknown variable', '=missing > 1', {}],
    ['null', '=x', { x: null }],
    ['a text', '=x', { x: 'yes' }],
    ['a number compared with a text', '=x > 10', { x: '11' }],
    ['an if over a missing name', '=if missing > 1 then true else false', {}],
  ])('should stop at a condition that gives no safe answer: %s', async (_what, condition, variables) => {
    const instance = await given(choice(condition, '=true'), { variables });

    expect(instance.incidents).toMatchObject([{ elementId: 'choose', type: 'CONDITION_ERROR' }]);
    expect(instance.jobs).toEqual([]);
  });

  it('should accept a condition that tests for null itself', async () => {
    const instance = await given(choice('=missing = null', '=false'));

    expect(instance.jobs).toEqual(['a']);
  });

  it('should choose again when its incident is resolved', async () => {
    const instance = await given(choice('=x > 10', '=x < 5'));

    instance.setVariables({ x: 11 }).resolveIncident();

    expect(instance.incidents).toEqual([]);
    expect(instance.jobs).toEqual(['a']);
  });

  it('should stop when nothing holds and there is no default flow', async () => {
    const instance = await given(
      process('p').startEvent().exclusiveGateway('choose').when('=false').serviceTask('a').endEvent(),
    );

    expect(instance.incidents).toMatchObject([{ elementId: 'choose', type: 'CONDITION_ERROR' }]);
  });
});

describe('parallel gateway', () => {
  const block = (): Builder =>
    process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('a')
      .parallelGateway('join')
      .serviceTask('c')
      .endEvent()
      .from('fork')
      .serviceTask('b')
      .to('join');

  it('should take every flow and wait for all of them', async () => {
    const instance = await given(block());
    expect(instance.jobs).toEqual(['a', 'b']);

    instance.completeJob('b');
    expect(instance.jobs).toEqual(['a']);
    instance.completeJob('a');
    expect(instance.jobs).toEqual(['c']);
    instance.completeJob('c');
    expect(instance.isCompleted).toBe(true);
    expect(instance.elements('elementActivated').filter((id) => id === 'join')).toHaveLength(1);
  });

  it('should count a token of each incoming flow, not two of one', async () => {
    const looped = process('p')
      .startEvent()
      .parallelGateway('fork')
      .exclusiveGateway('merge')
      .serviceTask('a')
      .parallelGateway('join')
      .endEvent()
      .from('fork')
      .to('merge', 'again')
      .from('fork')
      .serviceTask('b')
      .to('join');
    const instance = await given(looped);

    instance.completeJob('a').completeJob('a');
    expect(instance.isCompleted).toBe(false);
    instance.completeJob('b');

    expect(instance.elements('elementCompleted').filter((id) => id === 'join')).toHaveLength(1);
    // The second token of the first flow waits on, as on Zeebe.
    expect(instance.isCompleted).toBe(false);
    expect(instance.state.elements[instance.instanceOf('p')]?.takenFlows).toEqual({ 'a-join': 1 });
  });

  it('should join and fork at once', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .parallelGateway('fork')
        .parallelGateway('both')
        .serviceTask('a')
        .endEvent('e1')
        .from('fork')
        .to('both', 'second')
        .from('both')
        .serviceTask('b')
        .endEvent('e2'),
    );

    expect(instance.jobs).toEqual(['a', 'b']);
  });
});

describe('event-based gateway', () => {
  const race = (): Builder =>
    process('p')
      .startEvent()
      .eventBasedGateway('wait')
      .catchEvent('paid', { message: 'receivable-settled', correlationKey: '=id' })
      .serviceTask('a')
      .endEvent('e1')
      .from('wait')
      .catchEvent('late', { duration: 'P7D' })
      .serviceTask('b')
      .endEvent('e2');

  it('should go on with the message and drop the timer', async () => {
    const instance = await given(race(), { variables: { id: 'r1' } });
    expect(instance.timers).toMatchObject([{ target: 'late', dueAt: '2026-01-08T00:00:00.000Z' }]);

    instance.correlate('receivable-settled', 'r1', { amount: 5 });

    expect(instance.jobs).toEqual(['a']);
    expect(instance.timers).toEqual([]);
    expect(instance.variables['amount']).toBe(5);
    expect(instance.elements('elementCompleted')).toEqual(['start', 'wait', 'paid']);
  });

  it('should go on with the timer and drop the message', async () => {
    const instance = await given(race(), { variables: { id: 'r1' } });

    instance.advanceTo('2026-01-08T00:00:00.000Z');

    expect(instance.jobs).toEqual(['b']);
    expect(instance.subscriptions).toEqual([]);
  });
});
