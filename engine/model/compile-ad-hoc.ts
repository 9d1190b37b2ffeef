import { typeOf } from './element-types.ts';
import { compileRequired } from './expressions.ts';
import { present, readProperties } from './extensions.ts';
import { isHandler } from './compile-compensation.ts';
import { booleanOf, extensionOf, idOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { AdHocDefinition, AdHocElement } from './types.ts';

const EXTENSION = 'zeebe:adHoc';
/** What can't be activated by itself. */
const NOT_ACTIVATED = new Set(['START_EVENT', 'END_EVENT', 'BOUNDARY_EVENT', 'EVENT_SUB_PROCESS']);

/** What an ad-hoc sub-process says; undefined for anything else. */
export function compileAdHoc(node: XmlNode, log: ProblemLog): AdHocDefinition | undefined {
  if (node.$type !== 'bpmn:AdHocSubProcess') return undefined;
  const extension = extensionOf(node, EXTENSION);
  const active = textOf(extension, 'activeElementsCollection');
  const condition = textOf(nodeOf(node, 'completionCondition'), 'body');
  const inside = nodesOf(node, 'flowElements');
  refuseMisplaced(node, inside, log);
  if (extensionOf(node, 'zeebe:taskDefinition') !== undefined) refuseBesideWorker(node, active ?? condition, log);
  return {
    ...(active === undefined ? {} : { activeElements: compileRequired(active, node, log) }),
    isSequential: textOf(node, 'ordering') === 'Sequential',
    ...(condition === undefined ? {} : { completionCondition: compileRequired(condition, node, log) }),
    cancelsRemaining: booleanOf(node, 'cancelRemainingInstances') ?? true,
    ...present('output', readOutput(node, extension, log)),
    elements: new Map(inside.filter(isActivated).map((each) => [idOf(each), describe(each)])),
  };
}

function readOutput(
  node: XmlNode,
  extension: XmlNode | undefined,
  log: ProblemLog,
): AdHocDefinition['output'] | undefined {
  const collection = textOf(extension, 'outputCollection');
  const element = textOf(extension, 'outputElement');
  if (collection !== undefined && element !== undefined) {
    return { collection, element: compileRequired(element, node, log) };
  }
  if (collection !== undefined || element !== undefined) {
    const attribute = collection === undefined ? 'outputCollection' : 'outputElement';
    log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: EXTENSION, attribute });
  }
  return undefined;
}

function isActivated(node: XmlNode): boolean {
  const type = typeOf(node);
  const hasIncoming = nodesOf(node.$parent, 'flowElements').some((flow) => nodeOf(flow, 'targetRef') === node);
  return type !== undefined && !NOT_ACTIVATED.has(type) && !hasIncoming && !isHandler(node);
}

function refuseMisplaced(node: XmlNode, inside: readonly XmlNode[], log: ProblemLog): void {
  for (const other of inside) {
    const type = typeOf(other);
    if (type === 'START_EVENT' || type === 'END_EVENT' || type === 'EVENT_SUB_PROCESS') {
      const what = `${other.$type} (${idOf(node)})`;
      log.add('MODEL_UNSUPPORTED', other, { what, instead: 'an embedded sub-process inside' });
    }
  }
  if (!inside.some(isActivated)) log.add('MODEL_AD_HOC_EMPTY', node);
}

/** Its worker decides what is activated and when it is over. */
function refuseBesideWorker(node: XmlNode, drawn: string | undefined, log: ProblemLog): void {
  const keeps = booleanOf(node, 'cancelRemainingInstances') === false;
  if (drawn === undefined && !keeps && textOf(node, 'ordering') !== 'Sequential') return;
  const extensions = 'zeebe:taskDefinition, activeElementsCollection / completionCondition / cancelRemainingInstances';
  log.add('MODEL_EXTENSION_CONFLICT', node, { extensions });
}

function describe(node: XmlNode): AdHocElement {
  const documentation = nodesOf(node, 'documentation').flatMap((each) => textOf(each, 'text') ?? []);
  return Object.freeze({
    elementId: idOf(node),
    elementName: textOf(node, 'name') ?? '',
    documentation: documentation.join('\n'),
    properties: readProperties(node),
  });
}
