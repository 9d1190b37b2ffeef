import { compileElement } from './compile-element.ts';
import { compileListeners } from './compile-listeners.ts';
import { compileRequired } from './expressions.ts';
import { present, readProperties, readText } from './extensions.ts';
import { extensionOf, idOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { ModelElement, ProcessModel, SequenceFlow } from './types.ts';
import { validateScope } from './validate/scope.ts';

/** What is drawn but not executed: pictures, notes and data. */
const NOT_EXECUTED = new Set([
  'bpmn:DataObject',
  'bpmn:DataObjectReference',
  'bpmn:DataStoreReference',
  'bpmn:TextAnnotation',
  'bpmn:Association',
  'bpmn:Group',
]);

/** A scope with what lies directly in it. */
export interface ScopeNodes {
  readonly node: XmlNode;
  readonly flowNodes: readonly XmlNode[];
  readonly flows: readonly XmlNode[];
}

/** Compiles a process with everything in it. Problems go to the log; the model is of use only when there are none. */
export function compileProcess(process: XmlNode, log: ProblemLog): ProcessModel {
  const scopes = collectScopes(process);
  const flows = compileFlows(scopes, log);
  const elements = new Map<string, ModelElement>();
  const linked = linkFlows(flows.values());
  for (const scope of scopes) {
    for (const node of [...(scope.node === process ? [process] : []), ...scope.flowNodes]) {
      if (idOf(node) === '') log.add('MODEL_ID_MISSING', node, { type: node.$type });
      elements.set(idOf(node), Object.freeze(compileElement(node, scope, linked, log)));
    }
    validateScope(scope, log);
  }
  const properties = readProperties(process);
  const name = textOf(process, 'name') ?? '';
  return Object.freeze({
    bpmnProcessId: idOf(process),
    name,
    text: readText(name, properties),
    ...present('versionTag', textOf(extensionOf(process, 'zeebe:versionTag'), 'value')),
    properties,
    resourceName: log.resourceName,
    elements,
    flows,
    startTriggers: findTriggers(elements, idOf(process)),
  });
}

/** The process and its sub-processes, outermost first. */
function collectScopes(process: XmlNode): readonly ScopeNodes[] {
  const scopes: ScopeNodes[] = [];
  for (let open: readonly XmlNode[] = [process]; open.length > 0;) {
    const found = open.map(readScope);
    scopes.push(...found);
    open = found.flatMap(({ flowNodes }) => flowNodes.filter((node) => nodesOf(node, 'flowElements').length > 0));
  }
  return scopes;
}

function readScope(node: XmlNode): ScopeNodes {
  const inside = nodesOf(node, 'flowElements').filter(({ $type }) => !NOT_EXECUTED.has($type));
  return {
    node,
    flowNodes: inside.filter(({ $type }) => $type !== 'bpmn:SequenceFlow'),
    flows: inside.filter(({ $type }) => $type === 'bpmn:SequenceFlow'),
  };
}

/** In document order across the whole process, as a gateway looks at them. */
function compileFlows(scopes: readonly ScopeNodes[], log: ProblemLog): ReadonlyMap<string, SequenceFlow> {
  const flows = new Map<string, SequenceFlow>();
  for (const node of scopes.flatMap((scope) => scope.flows)) {
    const source = nodeOf(node, 'sourceRef');
    const target = nodeOf(node, 'targetRef');
    if (source === undefined || target === undefined) reportLooseEnd(node, source, target, log);
    if (compileListeners(node, log) !== undefined) log.add('MODEL_LISTENER_PLACE', node, { event: 'start, end' });
    const properties = readProperties(node);
    const name = textOf(node, 'name') ?? '';
    const condition = textOf(nodeOf(node, 'conditionExpression'), 'body');
    flows.set(
      idOf(node),
      Object.freeze({
        id: idOf(node),
        name,
        text: readText(name, properties),
        sourceId: idOf(source),
        targetId: idOf(target),
        ...(condition === undefined ? {} : { condition: compileRequired(condition, node, log) }),
      }),
    );
  }
  return flows;
}

/** A reference that leads nowhere was reported by the reader; one that is not there at all was not. */
function reportLooseEnd(
  node: XmlNode,
  source: XmlNode | undefined,
  target: XmlNode | undefined,
  log: ProblemLog,
): void {
  const isReported = log.problems.some(
    ({ code, elementId }) => code === 'MODEL_DANGLING_REFERENCE' && elementId === idOf(node),
  );
  if (isReported) return;
  const property = source === undefined ? 'sourceRef' : 'targetRef';
  log.add('MODEL_DANGLING_REFERENCE', node, { property, target: idOf(source ?? target) });
}

export interface LinkedFlows {
  readonly incoming: ReadonlyMap<string, readonly SequenceFlow[]>;
  readonly outgoing: ReadonlyMap<string, readonly SequenceFlow[]>;
  readonly all: ReadonlyMap<string, SequenceFlow>;
}

function linkFlows(flows: Iterable<SequenceFlow>): LinkedFlows {
  const all = [...flows];
  return {
    incoming: Map.groupBy(all, ({ targetId }) => targetId),
    outgoing: Map.groupBy(all, ({ sourceId }) => sourceId),
    all: new Map(all.map((flow) => [flow.id, flow])),
  };
}

function findTriggers(elements: ReadonlyMap<string, ModelElement>, processId: string): readonly ModelElement[] {
  return [...elements.values()].filter(
    ({ type, scopeId, eventType }) => type === 'START_EVENT' && scopeId === processId && eventType !== 'NONE',
  );
}
