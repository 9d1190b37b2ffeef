import type { ElementBehavior } from '../execution.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { openWaiting } from '../behaviors/waiting.ts';

/** Event-based gateway: waits for the events behind it; the first to happen takes its flow and the others are dropped. */
export const eventBasedGateway: ElementBehavior = {
  activate(execution, element, instance) {
    const targets = element.outgoing.map((flow) => execution.element(flow.targetId));
    const failure = openWaiting(execution, instance, targets);
    if (failure === undefined) transition(execution, instance, 'elementActivated');
    return failure;
  },
};
