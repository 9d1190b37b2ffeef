import type { ElementBehavior } from '../execution.ts';
import { pass } from '../behaviors/lifecycle.ts';
import { applyInputs } from '../behaviors/mappings.ts';

/** Manual and undefined tasks, and none throw events: nothing the engine does, so the instance goes on at once. */
export const manualTask: ElementBehavior = {
  activate(execution, element, instance) {
    const failure = applyInputs(execution, element, instance);
    if (failure === undefined) pass(execution, instance);
    return failure;
  },
};
