import type { ModelElement, SequenceFlow } from '../../model/index.ts';
import type { Key, Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { evaluate } from './expressions.ts';

/** Takes these flows; the elements behind them are activated later in this step, in the same order. */
export function takeFlows(execution: Execution, flows: readonly SequenceFlow[], scopeKey: Key): void {
  for (const flow of flows) takeFlow(execution, flow, scopeKey);
}

function takeFlow(execution: Execution, flow: SequenceFlow, scopeKey: Key): void {
  const target = execution.element(flow.targetId);
  const waits = isJoin(target);
  const taken = { type: 'sequenceFlowTaken', v: 1, flowId: flow.id, flowScopeKey: scopeKey } as const;
  execution.emit(waits ? { ...taken, waitsAtJoin: true } : taken);
  if (waits && consumedFlows(target, execution.instance(scopeKey)) === 'LACKING') return;
  execution.schedule({ do: 'activate', elementId: target.id, scopeKey });
}

/**
 * The waiting tokens an activation of the element uses up: at a joining parallel gateway one of each incoming flow
 * (BPMN 2.0.2, 13.4.1), `LACKING` while one has none; undefined at elements that do not join.
 */
export function consumedFlows(
  element: ModelElement,
  scope: ElementInstance,
): readonly string[] | 'LACKING' | undefined {
  if (!isJoin(element)) return undefined;
  const ids = element.incoming.map((flow) => flow.id);
  return ids.every((id) => (scope.takenFlows?.[id] ?? 0) > 0) ? ids : 'LACKING';
}

function isJoin(element: ModelElement): boolean {
  return element.type === 'PARALLEL_GATEWAY' && element.incoming.length > 1;
}

/** Whether the condition of a flow holds. Anything but true or false, and any doubt on the way, is a failure. */
export function holds(execution: Execution, flow: SequenceFlow, variables: Variables): boolean | Failure {
  if (flow.condition === undefined) return true;
  const outcome = evaluate(execution, flow.condition, variables, 'CONDITION_ERROR');
  if (!outcome.ok) return outcome.failure;
  const [doubt] = outcome.diagnostics;
  if (typeof outcome.value === 'boolean' && doubt === undefined) return outcome.value;
  return { incidentType: 'CONDITION_ERROR', message: describeDoubt(flow, outcome.value, doubt?.message) };
}

function describeDoubt(flow: SequenceFlow, value: unknown, doubt: string | undefined): string {
  const found = doubt ?? `found ${value === null ? 'null' : typeof value}`;
  const source = flow.condition?.source ?? '';
  return `Expected the condition '${source}' of flow '${flow.id}' to be true or false: ${found}.`;
}
