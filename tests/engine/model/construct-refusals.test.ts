import { describe, expect, it } from 'vitest';
import { parseProcesses } from '#engine/model/index.ts';
import { definitionsOf, listeners, process, taskListeners, type Builder } from '../../support/bpmn.ts';

async function problemsIn(drawn: Builder | string): Promise<readonly (readonly [code: string, element: string])[]> {
  const content = typeof drawn === 'string' ? drawn : drawn.toXml();
  const parsed = await parseProcesses({ name: 'drawn.bpmn', content });
  return parsed.ok ? [] : parsed.problems.map(({ code, elementId }) => [code, elementId] as const);
}

const plain = (): Builder => process('p').startEvent();
const inside = (xml: string): string =>
  definitionsOf(`<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="start"/>${xml}</bpmn:process>`);
const looped = (extension: string, attributes = '', rest = ''): string =>
  inside(
    `<bpmn:task id="t"><bpmn:multiInstanceLoopCharacteristics${attributes}><bpmn:extensionElements>${extension}</bpmn:extensionElements>${rest}</bpmn:multiInstanceLoopCharacteristics></bpmn:task>`,
  );

type Case = readonly [what: string, code: string, element: string, drawn: Builder | string];

const multiInstance: readonly Case[] = [
  ['without loop characteristics of Zeebe', 'MODEL_EXTENSION_MISSING', 't', looped('')],
  ['without input collection', 'MODEL_ATTRIBUTE_MISSING', 't', looped('<zeebe:loopCharacteristics/>')],
  [
    'whose input collection is no expression',
    'MODEL_EXPRESSION_REQUIRED',
    't',
    looped('<zeebe:loopCharacteristics inputCollection="items"/>'),
  ],
  [
    'with an output collection but no output element',
    'MODEL_ATTRIBUTE_MISSING',
    't',
    looped('<zeebe:loopCharacteristics inputCollection="=[]" outputCollection="r"/>'),
  ],
  [
    'with an output element but no output collection',
    'MODEL_ATTRIBUTE_MISSING',
    't',
    looped('<zeebe:loopCharacteristics inputCollection="=[]" outputElement="=r"/>'),
  ],
  [
    'with another behavior than All',
    'MODEL_UNSUPPORTED',
    't',
    looped('<zeebe:loopCharacteristics inputCollection="=[]"/>', ' behavior="One"'),
  ],
  [
    'with a cardinality',
    'MODEL_UNSUPPORTED',
    't',
    looped('<zeebe:loopCharacteristics inputCollection="=[]"/>', '', '<bpmn:loopCardinality>3</bpmn:loopCardinality>'),
  ],
  [
    'of an event sub-process',
    'MODEL_UNSUPPORTED',
    'sub',
    inside(
      '<bpmn:subProcess id="sub" triggeredByEvent="true"><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements><zeebe:loopCharacteristics inputCollection="=[]"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics><bpmn:startEvent id="s"><bpmn:errorEventDefinition id="d"/></bpmn:startEvent></bpmn:subProcess>',
    ),
  ],
];

const inclusive: readonly Case[] = [
  [
    'with a flow that has no condition',
    'MODEL_CONDITION_MISSING',
    'fork-e2',
    plain().element('inclusiveGateway', 'fork').when('=true').endEvent().from('fork').endEvent('e2'),
  ],
];

const escalation: readonly Case[] = [
  ['thrown without a code', 'MODEL_ESCALATION_CODE', 'e', plain().endEvent('e', { escalation: '' })],
  [
    'caught with an expression',
    'MODEL_ESCALATION_CODE',
    'b',
    plain()
      .subProcess('sub', (inner) => inner.startEvent('s').endEvent('i'))
      .boundaryEvent('sub', 'b', { escalation: '=code' })
      .endEvent(),
  ],
  [
    'caught at a task',
    'MODEL_ESCALATION_HOST',
    'b',
    plain().serviceTask('t').boundaryEvent('t', 'b', { escalation: 'late' }).endEvent(),
  ],
  [
    'caught twice at one place',
    'MODEL_ESCALATION_AMBIGUOUS',
    'b2',
    plain()
      .subProcess('sub', (inner) => inner.startEvent('s').endEvent('i'))
      .boundaryEvent('sub', 'b1', { escalation: 'late' })
      .endEvent('e1')
      .boundaryEvent('sub', 'b2', { escalation: 'late' })
      .endEvent('e2'),
  ],
  ['that starts a process', 'MODEL_START_KIND', 's', process('p').startEvent('s', { escalation: 'x' }).endEvent()],
];

