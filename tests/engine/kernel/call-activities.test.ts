import { describe, expect, it } from 'vitest';
import { process, type Builder, type TaskOptions } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const parent = (attributes = '', options: TaskOptions = {}): Builder =>
  process('p')
    .startEvent()
    .callActivity('call', 'child', attributes, options)
    .serviceTask('b')
    .endEvent()
    .boundaryEvent('call', 'failed', { error: 'E' })
    .serviceTask('c')
    .endEvent('e2');
const child = (): Builder => process('child').startEvent('cs').serviceTask('a').endEvent('ce');

describe('call activity', () => {
  it('should hand all variables in and out', async () => {
    const instance = await given([parent(), child()], { variables: { x: 1 } });
    expect(instance.jobs).toEqual(['a']);
    expect(instance.eventsOf('calledInstanceCreated')).toHaveLength(1);

    instance.completeJob('a', { y: 2 });

    expect(instance.jobs).toEqual(['b']);
    expect(instance.variables).toEqual({ x: 1, y: 2 });
  });

  it('should hand in only its inputs when it is drawn so', async () => {
    const drawn = parent('propagateAllParentVariables="false"', { inputs: { z: '=x + 1' } });
    const instance = await given([drawn, child()], { variables: { x: 1 } });

    expect(instance.states[1]?.elements[instance.states[1].processInstanceKey]?.variables).toEqual({ z: 2 });
  });

  it('should hand out nothing when it is drawn so', async () => {
    const instance = await given([parent('propagateAllChildVariables="false"'), child()], { variables: { x: 1 } });

    instance.completeJob('a', { y: 2 });

    expect(instance.variables).toEqual({ x: 1 });
  });

  it('should hand out what its outputs map', async () => {
    const drawn = parent('propagateAllChildVariables="false"', { outputs: { total: '=y + x' } });
    const instance = await given([drawn, child()], { variables: { x: 1 } });

    instance.completeJob('a', { y: 2 });

    expect(instance.variables).toEqual({ x: 1, total: 3 });
  });

  it('should stop when the process is not deployed', async () => {
    const instance = await given(parent());

    expect(instance.incidents).toMatchObject([{ elementId: 'call', type: 'CALLED_ELEMENT_ERROR' }]);
  });

  it('should end the called instance when it is ended', async () => {
    const instance = await given([parent(), child()]);

    instance.cancel();

    expect(instance.states.map(({ status }) => status)).toEqual(['TERMINATED', 'TERMINATED']);
  });

  it('should catch an error of the called instance, which ends', async () => {
    const instance = await given([parent(), child()]);

    instance.throwError('a', 'E');

    expect(instance.states[1]?.status).toBe('TERMINATED');
    expect(instance.jobs).toEqual(['c']);
  });

  it('should leave an error that nobody catches with the one who threw it', async () => {
    const instance = await given([parent(), child()]);

    instance.throwError('a', 'OTHER');

    expect(instance.incidents).toMatchObject([{ elementId: 'a', type: 'UNHANDLED_ERROR_EVENT' }]);
    instance.resolveIncident().completeJob('a');
    expect(instance.jobs).toEqual(['b']);
  });

  it('should call again after an error that came through and was not caught', async () => {
    const instance = await given([parent(), child()]);
    const elementInstanceKey = instance.instanceOf('call');

    instance.command({ type: 'failCallActivity', elementInstanceKey, errorCode: 'OTHER', errorMessage: '' });
    expect(instance.incidents).toMatchObject([{ elementId: 'call', type: 'UNHANDLED_ERROR_EVENT' }]);
    instance.resolveIncident();

    expect(instance.eventsOf('calledInstanceCreated')).toHaveLength(2);
  });
});
