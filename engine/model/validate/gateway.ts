import type { ScopeNodes } from '../compile-process.ts';
import { idOf, nodeOf, nodesOf, type XmlNode } from '../moddle.ts';
import type { ProblemLog } from '../problems.ts';
import type { ModelElement } from '../types.ts';

/** Conditions and default flows stand where they are looked at, and nowhere else. */
export function validateGateway(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  if (element.type === 'EXCLUSIVE_GATEWAY' || element.type === 'INCLUSIVE_GATEWAY') validateChoice(node, element, log);
  else refuseConditions(element, log);
  if (element.type === 'EVENT_BASED_GATEWAY') validateTargets(node, element, scope, log);
}

function validateChoice(node: XmlNode, element: ModelElement, log: ProblemLog): void {
  const fallback = nodeOf(node, 'default');
  if (fallback !== undefined) {
    if (element.defaultFlow?.sourceId !== element.id)
      log.add('MODEL_DEFAULT_FLOW', node, { problem: '≠ bpmn:outgoing' });
    if (element.defaultFlow?.condition !== undefined)
      log.add('MODEL_DEFAULT_FLOW', node, { problem: 'conditionExpression' });
  }
  if (element.outgoing.length < 2) return;
  for (const flow of element.outgoing) {
    if (flow.condition === undefined && flow !== element.defaultFlow)
      log.addAt('MODEL_CONDITION_MISSING', flow.id, flow.name);
  }
}

/** Zeebe refuses the condition; a condition that nobody looks at would be taken for one that holds. */
function refuseConditions(element: ModelElement, log: ProblemLog): void {
  for (const flow of element.outgoing) {
    if (flow.condition === undefined) continue;
    log.addAt('MODEL_CONDITION_MISPLACED', flow.id, flow.name, { source: element.id });
  }
}

function validateTargets(node: XmlNode, element: ModelElement, scope: ScopeNodes, log: ProblemLog): void {
  for (const flow of element.outgoing) {
    const target = scope.flowNodes.find((other) => idOf(other) === flow.targetId);
    if (target === undefined) continue;
    const [definition] = nodesOf(target, 'eventDefinitions');
    const isEvent = target.$type === 'bpmn:IntermediateCatchEvent' && WAITS.has(definition?.$type ?? '');
    const isShared = scope.flows.filter((other) => nodeOf(other, 'targetRef') === target).length > 1;
    if (!isEvent || isShared) log.add('MODEL_EVENT_GATEWAY_TARGET', node, { target: idOf(target) });
  }
}

const WAITS = new Set(['bpmn:TimerEventDefinition', 'bpmn:MessageEventDefinition', 'bpmn:SignalEventDefinition']);
