import type { ElementBehavior } from '../execution.ts';
import { readText } from '../behaviors/expressions.ts';
import { routeError, uncaught } from '../behaviors/errors.ts';
import { endScope, pass, transition } from '../behaviors/lifecycle.ts';
import { visibleVariables } from '../behaviors/variables.ts';
import { compensationThrow } from './compensation-throw.ts';
import { escalationThrow } from './escalation-throw.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';
import { jobTask } from './job-task.ts';
import { manualTask } from './manual-task.ts';
import { signalThrow } from './signal-throw.ts';

/** Start and boundary events: they have happened when they are activated. */
export const happenedEvent: ElementBehavior = {
  activate(execution, _element, instance) {
    pass(execution, instance);
    return undefined;
  },
};

/** Intermediate catch events and the receive task: wait for it. At a link nothing has to be waited for. */
export const catchEvent: ElementBehavior = {
  activate(execution, element, instance) {
    if (element.eventType === 'LINK') return manualTask.activate(execution, element, instance);
    const failure = openWaiting(execution, instance, [element, ...eventsAround(execution, instance, element)]);
    if (failure === undefined) transition(execution, instance, 'elementActivated');
    return failure;
  },
};

/** Intermediate throw event: a message is sent by a job, a link goes on elsewhere, a none event only marks the way. */
export const throwEvent: ElementBehavior = {
  activate(execution, element, instance) {
    if (element.eventType === 'ESCALATION') return escalationThrow.activate(execution, element, instance);
    if (element.eventType === 'COMPENSATION') return compensationThrow.activate(execution, element, instance);
    if (element.eventType === 'SIGNAL') return signalThrow.activate(execution, element, instance);
    const behavior = element.job === undefined ? manualTask : jobTask;
    return behavior.activate(execution, element, instance);
  },
  completed(execution, element, { scopeKey }) {
    if (element.linkTarget === undefined || scopeKey === undefined) return;
    execution.schedule({ do: 'activate', elementId: element.linkTarget, scopeKey });
  },
};

/** End event: none, message (by a job), signal, error, escalation, compensation, terminate. */
export const endEvent: ElementBehavior = {
  activate(execution, element, instance) {
    return (element.eventType === 'ERROR' ? errorEnd : throwEvent).activate(execution, element, instance);
  },
  completed(execution, element, instance) {
    if (element.eventType !== 'TERMINATE' || instance.scopeKey === undefined) return;
    endScope(execution, execution.instance(instance.scopeKey));
  },
};

/** Throws its error outward; the scope that catches it ends the event with everything else inside. */
const errorEnd: ElementBehavior = {
  activate(execution, element, instance) {
    if (element.errorCode === undefined) throw new TypeError(`Error end event '${element.id}' has no error code.`);
    const variables = visibleVariables(execution.state, instance);
    const code = readText(execution, element.errorCode, variables, 'error code');
    if (!code.ok) return code.failure;
    const error = { code: code.value, message: '', variables: {} };
    const raise = routeError(execution, instance, error);
    if (raise === undefined) return uncaught(error);
    transition(execution, instance, 'elementActivated');
    raise();
    return undefined;
  },
};
