import type { Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance, State } from '../state.ts';
import { findCatcher } from './catchers.ts';
import { terminate } from './lifecycle.ts';
import { trigger } from './triggers.ts';

export interface BpmnError {
  readonly code: string;
  readonly message: string;
  readonly variables: Variables;
}

/**
 * Finds who takes a BPMN error thrown at the instance, and returns what lets it happen: the nearest catch event with its
 * code, at one level a code before a catch-all (BPMN 2.0.2, 10.5.1). What nobody in this instance catches ends it and
 * goes on in the calling instance. Undefined, and nothing has changed, when nobody catches it there either.
 */
export function routeError(execution: Execution, from: ElementInstance, error: BpmnError): (() => void) | undefined {
  const catcher = findCatcher(execution.model, execution.state, from, { eventType: 'ERROR', code: error.code });
  if (catcher !== undefined) return () => trigger(execution, catcher.instance, catcher.target, error.variables);
  const { parent } = execution.state;
  const isCaughtOutside = parent !== undefined && (execution.context.catchesError?.(parent, error.code) ?? true);
  return isCaughtOutside ? () => failInstance(execution, parent, error) : undefined;
}

export function uncaught(error: BpmnError): Failure {
  const detail = error.message === '' ? '' : ` (${error.message})`;
  const message = `Expected an event that catches error '${error.code}'${detail}, but found none.`;
  return { incidentType: 'UNHANDLED_ERROR_EVENT', message };
}

function failInstance(execution: Execution, parent: NonNullable<State['parent']>, error: BpmnError): void {
  terminate(execution, execution.instance(execution.state.processInstanceKey));
  execution.effects.push({ type: 'failCallActivity', ...parent, errorCode: error.code, errorMessage: error.message });
}
