import type { EngineEvent } from '../records.ts';
import type { LifecycleState, State } from './state.ts';

/** Event → the states it may follow. One table for every element, as in Zeebe. */
const TRANSITIONS = {
  elementActivated: ['ACTIVATING'],
  elementCompleting: ['ACTIVATED'],
  elementCompleted: ['COMPLETING'],
  elementTerminating: ['ACTIVATING', 'ACTIVATED', 'COMPLETING'],
  elementTerminated: ['TERMINATING'],
} as const satisfies Partial<Record<EngineEvent['type'], readonly LifecycleState[]>>;

/** Throws when the event is no transition of its element's state: a bug of the kernel, never a fault of a model. */
export function checkTransition(state: State, event: EngineEvent): void {
  if (!('elementType' in event) || event.type === 'elementActivating') return;
  const from = state.elements[event.elementInstanceKey]?.state;
  const allowed: readonly (LifecycleState | undefined)[] = TRANSITIONS[event.type];
  if (allowed.includes(from)) return;
  throw new TypeError(
    `Expected '${event.elementId}' to be ${allowed.join(' or ')} at ${event.type}, but found ${from}.`,
  );
}
