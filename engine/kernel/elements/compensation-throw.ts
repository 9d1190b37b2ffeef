import type { ElementBehavior } from '../execution.ts';
import { compensate } from '../behaviors/compensation.ts';
import { transition } from '../behaviors/lifecycle.ts';

/** Intermediate or end event that undoes what was completed in its scope; it completes when all handlers have. */
export const compensationThrow: ElementBehavior = {
  activate(execution, element, instance) {
    transition(execution, instance, 'elementActivated');
    if (!compensate(execution, element, instance)) execution.schedule({ do: 'complete', key: instance.key });
    return undefined;
  },
};
