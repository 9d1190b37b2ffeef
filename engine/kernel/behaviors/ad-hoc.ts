/** What an ad-hoc sub-process and its inner instances ask of each other. */
import type { AdHocDefinition, ModelElement } from '../../model/index.ts';
import type { AdHocActivation, Variables } from '../../records.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { evaluate, readCondition, refuse, type Read } from './expressions.ts';
import { visibleVariables } from './variables.ts';

/** Ids of the elements to activate at the beginning; each must be one that begins by itself. */
export function readActiveElements(
  execution: Execution,
  { activeElements, elements }: AdHocDefinition,
  instance: ElementInstance,
): Read<readonly string[]> {
  if (activeElements === undefined) return { ok: true, value: [] };
  const variables = visibleVariables(execution.state, instance);
  const outcome = evaluate(execution, activeElements, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const { value } = outcome;
  const isKnown = (id: unknown): id is string => typeof id === 'string' && elements.has(id);
  if (Array.isArray(value) && value.every(isKnown)) return { ok: true, value };
  const found = (JSON.stringify(value) ?? 'nothing').slice(0, 100);
  return refuse(
    'EXTRACT_VALUE_ERROR',
    `Expected '${activeElements.source}' of '${instance.elementId}' to list some of ${[...elements.keys()].join(', ')}, but found ${found}.`,
  );
}

/** Undefined without a completion condition. `also`: variables that are about to be set. */
export function meetsCondition(
  execution: Execution,
  { completionCondition }: AdHocDefinition,
  instance: ElementInstance,
  also: Variables = {},
): Read<boolean | undefined> {
  if (completionCondition === undefined) return { ok: true, value: undefined };
  const variables = { ...visibleVariables(execution.state, instance), ...also };
  const where = { of: `'${instance.elementId}'`, incidentType: 'EXTRACT_VALUE_ERROR' } as const;
  return readCondition(execution, completionCondition, variables, where);
}

/** An inner instance is about to complete: its output is collected, and whether the others end now is answered. */
export function closeAdHocInner(execution: Execution, element: ModelElement, inner: ElementInstance): Read<boolean> {
  const instance = execution.find(inner.scopeKey);
  const { adHoc } = element;
  if (adHoc === undefined || instance === undefined) return { ok: true, value: false };
  const list = extendedList(execution, adHoc, instance, inner);
  if (!list.ok) return list;
  const variable = adHoc.output?.collection;
  const also = variable === undefined ? {} : { [variable]: list.value };
  const isOver = meetsCondition(execution, adHoc, instance, also);
  if (!isOver.ok) return isOver;
  if (variable !== undefined) {
    const { key: elementInstanceKey, elementId } = instance;
    const place = { variable, index: list.value.length - 1, value: list.value.at(-1) };
    execution.emit({ type: 'outputCollected', v: 1, elementInstanceKey, elementId, ...place });
  }
  return { ok: true, value: isOver.value === true && adHoc.cancelsRemaining };
}

/** The output collection with what this inner instance gives. */
function extendedList(
  execution: Execution,
  { output }: AdHocDefinition,
  instance: ElementInstance,
  inner: ElementInstance,
): Read<readonly unknown[]> {
  if (output === undefined) return { ok: true, value: [] };
  const variables = visibleVariables(execution.state, inner);
  const outcome = evaluate(execution, output.element, variables, 'EXTRACT_VALUE_ERROR');
  if (!outcome.ok) return outcome;
  const list: unknown = instance.variables?.[output.collection];
  if (Array.isArray(list)) return { ok: true, value: [...list, outcome.value] };
  const message = `Expected the output collection '${output.collection}' of '${instance.elementId}' to be a list, but found ${typeof list}.`;
  return refuse('EXTRACT_VALUE_ERROR', message);
}

/** In an inner instance of its own, later in this step. */
export function activateAdHocElement(
  execution: Execution,
  instance: ElementInstance,
  { elementId: startsWith, variables: locals = {} }: AdHocActivation,
): void {
  execution.schedule({ do: 'activate', elementId: instance.elementId, scopeKey: instance.key, startsWith, locals });
}
