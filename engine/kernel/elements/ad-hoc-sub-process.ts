import type { AdHocDefinition, ModelElement } from '../../model/index.ts';
import type { ElementBehavior, Execution, Failure } from '../execution.ts';
import { meetsCondition, readActiveElements } from '../behaviors/ad-hoc.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { parentOf, propagate, setLocal } from '../behaviors/variables.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';
import type { ElementInstance } from '../state.ts';

/**
 * Ad-hoc sub-process: activates the elements its expression names, each in an inner instance with variables of its own, and
 * completes by its completion condition or with the last one. When nothing is active and the condition does not hold, it
 * stops with an incident: nobody could go on.
 */
export const adHocSubProcess: ElementBehavior = {
  activate(execution, element, instance) {
    const adHoc = adHocOf(element);
    const ids = readActiveElements(execution, adHoc, instance);
    if (!ids.ok) return ids.failure;
    const closed = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (closed !== undefined) return closed;
    if (adHoc.output !== undefined) setLocal(execution, instance, { [adHoc.output.collection]: [] });
    transition(execution, instance, 'elementActivated');
    for (const id of adHoc.isSequential ? ids.value.slice(0, 1) : ids.value) activateInner(execution, instance, id);
    return undefined;
  },
  emptied(execution, element, instance) {
    const failure = goOn(execution, adHocOf(element), instance);
    if (failure !== undefined) raiseIncident(execution, instance, failure);
  },
  resume(execution, element, instance) {
    return goOn(execution, adHocOf(element), instance);
  },
  complete(execution, element, instance) {
    const collection = element.adHoc?.output?.collection;
    const scope = parentOf(execution.state, instance);
    if (collection !== undefined && scope !== undefined) {
      propagate(execution, scope, { [collection]: instance.variables?.[collection] ?? null });
    }
    return undefined;
  },
};

/** One element of an ad-hoc sub-process with everything that follows it. */
export const adHocInnerInstance: ElementBehavior = {
  activate(execution, _element, instance) {
    transition(execution, instance, 'elementActivated');
    const elementId = instance.startsWith;
    if (elementId !== undefined) execution.schedule({ do: 'activate', elementId, scopeKey: instance.key });
    return undefined;
  },
};

/** Nothing is active: the next element in turn, or the end. */
function goOn(execution: Execution, adHoc: AdHocDefinition, instance: ElementInstance): Failure | undefined {
  const isOver = meetsCondition(execution, adHoc, instance);
  if (!isOver.ok) return isOver.failure;
  const ids = adHoc.isSequential ? readActiveElements(execution, adHoc, instance) : undefined;
  if (ids !== undefined && !ids.ok) return ids.failure;
  const next = ids?.value[(instance.completedChildren ?? 0) + (instance.terminatedChildren ?? 0)];
  if (isOver.value !== true && next !== undefined) activateInner(execution, instance, next);
  else if (isOver.value === false) return stuck(adHoc, instance);
  else execution.schedule({ do: 'complete', key: instance.key });
  return undefined;
}

function stuck({ completionCondition }: AdHocDefinition, instance: ElementInstance): Failure {
  const message = `Expected the completion condition '${completionCondition?.source}' of '${instance.elementId}' to hold when nothing is active any more, but it does not.`;
  return { incidentType: 'EXTRACT_VALUE_ERROR', message };
}

function activateInner(execution: Execution, instance: ElementInstance, startsWith: string): void {
  execution.schedule({ do: 'activate', elementId: instance.elementId, scopeKey: instance.key, startsWith });
}

function adHocOf(element: ModelElement): AdHocDefinition {
  if (element.adHoc === undefined) throw new TypeError(`'${element.id}' is no ad-hoc sub-process.`);
  return element.adHoc;
}
