/** What a multi-instance body and its inner instances ask of each other. */
import type { ModelElement, MultiInstanceDefinition } from '../../model/index.ts';
import type { Variables } from '../../records.ts';
import type { Execution, Failure } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { evaluate, readCondition, refuse, type Read } from './expressions.ts';
import { visibleVariables } from './variables.ts';

/** Whether it is one of the instances a multi-instance body has made: its flow scope is the body of the same element. */
export function isInner(execution: Execution, instance: ElementInstance): boolean {
  return execution.find(instance.scopeKey)?.type === 'MULTI_INSTANCE_BODY';
}

/** The items of the input collection, as the body sees them now. */
export function readItems(
  execution: Execution,
  loop: MultiInstanceDefinition,
  body: ElementInstance,
): Read<readonly unknown[]> {
  const { inputCollection } = loop;
  const outcome = evaluate(execution, inputCollection, visibleVariables(execution.state, body), 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  if (Array.isArray(outcome.value)) return checkSize(outcome.value, body);
  const found = outcome.value === null ? 'null' : typeof outcome.value;
  return refuse(
    'EXTRACT_VALUE_ERROR',
    `Expected the input collection '${inputCollection.source}' of '${body.elementId}' to give a list, but found ${found}.`,
  );
}

/** Instances one step can make without keeping everybody else waiting. */
const MOST_ITEMS = 20_000;

function checkSize(items: readonly unknown[], body: ElementInstance): Read<readonly unknown[]> {
  if (items.length <= MOST_ITEMS) return { ok: true, value: items };
  const message = `Expected the input collection of '${body.elementId}' to hold at most ${MOST_ITEMS} items, but found ${items.length}. Split it, and call a process for each part.`;
  return refuse('MESSAGE_SIZE_EXCEEDED', message);
}

/** The variables of one inner instance. A result it is asked for is its own, so that no other instance overwrites it. */
export function loopVariables(loop: MultiInstanceDefinition, item: unknown, loopCounter: number): Variables {
  const { inputElement, output } = loop;
  return {
    ...(output?.variable === undefined ? {} : { [output.variable]: null }),
    ...(inputElement === undefined ? {} : { [inputElement]: item }),
    loopCounter,
  };
}

/**
 * An inner instance is about to complete: its output is collected, and whether the loop is over by its completion
 * condition is answered. In a failure the inner instance stays.
 */
export function closeInner(execution: Execution, element: ModelElement, instance: ElementInstance): Read<boolean> {
  const loop = element.multiInstance;
  const body = execution.find(instance.scopeKey);
  if (loop === undefined || body === undefined) return { ok: true, value: false };
  const failure = collectOutput(execution, loop, body, instance);
  if (failure !== undefined) return { ok: false, failure };
  const isOver = meetsCondition(execution, loop, body, instance);
  // The next inner instance will need it.
  if (!isOver.ok || isOver.value || !loop.isSequential) return isOver;
  const items = readItems(execution, loop, body);
  return items.ok ? isOver : items;
}

function collectOutput(
  execution: Execution,
  { output }: MultiInstanceDefinition,
  body: ElementInstance,
  instance: ElementInstance,
): Failure | undefined {
  if (output === undefined || instance.loopCounter === undefined) return undefined;
  const variables = visibleVariables(execution.state, instance);
  const outcome = evaluate(execution, output.element, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome.failure;
  const list = body.variables?.[output.collection];
  const index = instance.loopCounter - 1;
  if (!Array.isArray(list) || index >= list.length) {
    const found = Array.isArray(list) ? `a list of ${list.length}` : typeof list;
    const message = `Expected the output collection '${output.collection}' of '${body.elementId}' to have a place ${instance.loopCounter}, but found ${found}.`;
    return { incidentType: 'EXTRACT_VALUE_ERROR', message };
  }
  execution.emit({
    type: 'outputCollected',
    v: 1,
    elementInstanceKey: body.key,
    elementId: body.elementId,
    variable: output.collection,
    index,
    value: outcome.value,
  });
  return undefined;
}

/** Over what the inner instance sees and how many there are; the one that is completing counts as completed. */
function meetsCondition(
  execution: Execution,
  { completionCondition }: MultiInstanceDefinition,
  body: ElementInstance,
  instance: ElementInstance,
): Read<boolean> {
  if (completionCondition === undefined) return { ok: true, value: false };
  const { children = [], completedChildren = 0, terminatedChildren = 0 } = body;
  const variables = {
    ...visibleVariables(execution.state, instance),
    numberOfInstances: children.length + completedChildren + terminatedChildren,
    numberOfActiveInstances: children.length - 1,
    numberOfCompletedInstances: completedChildren + 1,
    numberOfTerminatedInstances: terminatedChildren,
  };
  const where = { of: `'${body.elementId}'`, incidentType: 'EXTRACT_VALUE_ERROR' } as const;
  return readCondition(execution, completionCondition, variables, where);
}
