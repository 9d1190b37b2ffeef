import type { ElementBehavior } from '../execution.ts';
import { readText } from '../behaviors/expressions.ts';
import { pass } from '../behaviors/lifecycle.ts';
import { visibleVariables } from '../behaviors/variables.ts';

/** Intermediate or end event that broadcasts a signal; what its input mappings made local goes with it. */
export const signalThrow: ElementBehavior = {
  activate(execution, element, instance) {
    if (element.signalName === undefined) throw new TypeError(`'${element.id}' names no signal.`);
    const name = readText(execution, element.signalName, visibleVariables(execution.state, instance), 'signal name');
    if (!name.ok) return name.failure;
    const variables = { ...instance.variables };
    execution.schedule({ do: 'broadcast', signalName: name.value, variables });
    pass(execution, instance);
    return undefined;
  },
};
