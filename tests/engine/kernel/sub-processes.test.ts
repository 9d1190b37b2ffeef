import { describe, expect, it } from 'vitest';
import { process, type Builder, type EventOptions } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const nested = (): Builder =>
  process('p')
    .startEvent()
    .subProcess('sub', (inner) => inner.startEvent('s').serviceTask('a').endEvent('e'), {
      inputs: { local: '=x' },
      outputs: { y: '=local + 1' },
    })
    .serviceTask('b')
    .endEvent();

const watched = (start: EventOptions): Builder =>
  process('p')
    .eventSubProcess('watch', (inner) => inner.startEvent('seen', start).serviceTask('w').endEvent('we'))
    .startEvent()
    .serviceTask('a')
    .endEvent();

describe('embedded sub-process', () => {
  it('should run what is inside and then go on', async () => {
    const instance = await given(nested(), { variables: { x: 1 } });
    expect(instance.visibleAt('a')).toEqual({ x: 1, local: 1 });

    instance.completeJob('a');

    expect(instance.jobs).toEqual(['b']);
    expect(instance.variables).toEqual({ x: 1, y: 2 });
  });

  it('should end with everything inside when it is interrupted', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .subProcess('sub', (inner) =>
          inner
            .startEvent('s')
            .serviceTask('a')
            .endEvent('e')
            .boundaryEvent('a', 'slow', { duration: 'P9D' })
            .endEvent('e4'),
        )
        .endEvent()
        .boundaryEvent('sub', 'late', { duration: 'P1D' })
        .endEvent('e2'),
    );

    instance.advance(86_400_000);

    expect(instance.isCompleted).toBe(true);
    expect(instance.elements('elementTerminated')).toEqual(['a', 'sub']);
    expect(instance.eventsOf('timerCanceled')).toHaveLength(1);
    expect(instance.eventsOf('jobCanceled')).toHaveLength(1);
  });

  it('should end its own scope only at a terminate end event', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .subProcess('sub', (inner) =>
          inner
            .startEvent('s')
            .parallelGateway('fork')
            .serviceTask('a')
            .parallelGateway('join')
            .endEvent('e')
            .from('fork')
            .to('join', 'direct')
            .from('fork')
            .serviceTask('c')
            .endEvent('stop', { terminate: true }),
        )
        .serviceTask('b')
        .endEvent(),
    );

    instance.completeJob('c');

    expect(instance.elements('elementTerminated')).toEqual(['a']);
    expect(instance.jobs).toEqual(['b']);
  });
});

describe('event sub-process', () => {
  it('should run beside its scope when it does not interrupt', async () => {
    const instance = await given(watched({ message: 'ping', correlationKey: '=id', interrupting: false }), {
      variables: { id: 'k' },
    });

    instance.correlate('ping', 'k', { n: 1 }).correlate('ping', 'k', { n: 2 });

    expect(instance.jobs).toEqual(['a', 'w', 'w']);
    expect(instance.variables['n']).toBe(2);
    instance.completeJob('a');
    expect(instance.isCompleted).toBe(false);
    instance.completeJob('w').completeJob('w');
    expect(instance.isCompleted).toBe(true);
  });

  it('should end everything else when it interrupts', async () => {
    const instance = await given(watched({ duration: 'P1D' }));

    instance.advance(86_400_000);

    expect(instance.jobs).toEqual(['w']);
    expect(instance.elements('elementTerminated')).toEqual(['a']);
    instance.completeJob('w');
    expect(instance.isCompleted).toBe(true);
  });

  it('should repeat with a cycle', async () => {
    const instance = await given(watched({ cycle: 'R2/P1D', interrupting: false }));

    instance.advance(86_400_000 * 5);

    expect(instance.jobs).toEqual(['a', 'w', 'w']);
  });

  it('should drop tokens that wait at a join of the scope it takes over', async () => {
    const instance = await given(
      process('p')
        .eventSubProcess('watch', (inner) => inner.startEvent('seen', { duration: 'P1D' }).endEvent('we'))
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('a')
        .parallelGateway('join')
        .endEvent()
        .from('fork')
        .to('join', 'direct'),
    );

    instance.advance(86_400_000);

    expect(instance.isCompleted).toBe(true);
  });

  it('should keep the event variables local to the event when it maps them', async () => {
    const instance = await given(
      watched({ message: 'ping', correlationKey: '=id', interrupting: false, outputs: { seen: '=n' } }),
      { variables: { id: 'k', seen: 0 } },
    );

    instance.correlate('ping', 'k', { n: 5 });

    expect(instance.variables).toEqual({ id: 'k', seen: 5 });
  });

  it('should stop the process when its subscription can not be opened, and open it later', async () => {
    const instance = await given(watched({ message: 'ping', correlationKey: '=id', interrupting: false }));
    expect(instance.incidents).toMatchObject([{ elementId: 'p', type: 'EXTRACT_VALUE_ERROR' }]);

    instance.setVariables({ id: 'k' }).resolveIncident();

    expect(instance.subscriptions).toEqual(['ping/k']);
    expect(instance.jobs).toEqual(['a']);
  });
});
