import type { ModelElement, ProcessModel } from '../../model/index.ts';
import type { ElementInstance, State } from '../state.ts';
import { parentOf } from './variables.ts';

/** An error or escalation on its way outward. */
export interface Thrown {
  readonly eventType: 'ERROR' | 'ESCALATION';
  readonly code: string;
}

export interface Catcher {
  readonly instance: ElementInstance;
  readonly target: ModelElement;
}

/** The catch event that would take what is thrown at this instance: the nearest one, at one level a code before a catch-all. */
export function findCatcher(
  model: ProcessModel,
  state: State,
  from: ElementInstance,
  thrown: Thrown,
): Catcher | undefined {
  for (let at: ElementInstance | undefined = from; at !== undefined; at = parentOf(state, at)) {
    const target = catcherAt(model, state, at, thrown);
    if (target !== undefined) return { instance: at, target };
  }
  return undefined;
}

function catcherAt(model: ProcessModel, state: State, at: ElementInstance, thrown: Thrown): ModelElement | undefined {
  const element = model.elements.get(at.elementId);
  if (element === undefined || at.state === 'TERMINATING') return undefined;
  if (at.type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return undefined;
  const find = (id: string | undefined): ModelElement[] => {
    const found = id === undefined ? undefined : model.elements.get(id);
    return found?.eventType === thrown.eventType ? [found] : [];
  };
  const isBody = at.type === 'MULTI_INSTANCE_BODY';
  const isInner = parentOf(state, at)?.type === 'MULTI_INSTANCE_BODY';
  const starts = at.interruptedBy === undefined && !isBody ? element.eventSubProcesses : [];
  const events = [
    ...starts.flatMap((id) => find(model.elements.get(id)?.startEventId)),
    ...(isInner ? [] : element.boundaryEvents.flatMap(find)),
  ];
  return (
    events.find((event) => codeOf(event)?.source === thrown.code) ?? events.find((event) => codeOf(event) === undefined)
  );
}

function codeOf(event: ModelElement): ModelElement['errorCode'] {
  return event.eventType === 'ERROR' ? event.errorCode : event.escalationCode;
}
