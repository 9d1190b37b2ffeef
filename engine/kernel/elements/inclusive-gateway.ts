import type { ModelElement, SequenceFlow } from '../../model/index.ts';
import type { ElementBehavior, Execution, Failure } from '../execution.ts';
import { holds } from '../behaviors/flows.ts';
import { passThrough } from '../behaviors/lifecycle.ts';
import { visibleVariables } from '../behaviors/variables.ts';
import type { ElementInstance } from '../state.ts';

/**
 * Inclusive gateway: takes every flow whose condition holds; the default flow only when all are false. A condition that is
 * in doubt stops it. Its join is kept by the flows.
 */
export const inclusiveGateway: ElementBehavior = {
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
  const { outgoing, defaultFlow } = element;
  if (outgoing.every(({ condition }) => condition === undefined)) return { flows: outgoing };
  const variables = visibleVariables(execution.state, instance);
  const flows: SequenceFlow[] = [];
  for (const flow of outgoing) {
    if (flow.condition === undefined) continue;
    const verdict = holds(execution, flow, variables);
    if (typeof verdict !== 'boolean') return verdict;
    if (verdict) flows.push(flow);
  }
  if (flows.length > 0) return { flows };
  if (defaultFlow !== undefined) return { flows: [defaultFlow] };
  const message = `Expected a condition at inclusive gateway '${element.id}' to hold or a default flow, but found neither.`;
  return { incidentType: 'CONDITION_ERROR', message };
}
