import { compileAdHoc } from './compile-ad-hoc.ts';
import { compileEvent } from './compile-event.ts';
import { compileListeners } from './compile-listeners.ts';
import type { LinkedFlows, ScopeNodes } from './compile-process.ts';
import { compileMultiInstance } from './compile-multi-instance.ts';
import { typeOf } from './element-types.ts';
import { compile, compileRequired } from './expressions.ts';
import {
  present,
  readHeaders,
  readJob,
  readMappings,
  readProperties,
  readText,
  readUserTask,
  readUserTaskJob,
} from './extensions.ts';
import { booleanOf, extensionOf, idOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { Binding, ModelElement } from './types.ts';
import { validateElement } from './validate/element.ts';
import { validateExtensions, validateMappings } from './validate/extensions.ts';

/** Compiles one element, or the process itself when the scope is its own. */
export function compileElement(node: XmlNode, scope: ScopeNodes, flows: LinkedFlows, log: ProblemLog): ModelElement {
  const id = idOf(node);
  const type = typeOf(node);
  if (type === undefined) log.add('MODEL_UNSUPPORTED', node, { what: node.$type, instead: 'a supported element' });
  validateExtensions(node, log);
  const properties = readProperties(node);
  const name = textOf(node, 'name') ?? '';
  const element: ModelElement = {
    id,
    type: type ?? 'TASK',
    eventType: 'UNSPECIFIED',
    name,
    text: readText(name, properties),
    ...(scope.node === node ? {} : { scopeId: idOf(scope.node) }),
    incoming: flows.incoming.get(id) ?? [],
    outgoing: flows.outgoing.get(id) ?? [],
    ...present('defaultFlow', flows.all.get(idOf(nodeOf(node, 'default')))),
    inputs: readMappings(node, 'inputParameters', log),
    outputs: readMappings(node, 'outputParameters', log),
    headers: readHeaders(node, log),
    properties,
    boundaryEvents: boundaryEventsOf(node, scope),
    isInterrupting: true,
    ...compileEvent(node, scope, log),
    ...compileWork(node, log),
    ...present('adHoc', compileAdHoc(node, log)),
    ...present('listeners', compileListeners(node, log)),
    ...present('multiInstance', compileMultiInstance(node, log)),
    ...compileInside(node),
  };
  validateMappings(node, element, log);
  validateElement(node, element, scope, log);
  return element;
}

function boundaryEventsOf(node: XmlNode, scope: ScopeNodes): readonly string[] {
  return scope.flowNodes.filter((other) => nodeOf(other, 'attachedToRef') === node).map(idOf);
}

type Work = Pick<ModelElement, 'job' | 'userTask' | 'script' | 'decision' | 'calledElement'>;

/** What a task or throwing event does. That it does exactly one thing is validated elsewhere. */
function compileWork(node: XmlNode, log: ProblemLog): Partial<Work> {
  if (node.$type === 'bpmn:UserTask') {
    return { job: readUserTaskJob(node, log), userTask: readUserTask(node, log) };
  }
  return {
    ...present('job', readJob(node, log)),
    ...present('script', readScript(node, log)),
    ...present('decision', readDecision(node, log)),
    ...present('calledElement', readCalledElement(node, log)),
  };
}

function readScript(node: XmlNode, log: ProblemLog): ModelElement['script'] | undefined {
  const script = extensionOf(node, 'zeebe:script');
  if (script === undefined) return undefined;
  const expression = required(node, script, 'expression', log);
  const resultVariable = required(node, script, 'resultVariable', log);
  return { expression: compileRequired(expression, node, log), resultVariable };
}

function readDecision(node: XmlNode, log: ProblemLog): ModelElement['decision'] | undefined {
  const decision = extensionOf(node, 'zeebe:calledDecision');
  if (decision === undefined) return undefined;
  const decisionId = required(node, decision, 'decisionId', log);
  return {
    decisionId: compile(decisionId, node, log),
    binding: readBinding(node, decision, log),
    resultVariable: required(node, decision, 'resultVariable', log),
  };
}

function readCalledElement(node: XmlNode, log: ProblemLog): ModelElement['calledElement'] | undefined {
  const called = extensionOf(node, 'zeebe:calledElement');
  if (called === undefined) return undefined;
  for (const attribute of ['processIdExpression', 'businessId']) {
    if (textOf(called, attribute) !== undefined) {
      log.add('MODEL_UNSUPPORTED', node, { what: attribute, instead: 'processId' });
    }
  }
  return {
    processId: compile(required(node, called, 'processId', log), node, log),
    binding: readBinding(node, called, log),
    propagateAllChildVariables: booleanOf(called, 'propagateAllChildVariables') ?? true,
    propagateAllParentVariables: booleanOf(called, 'propagateAllParentVariables') ?? true,
  };
}

function readBinding(node: XmlNode, extension: XmlNode, log: ProblemLog): Binding {
  const type = textOf(extension, 'bindingType') ?? 'latest';
  if (type === 'versionTag') return { type, versionTag: required(node, extension, 'versionTag', log) };
  if (type === 'deployment') return { type };
  if (type !== 'latest') {
    log.add('MODEL_UNSUPPORTED', node, { what: `bindingType="${type}"`, instead: 'latest, deployment, versionTag' });
  }
  return { type: 'latest' };
}

function required(node: XmlNode, extension: XmlNode, attribute: string, log: ProblemLog): string {
  const value = textOf(extension, attribute);
  if (value === undefined) log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: extension.$type, attribute });
  return value ?? '';
}

type Inside = Pick<ModelElement, 'startEventId' | 'eventSubProcesses'>;

function compileInside(node: XmlNode): Partial<Inside> & Pick<Inside, 'eventSubProcesses'> {
  const inside = nodesOf(node, 'flowElements');
  const starts = inside.filter(({ $type }) => $type === 'bpmn:StartEvent');
  const isTriggered = typeOf(node) === 'EVENT_SUB_PROCESS';
  const start = isTriggered ? starts[0] : starts.find((event) => nodesOf(event, 'eventDefinitions').length === 0);
  return {
    ...(start === undefined ? {} : { startEventId: idOf(start) }),
    eventSubProcesses: inside.filter((inner) => typeOf(inner) === 'EVENT_SUB_PROCESS').map(idOf),
  };
}
