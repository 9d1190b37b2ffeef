/** What an element waits for: timers, messages and signals of its own, of its boundary events and of event sub-processes in it. */
import {
  scheduleTimer,
  type MessageDefinition,
  type ModelElement,
  type TimerDefinition,
  type TimerSchedule,
} from '../../model/index.ts';
import type { Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { evaluate, readText, refuse, type Read } from './expressions.ts';
import { isInner } from './multi-instance.ts';
import { visibleVariables } from './variables.ts';

type Wait =
  | { readonly type: 'timer'; readonly target: ModelElement; readonly schedule: TimerSchedule }
  | { readonly type: 'message'; readonly target: ModelElement; readonly name: string; readonly correlationKey: string }
  | { readonly type: 'signal'; readonly target: ModelElement; readonly name: string };

/** Opens every timer, message and signal subscription of the instance; nothing is opened when one of them can't be evaluated. */
export function openWaiting(
  execution: Execution,
  instance: ElementInstance,
  targets: readonly ModelElement[],
): Failure | undefined {
  if (targets.length === 0) return undefined;
  const variables = visibleVariables(execution.state, instance);
  const waits: Wait[] = [];
  for (const target of targets) {
    const wait = planWait(execution, target, variables);
    if (wait === undefined) continue;
    if (!wait.ok) return wait.failure;
    waits.push(wait.value);
  }
  for (const wait of waits) open(execution, instance, wait);
  return undefined;
}

/** The events around an activity or in a scope that may fire while it is active. */
export function eventsAround(
  execution: Execution,
  instance: ElementInstance,
  element: ModelElement,
): readonly ModelElement[] {
  if (element.boundaryEvents.length === 0 && element.eventSubProcesses.length === 0) return [];
  const boundary = isInner(execution, instance) ? [] : element.boundaryEvents;
  const scopes = instance.type === 'MULTI_INSTANCE_BODY' ? [] : element.eventSubProcesses;
  const starts = scopes.flatMap((id) => execution.element(id).startEventId ?? []);
  return [...starts, ...boundary].map((id) => execution.element(id));
}

/** Cancels the timers, message and signal subscriptions of an instance; with `only`, those of some targets. */
export function closeWaiting(
  execution: Execution,
  instance: ElementInstance,
  only: (target: ModelElement) => boolean = () => true,
): void {
  for (const timerKey of [...(instance.timers ?? [])]) {
    const timer = execution.state.timers[timerKey];
    if (timer !== undefined && only(execution.element(timer.targetElementId))) {
      execution.emit({ type: 'timerCanceled', v: 1, timerKey });
    }
  }
  for (const subscriptionKey of [...(instance.subscriptions ?? [])]) {
    const subscription = execution.state.subscriptions[subscriptionKey];
    if (subscription !== undefined && only(execution.element(subscription.targetElementId))) {
      execution.emit({ type: 'messageSubscriptionDeleted', v: 1, subscriptionKey });
    }
  }
  for (const subscriptionKey of [...(instance.signals ?? [])]) {
    const signal = execution.state.signals[subscriptionKey];
    if (signal !== undefined && only(execution.element(signal.targetElementId))) {
      execution.emit({ type: 'signalSubscriptionDeleted', v: 1, subscriptionKey });
    }
  }
}

export function openTimer(
  execution: Execution,
  instance: ElementInstance,
  targetElementId: string,
  schedule: TimerSchedule,
): void {
  execution.emit({
    type: 'timerCreated',
    v: 1,
    timerKey: execution.context.nextKey(),
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
    targetElementId,
    ...schedule,
  });
}

function planWait(execution: Execution, target: ModelElement, variables: Variables): Read<Wait> | undefined {
  if (target.timer !== undefined) return planTimer(execution, target, target.timer, variables);
  if (target.message !== undefined) return planMessage(execution, target, target.message, variables);
  if (target.signalName === undefined) return undefined;
  const name = readText(execution, target.signalName, variables, 'signal name');
  return name.ok ? { ok: true, value: { type: 'signal', target, name: name.value } } : name;
}

function planTimer(
  execution: Execution,
  target: ModelElement,
  timer: TimerDefinition,
  variables: Variables,
): Read<Wait> {
  const outcome = evaluate(execution, timer.expression, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const schedule = scheduleTimer(timer.kind, outcome.value, execution.now);
  if (schedule !== undefined) return { ok: true, value: { type: 'timer', target, schedule } };
  const found = JSON.stringify(outcome.value) ?? 'nothing';
  return refuse(
    'EXTRACT_VALUE_ERROR',
    `Expected the ${timer.kind} '${timer.expression.source}' of timer '${target.id}' to give ${EXPECTED[timer.kind]}, but found ${found}.`,
  );
}

const EXPECTED = {
  date: 'a date and time with a zone (2026-01-02T09:00:00+08:00)',
  duration: 'a duration (P3D, PT4H)',
  cycle: 'a cycle (R3/PT1H, 0 0 1 * * MON-FRI)',
} as const;

function planMessage(
  execution: Execution,
  target: ModelElement,
  message: MessageDefinition,
  variables: Variables,
): Read<Wait> {
  const name = readText(execution, message.name, variables, 'message name');
  if (!name.ok) return name;
  if (message.correlationKey === undefined) {
    return refuse('EXTRACT_VALUE_ERROR', `Expected message event '${target.id}' to have a correlation key.`);
  }
  const key = readText(execution, message.correlationKey, variables, 'correlation key', { numbers: true });
  if (!key.ok) return key;
  return { ok: true, value: { type: 'message', target, name: name.value, correlationKey: key.value } };
}

function open(execution: Execution, instance: ElementInstance, wait: Wait): void {
  if (wait.type === 'timer') return openTimer(execution, instance, wait.target.id, wait.schedule);
  const subscription = {
    v: 1,
    subscriptionKey: execution.context.nextKey(),
    elementInstanceKey: instance.key,
    elementId: instance.elementId,
    targetElementId: wait.target.id,
    interrupting: wait.target.isInterrupting,
  } as const;
  if (wait.type === 'signal') {
    execution.emit({ ...subscription, type: 'signalSubscriptionCreated', signalName: wait.name });
    return;
  }
  const { name: messageName, correlationKey } = wait;
  execution.emit({ ...subscription, type: 'messageSubscriptionCreated', messageName, correlationKey });
}
