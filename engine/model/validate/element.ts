import { isHandler } from '../compile-compensation.ts';
import type { ScopeNodes } from '../compile-process.ts';
import { isActivity } from '../element-types.ts';
import { extensionOf, idOf, nodeOf, nodesOf, textOf, type XmlNode } from '../moddle.ts';
import type { ProblemLog } from '../problems.ts';
import type { ModelElement } from '../types.ts';
import { validateEvent } from './event.ts';
import { validateGateway } from './gateway.ts';
import { validateListeners } from './listeners.ts';

/** What must be said of one element, whatever lies around it. */
export function validateElement(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  validateWork(node, element, log);
  validateFlows(node, element, scope, log);
  validateEvent(node, element, scope, log);
  validateGateway(node, element, scope, log);
  validateListeners(node, element, scope, log);
  if (isActivity(node)) validateActivity(node, element, log);
  else if (nodeOf(node, 'loopCharacteristics') !== undefined) {
    log.add('MODEL_UNSUPPORTED', node, { what: 'loopCharacteristics', instead: 'them at an activity' });
  }
}

/** Which extension elements say what a task does: exactly one of them must be there. */
const WORK: Readonly<Record<string, readonly string[]>> = {
  'bpmn:ServiceTask': ['zeebe:taskDefinition'],
  'bpmn:SendTask': ['zeebe:taskDefinition'],
  'bpmn:ScriptTask': ['zeebe:script', 'zeebe:taskDefinition'],
  'bpmn:BusinessRuleTask': ['zeebe:calledDecision', 'zeebe:taskDefinition'],
  'bpmn:CallActivity': ['zeebe:calledElement'],
};

function validateWork(node: XmlNode, element: ModelElement, log: ProblemLog): void {
  const isThrownMessage = element.eventType === 'MESSAGE' && /(?:End|Throw)Event$/.test(node.$type);
  const possible = isThrownMessage ? ['zeebe:taskDefinition'] : WORK[node.$type];
  if (possible === undefined) return;
  const found = possible.filter((type) => extensionOf(node, type) !== undefined);
  if (found.length === 0) log.add('MODEL_EXTENSION_MISSING', node, { extension: possible.join(' / ') });
  if (found.length > 1) log.add('MODEL_EXTENSION_CONFLICT', node, { extensions: found.join(', ') });
}

/** What Zeebe does not take as a compensation handler. */
const NO_HANDLERS = new Set(['bpmn:BusinessRuleTask', 'bpmn:ReceiveTask']);

/** Zeebe passes these over in silence, so that something else happens than was drawn. */
function validateActivity(node: XmlNode, element: ModelElement, log: ProblemLog): void {
  const refuse = (what: string, instead: string): void => log.add('MODEL_UNSUPPORTED', node, { what, instead });
  if (isHandler(node) && NO_HANDLERS.has(node.$type)) refuse(`${node.$type} isForCompensation`, 'a service task');
  if (isHandler(node) && element.boundaryEvents.length > 0) refuse('boundary events at a handler', 'a sub-process');
  for (const quantity of ['startQuantity', 'completionQuantity']) {
    if (Number(textOf(node, quantity) ?? '1') !== 1) refuse(quantity, 'gateways');
  }
  if (node.$type === 'bpmn:ReceiveTask' && node['instantiate'] === true) {
    refuse('instantiate="true"', 'a message start event');
  }
}

function validateFlows(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  const { type } = element;
  if (isEntry(node, element) && element.incoming.length > 0) {
    log.add('MODEL_FLOW_FORBIDDEN', node, { direction: 'incoming' });
  }
  if (isExit(node, element) && element.outgoing.length > 0) {
    log.add('MODEL_FLOW_FORBIDDEN', node, { direction: 'outgoing' });
  }
  if (type === 'BOUNDARY_EVENT' && !isExit(node, element)) requireOutgoing(node, element, 1, log);
  if (type === 'EVENT_BASED_GATEWAY') requireOutgoing(node, element, 2, log);
  for (const flow of element.outgoing) {
    const isInside = scope.flowNodes.some((other) => idOf(other) === flow.targetId);
    if (!isInside && flow.targetId !== '') {
      log.addAt('MODEL_FLOW_SCOPE', flow.id, flow.name, { source: element.id, target: flow.targetId });
    }
  }
}

/** Begins by itself: no flow leads there. */
function isEntry(node: XmlNode, { type, eventType }: ModelElement): boolean {
  if (type === 'INTERMEDIATE_CATCH_EVENT') return eventType === 'LINK';
  return ['START_EVENT', 'BOUNDARY_EVENT', 'EVENT_SUB_PROCESS'].includes(type) || isHandler(node);
}

/** Nothing follows by a flow. */
function isExit(node: XmlNode, { type, eventType }: ModelElement): boolean {
  if (type === 'INTERMEDIATE_THROW_EVENT') return eventType === 'LINK';
  if (type === 'BOUNDARY_EVENT') return eventType === 'COMPENSATION';
  return type === 'END_EVENT' || type === 'EVENT_SUB_PROCESS' || isHandler(node);
}

/** Zeebe counts the `bpmn:outgoing` children here, not the flows. */
function requireOutgoing(node: XmlNode, element: ModelElement, count: number, log: ProblemLog): void {
  const found = Math.min(element.outgoing.length, nodesOf(node, 'outgoing').length);
  if (found < count) log.add('MODEL_FLOW_MISSING', node, { count, found });
}
