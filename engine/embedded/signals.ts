import type { Key, Variables } from '../records.ts';
import type { Scope, Task } from './scope.ts';
import { signalSubscriptions, type SignalSubscription } from './signal-subscriptions.ts';

/**
 * Lets a signal reach everybody who waits for it now, in all instances, and starts the processes that begin with it. Nothing
 * is kept for those that come later (BPMN 2.0.2, 10.5.1).
 */
export async function broadcastSignal(scope: Scope, signalName: string, variables: Variables): Promise<Key> {
  const signalKey = scope.nextKey();
  for (const task of await tasksOfSignal(scope, { signalKey, signalName, variables })) await scope.execute(task);
  return signalKey;
}

interface Signal {
  readonly signalKey: Key;
  readonly signalName: string;
  readonly variables: Variables;
}

/** What a broadcast gives to do, oldest subscription first. Those that are younger than the signal do not get it. */
export async function tasksOfSignal(scope: Scope, signal: Signal): Promise<readonly Task[]> {
  const { signalKey, signalName, variables } = signal;
  const found = await scope.draft.find(signalSubscriptions, 'signalName', signalName);
  return found
    .filter(({ subscriptionKey }) => BigInt(subscriptionKey) < BigInt(signalKey))
    .flatMap((subscription) => taskOf(scope, subscription, variables) ?? []);
}

/** An instance that has ended by then, or waits no more, is passed over. */
function taskOf(scope: Scope, subscription: SignalSubscription, variables: Variables): Task | undefined {
  const { subscriptionKey, processInstanceKey, processDefinitionKey, startEventId } = subscription;
  if (processInstanceKey !== undefined) {
    const command = { type: 'triggerSignal', subscriptionKey, variables } as const;
    return { processInstanceKey, command, mayBeGone: true };
  }
  if (processDefinitionKey === undefined || startEventId === undefined) return undefined;
  const created = scope.nextKey();
  const start = { processInstanceKey: created, processDefinitionKey, variables, startEventId };
  return { processInstanceKey: created, command: { type: 'createInstance', ...start } };
}
