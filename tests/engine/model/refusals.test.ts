import { describe, expect, it } from 'vitest';
import { parseProcesses, type ModelProblem } from '#engine/model/index.ts';
import { definitionsOf, listeners, process, type Builder } from '../../support/bpmn.ts';

async function problemsOf(drawn: Builder | string): Promise<readonly ModelProblem[]> {
  const content = typeof drawn === 'string' ? drawn : drawn.toXml();
  const parsed = await parseProcesses({ name: 'drawn.bpmn', content });
  return parsed.ok ? [] : parsed.problems;
}

const body = (inside: string): string =>
  definitionsOf(`<bpmn:process id="p" isExecutable="true">${inside}</bpmn:process>`);
const started = (inside: string): string => body(`<bpmn:startEvent id="start"/>${inside}`);
const plain = (): Builder => process('p').startEvent();

describe('what is refused', () => {
  const cases: readonly (readonly [what: string, code: string, element: string, drawn: Builder | string])[] = [
    ['a process that is not executable', 'MODEL_NOT_EXECUTABLE', 'p', process('p', '').startEvent().endEvent()],
    ['a process without start event', 'MODEL_START_MISSING', 'p', body('<bpmn:task id="t"/>')],
    ['two none start events', 'MODEL_START_AMBIGUOUS', 'p', plain().endEvent().startEvent('second').endEvent('e2')],
    [
      'a start event by an error',
      'MODEL_START_KIND',
      'start',
      process('p').startEvent('start', { error: 'E' }).endEvent(),
    ],
    [
      'a sub-process that begins with a timer',
      'MODEL_START_KIND',
      's',
      plain().subProcess('sub', (inner) => inner.startEvent('s', { duration: 'P1D' }).endEvent('e')),
    ],
    [
      'an event sub-process that begins with nothing',
      'MODEL_START_KIND',
      's',
      plain()
        .endEvent()
        .eventSubProcess('sub', (inner) => inner.startEvent('s').endEvent('e')),
    ],
    ['a service task without job type', 'MODEL_EXTENSION_MISSING', 't', plain().element('serviceTask', 't').endEvent()],
    ['a script task that does nothing', 'MODEL_EXTENSION_MISSING', 't', plain().element('scriptTask', 't').endEvent()],
    [
      'a call activity that calls nothing',
      'MODEL_EXTENSION_MISSING',
      't',
      plain().element('callActivity', 't').endEvent(),
    ],
    ['a message end event without job type', 'MODEL_EXTENSION_MISSING', 'e', plain().endEvent('e', { message: 'm' })],
    [
      'a script and a job at once',
      'MODEL_EXTENSION_CONFLICT',
      't',
      plain()
        .element('scriptTask', 't', { type: 'x', extensions: '<zeebe:script expression="=1" resultVariable="r"/>' })
        .endEvent(),
    ],
    [
      'a script without result variable',
      'MODEL_ATTRIBUTE_MISSING',
      't',
      plain().element('scriptTask', 't', { extensions: '<zeebe:script expression="=1"/>' }).endEvent(),
    ],
    [
      'an expression that is no FEEL',
      'MODEL_FEEL_INVALID',
      't',
      plain()
        .serviceTask('t', { inputs: { a: '=1 +' } })
        .endEvent(),
    ],
    [
      'a mapping to no variable',
      'MODEL_MAPPING_TARGET',
      't',
      plain()
        .serviceTask('t', { inputs: { '1a': '=1' } })
        .endEvent(),
    ],
    [
      'a condition that is no expression',
      'MODEL_EXPRESSION_REQUIRED',
      'g-a',
      plain()
        .exclusiveGateway('g', 'g-b')
        .when('x')
        .serviceTask('a')
        .endEvent('e1')
        .from('g')
        .serviceTask('b')
        .endEvent('e2'),
    ],
    [
      'a flow without condition beside others',
      'MODEL_CONDITION_MISSING',
      'g-b',
      plain()
        .exclusiveGateway('g')
        .when('=x')
        .serviceTask('a')
        .endEvent('e1')
        .from('g')
        .serviceTask('b')
        .endEvent('e2'),
    ],
    ['a condition behind a task', 'MODEL_CONDITION_MISPLACED', 't-end', plain().serviceTask('t').when('=x').endEvent()],
    [
      'a condition behind a parallel gateway',
      'MODEL_CONDITION_MISPLACED',
      'g-a',
      plain().parallelGateway('g').when('=x').serviceTask('a').endEvent('e1').from('g').serviceTask('b').endEvent('e2'),
    ],
    [
      'a default flow with a condition',
      'MODEL_DEFAULT_FLOW',
      'g',
      plain()
        .exclusiveGateway('g', 'g-a')
        .when('=x')
        .serviceTask('a')
        .endEvent('e1')
        .from('g')
        .when('=y')
        .serviceTask('b')
        .endEvent('e2'),
    ],
    [
      'a boundary event that leads nowhere',
      'MODEL_FLOW_MISSING',
      'b',
      plain().serviceTask('t').endEvent().boundaryEvent('t', 'b', { duration: 'P1D' }),
    ],
    [
      'a boundary event at a gateway',
      'MODEL_BOUNDARY_HOST',
      'b',
      plain().parallelGateway('g').endEvent().boundaryEvent('g', 'b', { duration: 'P1D' }).endEvent('e2'),
    ],
    [
      'an error event that does not interrupt',
      'MODEL_MUST_INTERRUPT',
      'b',
      plain().serviceTask('t').endEvent().boundaryEvent('t', 'b', { error: 'E', interrupting: false }).endEvent('e2'),
    ],
    [
      'two boundary events for one error',
      'MODEL_ERROR_AMBIGUOUS',
      'b2',
      plain()
        .serviceTask('t')
        .endEvent()
        .boundaryEvent('t', 'b1', { error: 'E' })
        .endEvent('e2')
        .boundaryEvent('t', 'b2', { error: 'E' })
        .endEvent('e3'),
    ],
    [
      'two boundary events for one message',
      'MODEL_MESSAGE_AMBIGUOUS',
      'b2',
      plain()
        .serviceTask('t')
        .endEvent()
        .boundaryEvent('t', 'b1', { message: 'm', correlationKey: '=k' })
        .endEvent('e2')
        .boundaryEvent('t', 'b2', { message: 'm', correlationKey: '=k' })
        .endEvent('e3'),
    ],
    [
      'a message without correlation key',
      'MODEL_CORRELATION_KEY',
      'c',
      plain().catchEvent('c', { message: 'm' }).endEvent(),
    ],
    [
      'a correlation key that is no expression',
      'MODEL_EXPRESSION_REQUIRED',
      'c',
      plain().catchEvent('c', { message: 'm', correlationKey: 'k' }).endEvent(),
    ],
    [
      'a message without name',
      'MODEL_MESSAGE_NAME',
      'c',
      plain().catchEvent('c', { message: '', correlationKey: '=k' }).endEvent(),
    ],
    ['a receive task without message', 'MODEL_MESSAGE_NAME', 'r', plain().element('receiveTask', 'r').endEvent()],
    ['an error end event without code', 'MODEL_ERROR_CODE', 'e', plain().endEvent('e', { error: '' })],
    [
      'an error code to catch that is computed',
      'MODEL_ERROR_CODE',
      'b',
      plain().serviceTask('t').endEvent().boundaryEvent('t', 'b', { error: '=code' }).endEvent('e2'),
    ],
    [
      'a timer that can not be read',
      'MODEL_TIMER_INVALID',
      'c',
      plain().catchEvent('c', { duration: '7 days' }).endEvent(),
    ],
    ['a cycle between events', 'MODEL_TIMER_DEFINITION', 'c', plain().catchEvent('c', { cycle: 'R3/PT1H' }).endEvent()],
    [
      'a cycle that interrupts',
      'MODEL_TIMER_INTERRUPTING_CYCLE',
      'b',
      plain().serviceTask('t').endEvent().boundaryEvent('t', 'b', { cycle: 'R3/PT1H' }).endEvent('e2'),
    ],
    [
      'a timer without time',
      'MODEL_TIMER_DEFINITION',
      'c',
      started('<bpmn:intermediateCatchEvent id="c"><bpmn:timerEventDefinition id="x"/></bpmn:intermediateCatchEvent>'),
    ],
    [
      'a date with a zone name outside FEEL',
      'MODEL_TIMER_INVALID',
      'c',
      plain().catchEvent('c', { date: '2026-01-02T09:00:00@Asia/Shanghai' }).endEvent(),
    ],
    [
      'a due date that can not be read',
      'MODEL_TIMER_INVALID',
      'u',
      plain().userTask('u', { extensions: '<zeebe:taskSchedule dueDate="soon"/>' }).endEvent(),
    ],
    [
      'a process that starts when a variable says',
      'MODEL_TIMER_INVALID',
      'start',
      process('p').startEvent('start', { cycle: '=pace' }).endEvent(),
    ],
    [
      'a process that starts by a message nobody can name',
      'MODEL_MESSAGE_NAME',
      'start',
      process('p').startEvent('start', { message: '=name' }).endEvent(),
    ],
    [
      'a variable name Zeebe does not take',
      'MODEL_MAPPING_TARGET',
      't',
      plain()
        .serviceTask('t', { inputs: { 变量: '=1' } })
        .endEvent(),
    ],
    ['a script that is no expression', 'MODEL_EXPRESSION_REQUIRED', 't', plain().scriptTask('t', 'x', 'r').endEvent()],
    ['a catch event that waits for nothing', 'MODEL_EVENT_DEFINITION', 'c', plain().catchEvent('c', {}).endEvent()],
    [
      'an event of two kinds',
      'MODEL_EVENT_DEFINITION',
      'e',
      started(
        '<bpmn:endEvent id="e"><bpmn:terminateEventDefinition id="x"/><bpmn:terminateEventDefinition id="y"/></bpmn:endEvent>',
      ),
    ],
    [
      'a shared event definition',
      'MODEL_EVENT_DEFINITION',
      'e',
      definitionsOf(
        '<bpmn:terminateEventDefinition id="x"/><bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:endEvent id="e"><bpmn:eventDefinitionRef>x</bpmn:eventDefinitionRef></bpmn:endEvent></bpmn:process>',
      ),
    ],
    [
      'a conditional event',
      'MODEL_EVENT_DEFINITION',
      'c',
      plain().element('intermediateCatchEvent', 'c', { body: '<bpmn:conditionalEventDefinition id="x"/>' }).endEvent(),
    ],
    [
      'an event gateway with one way',
      'MODEL_FLOW_MISSING',
      'g',
      plain().eventBasedGateway('g').catchEvent('c', { duration: 'P1D' }).endEvent(),
    ],
    [
      'a task behind an event gateway',
      'MODEL_EVENT_GATEWAY_TARGET',
      'g',
      plain()
        .eventBasedGateway('g')
        .catchEvent('c', { duration: 'P1D' })
        .endEvent('e1')
        .from('g')
        .serviceTask('t')
        .endEvent('e2'),
    ],
    [
      'another way to an event behind an event gateway',
      'MODEL_EVENT_GATEWAY_TARGET',
      'g',
      plain()
        .parallelGateway('fork')
        .eventBasedGateway('g')
        .catchEvent('c', { duration: 'P1D' })
        .endEvent('e1')
        .from('g')
        .catchEvent('d', { duration: 'P2D' })
        .endEvent('e2')
        .from('fork')
        .to('c'),
    ],
    ['a flow into a start event', 'MODEL_FLOW_FORBIDDEN', 'start', plain().serviceTask('t').to('start')],
    ['a flow out of an end event', 'MODEL_FLOW_FORBIDDEN', 'end', plain().endEvent().from('end').serviceTask('t')],
    [
      'a flow into another sub-process',
      'MODEL_FLOW_SCOPE',
      'start-inner',
      plain()
        .to('inner')
        .subProcess('sub', (inside) => inside.startEvent('s').serviceTask('inner').endEvent('e')),
    ],
    ['a complex gateway', 'MODEL_UNSUPPORTED', 'g', plain().element('complexGateway', 'g').endEvent()],
    [
      'a transaction',
      'MODEL_UNSUPPORTED',
      't',
      plain().element('transaction', 't', { body: '<bpmn:startEvent id="s"/>' }).endEvent(),
    ],
    [
      'a start quantity',
      'MODEL_UNSUPPORTED',
      't',
      plain().element('task', 't', { attributes: 'startQuantity="2"' }).endEvent(),
    ],
    [
      'an instantiating receive task',
      'MODEL_UNSUPPORTED',
      't',
      plain().element('receiveTask', 't', { attributes: 'instantiate="true"' }).endEvent(),
    ],
    [
      'a form that Zeebe would have to hold',
      'MODEL_UNSUPPORTED',
      't',
      plain().userTask('t', { extensions: '<zeebe:formDefinition formId="f"/>' }).endEvent(),
    ],
    [
      'a listener at a sequence flow',
      'MODEL_LISTENER_PLACE',
      'start-end',
      plain()
        .endEvent()
        .toXml()
        .replace(
          '"end"></bpmn:sequenceFlow>',
          `"end"><bpmn:extensionElements>${listeners('start one')}</bpmn:extensionElements></bpmn:sequenceFlow>`,
        ),
    ],
    [
      'a header without key',
      'MODEL_HEADER',
      't',
      plain()
        .userTask('t', { extensions: '<zeebe:taskHeaders><zeebe:header value="1"/></zeebe:taskHeaders>' })
        .endEvent(),
    ],
    [
      'a dangling reference',
      'MODEL_DANGLING_REFERENCE',
      'f',
      started('<bpmn:sequenceFlow id="f" sourceRef="start" targetRef="nowhere"/>'),
    ],
    [
      'a flow without target',
      'MODEL_DANGLING_REFERENCE',
      'f',
      started('<bpmn:sequenceFlow id="f" sourceRef="start"/>'),
    ],
    ['a duplicate id', 'MODEL_DUPLICATE_ID', 'twice', started('<bpmn:task id="twice"/><bpmn:task id="twice"/>')],
    ['an element without id', 'MODEL_ID_MISSING', '', started('<bpmn:task/>')],
    ['an element BPMN does not know', 'MODEL_READER_WARNING', '', started('<bpmn:magicTask id="m"/>')],
    [
      'an extension Zeebe does not know',
      'MODEL_READER_WARNING',
      '',
      started('<bpmn:task id="t"><bpmn:extensionElements><zeebe:magic/></bpmn:extensionElements></bpmn:task>'),
    ],
    ['a file that is cut off', 'MODEL_NOT_BPMN', '', plain().endEvent().toXml().slice(0, 400)],
    ['a file that is no XML', 'MODEL_NOT_BPMN', '', 'hello'],
    ['an empty file', 'MODEL_NOT_BPMN', '', ''],
    [
      'a character XML forbids',
      'MODEL_ILLEGAL_CHARACTER',
      '',
      plain().endEvent().toXml().replace('<bpmn:process', '\u0000<bpmn:process'),
    ],
    ['a DOCTYPE', 'MODEL_DOCTYPE', '', `<!DOCTYPE x [<!ENTITY a "b">]>${plain().endEvent().toXml()}`],
  ];

  it.each(cases)('should refuse %s', async (_what, code, elementId, drawn) => {
    const problems = await problemsOf(drawn);

    expect(problems.map((problem) => ({ code: problem.code, elementId: problem.elementId }))).toContainEqual({
      code,
      elementId,
    });
  });

  it('should name every problem at once, in both languages and with a remedy', async () => {
    const problems = await problemsOf(
      definitionsOf(
        '<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/><bpmn:serviceTask id="a" name="通知"/><bpmn:serviceTask id="b"/></bpmn:process>',
      ),
    );

    expect(problems.map(({ elementId, elementName }) => [elementId, elementName])).toEqual([
      ['a', '通知'],
      ['b', ''],
    ]);
    expect(problems[0]?.message['zh-CN']).toMatch(/“a”/);
    expect(problems[0]?.message.en).toMatch(/'a'/);
    expect(problems[0]?.remedy['zh-CN']).not.toBe('');
    for (const { message, remedy } of problems) {
      expect([message.en, message['zh-CN'], remedy.en, remedy['zh-CN']].join('')).not.toMatch(/\{\w+\}/);
    }
  });
});

describe('limits', () => {
  it('should refuse more than 2 MB unread', async () => {
    const problems = await problemsOf('x'.repeat(2 * 1024 * 1024 + 1));

    expect(problems.map(({ code }) => code)).toEqual(['MODEL_TOO_LARGE']);
  });

  it('should refuse deep nesting unread', async () => {
    const problems = await problemsOf('<a>'.repeat(100_000));

    expect(problems.map(({ code }) => code)).toEqual(['MODEL_TOO_DEEP']);
  });

  it('should refuse more than 5,000 elements', async () => {
    const tasks = Array.from({ length: 5_000 }, (_, index) => `<bpmn:task id="t${index}"/>`);
    const problems = await problemsOf(started(tasks.join('')));

    expect(problems.map(({ code }) => code)).toEqual(['MODEL_TOO_MANY_ELEMENTS']);
  });

  it('should not take a comment or a text for a declaration', async () => {
    expect(
      await problemsOf(started('<!-- <!DOCTYPE x> <task id="start"/> --><bpmn:endEvent id="e" name="&lt;!ENTITY"/>')),
    ).toEqual([]);
  });
});
