import type { ScopeNodes } from '../compile-process.ts';
import { typeOf } from '../element-types.ts';
import { idOf, nodeOf, nodesOf, textOf, type XmlNode } from '../moddle.ts';
import type { ModelCode, ProblemLog } from '../problems.ts';

/** What must be said of a process or sub-process as a whole: where it begins, and that no two events take the same. */
export function validateScope(scope: ScopeNodes, log: ProblemLog): void {
  validateStart(scope, log);
  for (const group of eventGroups(scope)) {
    refuseTwins(group, messageName, 'MODEL_MESSAGE_AMBIGUOUS', 'message', log);
    refuseTwins(group, signalName, 'MODEL_SIGNAL_AMBIGUOUS', 'signal', log);
    refuseTwins(group, errorCode, 'MODEL_ERROR_AMBIGUOUS', 'code', log);
    refuseTwins(group, compensation, 'MODEL_COMPENSATION_AMBIGUOUS', 'host', log);
    refuseTwins(group, escalationCode, 'MODEL_ESCALATION_AMBIGUOUS', 'code', log);
  }
  refuseTwins(scope.flowNodes.filter(isCatch), linkName, 'MODEL_LINK_AMBIGUOUS', 'link', log);
}

function validateStart({ node, flowNodes }: ScopeNodes, log: ProblemLog): void {
  const starts = flowNodes.filter(isStart);
  const none = starts.filter((start) => nodesOf(start, 'eventDefinitions').length === 0);
  const type = typeOf(node);
  // Begins at the elements its expression names.
  if (type === 'AD_HOC_SUB_PROCESS') return;
  if (starts.length === 0) log.add('MODEL_START_MISSING', node);
  else if (type === 'PROCESS' && none.length > 1) ambiguous(node, none.length, '1 × NONE', log);
  else if (type !== 'PROCESS' && starts.length > 1) ambiguous(node, starts.length, '1', log);
}

function ambiguous(node: XmlNode, found: number, expected: string, log: ProblemLog): void {
  log.add('MODEL_START_AMBIGUOUS', node, { found, expected });
}

/** Events that wait at the same place: starts of the process, event sub-processes, boundary events of one activity. */
function eventGroups(scope: ScopeNodes): readonly (readonly XmlNode[])[] {
  const inner = scope.flowNodes.filter((node) => typeOf(node) === 'EVENT_SUB_PROCESS');
  const boundary = scope.flowNodes.filter(({ $type }) => $type === 'bpmn:BoundaryEvent');
  return [
    scope.flowNodes.filter(isStart),
    inner.flatMap((node) => nodesOf(node, 'flowElements').filter(isStart)),
    ...Map.groupBy(boundary, (node) => nodeOf(node, 'attachedToRef')).values(),
    ...scope.flowNodes.filter(({ $type }) => $type === 'bpmn:EventBasedGateway').map((node) => behind(node, scope)),
  ];
}

function behind(gateway: XmlNode, scope: ScopeNodes): readonly XmlNode[] {
  return scope.flows
    .filter((flow) => nodeOf(flow, 'sourceRef') === gateway)
    .flatMap((flow) => nodeOf(flow, 'targetRef') ?? []);
}

function refuseTwins(
  events: readonly XmlNode[],
  identity: (node: XmlNode) => string | undefined,
  code: Extract<ModelCode, `${string}_AMBIGUOUS`>,
  detail: string,
  log: ProblemLog,
): void {
  const seen = new Set<string>();
  for (const event of events) {
    const id = identity(event);
    if (id === undefined) continue;
    if (seen.has(id)) log.add(code, event, { [detail]: id });
    seen.add(id);
  }
}

function messageName(node: XmlNode): string | undefined {
  const [definition] = nodesOf(node, 'eventDefinitions');
  return textOf(nodeOf(definition, 'messageRef'), 'name');
}

function signalName(node: XmlNode): string | undefined {
  return textOf(nodeOf(definitionOf(node, 'bpmn:SignalEventDefinition'), 'signalRef'), 'name');
}

function errorCode(node: XmlNode): string | undefined {
  const definition = definitionOf(node, 'bpmn:ErrorEventDefinition');
  return definition && (textOf(nodeOf(definition, 'errorRef'), 'errorCode') ?? '*');
}

function escalationCode(node: XmlNode): string | undefined {
  const definition = definitionOf(node, 'bpmn:EscalationEventDefinition');
  return definition && (textOf(nodeOf(definition, 'escalationRef'), 'escalationCode') ?? '*');
}

/** One activity is undone in one way. */
function compensation(node: XmlNode): string | undefined {
  return definitionOf(node, 'bpmn:CompensateEventDefinition') && (idOf(nodeOf(node, 'attachedToRef')) || undefined);
}

function linkName(node: XmlNode): string | undefined {
  return textOf(definitionOf(node, 'bpmn:LinkEventDefinition'), 'name');
}

function definitionOf(node: XmlNode, type: string): XmlNode | undefined {
  const [definition] = nodesOf(node, 'eventDefinitions');
  return definition?.$type === type ? definition : undefined;
}

function isCatch({ $type }: XmlNode): boolean {
  return $type === 'bpmn:IntermediateCatchEvent';
}

function isStart({ $type }: XmlNode): boolean {
  return $type === 'bpmn:StartEvent';
}
