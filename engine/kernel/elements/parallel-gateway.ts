import type { ElementBehavior } from '../execution.ts';
import { passThrough } from '../behaviors/lifecycle.ts';

/** Parallel gateway: takes every outgoing flow. Its join is kept by the flows: it is not activated before. */
export const parallelGateway: ElementBehavior = {
  activate(execution, element, instance) {
    passThrough(execution, element, instance, element.outgoing);
    return undefined;
  },
};
