import { describe, expect, it } from 'vitest';
import { controlsPassed } from '#api/operations/controls.ts';
import { process, type Builder } from '../support/bpmn.ts';
import { modelsOf } from '../support/kernel.ts';

const control = {
  extensions: '<zeebe:properties><zeebe:property name="control" value="true"/></zeebe:properties>',
};

async function passed(drawn: Builder, from: string, to: string, completed: readonly string[] = []) {
  const [model] = await modelsOf(drawn.toXml());
  if (model === undefined) throw new Error('No process was given.');
  return controlsPassed(model, from, to, new Set(completed)).map(({ id }) => id);
}

/** Asked, approved, paid; a refusal leads back to asking. */
const looping = () =>
  process('p')
    .startEvent()
    .userTask('ask')
    .userTask('approve', control)
    .exclusiveGateway('which', 'which-pay')
    .userTask('pay')
    .endEvent()
    .from('which')
    .when('=again')
    .to('ask');

describe('controls that a move would pass by', () => {
  it('should be those that every way to the target leads through', async () => {
    expect(await passed(looping(), 'ask', 'pay')).toEqual(['approve']);
    expect(await passed(looping(), 'approve', 'pay')).toEqual(['approve']);
    expect(await passed(looping(), 'ask', 'approve')).toEqual([]);
  });

  it('should be those that another way leads around too, which nobody but the process may take', async () => {
    const around = process('p')
      .startEvent()
      .userTask('ask')
      .exclusiveGateway('small', 'small-approve')
      .userTask('approve', control)
      .exclusiveGateway('meet')
      .userTask('pay')
      .userTask('tell')
      .endEvent()
      .from('small')
      .when('=isSmall')
      .to('meet');
    expect(await passed(around, 'ask', 'pay')).toEqual(['approve']);
    expect(await passed(around, 'tell', 'pay', ['ask', 'small', 'meet', 'pay'])).toEqual([]);
    expect(await passed(around, 'approve', 'ask')).toEqual([]);
  });

  it('should be the one before a gateway from which it could be come to again', async () => {
    expect(await passed(looping(), 'ask', 'which')).toEqual(['approve']);
  });

  it('should let an instance go back, and go on where it has come through', async () => {
    expect(await passed(looping(), 'approve', 'ask')).toEqual([]);
    expect(await passed(looping(), 'pay', 'ask', ['ask', 'approve', 'which'])).toEqual([]);
  });

  it('should count the round: what was approved once is asked again', async () => {
    expect(await passed(looping(), 'ask', 'pay', ['ask', 'approve', 'which'])).toEqual(['approve']);
  });

  it('should look into sub-processes and out of them', async () => {
    const nested = process('p')
      .startEvent()
      .subProcess('block', (inner) => inner.startEvent('s').userTask('approve', control).endEvent('e'))
      .userTask('pay')
      .endEvent();
    expect(await passed(nested, 'approve', 'pay')).toEqual(['approve']);
    expect(await passed(nested, 'approve', 'pay', ['approve'])).toEqual(['approve']);
  });

  it('should take the approvals of a process that is tagged as a whole', async () => {
    const tagged = process('p')
      .startEvent()
      .userTask('ask')
      .userTask('approve', { headers: { kind: 'approval' } })
      .userTask('pay')
      .endEvent();
    expect(await passed(tagged, 'ask', 'pay')).toEqual([]);
    const xml = tagged
      .toXml()
      .replace(
        'isExecutable="true">',
        `isExecutable="true"><bpmn:extensionElements>${control.extensions}</bpmn:extensionElements>`,
      );
    const [model] = await modelsOf(xml);
    expect(model && controlsPassed(model, 'ask', 'pay', new Set()).map(({ id }) => id)).toEqual(['approve']);
  });
});
