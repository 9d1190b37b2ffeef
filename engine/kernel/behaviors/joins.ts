/** Gateways that wait for several flows. They are not activated before; their waiting tokens are kept by their scope. */
import type { ModelElement } from '../../model/index.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance } from '../state.ts';

/** Whether the flows that lead here wait for each other. */
export function isJoin({ type, incoming }: ModelElement): boolean {
  return (type === 'PARALLEL_GATEWAY' || type === 'INCLUSIVE_GATEWAY') && incoming.length > 1;
}

/**
 * The waiting tokens an activation of the element uses up, one of each flow; `LACKING` while it has to wait; undefined at
 * elements that do not join. A parallel gateway wants every incoming flow (BPMN 2.0.2, 13.4.1). An inclusive gateway wants
 * one, and that no other token of its scope can still come to it by a flow that has none (13.4.3). As on Zeebe this is
 * looked at whenever a token arrives, not when another one turns away.
 */
export function consumedFlows(
  execution: Execution,
  element: ModelElement,
  scope: ElementInstance,
): readonly string[] | 'LACKING' | undefined {
  if (!isJoin(element)) return undefined;
  const waiting = waitingFlows(element, scope);
  if (waiting.length === element.incoming.length) return waiting;
  if (element.type === 'PARALLEL_GATEWAY' || waiting.length === 0) return 'LACKING';
  return mayStillCome(execution, element, scope, new Set(waiting)) ? 'LACKING' : waiting;
}

/** The incoming flows that have a waiting token. */
export function waitingFlows(element: ModelElement, { takenFlows }: ElementInstance): readonly string[] {
  return element.incoming.map(({ id }) => id).filter((id) => (takenFlows?.[id] ?? 0) > 0);
}

function mayStillCome(
  execution: Execution,
  gateway: ModelElement,
  scope: ElementInstance,
  waiting: ReadonlySet<string>,
): boolean {
  const seen = new Set<string>();
  const open = placesOfTokens(execution, scope).filter((id) => id !== gateway.id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === gateway.id) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...placesAfter(execution.element(id), waiting));
  }
  return false;
}

/** Elements of the scope that are active, about to be, or joins where tokens wait. */
function placesOfTokens(execution: Execution, scope: ElementInstance): string[] {
  const active = (scope.children ?? []).map((key) => execution.instance(key).elementId);
  const scheduled = execution.queue.flatMap((task) =>
    task.do === 'activate' && task.scopeKey === scope.key ? [task.elementId] : [],
  );
  const atJoins = Object.keys(scope.takenFlows ?? {}).flatMap((id) => execution.model.flows.get(id)?.targetId ?? []);
  return [...active, ...scheduled, ...atJoins];
}

function placesAfter(element: ModelElement, waiting: ReadonlySet<string>): readonly string[] {
  const behind = element.outgoing.filter(({ id }) => !waiting.has(id)).map(({ targetId }) => targetId);
  return [...behind, ...(element.linkTarget === undefined ? [] : [element.linkTarget]), ...element.boundaryEvents];
}
