import { describe, expect, it } from 'vitest';
import { process, type Builder } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

/** Two conditional ways and a default one, that meet again. */
const block = (): Builder =>
  process('p')
    .startEvent()
    .element('inclusiveGateway', 'fork', { attributes: 'default="fork-c"' })
    .when('=x > 1')
    .serviceTask('a')
    .element('inclusiveGateway', 'join')
    .serviceTask('after')
    .endEvent()
    .from('fork')
    .when('=x > 2')
    .serviceTask('b')
    .to('join')
    .from('fork')
    .serviceTask('c')
    .to('join');

describe('inclusive gateway', () => {
  it('should take every flow whose condition holds and wait for all of them', async () => {
    const instance = await given(block(), { variables: { x: 3 } });

    expect(instance.jobs).toEqual(['a', 'b']);
    expect(instance.completeJob('b').jobs).toEqual(['a']);
    expect(instance.completeJob('a').jobs).toEqual(['after']);
    expect(instance.completeJob('after').isCompleted).toBe(true);
  });

  it('should not wait for flows that nobody has taken', async () => {
    const instance = await given(block(), { variables: { x: 2 } });

    expect(instance.jobs).toEqual(['a']);
    expect(instance.completeJob('a').jobs).toEqual(['after']);
  });

  it('should take the default flow when no condition holds', async () => {
    const instance = await given(block(), { variables: { x: 0 } });

    expect(instance.jobs).toEqual(['c']);
    expect(instance.completeJob('c').jobs).toEqual(['after']);
  });

  it('should stop with an incident when nothing holds and there is no default flow', async () => {
    const drawn = process('p')
      .startEvent()
      .element('inclusiveGateway', 'fork')
      .when('=x > 1')
      .serviceTask('a')
      .endEvent('e1')
      .from('fork')
      .when('=x > 2')
      .endEvent('e2');
    const instance = await given(drawn, { variables: { x: 0 } });

    expect(instance.incidents).toMatchObject([{ elementId: 'fork', type: 'CONDITION_ERROR' }]);
    expect(instance.setVariables({ x: 2 }).resolveIncident().jobs).toEqual(['a']);
  });

  it('should stop when one condition is in doubt, even if another holds', async () => {
    const instance = await given(block(), { variables: { x: null } });

    expect(instance.incidents).toMatchObject([{ elementId: 'fork', type: 'CONDITION_ERROR' }]);
  });

  it('should wait for a token that still has a way to it through other gateways and boundary events', async () => {
    const drawn = process('p')
      .startEvent()
      .parallelGateway('split')
      .serviceTask('a')
      .element('inclusiveGateway', 'join')
      .serviceTask('after')
      .endEvent()
      .from('split')
      .serviceTask('b')
      .endEvent('e2');
    drawn.boundaryEvent('b', 'late', { duration: 'PT1H' }).exclusiveGateway('x').to('join');
    const instance = await given(drawn);

    expect(instance.completeJob('a').jobs).toEqual(['b']);
    expect(instance.fireTimer('late').jobs).toEqual(['after']);
  });

  it('should wait for a token that waits at a parallel join on the way', async () => {
    const drawn = process('p')
      .startEvent()
      .parallelGateway('split')
      .serviceTask('a')
      .element('inclusiveGateway', 'join')
      .serviceTask('after')
      .endEvent()
      .from('split')
      .serviceTask('b')
      .parallelGateway('both')
      .to('join')
      .from('split')
      .serviceTask('c')
      .to('both');
    const instance = await given(drawn);

    expect(instance.completeJob('b').completeJob('a').jobs).toEqual(['c']);
    expect(instance.completeJob('c').jobs).toEqual(['after']);
  });

  it('should join again in a later round of a loop', async () => {
    const looping = process('p')
      .startEvent()
      .exclusiveGateway('merge')
      .element('inclusiveGateway', 'fork')
      .when('=x > 0')
      .serviceTask('a')
      .element('inclusiveGateway', 'join')
      .exclusiveGateway('again', 'again-end')
      .endEvent()
      .from('fork')
      .when('=x > 0')
      .serviceTask('b')
      .to('join')
      .from('again')
      .when('=x < 2')
      .to('merge');
    const instance = await given(looping, { variables: { x: 1 } });

    expect(instance.completeJob('a').completeJob('b').jobs).toEqual(['a', 'b']);
    expect(instance.completeJob('b').completeJob('a', { x: 2 }).isCompleted).toBe(true);
  });
});