const signal: readonly Case[] = [
  ['that is not chosen', 'MODEL_SIGNAL_NAME', 'e', plain().endEvent('e', { signal: '' })],
  [
    'that starts a process by an expression over variables',
    'MODEL_SIGNAL_NAME',
    's',
    process('p').startEvent('s', { signal: '=name' }).endEvent(),
  ],
  [
    'waited for twice behind a gateway',
    'MODEL_SIGNAL_AMBIGUOUS',
    'b',
    plain()
      .eventBasedGateway('race')
      .catchEvent('a', { signal: 'x' })
      .endEvent()
      .from('race')
      .catchEvent('b', { signal: 'x' })
      .endEvent('e2'),
  ],
];

const undone = (rest: string, event = '<bpmn:compensateEventDefinition id="d"/>'): string =>
  inside(`<bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="t">${event}</bpmn:boundaryEvent>${rest}`);
const association = '<bpmn:association id="a" sourceRef="b" targetRef="h"/>';

const compensation: readonly Case[] = [
  ['without a handler', 'MODEL_COMPENSATION_HANDLER', 'b', undone('')],
  ['whose handler is not marked', 'MODEL_COMPENSATION_HANDLER', 'b', undone(`<bpmn:task id="h"/>${association}`)],
  [
    'by what Zeebe takes as no handler',
    'MODEL_UNSUPPORTED',
    'h',
    inside(
      `<bpmn:task id="t"/><bpmn:boundaryEvent id="b" attachedToRef="t"><bpmn:compensateEventDefinition id="d"/></bpmn:boundaryEvent><bpmn:businessRuleTask id="h" isForCompensation="true"><bpmn:extensionElements><zeebe:taskDefinition type="x"/></bpmn:extensionElements></bpmn:businessRuleTask>${association}`,
    ),
  ],
  [
    'of an activity that can not be undone',
    'MODEL_COMPENSATION_ACTIVITY',
    'e',
    plain().serviceTask('t').endEvent('e', { compensates: 't' }),
  ],
  [
    'with a flow behind its boundary event',
    'MODEL_FLOW_FORBIDDEN',
    'h-event',
    plain().serviceTask('t').endEvent().compensation('t', 'h').from('h-event').endEvent('e2'),
  ],
  ['with a flow to its handler', 'MODEL_FLOW_FORBIDDEN', 'h', plain().serviceTask('t').compensation('t', 'h').to('h')],
  [
    'at one activity twice',
    'MODEL_COMPENSATION_AMBIGUOUS',
    'h2-event',
    plain().serviceTask('t').endEvent().compensation('t', 'h1').compensation('t', 'h2'),
  ],
  [
    'that nobody waits for',
    'MODEL_UNSUPPORTED',
    'x',
    inside(
      '<bpmn:intermediateThrowEvent id="x"><bpmn:compensateEventDefinition id="d" waitForCompletion="false"/></bpmn:intermediateThrowEvent>',
    ),
  ],
  [
    'that starts an event sub-process',
    'MODEL_START_KIND',
    's',
    plain()
      .endEvent()
      .eventSubProcess('sub', (inner) => inner.startEvent('s', { compensates: '' }).endEvent('e')),
  ],
];

const free = (inside: string, extension = ' activeElementsCollection="=[]"'): string =>
  definitionsOf(
    `<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="start"/><bpmn:adHocSubProcess id="free"><bpmn:extensionElements><zeebe:adHoc${extension}/></bpmn:extensionElements>${inside}</bpmn:adHocSubProcess></bpmn:process>`,
  );

const adHoc: readonly Case[] = [
  ['that holds nothing', 'MODEL_AD_HOC_EMPTY', 'free', free('')],
  ['with a start event inside', 'MODEL_UNSUPPORTED', 's', free('<bpmn:task id="t"/><bpmn:startEvent id="s"/>')],
  [
    'with an output collection but no output element',
    'MODEL_ATTRIBUTE_MISSING',
    'free',
    free('<bpmn:task id="t"/>', ' activeElementsCollection="=[]" outputCollection="list"'),
  ],
  [
    'done by a worker beside the drawing',
    'MODEL_EXTENSION_CONFLICT',
    'free',
    free('<bpmn:task id="t"/>', ' activeElementsCollection="=[]"/><zeebe:taskDefinition type="x"'),
  ],
];

