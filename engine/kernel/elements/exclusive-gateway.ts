import type { ModelElement, SequenceFlow } from '../../model/index.ts';
import type { ElementBehavior, Execution, Failure } from '../execution.ts';
import { holds } from '../behaviors/flows.ts';
import { passThrough } from '../behaviors/lifecycle.ts';
import { visibleVariables } from '../behaviors/variables.ts';
import type { ElementInstance } from '../state.ts';

/**
 * Exclusive gateway: takes one flow. Of several conditions that hold, the later `sequenceFlow` in the file wins, as on
 * Zeebe; the default flow only when all are false. A condition that is in doubt stops it, even behind one that holds.
 */
export const exclusiveGateway: ElementBehavior = {
  activate(execution, element, instance) {
    const chosen = choose(execution, element, instance);
    if ('incidentType' in chosen) return chosen;
    passThrough(execution, element, instance, chosen.flows);
    return undefined;
  },
};

function choose(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
): { readonly flows: readonly SequenceFlow[] } | Failure {
  const [first] = element.outgoing;
  if (first === undefined || (element.outgoing.length === 1 && first.condition === undefined)) {
    return { flows: element.outgoing };
  }
  const variables = visibleVariables(execution.state, instance);
  let taken: SequenceFlow | undefined;
  for (const flow of element.outgoing) {
    if (flow.condition === undefined) continue;
    const verdict = holds(execution, flow, variables);
    if (typeof verdict !== 'boolean') return verdict;
    if (verdict) taken = flow;
  }
  taken ??= element.defaultFlow;
  if (taken !== undefined) return { flows: [taken] };
  const message = `Expected a condition at exclusive gateway '${element.id}' to hold or a default flow, but found neither.`;
  return { incidentType: 'CONDITION_ERROR', message };
}
