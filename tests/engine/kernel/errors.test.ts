import { describe, expect, it } from 'vitest';
import { process, type Builder } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const guarded = (code: string): Builder =>
  process('p')
    .startEvent()
    .serviceTask('a')
    .endEvent()
    .boundaryEvent('a', 'failed', { error: code })
    .serviceTask('b')
    .endEvent('e2');

describe('BPMN errors', () => {
  it('should be caught by the boundary event with the code', async () => {
    const instance = await given(guarded('NO_CREDIT'));

    instance.throwError('a', 'NO_CREDIT', { limit: 5 });

    expect(instance.elements('elementTerminated')).toEqual(['a']);
    expect(instance.jobs).toEqual(['b']);
    expect(instance.variables['limit']).toBe(5);
    expect(instance.eventsOf('jobCanceled')).toHaveLength(1);
  });

  it('should be caught by an event for every code', async () => {
    const instance = await given(guarded(''));

    instance.throwError('a', 'ANYTHING');

    expect(instance.jobs).toEqual(['b']);
  });

  it('should prefer the code to the catch-all', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .serviceTask('a')
        .endEvent()
        .boundaryEvent('a', 'any', { error: '' })
        .serviceTask('b')
        .endEvent('e2')
        .boundaryEvent('a', 'one', { error: 'ONE' })
        .serviceTask('c')
        .endEvent('e3'),
    );

    instance.throwError('a', 'ONE');

    expect(instance.jobs).toEqual(['c']);
  });

  it('should be an incident when nobody catches it, and the job can be tried again', async () => {
    const instance = await given(guarded('NO_CREDIT'));

    instance.throwError('a', 'OTHER');
    expect(instance.incidents).toMatchObject([{ elementId: 'a', type: 'UNHANDLED_ERROR_EVENT' }]);
    instance.completeJob('a');
    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_JOB_STOPPED' }]);

    instance.resolveIncident().completeJob('a');
    expect(instance.isCompleted).toBe(true);
  });

  it('should go outward from an error end event and end the sub-process that catches it', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .subProcess('sub', (inner) =>
          inner
            .startEvent('s')
            .parallelGateway('fork')
            .endEvent('fail', { error: 'E' })
            .from('fork')
            .serviceTask('a')
            .endEvent('e'),
        )
        .endEvent()
        .boundaryEvent('sub', 'caught', { error: 'E' })
        .serviceTask('b')
        .endEvent('e2'),
    );

    expect(instance.jobs).toEqual(['b']);
    expect(instance.elements('elementTerminated')).toEqual(['fail', 'sub']);
    instance.completeJob('b');
    expect(instance.isCompleted).toBe(true);
  });

  it('should be caught by an error event sub-process, which takes its scope over', async () => {
    const instance = await given(
      process('p')
        .eventSubProcess('on-error', (inner) =>
          inner.startEvent('caught', { error: 'E' }).serviceTask('b').endEvent('e2'),
        )
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('a')
        .endEvent()
        .from('fork')
        .serviceTask('c')
        .endEvent('e3'),
    );

    instance.throwError('a', 'E', { reason: 'x' });

    expect(instance.jobs).toEqual(['b']);
    expect(instance.elements('elementTerminated')).toEqual(['a', 'c']);
    expect(instance.variables['reason']).toBe('x');
    instance.completeJob('b');
    expect(instance.isCompleted).toBe(true);
  });

  it('should not be caught again by the event sub-process that it came from', async () => {
    const instance = await given(
      process('p')
        .eventSubProcess('on-error', (inner) =>
          inner.startEvent('caught', { error: '' }).endEvent('again', { error: 'E' }),
        )
        .startEvent()
        .serviceTask('a')
        .endEvent(),
    );

    instance.throwError('a', 'E');

    expect(instance.incidents).toMatchObject([{ elementId: 'again', type: 'UNHANDLED_ERROR_EVENT' }]);
  });

  it('should stop at an error end event that nobody catches', async () => {
    const instance = await given(process('p').startEvent().endEvent('fail', { error: 'E' }));

    expect(instance.incidents).toMatchObject([{ elementId: 'fail', type: 'UNHANDLED_ERROR_EVENT' }]);
  });
});
