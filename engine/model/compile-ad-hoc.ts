import { typeOf } from './element-types.ts';
import { compile, compileRequired } from './expressions.ts';
import { present } from './extensions.ts';
import { isHandler } from './compile-compensation.ts';
import { booleanOf, extensionOf, idOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { AdHocDefinition } from './types.ts';

const EXTENSION = 'zeebe:adHoc';
/** What can't be activated by itself. */
const NOT_ACTIVATED = new Set(['START_EVENT', 'END_EVENT', 'BOUNDARY_EVENT', 'EVENT_SUB_PROCESS']);

/** What an ad-hoc sub-process says; undefined for anything else. */
export function compileAdHoc(node: XmlNode, log: ProblemLog): AdHocDefinition | undefined {
  if (node.$type !== 'bpmn:AdHocSubProcess') return undefined;
  const extension = extensionOf(node, EXTENSION);
  const active = textOf(extension, 'activeElementsCollection');
  // Nobody could activate anything later.
  if (active === undefined) {
    log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: EXTENSION, attribute: 'activeElementsCollection' });
  }
  const condition = textOf(nodeOf(node, 'completionCondition'), 'body');
  const inside = nodesOf(node, 'flowElements');
  refuseMisplaced(node, inside, log);
  return {
    activeElements: active === undefined ? compile('', node, log) : compileRequired(active, node, log),
    isSequential: textOf(node, 'ordering') === 'Sequential',
    ...(condition === undefined ? {} : { completionCondition: compileRequired(condition, node, log) }),
    cancelsRemaining: booleanOf(node, 'cancelRemainingInstances') ?? true,
    ...present('output', readOutput(node, extension, log)),
    elements: new Set(inside.filter(isActivated).map(idOf)),
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
  if (extensionOf(node, 'zeebe:taskDefinition') !== undefined) {
    log.add('MODEL_UNSUPPORTED', node, { what: 'zeebe:taskDefinition', instead: 'activeElementsCollection' });
  }
}
