import { describeBinding, type ModelElement } from '../../model/index.ts';
import type { ElementBehavior, Execution, Failure } from '../execution.ts';
import { readText } from '../behaviors/expressions.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { visibleVariables } from '../behaviors/variables.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';
import type { ElementInstance } from '../state.ts';

/** Call activity: starts an instance of a process and waits for its end; ends it when it is ended. */
export const callActivity: ElementBehavior = {
  activate(execution, element, instance) {
    const called = findCalled(execution, element, instance);
    if (typeof called === 'object') return called;
    const closed = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (closed !== undefined) return closed;
    transition(execution, instance, 'elementActivated');
    call(execution, element, instance, called);
    return undefined;
  },
  terminate(execution, _element, instance) {
    if (instance.calledInstanceKey === undefined || instance.result !== undefined) return;
    execution.effects.push({ type: 'cancelCalledInstance', processInstanceKey: instance.calledInstanceKey });
  },
  /** Its instance had failed with an error nobody caught: calls again. */
  resume(execution, element, instance) {
    const called = findCalled(execution, element, instance);
    if (typeof called === 'object') return called;
    call(execution, element, instance, called);
    return undefined;
  },
};

/** Instances that may have called one another; processes that call each other without end stop there. */
const MOST_CALLS = 250;

function tooDeep({ id }: ModelElement): Failure {
  const message = `Expected call activity '${id}' to be at most ${MOST_CALLS} calls deep. The process calls itself, perhaps by way of others; let a condition end that.`;
  return { incidentType: 'CALLED_ELEMENT_ERROR', message };
}

/** The key of the process definition to call. */
function findCalled(execution: Execution, element: ModelElement, instance: ElementInstance): string | Failure {
  if (element.calledElement === undefined) throw new TypeError(`Call activity '${element.id}' calls nothing.`);
  const variables = visibleVariables(execution.state, instance);
  if ((execution.context.callDepth?.() ?? 0) >= MOST_CALLS) return tooDeep(element);
  const { binding } = element.calledElement;
  const processId = readText(execution, element.calledElement.processId, variables, 'called process id');
  if (!processId.ok) return processId.failure;
  const which = { binding, caller: execution.state.processDefinitionKey };
  const found = execution.context.findProcess(processId.value, which);
  if (found !== undefined) return found.processDefinitionKey;
  const message = `Expected process '${processId.value}'${describeBinding(binding)} to be deployed for call activity '${element.id}', but found none.`;
  return { incidentType: 'CALLED_ELEMENT_ERROR', message };
}

function call(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
  processDefinitionKey: string,
): void {
  const processInstanceKey = execution.context.nextKey();
  const passesAll = element.calledElement?.propagateAllParentVariables ?? true;
  const variables = passesAll ? visibleVariables(execution.state, instance) : (instance.variables ?? {});
  execution.emit({
    type: 'calledInstanceCreated',
    v: 1,
    calledProcessInstanceKey: processInstanceKey,
    calledProcessDefinitionKey: processDefinitionKey,
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
  });
  execution.effects.push({
    type: 'createCalledInstance',
    processInstanceKey,
    processDefinitionKey,
    variables: { ...variables },
    parent: { processInstanceKey: execution.state.processInstanceKey, elementInstanceKey: instance.key },
  });
}
