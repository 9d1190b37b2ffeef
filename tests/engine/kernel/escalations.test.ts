import { describe, expect, it } from 'vitest';
import { process, type Builder } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

/** A sub-process that escalates on its way, with an event on its border. */
const escalating = (code: string, interrupting: boolean): Builder => {
  const drawn = process('p')
    .startEvent()
    .subProcess('sub', (inner) =>
      inner.startEvent('s').throwEvent('raise', { escalation: 'late' }).serviceTask('inside').endEvent('e'),
    )
    .endEvent();
  drawn.boundaryEvent('sub', 'caught', { escalation: code, interrupting }).serviceTask('react').endEvent('e2');
  return drawn;
};

describe('escalation', () => {
  it('should end the sub-process when the boundary event interrupts', async () => {
    const instance = await given(escalating('late', true));

    expect(instance.jobs).toEqual(['react']);
    expect(instance.elements('elementTerminated')).toEqual(['raise', 'sub']);
    expect(instance.completeJob('react').isCompleted).toBe(true);
  });

  it('should go on beside the boundary event when that does not interrupt', async () => {
    const instance = await given(escalating('late', false));

    expect(instance.jobs.toSorted()).toEqual(['inside', 'react']);
    expect(instance.completeJob('inside').completeJob('react').isCompleted).toBe(true);
  });

  it('should be caught by an event without a code', async () => {
    expect((await given(escalating('', true))).jobs).toEqual(['react']);
  });

  it('should go on when nobody catches it', async () => {
    const instance = await given(escalating('other', true));

    expect(instance.jobs).toEqual(['inside']);
    expect(instance.incidents).toEqual([]);
  });

  it('should end a process that nobody listens to, when thrown at its end', async () => {
    const instance = await given(process('p').startEvent().endEvent('end', { escalation: 'late' }));

    expect(instance.isCompleted).toBe(true);
  });

  it('should start an event sub-process beside the scope it stands in', async () => {
    const drawn = process('p')
      .startEvent()
      .throwEvent('raise', { escalation: '=code' })
      .serviceTask('task')
      .endEvent()
      .eventSubProcess('watch', (inner) =>
        inner.startEvent('s', { escalation: 'late', interrupting: false }).serviceTask('react').endEvent('e'),
      );
    const instance = await given(drawn, { variables: { code: 'late' } });

    expect(instance.jobs.toSorted()).toEqual(['react', 'task']);
  });

  it('should end its scope by an event sub-process that interrupts', async () => {
    const drawn = process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('task')
      .endEvent()
      .from('fork')
      .serviceTask('other')
      .endEvent('raise', { escalation: 'late' })
      .eventSubProcess('watch', (inner) =>
        inner.startEvent('s', { escalation: 'late' }).serviceTask('react').endEvent('e'),
      );
    const instance = await given(drawn);

    expect(instance.completeJob('other').jobs).toEqual(['react']);
    expect(instance.completeJob('react').isCompleted).toBe(true);
  });

  it('should stop with an incident when its code can not be told', async () => {
    const instance = await given(process('p').startEvent().endEvent('end', { escalation: '=code' }));

    expect(instance.incidents).toMatchObject([{ elementId: 'end', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.setVariables({ code: 'x' }).resolveIncident().isCompleted).toBe(true);
  });

  describe('out of a called process', () => {
    const called = process('q')
      .startEvent('qs')
      .throwEvent('raise', { escalation: 'late' })
      .serviceTask('inside')
      .endEvent('qe');
    const calling = (interrupting: boolean): Builder => {
      const drawn = process('p').startEvent().callActivity('call', 'q').endEvent();
      drawn.boundaryEvent('call', 'caught', { escalation: 'late', interrupting }).serviceTask('react').endEvent('e2');
      return drawn;
    };

    it('should end the called process when the boundary event interrupts', async () => {
      const instance = await given([calling(true), called]);

      expect(instance.jobs).toEqual(['react']);
      expect(instance.states[1]?.status).toBe('TERMINATED');
    });

    it('should go on in the called process when it does not', async () => {
      const instance = await given([calling(false), called]);

      expect(instance.jobs.toSorted()).toEqual(['inside', 'react']);
      expect(instance.completeJob('inside').completeJob('react').isCompleted).toBe(true);
    });

    it('should go on when nobody out there catches it', async () => {
      const instance = await given([process('p').startEvent().callActivity('call', 'q').endEvent(), called]);

      expect(instance.completeJob('inside').isCompleted).toBe(true);
    });

    it('should reach the instance that called the calling one', async () => {
      const between = process('between').startEvent('bs').callActivity('call2', 'q').endEvent('be');
      const drawn = process('p').startEvent().callActivity('call', 'between').endEvent();
      drawn.boundaryEvent('call', 'caught', { escalation: '' }).serviceTask('react').endEvent('e2');
      const instance = await given([drawn, between, called]);

      expect(instance.jobs).toEqual(['react']);
    });
  });
});
