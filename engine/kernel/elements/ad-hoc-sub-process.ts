import type { AdHocDefinition, ModelElement } from '../../model/index.ts';
import type { ElementBehavior, Execution, Failure } from '../execution.ts';
import { activateAdHocElement, meetsCondition, readActiveElements } from '../behaviors/ad-hoc.ts';
import { cancelJob, createJob, evaluateJob } from '../behaviors/jobs.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { parentOf, propagate, setLocal } from '../behaviors/variables.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';
import type { ElementInstance } from '../state.ts';

/**
 * Ad-hoc sub-process: activates the elements its expression names, each in an inner instance with variables of its own, and
 * completes by its completion condition or with the last one; or a worker decides both, asked anew whenever one of them has
 * completed. Where nothing is active and nobody has said that it is over, it stays: more may be activated by command.
 */
export const adHocSubProcess: ElementBehavior = {
  prepare(execution, element, instance) {
    const { elements, output } = adHocOf(element);
    const collected = output === undefined ? {} : { [output.collection]: [] };
    setLocal(execution, instance, { adHocSubProcessElements: [...elements.values()], ...collected });
  },
  activate(execution, element, instance) {
    const adHoc = adHocOf(element);
    const ids = readActiveElements(execution, adHoc, instance);
    if (!ids.ok) return ids.failure;
    const job = element.job === undefined ? undefined : evaluateJob(execution, instance, element.job);
    if (job !== undefined && !job.ok) return job.failure;
    const closed = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (closed !== undefined) return closed;
    transition(execution, instance, 'elementActivated');
    if (job !== undefined) createJob(execution, instance, job.value, { kind: 'AD_HOC_SUB_PROCESS' });
    for (const elementId of adHoc.isSequential ? ids.value.slice(0, 1) : ids.value) {
      activateAdHocElement(execution, instance, { elementId });
    }
    return undefined;
  },
  emptied(execution, element, instance) {
    const failure = goOn(execution, element, instance);
    if (failure !== undefined) raiseIncident(execution, instance, failure);
  },
  resume(execution, element, instance) {
    return element.job === undefined ? goOn(execution, element, instance) : askWorker(execution, element, instance);
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
  completed(execution, element, { scopeKey }) {
    const instance = execution.find(scopeKey);
    if (element.job === undefined || instance === undefined) return;
    const failure = askWorker(execution, element, instance);
    if (failure !== undefined) raiseIncident(execution, instance, failure);
  },
};

/** One job at a time: what was decided before may not hold any more. Nobody is asked when it is over. */
function askWorker(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined {
  cancelJob(execution, instance);
  if (element.job === undefined || instance.isFulfilled) return undefined;
  const job = evaluateJob(execution, instance, element.job);
  if (!job.ok) return job.failure;
  createJob(execution, instance, job.value, { kind: 'AD_HOC_SUB_PROCESS' });
  return undefined;
}

/** Nothing is active: the next element in turn, the end, or what comes by command. */
function goOn(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined {
  const adHoc = adHocOf(element);
  if (element.job !== undefined) {
    if (instance.isFulfilled) execution.schedule({ do: 'complete', key: instance.key });
    return undefined;
  }
  const isOver = meetsCondition(execution, adHoc, instance);
  if (!isOver.ok) return isOver.failure;
  const ids = adHoc.isSequential ? readActiveElements(execution, adHoc, instance) : undefined;
  if (ids !== undefined && !ids.ok) return ids.failure;
  const elementId = ids?.value[(instance.completedChildren ?? 0) + (instance.terminatedChildren ?? 0)];
  if (isOver.value !== true && elementId !== undefined) activateAdHocElement(execution, instance, { elementId });
  else if (isOver.value !== false) execution.schedule({ do: 'complete', key: instance.key });
  return undefined;
}

function adHocOf(element: ModelElement): AdHocDefinition {
  if (element.adHoc === undefined) throw new TypeError(`'${element.id}' is no ad-hoc sub-process.`);
  return element.adHoc;
}
