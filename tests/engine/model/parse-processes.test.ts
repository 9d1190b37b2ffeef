import { describe, expect, it } from 'vitest';
import { definitionsOf, process } from '../../support/bpmn.ts';
import { modelsOf } from '../../support/kernel.ts';

const labelled = (label: string): string =>
  `<bpmn:extensionElements><zeebe:properties><zeebe:property name="label:en" value="${label}"/></zeebe:properties></bpmn:extensionElements>`;

describe('parseProcesses', () => {
  it('should carry names in both languages', async () => {
    const [model] = await modelsOf(
      definitionsOf(
        `<bpmn:process id="p" name="逾期升级" isExecutable="true">${labelled('Overdue escalation')}` +
          `<bpmn:startEvent id="s" name="到期">${labelled('Due')}</bpmn:startEvent>` +
          `<bpmn:endEvent id="e" name="结束"/>` +
          `<bpmn:sequenceFlow id="f" name="去" sourceRef="s" targetRef="e">${labelled('Go')}</bpmn:sequenceFlow></bpmn:process>`,
      ),
    );

    expect(model?.text).toEqual({ 'zh-CN': '逾期升级', en: 'Overdue escalation' });
    expect(model?.elements.get('s')?.text).toEqual({ 'zh-CN': '到期', en: 'Due' });
    expect(model?.elements.get('e')?.text).toEqual({ 'zh-CN': '结束', en: '结束' });
    expect(model?.flows.get('f')?.text.en).toBe('Go');
  });

  it('should carry headers, properties, form and version tag', async () => {
    const extensions =
      '<zeebe:formDefinition formKey="contact"/><zeebe:taskHeaders><zeebe:header key="stepRole" value="sales"/></zeebe:taskHeaders>' +
      '<zeebe:properties><zeebe:property name="hint" value="x"/></zeebe:properties>';
    const tag = '<bpmn:extensionElements><zeebe:versionTag value="2026.1"/></bpmn:extensionElements>';
    const xml = process('p').startEvent().userTask('t', { extensions }).endEvent().toXml();
    const [model] = await modelsOf(xml.replace('isExecutable="true">', `isExecutable="true">${tag}`));
    const task = model?.elements.get('t');

    expect(model?.versionTag).toBe('2026.1');
    expect(task?.headers).toEqual({ stepRole: 'sales' });
    expect(task?.properties).toEqual({ hint: 'x' });
    expect(task?.userTask?.formKey?.source).toBe('contact');
  });

  it('should name the start events that something must fire', async () => {
    const [model] = await modelsOf(
      process('p')
        .startEvent()
        .endEvent()
        .startEvent('daily', { cycle: 'R/P1D' })
        .endEvent('e2')
        .startEvent('asked', { message: 'ask' })
        .endEvent('e3')
        .toXml(),
    );

    expect(model?.startTriggers.map(({ id, eventType }) => [id, eventType])).toEqual([
      ['daily', 'TIMER'],
      ['asked', 'MESSAGE'],
    ]);
    expect(model?.startTriggers[1]?.message?.name.source).toBe('ask');
    expect(model?.elements.get('p')?.startEventId).toBe('start');
  });

  it('should take every executable process of a file and pass over the others', async () => {
    const models = await modelsOf(
      process('one')
        .startEvent('s1')
        .endEvent('e1')
        .toXml(process('picture', '').startEvent('s2'), process('two').startEvent('s3').endEvent('e3')),
    );

    expect(models.map(({ bpmnProcessId }) => bpmnProcessId)).toEqual(['one', 'two']);
  });

  it('should be frozen', async () => {
    const [model] = await modelsOf(process('p').startEvent().endEvent().toXml());

    expect(Object.isFrozen(model)).toBe(true);
    expect([...(model?.elements.values() ?? [])].every((element) => Object.isFrozen(element))).toBe(true);
  });
});
