import type { EngineEvent } from '../records.ts';
import type { ElementInstance, State } from './state.ts';

type Migrated = Extract<EngineEvent, { type: 'processInstanceMigrated' }>;

/** Lets everything that is kept stand where the mapping says. Keys, jobs, due times and variables stay as they are. */
export function migrate(state: State, event: Migrated): void {
  const { elements, flows, interrupting, handlers } = event;
  state.bpmnProcessId = event.bpmnProcessId;
  state.version = event.version;
  state.processDefinitionKey = event.processDefinitionKey;
  const mapped = (id: string): string => elements[id] ?? id;
  for (const instance of Object.values(state.elements)) moveInstance(instance, mapped, flows);
  for (const timer of Object.values(state.timers)) timer.targetElementId = mapped(timer.targetElementId);
  for (const waiting of [...Object.values(state.subscriptions), ...Object.values(state.signals)]) {
    waiting.targetElementId = mapped(waiting.targetElementId);
    waiting.interrupting = interrupting[waiting.key] ?? waiting.interrupting;
  }
  for (const compensation of Object.values(state.compensations)) {
    compensation.activityId = mapped(compensation.activityId);
    const handlerId = handlers[compensation.key];
    if (handlerId !== undefined) compensation.handlerId = handlerId;
  }
}

function moveInstance(
  instance: ElementInstance,
  mapped: (id: string) => string,
  flows: Readonly<Record<string, string>>,
): void {
  instance.elementId = mapped(instance.elementId);
  if (instance.startsWith !== undefined) instance.startsWith = mapped(instance.startsWith);
  if (instance.takenFlows === undefined) return;
  const taken: Record<string, number> = {};
  for (const [flow, tokens] of Object.entries(instance.takenFlows)) {
    const target = flows[flow] ?? flow;
    taken[target] = (taken[target] ?? 0) + tokens;
  }
  instance.takenFlows = taken;
}
