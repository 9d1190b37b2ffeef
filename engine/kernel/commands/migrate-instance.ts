import { reject, type Rejection } from '#errors/index.ts';
import type { ModelElement } from '../../model/index.ts';
import type { Key } from '../../records.ts';
import { closeWaiting, eventsAround, openWaiting } from '../behaviors/waiting.ts';
import type { Execution } from '../execution.ts';
import { checkMigration, type FlowMapping } from '../migration/check-migration.ts';
import { eventsOf, type ElementMapping } from '../migration/mapping.ts';
import type { ElementInstance } from '../state.ts';
import type { KernelCommand } from '../types.ts';
import { rehearsed } from './rehearse.ts';

type MigrateInstance = Extract<KernelCommand, { type: 'migrateInstance' }>;

/**
 * Lets the instance go on in another version or process. Element instances, jobs, variables, incidents and called instances
 * stay as they are; events that are mapped go on waiting with their due time or correlation key, those that are not are
 * closed, and what the target waits for besides is opened (Zeebe 8.8, process instance migration).
 */
export function migrateInstance(execution: Execution, command: MigrateInstance): Rejection | undefined {
  const { model, state } = execution;
  const { processInstanceKey: key } = state;
  if (execution.find(key) === undefined) return reject('ENGINE_NOT_FOUND', { kind: 'process instance', key });
  const twice = duplicates(command);
  if (twice.length > 0) return reject('KERNEL_MIGRATE_DUPLICATE_SOURCE', { key, elements: twice.join("', '") });
  const mapping: ElementMapping = {
    [model.bpmnProcessId]: command.target.model.bpmnProcessId,
    ...Object.fromEntries(
      command.mappingInstructions.map(({ sourceElementId, targetElementId }) => [sourceElementId, targetElementId]),
    ),
  };
  const { problems, flows } = checkMigration(model, command.target.model, state, mapping);
  const [first] = problems;
  if (first !== undefined) return first.rejection;
  return rehearsed(execution, (copy) => migrate(copy, command.target, mapping, flows));
}

function migrate(
  execution: Execution,
  target: MigrateInstance['target'],
  mapping: ElementMapping,
  flows: FlowMapping,
): Rejection | undefined {
  const { state } = execution;
  for (const instance of Object.values(state.elements)) closeUnmapped(execution, instance, mapping);
  const handlers = settleCompensations(execution, target, mapping);
  execution.emit({
    type: 'processInstanceMigrated',
    v: 1,
    bpmnProcessId: target.model.bpmnProcessId,
    version: target.version,
    processDefinitionKey: target.processDefinitionKey,
    sourceProcessDefinitionKey: state.processDefinitionKey,
    jobs: jobsIn(execution, mapping),
    elements: mapping,
    flows,
    interrupting: interruptingIn(execution, target, mapping),
    handlers,
  });
  execution.model = target.model;
  const mapped = new Set(Object.values(mapping));
  for (const instance of Object.values(state.elements)) {
    const rejection = openMissing(execution, instance, mapped);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}

/** What the element itself waits for is mapped with it. */
function closeUnmapped(execution: Execution, instance: ElementInstance, mapping: ElementMapping): void {
  closeWaiting(execution, instance, ({ id }) => mapping[id] === undefined);
}

/** What can be undone in the target stays; what it has no handler for is forgotten, unless it is being undone already. */
function settleCompensations(
  execution: Execution,
  { model }: MigrateInstance['target'],
  mapping: ElementMapping,
): Readonly<Record<Key, string>> {
  const handlers: Record<Key, string> = {};
  for (const { key, activityId, handlerId, throwKey } of Object.values(execution.state.compensations)) {
    if (throwKey !== undefined) {
      // Its handler runs and is mapped as such; the event that undoes waits for it.
      if (handlerId !== undefined) handlers[key] = mapping[handlerId] ?? handlerId;
      continue;
    }
    const activity = model.elements.get(mapping[activityId] ?? '');
    const handler = activity?.boundaryEvents
      .map((id) => model.elements.get(id)?.compensationHandler)
      .find((id) => id !== undefined);
    if (activity === undefined || (handlerId !== undefined && handler === undefined)) {
      execution.emit({ type: 'compensationSubscriptionDeleted', v: 1, subscriptionKey: key });
    } else if (handlerId !== undefined && handler !== undefined) handlers[key] = handler;
  }
  return handlers;
}

function jobsIn(execution: Execution, mapping: ElementMapping) {
  return Object.values(execution.state.jobs).map(({ key: jobKey, elementInstanceKey }) => {
    const { elementId } = execution.instance(elementInstanceKey);
    return { jobKey, elementId: mapping[elementId] ?? elementId };
  });
}

function interruptingIn(
  { state }: Execution,
  { model }: MigrateInstance['target'],
  mapping: ElementMapping,
): Readonly<Record<Key, boolean>> {
  const all = [...Object.values(state.subscriptions), ...Object.values(state.signals)];
  return Object.fromEntries(
    all.map(({ key, targetElementId, interrupting }) => {
      const event = model.elements.get(mapping[targetElementId] ?? '');
      return [key, event?.isInterrupting ?? interrupting];
    }),
  );
}

/** What is mapped goes on waiting, or has happened. What has not been activated yet opens what it waits for when it is. */
function openMissing(
  execution: Execution,
  instance: ElementInstance,
  mapped: ReadonlySet<string>,
): Rejection | undefined {
  if (instance.state !== 'ACTIVATED') return undefined;
  const { state } = execution;
  const element = execution.elementOf(instance);
  const missing = wantedBy(execution, element, instance).filter(({ id }) => !mapped.has(id));
  const details = { key: state.processInstanceKey, element: element.id };
  const failure = openWaiting(execution, instance, missing);
  if (failure !== undefined) return reject('KERNEL_MIGRATE_SUBSCRIPTION', { ...details, problem: failure.message });
  const names = (instance.subscriptions ?? []).map((key) => state.subscriptions[key]?.messageName ?? '');
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice === undefined ? undefined : reject('KERNEL_MIGRATE_MESSAGE_TWICE', { ...details, message: twice });
}

/** A scope that an event sub-process has taken over waits for none of the others any more. */
function wantedBy(execution: Execution, element: ModelElement, instance: ElementInstance): readonly ModelElement[] {
  if (element.type === 'EVENT_BASED_GATEWAY')
    return eventsOf(execution.model, element).map((id) => execution.element(id));
  const around = eventsAround(execution, instance, element);
  return instance.interruptedBy === undefined ? around : around.filter(({ type }) => type === 'BOUNDARY_EVENT');
}

function duplicates({ mappingInstructions }: MigrateInstance): readonly string[] {
  const sources = mappingInstructions.map(({ sourceElementId }) => sourceElementId);
  return [...new Set(sources.filter((id, index) => sources.indexOf(id) !== index))];
}
