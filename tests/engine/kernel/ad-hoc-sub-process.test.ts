import { describe, expect, it } from 'vitest';
import { process, type AdHocOptions, type Builder } from '../../support/bpmn.ts';
import { openJobs } from '#engine/kernel/index.ts';
import type { AdHocActivation, AdHocResult, Variables } from '#engine/records.ts';
import { given, type Scenario } from '../../support/kernel.ts';

/** Elements a → then, b and c, of which some are activated. */
const free = ({ active = '=chosen', ...options }: AdHocOptions = {}): Builder => drawn({ active, ...options });

const drawn = (options: AdHocOptions): Builder =>
  process('p')
    .startEvent()
    .adHocSubProcess(
      'free',
      (inner) => inner.serviceTask('a').serviceTask('then').apart().serviceTask('b').apart().serviceTask('c'),
      options,
    )
    .serviceTask('after')
    .endEvent();

/** The command that activates elements of it. */
const activate = (instance: Scenario, ...elements: readonly AdHocActivation[]) =>
  ({
    type: 'activateAdHocElements',
    elementInstanceKey: instance.instanceOf('free'),
    elements,
    cancelRemaining: false,
  }) as const;

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

  it('should stay when nothing is active and the condition does not hold, for what is activated by command', async () => {
    const instance = await given(free({ until: '=done' }), { variables: { chosen: ['b'], done: false } });

    instance.completeJob('b');
    expect(instance.jobs).toEqual([]);
    expect(instance.incidents).toEqual([]);
    instance.command(activate(instance, { elementId: 'c', variables: { mine: 1 } }));
    expect(instance.visibleAt('c')).toMatchObject({ mine: 1, done: false });
    expect(instance.completeJob('c', { done: true }).jobs).toEqual(['after']);
    expect(instance.variables).not.toHaveProperty('mine');
  });

  it('should begin with nothing where nobody names an element', async () => {
    const instance = await given(drawn({}), { variables: { chosen: ['a'] } });

    expect(instance.elements('elementActivated')).toContain('free');
    expect(instance.jobs).toEqual([]);
    expect(instance.command(activate(instance, { elementId: 'b' }, { elementId: 'c' })).jobs).toEqual(['b', 'c']);
  });

  it('should end what is active before it activates more, when it is told so', async () => {
    const instance = await given(free(), { variables: { chosen: ['a', 'b'] } });

    instance.command({ ...activate(instance, { elementId: 'c' }), cancelRemaining: true });
    expect(instance.jobs).toEqual(['c']);
    expect(instance.completeJob('c').jobs).toEqual(['after']);
  });

  it('should refuse to activate what it does not hold, or one element twice at once', async () => {
    const instance = await given(drawn({}));

    instance.command(activate(instance, { elementId: 'then' }));
    instance.command(activate(instance, { elementId: 'b' }, { elementId: 'b' }));
    instance.command({ ...activate(instance), elementInstanceKey: '404' });
    const codes = instance.rejections.map(({ code }) => code);
    expect(codes).toEqual(['KERNEL_AD_HOC_ELEMENT', 'KERNEL_AD_HOC_TWICE', 'ENGINE_NOT_FOUND']);
  });

  it('should tell of the elements that can be activated', async () => {
    const told = process('p').startEvent();
    told.adHocSubProcess(
      'free',
      (inner) =>
        inner.element('manualTask', 'm', {
          attributes: 'name="Call"',
          extensions: '<zeebe:properties><zeebe:property name="tool" value="phone"/></zeebe:properties>',
          body: '<bpmn:documentation>Rings.</bpmn:documentation>',
        }),
      {},
    );
    const instance = await given(told);

    expect(instance.visibleAt('free')['adHocSubProcessElements']).toEqual([
      { elementId: 'm', elementName: 'Call', documentation: 'Rings.', properties: { tool: 'phone' } },
    ]);
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

  it.each([[['a', 'nothing']], [['then']], ['a'], [null]])('should stop before it begins at %j', async (chosen) => {
    const instance = await given(free(), { variables: { chosen } });

    expect(instance.incidents).toMatchObject([{ elementId: 'free', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.setVariables({ chosen: ['b'] }).resolveIncident().jobs).toEqual(['b']);
  });

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

describe('ad-hoc sub-process with a worker', () => {
  const worked = (): Builder => drawn({ type: 'plan' });
  const planned = (instance: Scenario): string | undefined =>
    openJobs(instance.state).find(({ type }) => type === 'plan')?.key;
  const decide = (instance: Scenario, result: AdHocResult, variables: Variables = {}): Scenario =>
    instance.command({ type: 'completeJob', jobKey: planned(instance) ?? 'none', variables, result });

  it('should activate what its worker decides, and ask again when one of them has completed', async () => {
    const instance = await given(worked());

    expect(instance.jobs).toEqual(['free']);
    decide(
      instance,
      { activateElements: [{ elementId: 'b', variables: { note: 1 } }, { elementId: 'c' }] },
      { plan: 'x' },
    );
    expect(instance.visibleAt('b')).toMatchObject({ note: 1, plan: 'x' });
    expect(planned(instance)).toBeUndefined();
    instance.completeJob('b');
    const first = planned(instance);
    expect(first).toBeDefined();
    instance.completeJob('c');
    expect(planned(instance)).not.toBe(first);
    decide(instance, { isCompletionConditionFulfilled: true });
    expect(instance.jobs).toEqual(['after']);
    expect(instance.completeJob('after').variables).toEqual({});
  });

  it('should wait for what is still active when it is over, and ask nobody any more', async () => {
    const instance = await given(worked());

    decide(instance, { activateElements: [{ elementId: 'b' }, { elementId: 'c' }] });
    instance.completeJob('b');
    decide(instance, { isCompletionConditionFulfilled: true });
    expect(instance.jobs).toEqual(['c']);
    instance.command(activate(instance, { elementId: 'b' }));
    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_AD_HOC_OVER' }]);
    expect(instance.completeJob('c').jobs).toEqual(['after']);
  });

  it('should end what is still active when its worker says so', async () => {
    const instance = await given(worked());

    decide(instance, { activateElements: [{ elementId: 'b' }, { elementId: 'c' }] });
    instance.completeJob('b');
    decide(instance, { isCompletionConditionFulfilled: true, isCancelRemainingInstances: true });
    expect(instance.jobs).toEqual(['after']);
  });

  it('should refuse a decision that contradicts itself, and one about any other job', async () => {
    const instance = await given(worked());

    decide(instance, { isCompletionConditionFulfilled: true, activateElements: [{ elementId: 'b' }] });
    decide(instance, { activateElements: [{ elementId: 'nothing' }] });
    decide(instance, { activateElements: [{ elementId: 'b' }] });
    const [other] = openJobs(instance.state);
    instance.command({ type: 'completeJob', jobKey: other?.key ?? '', variables: {}, result: {} });
    const codes = instance.rejections.map(({ code }) => code);
    expect(codes).toEqual(['KERNEL_AD_HOC_RESULT', 'KERNEL_AD_HOC_ELEMENT', 'KERNEL_JOB_RESULT']);
  });

  it('should stop with an incident of its own when no retries are left', async () => {
    const instance = await given(worked());

    instance.failJob('free', 0);
    expect(instance.incidents).toMatchObject([{ elementId: 'free', type: 'AD_HOC_SUB_PROCESS_NO_RETRIES' }]);
    instance.updateRetries('free', 1).resolveIncident();
    expect(decide(instance, { isCompletionConditionFulfilled: true }).jobs).toEqual(['after']);
  });

  it('should call off its job when it is interrupted', async () => {
    const interrupted = worked();
    interrupted.boundaryEvent('free', 'late', { duration: 'PT1H' }).endEvent('e2');
    const instance = await given(interrupted);

    expect(instance.advance(3_600_000).isCompleted).toBe(true);
    expect(instance.eventsOf('jobCanceled')).toHaveLength(1);
  });
});
