import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

describe('incidents', () => {
  it('should stop a job without retries until it gets some and is resolved', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent());

    instance.failJob('a', 2).failJob('a', 0, 'no network');
    expect(instance.incidents).toEqual([{ elementId: 'a', type: 'JOB_NO_RETRIES', message: 'no network' }]);
    instance.resolveIncident();
    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_NO_RETRIES' }]);

    instance.updateRetries('a', 1).resolveIncident().completeJob('a');
    expect(instance.isCompleted).toBe(true);
  });

  it('should tell when a failed job may be tried again', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent());

    instance.failJob('a', 2, 'busy', 60_000);

    expect(instance.eventsOf('jobFailed')).toMatchObject([{ retries: 2, retryAt: '2026-01-01T00:01:00.000Z' }]);
  });

  it('should keep what a job answered while its output mapping is stopped', async () => {
    const outputs = { y: '=if is defined(fixed) then answer else 12345678901234567890' };
    const instance = await given(process('p').startEvent().serviceTask('a', { outputs }).endEvent());

    instance.completeJob('a', { answer: 42 });
    expect(instance.incidents).toMatchObject([{ elementId: 'a', type: 'IO_MAPPING_ERROR' }]);
    instance.setVariables({ fixed: true }).resolveIncident();

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['y']).toBe(42);
  });

  it('should let an operator correct what a job answered', async () => {
    const outputs = { y: '=answer' };
    const instance = await given(
      process('p')
        .startEvent()
        .serviceTask('a', { outputs: { ...outputs, z: '=big' } })
        .endEvent(),
    );

    instance.completeJob('a', { answer: 1, big: 2 ** 60 });
    instance.setVariables({ big: 7 }, 'a').resolveIncident();

    expect(instance.variables).toEqual({ y: 1, z: 7 });
  });

  it.each([
    ['a missing value', {}],
    ['a text', { amount: '5000' }],
    ['null', { amount: null }],
  ])('should stop a script and a mapping that would branch on %s', async (_, variables) => {
    const guess = '=if amount > 1000 then "review" else "auto"';
    const script = await given(process('p').startEvent().scriptTask('a', guess, 'way').endEvent(), { variables });
    const mapping = await given(
      process('p')
        .startEvent()
        .serviceTask('a', { inputs: { way: guess } })
        .endEvent(),
      {
        variables,
      },
    );

    expect(script.incidents).toMatchObject([{ elementId: 'a', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(mapping.incidents).toMatchObject([{ elementId: 'a', type: 'IO_MAPPING_ERROR' }]);
    script.setVariables({ amount: 5000 }).resolveIncident();
    expect(script.variables['way']).toBe('review');
  });

  it('should be over when its element ends', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a', { type: '=missing' }).endEvent());

    instance.cancel();

    expect(instance.eventsOf('incidentResolved')).toHaveLength(1);
    expect(instance.state.incidents).toEqual({});
  });

  it('should stop a cycle that waits for nothing and name its elements', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .exclusiveGateway('again')
        .exclusiveGateway('loop', 'loop-again')
        .when('=done')
        .endEvent()
        .from('loop')
        .to('again'),
      { variables: { done: false } },
    );

    expect(instance.incidents).toMatchObject([{ type: 'CYCLE_WITHOUT_WAIT' }]);
    expect(instance.incidents[0]?.message).toMatch(/'loop', 'again'/);
    instance.setVariables({ done: true }).resolveIncident();
    expect(instance.isCompleted).toBe(true);
  });

  it.each([
    ['completeJob', { type: 'completeJob', jobKey: '404', variables: {} }],
    ['failJob', { type: 'failJob', jobKey: '404', retries: 0, errorMessage: '' }],
    ['throwError', { type: 'throwError', jobKey: '404', errorCode: 'E', errorMessage: '', variables: {} }],
    ['updateJobRetries', { type: 'updateJobRetries', jobKey: '404', retries: 1 }],
    ['resolveIncident', { type: 'resolveIncident', incidentKey: '404' }],
    ['setVariables', { type: 'setVariables', elementInstanceKey: '404', variables: {}, local: false }],
    ['completeCallActivity', { type: 'completeCallActivity', elementInstanceKey: '404', variables: {} }],
    ['failCallActivity', { type: 'failCallActivity', elementInstanceKey: '404', errorCode: 'E', errorMessage: '' }],
  ] as const)('should reject %s for what is not there', async (_name, command) => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent());

    instance.command(command);

    expect(instance.rejections).toMatchObject([{ code: 'ENGINE_NOT_FOUND' }]);
  });

  it('should reject retries below one', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent());

    instance.updateRetries('a', 0);

    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_RETRIES_INVALID' }]);
  });
});
