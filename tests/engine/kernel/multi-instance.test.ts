import { describe, expect, it } from 'vitest';
import { process, type Builder, type LoopOptions } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const each = (loop: LoopOptions, outputs: Readonly<Record<string, string>> = {}): Builder =>
  process('p').startEvent().serviceTask('each', { loop, outputs }).serviceTask('after').endEvent();

const items = { input: '=items', as: 'item', output: ['results', '=result'] } as const;

describe('parallel multi-instance', () => {
  it('should run once for each item at once and collect the outputs in the order of the items', async () => {
    const instance = await given(each(items), { variables: { items: ['a', 'b', 'c'] } });

    expect(instance.jobs).toEqual(['each', 'each', 'each']);
    instance.completeJob('each', { result: 1 }).completeJob('each', { result: 2 }).completeJob('each', { result: 3 });
    expect(instance.jobs).toEqual(['after']);
    expect(instance.variables).toMatchObject({ results: [1, 2, 3] });
    expect(instance.variables).not.toHaveProperty('result');
  });

  it('should give each instance its item and its number', async () => {
    const drawn = process('p')
      .startEvent()
      .scriptTask('each', '=item * 10 + loopCounter', 'result', { loop: items })
      .endEvent();
    const instance = await given(drawn, { variables: { items: [1, 2] } });

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['results']).toEqual([11, 22]);
  });

  it('should stop at more items than one step can take', async () => {
    const instance = await given(each(items), { variables: { items: Array.from({ length: 20_001 }, () => 1) } });

    expect(instance.incidents).toMatchObject([{ elementId: 'each', type: 'MESSAGE_SIZE_EXCEEDED' }]);
    expect(instance.jobs).toEqual([]);
  });

  it('should pass at once when there is no item', async () => {
    const instance = await given(each(items), { variables: { items: [] } });

    expect(instance.jobs).toEqual(['after']);
    expect(instance.variables['results']).toEqual([]);
  });

  it('should end the others when the completion condition holds', async () => {
    const loop = { ...items, until: '=numberOfCompletedInstances >= 2 and numberOfInstances = 3' };
    const instance = await given(each(loop), { variables: { items: [1, 2, 3] } });

    expect(instance.completeJob('each', { result: 'x' }).jobs).toEqual(['each', 'each']);
    expect(instance.completeJob('each', { result: 'y' }).jobs).toEqual(['after']);
    expect(instance.variables['results']).toEqual(['x', 'y', null]);
    expect(instance.elements('elementTerminated')).toEqual(['each']);
  });

  it('should see the result of the instance that completes in the completion condition', async () => {
    const loop = { ...items, until: '=result = "no"' };
    const instance = await given(each(loop), { variables: { items: [1, 2] } });

    expect(instance.completeJob('each', { result: 'no' }).jobs).toEqual(['after']);
  });

  it('should keep output mappings inside the instance', async () => {
    const loop = { ...items, output: ['results', '=doubled'] } as const;
    const instance = await given(each(loop, { doubled: '=result * 2' }), { variables: { items: [1] } });

    instance.completeJob('each', { result: 4 });

    expect(instance.variables['results']).toEqual([8]);
    expect(instance.variables).not.toHaveProperty('doubled');
  });

  it('should run a sub-process for each item, with scopes of their own', async () => {
    const drawn = process('p')
      .startEvent()
      .subProcess('sub', (inner) => inner.startEvent('s').serviceTask('task').endEvent('e'), {
        loop: { input: '=[1, 2]', as: 'item', output: ['results', '=item + x'] },
        inputs: { x: '=item' },
      })
      .endEvent();
    const instance = await given(drawn);

    instance.completeJob('task').completeJob('task');

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['results']).toEqual([2, 4]);
  });

  it('should call a process for each item', async () => {
    const called = process('q').startEvent('qs').scriptTask('sum', '=item + 1', 'result').endEvent('qe');
    const drawn = process('p')
      .startEvent()
      .callActivity('call', 'q', '', { loop: items, outputs: { result: '=result' } })
      .endEvent();
    const instance = await given([drawn, called], { variables: { items: [1, 2] } });

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['results']).toEqual([2, 3]);
  });

  it('should end with everything inside when its boundary event interrupts', async () => {
    const drawn = each(items);
    drawn.boundaryEvent('each', 'late', { duration: 'P1D' }).endEvent('e2');
    const instance = await given(drawn, { variables: { items: [1, 2] } });

    expect(instance.timers).toHaveLength(1);
    instance.fireTimer('late');
    expect(instance.isCompleted).toBe(true);
    expect(instance.jobs).toEqual([]);
  });

  it('should hand an error of one instance to the boundary event of all', async () => {
    const drawn = each(items);
    drawn.boundaryEvent('each', 'failed', { error: 'E' }).serviceTask('repair').endEvent('e2');
    const instance = await given(drawn, { variables: { items: [1, 2] } });

    expect(instance.throwError('each', 'E').jobs).toEqual(['repair']);
  });
});

