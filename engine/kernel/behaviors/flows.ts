import type { SequenceFlow } from '../../model/index.ts';
import type { Key, Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import { readCondition } from './expressions.ts';
import { consumedFlows, isJoin } from './joins.ts';

/** Takes these flows; the elements behind them are activated later in this step, in the same order. */
export function takeFlows(execution: Execution, flows: readonly SequenceFlow[], scopeKey: Key): void {
  for (const flow of flows) takeFlow(execution, flow, scopeKey);
}

function takeFlow(execution: Execution, flow: SequenceFlow, scopeKey: Key): void {
  const target = execution.element(flow.targetId);
  const waits = isJoin(target);
  const taken = { type: 'sequenceFlowTaken', v: 1, flowId: flow.id, flowScopeKey: scopeKey } as const;
  execution.emit(waits ? { ...taken, waitsAtJoin: true } : taken);
  // Whether an inclusive gateway still has to wait shows when it is its turn: others may be on their way by then.
  const isParallel = waits && target.type === 'PARALLEL_GATEWAY';
  if (isParallel && consumedFlows(execution, target, execution.instance(scopeKey)) === 'LACKING') return;
  execution.schedule({ do: 'activate', elementId: target.id, scopeKey });
}

/** Whether the condition of a flow holds. Anything but true or false, and any doubt on the way, is a failure. */
export function holds(execution: Execution, flow: SequenceFlow, variables: Variables): boolean | Failure {
  if (flow.condition === undefined) return true;
  const where = { of: `flow '${flow.id}'`, incidentType: 'CONDITION_ERROR' } as const;
  const verdict = readCondition(execution, flow.condition, variables, where);
  return verdict.ok ? verdict.value : verdict.failure;
}
