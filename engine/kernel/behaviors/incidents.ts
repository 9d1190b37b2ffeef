import type { Key } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance } from '../state.ts';

/** Stops the element where it is; an operator finds the incident and resolves it. */
export function raiseIncident(execution: Execution, instance: ElementInstance, failure: Failure, jobKey?: Key): void {
  execution.emit({
    type: 'incidentCreated',
    v: 1,
    incidentKey: execution.context.nextKey(),
    incidentType: failure.incidentType,
    errorMessage: failure.message,
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
    ...(jobKey === undefined ? {} : { jobKey }),
  });
}

/** The incidents of an element that ends are over with it. */
export function resolveIncidents(execution: Execution, instance: ElementInstance): void {
  for (const incidentKey of [...(instance.incidents ?? [])]) {
    execution.emit({ type: 'incidentResolved', v: 1, incidentKey });
  }
}
