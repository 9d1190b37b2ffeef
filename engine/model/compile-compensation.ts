import type { ScopeNodes } from './compile-process.ts';
import { isActivity } from './element-types.ts';
import { booleanOf, idOf, nodeOf, nodesOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { ModelElement } from './types.ts';

type Compensation = Partial<Pick<ModelElement, 'compensationHandler' | 'compensatedActivity'>>;

/** A boundary event leads to its handler by an association; a throw event may name the one activity it means. */
export function compileCompensation(
  node: XmlNode,
  definition: XmlNode,
  scope: ScopeNodes,
  log: ProblemLog,
): Compensation {
  if (node.$type === 'bpmn:BoundaryEvent') return readHandler(node, scope, log);
  if (booleanOf(definition, 'waitForCompletion') === false) {
    log.add('MODEL_UNSUPPORTED', node, { what: 'waitForCompletion="false"', instead: 'waitForCompletion="true"' });
  }
  const activity = nodeOf(definition, 'activityRef');
  if (activity === undefined) return {};
  if (!isCompensable(activity, scope)) log.add('MODEL_COMPENSATION_ACTIVITY', node, { activity: idOf(activity) });
  return { compensatedActivity: idOf(activity) };
}

function readHandler(node: XmlNode, scope: ScopeNodes, log: ProblemLog): Compensation {
  const targets = nodesOf(scope.node, 'artifacts')
    .filter((artifact) => artifact.$type === 'bpmn:Association' && nodeOf(artifact, 'sourceRef') === node)
    .flatMap((association) => nodeOf(association, 'targetRef') ?? []);
  const [handler] = targets;
  const fits = handler !== undefined && isHandler(handler) && scope.flowNodes.includes(handler);
  if (fits && targets.length === 1) return { compensationHandler: idOf(handler) };
  log.add('MODEL_COMPENSATION_HANDLER', node, { found: targets.map(idOf).join(', ') || '–' });
  return {};
}

export function isHandler(node: XmlNode): boolean {
  return isActivity(node) && booleanOf(node, 'isForCompensation') === true;
}

/** Something that can be undone, in the scope of the throw event or in the one around an event sub-process. */
function isCompensable(activity: XmlNode, scope: ScopeNodes): boolean {
  const around = booleanOf(scope.node, 'triggeredByEvent') === true ? scope.node.$parent : undefined;
  const isNear = activity.$parent === scope.node || activity.$parent === around;
  const siblings = nodesOf(activity.$parent, 'flowElements');
  const hasEvent = siblings.some(
    (other) =>
      nodeOf(other, 'attachedToRef') === activity &&
      nodesOf(other, 'eventDefinitions')[0]?.$type === 'bpmn:CompensateEventDefinition',
  );
  return isNear && (hasEvent || activity.$type === 'bpmn:SubProcess');
}
