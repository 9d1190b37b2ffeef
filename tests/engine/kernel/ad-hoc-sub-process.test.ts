import { describe, expect, it } from 'vitest';
import { process, type AdHocOptions, type Builder } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

/** Elements a → then, b and c, of which some are activated. */
const free = (options: Partial<AdHocOptions> = {}): Builder =>
  process('p')
    .startEvent()
    .adHocSubProcess(
      'free',
      (inner) => inner.serviceTask('a').serviceTask('then').apart().serviceTask('b').apart().serviceTask('c'),
      { active: '=chosen', ...options },
    )
    .serviceTask('after')
    .endEvent();

describe('ad-hoc sub-process', () => {
  it('should activate the elements named, and complete with the last one', async () => {
    const instance = await given(free(), { variables: { chosen: ['a', 'b'] } });

    expect(instance.jobs).toEqual(['a', 'b']);
    expect(instance.completeJob('b').completeJob('a').jobs).toEqual(['then']);
    expect(instance.completeJob('then').jobs).toEqual(['after']);
  });

  it('should activate an element as often as it is named', async () => {
    const instance = await given(free(), { variables: { chosen: ['b', 'b'] } });

    expect(instance.jobs).toEqual(['b', 'b']);
    expect(instance.completeJob('b').completeJob('b').jobs).toEqual(['after']);
  });

  it('should end what is still active when its completion condition holds', async () => {
    const instance = await given(free({ until: '=done' }), { variables: { chosen: ['a', 'b', 'c'], done: false } });

    expect(instance.completeJob('b').jobs).toEqual(['a', 'c']);
    expect(instance.completeJob('c', { done: true }).jobs).toEqual(['after']);
  });

  it('should wait for what is still active when it does not cancel', async () => {
    const drawn = free({ until: '=done', attributes: 'cancelRemainingInstances="false"' });
    const instance = await given(drawn, { variables: { chosen: ['b', 'c'], done: true } });

    expect(instance.completeJob('b').jobs).toEqual(['c']);
    expect(instance.completeJob('c').jobs).toEqual(['after']);
  });

  it('should stop with an incident when nothing is active and the condition does not hold', async () => {
    const instance = await given(free({ until: '=done' }), { variables: { chosen: ['b'], done: false } });

    instance.completeJob('b');
    expect(instance.incidents).toMatchObject([{ elementId: 'free', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.resolveIncident().incidents).toHaveLength(1);
    expect(instance.setVariables({ done: true }).resolveIncident().jobs).toEqual(['after']);
  });

  it('should collect what each of them gave, also for its condition', async () => {
    const drawn = free({ output: ['list', '=result'], until: '=count(list) = 2' });
    const instance = await given(drawn, { variables: { chosen: ['b', 'c'], result: null } });

    instance.completeJob('c', { result: 1 }).completeJob('b', { result: 2 });
    expect(instance.jobs).toEqual(['after']);
    expect(instance.variables['list']).toEqual([1, 2]);
  });

  it('should not collect twice when the condition was in doubt', async () => {
    const drawn = free({ output: ['list', '=1'], until: '=enough' });
    const instance = await given(drawn, { variables: { chosen: ['b'] } });

    instance.completeJob('b').setVariables({ enough: true }).resolveIncident();
    expect(instance.jobs).toEqual(['after']);
    expect(instance.variables['list']).toEqual([1]);
  });

  it('should do one after the other when its ordering is sequential', async () => {
    const instance = await given(free({ attributes: 'ordering="Sequential"' }), { variables: { chosen: ['c', 'b'] } });

    expect(instance.jobs).toEqual(['c']);
    expect(instance.completeJob('c').jobs).toEqual(['b']);
    expect(instance.completeJob('b').jobs).toEqual(['after']);
  });

  it.each([[[]], [['a', 'nothing']], [['then']], ['a'], [null]])(
    'should stop before it begins at %j',
    async (chosen) => {
      const instance = await given(free(), { variables: { chosen } });

      expect(instance.incidents).toMatchObject([{ elementId: 'free', type: 'EXTRACT_VALUE_ERROR' }]);
      expect(instance.setVariables({ chosen: ['b'] }).resolveIncident().jobs).toEqual(['b']);
    },
  );

  it('should end with everything inside by its boundary event, and hand it errors', async () => {
    const drawn = free();
    drawn.boundaryEvent('free', 'failed', { error: 'E' }).serviceTask('repair').endEvent('e2');
    const instance = await given(drawn, { variables: { chosen: ['a', 'b'] } });

    expect(instance.throwError('b', 'E').jobs).toEqual(['repair']);
    expect(instance.completeJob('repair').isCompleted).toBe(true);
  });

  it('should run for each item of a multi-instance', async () => {
    const instance = await given(free({ loop: { input: '=[1, 2]' } }), { variables: { chosen: ['b'] } });

    expect(instance.jobs).toEqual(['b', 'b']);
    expect(instance.completeJob('b').completeJob('b').jobs).toEqual(['after']);
  });
});