const link: readonly Case[] = [
  ['that leads nowhere', 'MODEL_LINK_TARGET', 'from', plain().throwEvent('from', { link: 'A' })],
  [
    'that leads into another scope',
    'MODEL_LINK_TARGET',
    'from',
    plain()
      .throwEvent('from', { link: 'A' })
      .apart()
      .subProcess('sub', (inner) => inner.startEvent('s').endEvent('i').catchEvent('to', { link: 'A' }).endEvent('e')),
  ],
  [
    'caught twice',
    'MODEL_LINK_AMBIGUOUS',
    'to2',
    plain()
      .throwEvent('from', { link: 'A' })
      .apart()
      .catchEvent('to1', { link: 'A' })
      .endEvent()
      .catchEvent('to2', { link: 'A' })
      .endEvent('e2'),
  ],
  ['without a name', 'MODEL_LINK_NAME', 'from', plain().throwEvent('from', { link: '' })],
  [
    'without an id',
    'MODEL_ID_MISSING',
    'to',
    inside('<bpmn:intermediateCatchEvent id="to"><bpmn:linkEventDefinition name="A"/></bpmn:intermediateCatchEvent>'),
  ],
  [
    'with a flow out of its throw event',
    'MODEL_FLOW_FORBIDDEN',
    'from',
    plain().throwEvent('from', { link: 'A' }).endEvent('e1').catchEvent('to', { link: 'A' }).endEvent(),
  ],
];

const cycle: readonly Case[] = [
  [
    'of a script and a gateway',
    'MODEL_LOOP_WITHOUT_WAIT',
    'count',
    plain()
      .scriptTask('count', '=n + 1', 'n')
      .exclusiveGateway('enough', 'again')
      .when('=n > 9')
      .endEvent()
      .from('enough')
      .to('count', 'again'),
  ],
  [
    'through a sub-process',
    'MODEL_LOOP_WITHOUT_WAIT',
    'm',
    plain()
      .exclusiveGateway('in')
      .subProcess('sub', (inner) => inner.startEvent('s').element('manualTask', 'm').endEvent('e'))
      .to('in'),
  ],
  ['of a process that calls itself', 'MODEL_LOOP_WITHOUT_WAIT', 'call', plain().callActivity('call', 'p').endEvent()],
];

const taskOf = (extensions: string, name = 'serviceTask'): Builder =>
  plain().element(name, 't', { extensions }).endEvent();

const extension: readonly Case[] = [
  ['that nobody looks at', 'MODEL_EXTENSION_MISPLACED', 't', taskOf('<zeebe:taskDefinition type="x"/>', 'manualTask')],
  [
    'written twice',
    'MODEL_EXTENSION_TWICE',
    't',
    taskOf('<zeebe:taskDefinition type="x"/><zeebe:taskDefinition type="y"/>'),
  ],
  [
    'for the priority of a job',
    'MODEL_UNSUPPORTED',
    't',
    taskOf('<zeebe:taskDefinition type="x"/><zeebe:jobPriorityDefinition priority="1"/>'),
  ],
  ['that names no form', 'MODEL_ATTRIBUTE_MISSING', 't', taskOf('<zeebe:formDefinition/>', 'userTask')],
  [
    'that names the form of another kind of task',
    'MODEL_ATTRIBUTE_MISSING',
    't',
    taskOf('<zeebe:userTask/><zeebe:formDefinition formKey="f"/>', 'userTask'),
  ],
  [
    'for a version of a form that is no id',
    'MODEL_UNSUPPORTED',
    't',
    taskOf('<zeebe:formDefinition formKey="f" bindingType="deployment"/>', 'userTask'),
  ],
  [
    'with a priority beyond 100',
    'MODEL_PRIORITY',
    't',
    taskOf('<zeebe:priorityDefinition priority="101"/>', 'userTask'),
  ],
  [
    'with a binding nobody knows',
    'MODEL_UNSUPPORTED',
    'c',
    plain().callActivity('c', 'q', 'bindingType="newest"').endEvent(),
  ],
  [
    'with a binding to no tag',
    'MODEL_ATTRIBUTE_MISSING',
    'c',
    plain().callActivity('c', 'q', 'bindingType="versionTag"').endEvent(),
  ],
  [
    'with an output that is no expression',
    'MODEL_EXPRESSION_REQUIRED',
    't',
    plain()
      .serviceTask('t', { outputs: { x: 'one' } })
      .endEvent(),
  ],
  [
    'with inputs of what has happened',
    'MODEL_EXTENSION_MISPLACED',
    's',
    process('p')
      .startEvent('s', { inputs: { x: '=1' } })
      .endEvent(),
  ],
  [
    'with mappings at a gateway',
    'MODEL_EXTENSION_MISPLACED',
    'g',
    plain()
      .element('parallelGateway', 'g', { outputs: { x: '=1' } })
      .endEvent(),
  ],
];

