import type { ModelElement } from '../../model/index.ts';
import type { Variables } from '../../records.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { closeWaiting } from './waiting.ts';
import { finish, terminate, terminateChildren, transition } from './lifecycle.ts';

/**
 * Lets an event happen to the instance that waits for it: the instance itself goes on, an event-based gateway takes the
 * flow to the event, a boundary event or an event sub-process starts, and interrupts when it is drawn so.
 */
export function trigger(
  execution: Execution,
  instance: ElementInstance,
  target: ModelElement,
  variables: Variables,
): void {
  if (target.type === 'BOUNDARY_EVENT') triggerBoundary(execution, instance, target, variables);
  else if (target.type === 'START_EVENT') triggerEventSubProcess(execution, instance, target, variables);
  else if (instance.type === 'EVENT_BASED_GATEWAY') leaveGateway(execution, instance, target, variables);
  else execution.schedule({ do: 'complete', key: instance.key });
}

function triggerBoundary(
  execution: Execution,
  host: ElementInstance,
  target: ModelElement,
  variables: Variables,
): void {
  const { scopeKey } = host;
  if (scopeKey === undefined) return;
  execution.schedule({ do: 'activate', elementId: target.id, scopeKey, trigger: { variables } });
  if (target.isInterrupting) terminate(execution, host);
}

function triggerEventSubProcess(
  execution: Execution,
  scope: ElementInstance,
  start: ModelElement,
  variables: Variables,
): void {
  if (start.scopeId === undefined) return;
  if (start.isInterrupting) interrupt(execution, scope);
  execution.schedule({
    do: 'activate',
    elementId: start.scopeId,
    scopeKey: scope.key,
    trigger: { variables },
    ...(start.isInterrupting ? { interruptsFlowScope: true } : {}),
  });
}

/** Everything in the scope ends, what was about to begin too; only its boundary events can still fire. */
function interrupt(execution: Execution, scope: ElementInstance): void {
  execution.dropPending(scope.key);
  terminateChildren(execution, scope);
  closeWaiting(execution, scope, (target) => target.type === 'START_EVENT');
}

/** As on Zeebe, no `sequenceFlowTaken` tells of the flow: the event behind it follows at once. */
function leaveGateway(
  execution: Execution,
  gateway: ElementInstance,
  target: ModelElement,
  variables: Variables,
): void {
  const { scopeKey } = gateway;
  if (scopeKey === undefined) return;
  transition(execution, gateway, 'elementCompleting');
  execution.schedule({ do: 'activate', elementId: target.id, scopeKey, trigger: { variables } });
  finish(execution, execution.elementOf(gateway), gateway, []);
}
