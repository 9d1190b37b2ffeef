import { describe, expect, it } from 'vitest';
import { process, type TaskOptions } from '../../support/bpmn.ts';
import { given, type Scenario } from '../../support/kernel.ts';
import type { Variables } from '#engine/records.ts';

const task = async (options: TaskOptions, variables: Variables = {}): Promise<Scenario> =>
  given(process('p').startEvent().serviceTask('a', options).serviceTask('b').endEvent(), { variables });

describe('variables', () => {
  it('should make inputs local to the element', async () => {
    const instance = await task(
      { inputs: { local: '=x + 1', 'deep.one': '=x', 'deep.two': '="t"', text: 'plain' } },
      { x: 1 },
    );

    expect(instance.visibleAt('a')).toEqual({ x: 1, local: 2, deep: { one: 1, two: 't' }, text: 'plain' });
    instance.completeJob('a');
    expect(instance.visibleAt('b')).toEqual({ x: 1 });
  });

  it('should let a later input see an earlier one', async () => {
    const instance = await task({ inputs: { one: '=x', two: '=one + 1' } }, { x: 1 });

    expect(instance.visibleAt('a')).toMatchObject({ two: 2 });
  });

  it('should let a nested target see what stands before it in the same object, as Zeebe does', async () => {
    const instance = await task({ inputs: { 'g.x': '=5', 'g.y': '=x', 'g.z': '=g.x', after: '=g.y' } });

    expect(instance.visibleAt('a')).toEqual({ g: { x: 5, y: 5, z: null }, after: 5 });
  });

  it('should not merge an input into the object of the same name outside', async () => {
    const instance = await task({ inputs: { 'a.c': '=2' }, outputs: { 'a.b': '=1' } }, { a: { z: 9 } });

    expect(instance.visibleAt('a')).toEqual({ a: { c: 2 } });
    instance.completeJob('a');
    expect(instance.visibleAt('b')).toEqual({ a: { c: 2, b: 1 } });
  });

  it('should set null for an input over an unknown name, as Zeebe does', async () => {
    const instance = await task({ inputs: { local: '=missing' } });

    expect(instance.visibleAt('a')).toEqual({ local: null });
  });

  it('should propagate what a job answers when nothing is mapped', async () => {
    const instance = await task({ inputs: { local: '=x' } }, { x: 1 });

    instance.completeJob('a', { local: 5, y: 2 });

    // `local` is defined at the element and goes with it.
    expect(instance.visibleAt('b')).toEqual({ x: 1, y: 2 });
  });

  it('should let only mapped outputs out', async () => {
    const instance = await task({ outputs: { 'approvals.a': '=approval' } }, { approvals: { before: 1 } });

    instance.completeJob('a', { approval: { outcome: 'approved' }, secret: 1 });

    expect(instance.variables).toEqual({ approvals: { before: 1, a: { outcome: 'approved' } } });
  });

  it('should replace what is no object under a nested target', async () => {
    const instance = await task({ outputs: { 'a.b': '=1' } }, { a: 7 });

    instance.completeJob('a');

    expect(instance.variables).toEqual({ a: { b: 1 } });
  });

  it('should store temporal values as texts', async () => {
    const instance = await task({ inputs: { d: '=date("2026-01-31") + duration("P1M")' } });

    expect(instance.visibleAt('a')).toEqual({ d: '2026-02-28' });
  });

  it('should stop at a number that can not be kept exactly', async () => {
    const instance = await task({ outputs: { big: '=12345678901234567890' } });

    instance.completeJob('a');

    expect(instance.incidents).toMatchObject([{ elementId: 'a', type: 'IO_MAPPING_ERROR' }]);
  });

  it('should set variables where they are defined, or local', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .subProcess('sub', (inner) => inner.startEvent('s').serviceTask('a').endEvent('e'), { inputs: { here: '=1' } })
        .endEvent(),
      { variables: { x: 1 } },
    );
    const elementInstanceKey = instance.instanceOf('a');

    instance.command({
      type: 'setVariables',
      elementInstanceKey,
      variables: { here: 2, x: 2, fresh: 2 },
      local: false,
    });
    instance.command({ type: 'setVariables', elementInstanceKey, variables: { x: 3 }, local: true });

    expect(instance.variables).toEqual({ x: 2, fresh: 2 });
    expect(instance.visibleAt('a')).toEqual({ x: 3, here: 2, fresh: 2 });
    expect(instance.visibleAt('sub')).toEqual({ x: 2, here: 2, fresh: 2 });
  });

  it('should not let a variable name reach the prototype', async () => {
    const hostile = JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1}') as Variables;
    const instance = await task({}, hostile);

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(Object.keys(instance.visibleAt('a'))).toEqual(['constructor']);
  });
});
