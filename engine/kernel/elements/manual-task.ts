import type { ElementBehavior } from '../execution.ts';
import { pass } from '../behaviors/lifecycle.ts';

/** Manual and undefined tasks, and none throw events: nothing the engine does, so the instance goes on at once. */
export const manualTask: ElementBehavior = {
  activate(execution, _element, instance) {
    pass(execution, instance);
    return undefined;
  },
};
