import { EVENTS } from '../constructs.ts';
import type { ScopeNodes } from '../compile-process.ts';
import { isActivity, typeOf } from '../element-types.ts';
import { idOf, nodeOf, nodesOf, type XmlNode } from '../moddle.ts';
import type { ProblemLog } from '../problems.ts';
import type { EventType, ModelElement } from '../types.ts';

export function validateEvent(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  const place = placeOf(node, scope);
  if (place === undefined) return;
  validateKind(node, element, EVENTS[place], place.startsWith('start'), log);
  if (place === 'boundary') validateHost(node, element, scope, log);
  const mustInterrupt = element.eventType === 'ERROR' && (place === 'boundary' || place === 'startOfEventSubProcess');
  if (mustInterrupt && !element.isInterrupting) log.add('MODEL_MUST_INTERRUPT', node);
}

function placeOf(node: XmlNode, scope: ScopeNodes): keyof typeof EVENTS | undefined {
  switch (node.$type) {
    case 'bpmn:StartEvent':
      if (typeOf(scope.node) === 'PROCESS') return 'startOfProcess';
      return typeOf(scope.node) === 'EVENT_SUB_PROCESS' ? 'startOfEventSubProcess' : 'startOfSubProcess';
    case 'bpmn:BoundaryEvent':
      return 'boundary';
    case 'bpmn:IntermediateCatchEvent':
      return 'catch';
    case 'bpmn:IntermediateThrowEvent':
      return 'throw';
    case 'bpmn:EndEvent':
      return 'end';
    default:
      return undefined;
  }
}

function validateKind(
  node: XmlNode,
  element: ModelElement,
  allowed: readonly EventType[],
  isStart: boolean,
  log: ProblemLog,
): void {
  const definitions = nodesOf(node, 'eventDefinitions');
  const expected = allowed.join(', ');
  const shared = nodesOf(node, 'eventDefinitionRef').length;
  if (definitions.length > 1 || shared > 0) {
    const found = definitions.map(({ $type }) => $type).concat(shared > 0 ? ['bpmn:eventDefinitionRef'] : []);
    log.add('MODEL_EVENT_DEFINITION', node, { expected, found: found.join(', ') });
    return;
  }
  if (allowed.includes(element.eventType)) return;
  const found = definitions[0]?.$type ?? 'none';
  log.add(isStart ? 'MODEL_START_KIND' : 'MODEL_EVENT_DEFINITION', node, { expected, found });
}

function validateHost(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  const host = nodeOf(node, 'attachedToRef');
  if (host === undefined || !isActivity(host) || !scope.flowNodes.includes(host)) {
    log.add('MODEL_BOUNDARY_HOST', node, { host: idOf(host) });
  } else if (element.eventType === 'ESCALATION' && !ESCALATES.has(host.$type)) {
    log.add('MODEL_ESCALATION_HOST', node, { host: idOf(host) });
  }
}

/** A task has nothing inside that could escalate. */
const ESCALATES = new Set(['bpmn:SubProcess', 'bpmn:AdHocSubProcess', 'bpmn:CallActivity']);
