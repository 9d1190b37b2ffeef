import { reject, type Rejection } from '#errors/index.ts';
import { nextTimer } from '../../model/index.ts';
import { trigger } from '../behaviors/triggers.ts';
import { openTimer } from '../behaviors/waiting.ts';
import type { Execution } from '../execution.ts';
import type { KernelCommand } from '../types.ts';

type CommandOf<Type extends KernelCommand['type']> = Extract<KernelCommand, { type: Type }>;

/** A timer is due. Whether it is due already is the runtime's business; a cycle opens its next timer. */
export function triggerTimer(execution: Execution, command: CommandOf<'triggerTimer'>): Rejection | undefined {
  const { timerKey } = command;
  const timer = execution.state.timers[timerKey];
  const instance = execution.find(timer?.elementInstanceKey);
  if (timer === undefined || instance === undefined || instance.state !== 'ACTIVATED') {
    return reject('ENGINE_NOT_FOUND', { kind: 'timer', key: timerKey });
  }
  const target = execution.element(timer.targetElementId);
  execution.emit({ type: 'timerTriggered', v: 1, timerKey, targetElementId: target.id });
  const next = nextTimer(timer, execution.now);
  if (next !== undefined && !target.isInterrupting) openTimer(execution, instance, target.id, next);
  trigger(execution, instance, target, {});
  return undefined;
}

/** A signal was broadcast. A subscription that is gone by now is passed over: what came before it may have ended it. */
export function triggerSignal(execution: Execution, command: CommandOf<'triggerSignal'>): undefined {
  const { subscriptionKey, variables } = command;
  const signal = execution.state.signals[subscriptionKey];
  const instance = execution.find(signal?.elementInstanceKey);
  if (signal === undefined || instance === undefined || instance.state !== 'ACTIVATED') return;
  const { signalName, targetElementId } = signal;
  const triggered = { type: 'signalSubscriptionTriggered', v: 1, subscriptionKey, signalName } as const;
  execution.emit({ ...triggered, targetElementId, variables });
  trigger(execution, instance, execution.element(targetElementId), variables);
}

/** A message has come for an open subscription; one that does not interrupt stays open. */
export function correlateMessage(execution: Execution, command: CommandOf<'correlateMessage'>): Rejection | undefined {
  const { subscriptionKey, messageKey, variables } = command;
  const subscription = execution.state.subscriptions[subscriptionKey];
  const instance = execution.find(subscription?.elementInstanceKey);
  if (subscription === undefined || instance === undefined || instance.state !== 'ACTIVATED') {
    return reject('ENGINE_NOT_FOUND', { kind: 'message subscription', key: subscriptionKey });
  }
  const { messageName, targetElementId } = subscription;
  const correlated = { type: 'messageSubscriptionCorrelated', v: 1, subscriptionKey, messageKey, messageName } as const;
  execution.emit({ ...correlated, targetElementId, variables });
  trigger(execution, instance, execution.element(targetElementId), variables);
  return undefined;
}
