import type { ElementBehavior } from '../execution.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';

/** Process, embedded sub-process: active while anything inside is; begins at its none start event. */
export const container: ElementBehavior = {
  activate(execution, element, instance) {
    const failure = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (failure !== undefined) return failure;
    transition(execution, instance, 'elementActivated');
    if (element.startEventId !== undefined) {
      execution.schedule({ do: 'activate', elementId: element.startEventId, scopeKey: instance.key });
    }
    return undefined;
  },
};

/** Event sub-process: begins at the event that has fired, whose variables it was given. */
export const eventSubProcess: ElementBehavior = {
  activate(execution, element, instance) {
    const failure = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (failure !== undefined) return failure;
    transition(execution, instance, 'elementActivated');
    if (element.startEventId !== undefined) {
      const trigger = { variables: instance.result ?? {} };
      execution.schedule({ do: 'activate', elementId: element.startEventId, scopeKey: instance.key, trigger });
    }
    return undefined;
  },
};
