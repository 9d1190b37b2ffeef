import type { ElementBehavior } from '../execution.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';

/**
 * The process itself: begins at its none start event, or at the one that has fired. A called instance hands its variables
 * to the call activity when it completes.
 */
export const process: ElementBehavior = {
  activate(execution, element, instance) {
    const failure = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (failure !== undefined) return failure;
    transition(execution, instance, 'elementActivated');
    const { startEventId = element.startEventId } = execution.state;
    if (startEventId === undefined) return undefined;
    const isTriggered = startEventId !== element.startEventId;
    execution.schedule({
      do: 'activate',
      elementId: startEventId,
      scopeKey: instance.key,
      ...(isTriggered ? { trigger: { variables: instance.result ?? {} } } : {}),
    });
    return undefined;
  },
  completed(execution, _element, instance) {
    const { parent } = execution.state;
    if (parent === undefined) return;
    execution.effects.push({ type: 'completeCallActivity', ...parent, variables: { ...instance.variables } });
  },
};