const listened = (extensions: string): Builder => plain().serviceTask('t', { extensions }).endEvent();
const raced = (extensions: string): Builder =>
  plain()
    .eventBasedGateway('race')
    .catchEvent('a', { duration: 'PT1H', extensions })
    .endEvent()
    .from('race')
    .catchEvent('b', { duration: 'PT2H' })
    .endEvent('e2');

const listener: readonly Case[] = [
  ['without an event', 'MODEL_LISTENER_EVENT', 't', listened(listeners(' one'))],
  ['for an event that is not called', 'MODEL_LISTENER_EVENT', 't', listened(listeners('take one'))],
  ['without a job type', 'MODEL_ATTRIBUTE_MISSING', 't', listened(listeners('start '))],
  ['drawn twice', 'MODEL_LISTENER_AMBIGUOUS', 't', listened(listeners('end one', 'end one'))],
  [
    'before a start event',
    'MODEL_LISTENER_PLACE',
    's',
    process('p')
      .startEvent('s', { extensions: listeners('start one') })
      .endEvent(),
  ],
  [
    'before a boundary event',
    'MODEL_LISTENER_PLACE',
    'b',
    plain()
      .serviceTask('t')
      .boundaryEvent('t', 'b', { duration: 'PT1H', extensions: listeners('start one') })
      .endEvent(),
  ],
  ['before an event behind a gateway', 'MODEL_LISTENER_PLACE', 'a', raced(listeners('start one'))],
  [
    'behind a gateway',
    'MODEL_LISTENER_PLACE',
    'g',
    plain()
      .element('parallelGateway', 'g', { extensions: listeners('end one') })
      .endEvent(),
  ],
  [
    'behind an error end event',
    'MODEL_LISTENER_PLACE',
    'e',
    plain().endEvent('e', { error: 'E', extensions: listeners('end one') }),
  ],
  [
    'behind an escalation',
    'MODEL_LISTENER_PLACE',
    'x',
    plain()
      .throwEvent('x', { escalation: 'E', extensions: listeners('end one') })
      .endEvent(),
  ],
  [
    'of a task that is no task of its own on Zeebe',
    'MODEL_LISTENER_PLACE',
    't',
    plain()
      .userTask('t', { extensions: taskListeners('creating one').replace('<zeebe:userTask/>', '') })
      .endEvent(),
  ],
  [
    'for what happens to an open task',
    'MODEL_LISTENER_EVENT',
    't',
    plain()
      .userTask('t', { extensions: taskListeners('assigning one') })
      .endEvent(),
  ],
];

describe.each([
  ['a listener', listener],
  ['a cycle', cycle],
  ['an extension', extension],
  ['an escalation', escalation],
  ['a link', link],
  ['a signal', signal],
  ['a compensation', compensation],
  ['an ad-hoc sub-process', adHoc],
  ['a multi-instance', multiInstance],
  ['an inclusive gateway', inclusive],
])('%s', (_, cases) => {
  it.each(cases)('%s should be refused', async (_what, code, element, drawn) => {
    expect(await problemsIn(drawn)).toEqual([[code, element]]);
  });
});

describe('a cycle that may go on', () => {
  const counted = (drawn: Builder): Builder => drawn.exclusiveGateway('enough', 'again').when('=n > 9').endEvent();

  it.each([
    [
      'with a job in it',
      counted(plain().scriptTask('s', '=1', 'n').serviceTask('t'))
        .from('enough')
        .to('s', 'again'),
    ],
    ['between gateways alone', counted(plain().exclusiveGateway('g')).from('enough').to('g', 'again')],
    [
      'through a multi-instance sub-process',
      counted(
        plain().subProcess('sub', (inner) => inner.startEvent('s').element('manualTask', 'm').endEvent('e'), {
          loop: { input: '=[1]' },
        }),
      )
        .from('enough')
        .to('sub', 'again'),
    ],
  ])('%s should be taken', async (_what, drawn) => {
    expect(await problemsIn(drawn)).toEqual([]);
  });
});
