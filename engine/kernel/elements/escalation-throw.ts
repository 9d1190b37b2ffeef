import type { ElementBehavior } from '../execution.ts';
import { escalate } from '../behaviors/escalations.ts';
import { readText } from '../behaviors/expressions.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { visibleVariables } from '../behaviors/variables.ts';

/** Intermediate or end event that escalates; it completes unless the event that catches it interrupts. */
export const escalationThrow: ElementBehavior = {
  activate(execution, element, instance) {
    if (element.escalationCode === undefined) throw new TypeError(`'${element.id}' has no escalation code.`);
    const variables = visibleVariables(execution.state, instance);
    const code = readText(execution, element.escalationCode, variables, 'escalation code');
    if (!code.ok) return code.failure;
    transition(execution, instance, 'elementActivated');
    const verdict = escalate(execution, instance, code.value);
    if (verdict !== 'INTERRUPTS') execution.schedule({ do: 'complete', key: instance.key });
    return undefined;
  },
};
