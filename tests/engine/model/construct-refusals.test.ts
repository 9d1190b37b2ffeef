import { describe, expect, it } from 'vitest';
import { parseProcesses } from '#engine/model/index.ts';
import { definitionsOf, process, type Builder } from '../../support/bpmn.ts';

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

describe.each([
  ['a multi-instance', multiInstance],
  ['an inclusive gateway', inclusive],
])('%s', (_, cases) => {
  it.each(cases)('%s should be refused', async (_what, code, element, drawn) => {
    expect(await problemsIn(drawn)).toEqual([[code, element]]);
  });
});
