import { type Known, type Problem, type SourceFile, lint } from '#designer/lint/index.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** An element with Zeebe extensions; `attributes` as in XML. */
export function element(tag: string, id: string, attributes = '', extensions = '', children = ''): string {
  const name = attributes.includes('name=') ? '' : ` name="${id}"`;
  const extended = extensions === '' ? '' : `<bpmn:extensionElements>${extensions}</bpmn:extensionElements>`;
  return `<bpmn:${tag} id="${id}"${name} ${attributes}>${extended}${children}</bpmn:${tag}>`;
}

export interface TaskSketch {
  readonly form?: string;
  readonly groups?: string;
  readonly label?: string;
  readonly kind?: string;
  readonly fields?: string;
  readonly outputs?: readonly (readonly [source: string, target: string])[];
}

/** A user task that breaks no rule, unless it is told to. */
export function userTask(id: string, sketch: TaskSketch = {}): string {
  const {
    form = 'follow-up',
    groups = '=["role:sales"]',
    label = 'Task',
    kind = 'work',
    fields,
    outputs = [],
  } = sketch;
  const mappings = outputs.map(([source, target]) => `<zeebe:output source="${escape(source)}" target="${target}" />`);
  return element(
    'userTask',
    id,
    '',
    [
      form === '' ? '' : `<zeebe:formDefinition formKey="${form}" />`,
      groups === '' ? '' : `<zeebe:assignmentDefinition candidateGroups="${escape(groups)}" />`,
      mappings.length === 0 ? '' : `<zeebe:ioMapping>${mappings.join('')}</zeebe:ioMapping>`,
      `<zeebe:taskHeaders><zeebe:header key="kind" value="${kind}" />${fields === undefined ? '' : `<zeebe:header key="fields" value="${escape(fields)}" />`}</zeebe:taskHeaders>`,
      label === '' ? '' : `<zeebe:properties><zeebe:property name="label:en" value="${label}" /></zeebe:properties>`,
    ].join(''),
  );
}

/** An approval that gives its result as it should. */
export const approval = (id: string, outputs: TaskSketch['outputs'] = [['=approval', `approvals.${id}`]]): string =>
  userTask(id, { kind: 'approval', ...(outputs && { outputs }) });

export const start = element('startEvent', 'start');
export const end = element('endEvent', 'end');
export const script = (id: string): string =>
  element('scriptTask', id, '', '<zeebe:script expression="=1" resultVariable="x" />');

/** `a b c` draws the flows a → b and b → c; a condition stands behind `if`: `a c if =x > 1`. */
export function flows(...lines: readonly string[]): string {
  return lines
    .flatMap((line) => {
      const [path = '', condition] = line.split(' if ');
      const stops = path.split(' ');
      return stops.slice(1).map((target, index) => flow(stops[index] ?? '', target, condition));
    })
    .join('');
}

function flow(source: string, target: string, condition: string | undefined): string {
  const expression =
    condition === undefined
      ? ''
      : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escape(condition)}</bpmn:conditionExpression>`;
  return `<bpmn:sequenceFlow id="${source}-${target}" sourceRef="${source}" targetRef="${target}">${expression}</bpmn:sequenceFlow>`;
}

/** Writes `bpmn:outgoing` and `bpmn:incoming` into the elements, as modelers do and Zeebe asks for. */
function connect(body: string): string {
  const found = [...body.matchAll(/<bpmn:sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g)];
  return body.replaceAll(
    /(<bpmn:(?!sequenceFlow|extension)\w+ id="([^"]+)"[^>]*>)(<bpmn:extensionElements>.*?<\/bpmn:extensionElements>)?/g,
    (whole: string, _open: string, id: string) => {
      const incoming = found
        .filter(([, , , target]) => target === id)
        .map(([, flowId]) => `<bpmn:incoming>${flowId}</bpmn:incoming>`);
      const outgoing = found
        .filter(([, , source]) => source === id)
        .map(([, flowId]) => `<bpmn:outgoing>${flowId}</bpmn:outgoing>`);
      return `${whole}${incoming.join('')}${outgoing.join('')}`;
    },
  );
}

export const bpmn = (...parts: readonly string[]): SourceFile => ({
  name: 'p.bpmn',
  content: `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="test">
<bpmn:process id="p" name="流程" isExecutable="true">${connect(parts.join(''))}</bpmn:process>
</bpmn:definitions>`,
});

export const check = (file: SourceFile, known?: Known): Promise<readonly Problem[]> => lint([file], known);

/** `code element` of every problem. */
export async function codes(file: SourceFile, known?: Known): Promise<readonly string[]> {
  return (await check(file, known)).map((problem) => `${problem.code} ${problem.element}`);
}
