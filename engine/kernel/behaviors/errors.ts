import type { ModelElement, ProcessModel } from '../../model/index.ts';
import type { Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance, State } from '../state.ts';
import { terminate } from './lifecycle.ts';
import { trigger } from './triggers.ts';
import { parentOf } from './variables.ts';

export interface BpmnError {
  readonly code: string;
  readonly message: string;
  readonly variables: Variables;
}

interface Catcher {
  readonly instance: ElementInstance;
  readonly target: ModelElement;
}

/**
 * Finds who takes a BPMN error thrown at the instance, and returns what lets it happen: the nearest catch event with its
 * code, at one level a code before a catch-all (BPMN 2.0.2, 10.5.1). What nobody in this instance catches ends it and
 * goes on in the calling instance. Undefined, and nothing has changed, when nobody catches it there either.
 */
export function routeError(execution: Execution, from: ElementInstance, error: BpmnError): (() => void) | undefined {
  const catcher = findCatcher(execution.model, execution.state, from, error.code);
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

/** The catch event that would take an error thrown at this instance. */
export function findCatcher(
  model: ProcessModel,
  state: State,
  from: ElementInstance,
  errorCode: string,
): Catcher | undefined {
  for (let at: ElementInstance | undefined = from; at !== undefined; at = parentOf(state, at)) {
    const target = catcherAt(model, state, at, errorCode);
    if (target !== undefined) return { instance: at, target };
  }
  return undefined;
}

function catcherAt(model: ProcessModel, state: State, at: ElementInstance, code: string): ModelElement | undefined {
  const element = model.elements.get(at.elementId);
  if (element === undefined || at.state === 'TERMINATING') return undefined;
  const find = (id: string | undefined): ModelElement[] => {
    const found = id === undefined ? undefined : model.elements.get(id);
    return found?.eventType === 'ERROR' ? [found] : [];
  };
  const isBody = at.type === 'MULTI_INSTANCE_BODY';
  const isInner = parentOf(state, at)?.type === 'MULTI_INSTANCE_BODY';
  const starts = at.interruptedBy === undefined && !isBody ? element.eventSubProcesses : [];
  const events = [
    ...starts.flatMap((id) => find(model.elements.get(id)?.startEventId)),
    ...(isInner ? [] : element.boundaryEvents.flatMap(find)),
  ];
  return (
    events.find((event) => event.errorCode?.source === code) ?? events.find((event) => event.errorCode === undefined)
  );
}
