import { reject, type Rejection } from '#errors/index.ts';
import type { Execution } from '../execution.ts';
import { runToQuiet } from '../run-to-quiet.ts';
import type { HeldTrigger } from '../state.ts';
import type { KernelCommand } from '../types.ts';
import { correlateMessage, triggerSignal } from './events.ts';
import { checkWhole } from './operate.ts';

type CommandOf<Type extends KernelCommand['type']> = Extract<KernelCommand, { type: Type }>;

/** What may be done to a suspended instance: nothing that lets it go on. */
const ALLOWED = new Set<KernelCommand['type']>([
  'suspendInstance',
  'resumeInstance',
  'cancelInstance',
  'migrateInstance',
  'setVariables',
  'updateJobRetries',
]);

export function isStopped(execution: Execution, command: KernelCommand): boolean {
  return execution.state.suspended === true && !ALLOWED.has(command.type);
}

/** Holds messages and signals until the instance is resumed; refuses all else that would let it go on. */
export function holdOrRefuse(execution: Execution, command: KernelCommand): Rejection | undefined {
  if (command.type === 'correlateMessage' || command.type === 'triggerSignal') return hold(execution, command);
  return reject('KERNEL_SUSPENDED', { key: execution.state.processInstanceKey });
}

/** Stops the instance and those it called where they are. What is due goes on being due. */
export function suspendInstance(execution: Execution, command: CommandOf<'suspendInstance'>): Rejection | undefined {
  const refused = checkWhole(execution, command);
  if (refused !== undefined) return refused;
  const { state } = execution;
  if (state.suspended) return reject('KERNEL_SUSPENDED', { key: state.processInstanceKey });
  execution.emit({ type: 'processInstanceSuspended', v: 1, jobKeys: Object.keys(state.jobs) });
  tellCalled(execution, 'suspendCalledInstance');
  return undefined;
}

/** Goes on: what has come meanwhile happens now, once, in the order in which it came. */
export function resumeInstance(execution: Execution, command: CommandOf<'resumeInstance'>): Rejection | undefined {
  const refused = checkWhole(execution, command);
  if (refused !== undefined) return refused;
  const { suspended, held = [], jobs, processInstanceKey: key } = execution.state;
  if (!suspended) return reject('KERNEL_NOT_SUSPENDED', { key });
  execution.emit({ type: 'processInstanceResumed', v: 1, jobKeys: Object.keys(jobs) });
  tellCalled(execution, 'resumeCalledInstance');
  for (const trigger of held) {
    release(execution, trigger);
    // The next one finds what this one has left, as if each had come by itself.
    runToQuiet(execution);
  }
  return undefined;
}

/** An event that interrupts happens once, however often its message comes meanwhile. */
function hold(execution: Execution, command: CommandOf<'correlateMessage' | 'triggerSignal'>): Rejection | undefined {
  const { state } = execution;
  const { subscriptionKey, variables } = command;
  const isHeld = state.held?.some((trigger) => trigger.subscriptionKey === subscriptionKey) ?? false;
  const triggered = { type: 'triggerHeld', v: 1, subscriptionKey, variables } as const;
  if (command.type === 'triggerSignal') {
    const signal = state.signals[subscriptionKey];
    if (signal === undefined || (isHeld && signal.interrupting)) return undefined;
    const { signalName: name, targetElementId, interrupting } = signal;
    execution.emit({ ...triggered, name, targetElementId, interrupting });
    return undefined;
  }
  const subscription = state.subscriptions[subscriptionKey];
  if (subscription === undefined || (isHeld && subscription.interrupting)) {
    return reject('ENGINE_NOT_FOUND', { kind: 'message subscription', key: subscriptionKey });
  }
  const { messageName: name, targetElementId, interrupting } = subscription;
  execution.emit({ ...triggered, messageKey: command.messageKey, name, targetElementId, interrupting });
  return undefined;
}

/** One whose subscription is gone by now is passed over: what came before it has ended what waited for it. */
function release(execution: Execution, { subscriptionKey, messageKey, variables }: HeldTrigger): void {
  if (messageKey === undefined) triggerSignal(execution, { type: 'triggerSignal', subscriptionKey, variables });
  else if (execution.state.subscriptions[subscriptionKey] !== undefined) {
    correlateMessage(execution, { type: 'correlateMessage', subscriptionKey, messageKey, variables });
  }
}

function tellCalled(execution: Execution, type: 'suspendCalledInstance' | 'resumeCalledInstance'): void {
  for (const { calledInstanceKey, result } of Object.values(execution.state.elements)) {
    if (calledInstanceKey === undefined || result !== undefined) continue;
    execution.effects.push({ type, processInstanceKey: calledInstanceKey });
  }
}