describe('sequential multi-instance', () => {
  const sequential = { ...items, sequential: true };

  it('should run for one item after the other', async () => {
    const instance = await given(each(sequential), { variables: { items: ['a', 'b'] } });

    expect(instance.jobs).toEqual(['each']);
    expect(instance.visibleAt('each')).toMatchObject({ items: ['a', 'b'], results: [null, null] });
    expect(instance.completeJob('each', { result: 1 }).jobs).toEqual(['each']);
    expect(instance.completeJob('each', { result: 2 }).jobs).toEqual(['after']);
    expect(instance.variables['results']).toEqual([1, 2]);
  });

  it('should count the instances that were made so far in the completion condition', async () => {
    const loop = { ...sequential, until: '=numberOfInstances = 2' };
    const instance = await given(each(loop), { variables: { items: [1, 2, 3] } });

    expect(instance.completeJob('each').jobs).toEqual(['each']);
    expect(instance.completeJob('each').jobs).toEqual(['after']);
    expect(instance.variables['results']).toEqual([null, null, null]);
  });

  it('should complete when the input collection has become shorter', async () => {
    const instance = await given(each(sequential), { variables: { items: [1, 2, 3] } });

    expect(instance.setVariables({ items: [1] }).completeJob('each').jobs).toEqual(['after']);
  });

  it('should do many items in one step', async () => {
    const drawn = process('p')
      .startEvent()
      .scriptTask('each', '=loopCounter', 'last', { loop: { input: '=for i in 1..2000 return i', sequential: true } })
      .endEvent();

    expect((await given(drawn)).isCompleted).toBe(true);
  });
});

describe('trouble in a multi-instance', () => {
  it.each([null, 'text', 7])('should stop before it begins when the input collection is %j', async (found) => {
    const instance = await given(each(items), { variables: { items: found } });

    expect(instance.incidents).toMatchObject([{ elementId: 'each', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.setVariables({ items: [1] }).resolveIncident().jobs).toEqual(['each']);
  });

  it('should stop the instance whose completion condition is in doubt', async () => {
    const instance = await given(each({ ...items, until: '=enough' }), { variables: { items: [1, 2] } });

    instance.completeJob('each');
    expect(instance.incidents).toMatchObject([{ elementId: 'each', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.setVariables({ enough: true }).resolveIncident().jobs).toEqual(['after']);
  });

  it('should stop the instance when the output collection is no list any more', async () => {
    const instance = await given(each(items), { variables: { items: [1] } });

    instance.setVariables({ results: 'gone' }, 'each').completeJob('each', { result: 1 });
    expect(instance.incidents).toMatchObject([{ elementId: 'each', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.setVariables({ results: [null] }, 'each').resolveIncident().jobs).toEqual(['after']);
  });
});
