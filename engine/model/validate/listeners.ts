import type { ScopeNodes } from '../compile-process.ts';
import { extensionOf, nodeOf, type XmlNode } from '../moddle.ts';
import type { ProblemLog } from '../problems.ts';
import type { JobDefinition, ModelElement } from '../types.ts';

/** Where Zeebe would refuse a listener, or pass it over in silence. */
export function validateListeners(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  const { listeners } = element;
  if (listeners === undefined) return;
  const refused = {
    start: listeners.start !== undefined && hasNoStart(node, element, scope),
    end: listeners.end !== undefined && hasNoEnd(element),
    creating: listeners.creating !== undefined && !isNativeTask(node),
    completing: listeners.completing !== undefined && !isNativeTask(node),
  };
  for (const [event, isRefused] of Object.entries(refused)) {
    if (isRefused) log.add('MODEL_LISTENER_PLACE', node, { event });
  }
  for (const [event, jobs] of Object.entries(listeners)) refuseTwins(node, event, jobs, log);
}

/** It has happened before it is activated: start and boundary events, and what stands behind an event-based gateway. */
function hasNoStart(node: XmlNode, { type }: ModelElement, scope: ScopeNodes): boolean {
  if (type === 'START_EVENT' || type === 'BOUNDARY_EVENT') return true;
  return scope.flows.some(
    (flow) => nodeOf(flow, 'targetRef') === node && nodeOf(flow, 'sourceRef')?.$type === 'bpmn:EventBasedGateway',
  );
}

/** It is left at once, or taken away by what it throws. */
function hasNoEnd({ type, eventType }: ModelElement): boolean {
  if (type.endsWith('GATEWAY')) return true;
  if (type === 'END_EVENT') return eventType === 'ERROR';
  if (type === 'INTERMEDIATE_THROW_EVENT') return eventType === 'ESCALATION';
  return type === 'BOUNDARY_EVENT' && eventType === 'COMPENSATION';
}

function isNativeTask(node: XmlNode): boolean {
  return node.$type === 'bpmn:UserTask' && extensionOf(node, 'zeebe:userTask') !== undefined;
}

function refuseTwins(node: XmlNode, event: string, jobs: readonly JobDefinition[], log: ProblemLog): void {
  const types = jobs.map(({ type }) => type.source);
  const twin = types.find((type, index) => types.indexOf(type) !== index);
  if (twin !== undefined) log.add('MODEL_LISTENER_AMBIGUOUS', node, { event, type: twin });
}
