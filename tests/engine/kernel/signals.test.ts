import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

describe('signal events', () => {
  it('should go on when the signal is broadcast, with its variables', async () => {
    const instance = await given(
      process('p').startEvent().catchEvent('wait', { signal: 'go' }).serviceTask('a').endEvent(),
    );

    expect(instance.jobs).toEqual([]);
    expect(instance.broadcast('other').jobs).toEqual([]);
    expect(instance.broadcast('go', { x: 1 }).jobs).toEqual(['a']);
    expect(instance.variables).toEqual({ x: 1 });
  });

  it('should reach everybody who waits when it is thrown', async () => {
    const drawn = process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('first')
      .throwEvent('throw', { signal: '="go" + "!"' })
      .endEvent('e1');
    drawn.from('fork').catchEvent('one', { signal: 'go!' }).serviceTask('a').endEvent('e2');
    drawn.from('fork').catchEvent('two', { signal: 'go!' }).serviceTask('b').endEvent('e3');
    const instance = await given(drawn);

    expect(instance.completeJob('first').jobs).toEqual(['a', 'b']);
  });

  it('should not reach what begins to wait after it was thrown', async () => {
    const drawn = process('p').startEvent().throwEvent('throw', { signal: 'go' }).catchEvent('wait', { signal: 'go' });
    const instance = await given(drawn.endEvent());

    expect(instance.isCompleted).toBe(false);
    expect(instance.broadcast('go').isCompleted).toBe(true);
  });

  it('should carry what the input mappings of the throw event made', async () => {
    const drawn = process('p').startEvent().parallelGateway('fork').serviceTask('first');
    drawn.endEvent('end', { signal: 'go', inputs: { said: '=x + 1' } });
    drawn
      .from('fork')
      .catchEvent('wait', { signal: 'go', outputs: { heard: '=said' } })
      .endEvent('e2');
    const instance = await given(drawn, { variables: { x: 1 } });

    expect(instance.completeJob('first').isCompleted).toBe(true);
    expect(instance.variables).toEqual({ x: 1, heard: 2 });
  });

  it('should end the activity whose boundary event interrupts', async () => {
    const drawn = process('p').startEvent().serviceTask('a').endEvent();
    drawn.boundaryEvent('a', 'stop', { signal: 'go' }).serviceTask('b').endEvent('e2');

    expect((await given(drawn)).broadcast('go').jobs).toEqual(['b']);
  });

  it('should start an event sub-process each time when it does not interrupt', async () => {
    const drawn = process('p')
      .startEvent()
      .serviceTask('a')
      .endEvent()
      .eventSubProcess('watch', (inner) =>
        inner.startEvent('s', { signal: 'go', interrupting: false }).serviceTask('b').endEvent('e'),
      );

    expect((await given(drawn)).broadcast('go').broadcast('go').jobs).toEqual(['a', 'b', 'b']);
  });

  it('should decide an event-based gateway', async () => {
    const drawn = process('p').startEvent().eventBasedGateway('race');
    drawn.catchEvent('one', { signal: 'one' }).serviceTask('a').endEvent();
    drawn.from('race').catchEvent('two', { signal: 'two' }).serviceTask('b').endEvent('e2');
    const instance = await given(drawn);

    expect(instance.broadcast('two', { x: 1 }).jobs).toEqual(['b']);
    expect(instance.variables).toEqual({ x: 1 });
    expect(instance.broadcast('one').jobs).toEqual(['b']);
  });

  it('should begin at the signal start event that has fired', async () => {
    const drawn = process('p').startEvent('by-signal', { signal: 'go' }).serviceTask('a').endEvent();
    const instance = await given(drawn, { startEventId: 'by-signal', variables: { x: 1 } });

    expect(instance.jobs).toEqual(['a']);
    expect(instance.variables).toEqual({ x: 1 });
  });

  it('should stop with an incident when its name can not be told', async () => {
    const instance = await given(process('p').startEvent().catchEvent('wait', { signal: '=name' }).endEvent());

    expect(instance.incidents).toMatchObject([{ elementId: 'wait', type: 'EXTRACT_VALUE_ERROR' }]);
    instance.setVariables({ name: 'go' }).resolveIncident();
    expect(instance.broadcast('go').isCompleted).toBe(true);
  });
});
