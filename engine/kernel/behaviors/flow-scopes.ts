/** The scopes around an element that somebody wants to activate by itself: found where they run, made where they don't. */
import { reject, type Rejection } from '#errors/index.ts';
import type { ModelElement, ProcessModel } from '../../model/index.ts';
import type { ElementType, Key, Variables } from '../../records.ts';
import type { Execution } from '../execution.ts';
import type { ActivateInstruction } from '../instructions.ts';
import type { ElementInstance } from '../state.ts';
import { enter, transition } from './lifecycle.ts';
import { setLocal } from './variables.ts';
import { eventsAround, openWaiting } from './waiting.ts';

/** One level around an element. A multi-instance or ad-hoc sub-process is two: the whole, and one of its instances. */
interface Layer {
  readonly element: ModelElement;
  readonly type: ElementType;
}

/** Ids of the scopes around an element, the process first. */
export function scopesAround(model: ProcessModel, { scopeId }: ModelElement): readonly ModelElement[] {
  const scope = scopeId === undefined ? undefined : model.elements.get(scopeId);
  return scope === undefined ? [] : [...scopesAround(model, scope), scope];
}

function layersAround(model: ProcessModel, element: ModelElement): readonly Layer[] {
  return scopesAround(model, element).flatMap((scope): readonly Layer[] => [
    ...(scope.multiInstance === undefined ? [] : [{ element: scope, type: 'MULTI_INSTANCE_BODY' as const }]),
    { element: scope, type: scope.type },
    ...(scope.adHoc === undefined ? [] : [{ element: scope, type: 'AD_HOC_SUB_PROCESS_INNER_INSTANCE' as const }]),
  ]);
}

export type Scopes =
  { readonly ok: true; readonly keys: readonly Key[] } | { readonly ok: false; readonly rejection: Rejection };

/**
 * Schedules the activation of the element in the scopes around it, with the variables given. A scope that does not run
 * yet is entered without its input mappings and without its start event. Answers the keys of the scopes, outermost first.
 */
export function activateInScopes(execution: Execution, instruction: ActivateInstruction): Scopes {
  const element = execution.element(instruction.elementId);
  const found = findScopes(execution, element, instruction);
  if ('rejection' in found) return { ok: false, rejection: found.rejection };
  const scopes = [...found.scopes];
  for (const layer of found.missing) {
    const opened = openLayer(execution, layer, scopes.at(-1), instruction);
    if ('rejection' in opened) return { ok: false, rejection: opened.rejection };
    scopes.push(opened.instance);
  }
  const scope = scopes.at(-1);
  if (scope === undefined) throw new TypeError(`'${element.id}' lies in no scope.`);
  giveVariables(execution, scopes, instruction);
  const locals = variablesFor(instruction, element.id);
  execution.schedule({
    do: 'activate',
    elementId: element.id,
    scopeKey: scope.key,
    unconditional: true,
    ...(locals === undefined ? {} : { locals }),
  });
  return { ok: true, keys: scopes.map(({ key }) => key) };
}

type Found =
  | { readonly scopes: readonly ElementInstance[]; readonly missing: readonly Layer[] }
  | { readonly rejection: Rejection };

function findScopes(execution: Execution, element: ModelElement, instruction: ActivateInstruction): Found {
  const { model, state } = execution;
  const layers = layersAround(model, element);
  const ancestor = execution.find(instruction.ancestorElementInstanceKey);
  if (ancestor !== undefined) {
    const at = layers.findIndex(({ element: { id }, type }) => id === ancestor.elementId && type === ancestor.type);
    const details = { process: model.bpmnProcessId, element: element.id, ancestor: ancestor.elementId };
    if (at < 0) return { rejection: reject('KERNEL_MODIFY_ANCESTOR', { ...details, key: ancestor.key }) };
    return { scopes: outward(execution, ancestor), missing: layers.slice(at + 1) };
  }
  const scopes = [execution.instance(state.processInstanceKey)];
  for (const [index, layer] of layers.entries()) {
    if (index === 0) continue;
    const running = runningIn(execution, scopes.at(-1), layer);
    const [only] = running;
    if (only === undefined) return { scopes, missing: layers.slice(index) };
    if (running.length > 1) {
      const details = { process: model.bpmnProcessId, element: element.id, scope: only.elementId };
      return { rejection: reject('KERNEL_MODIFY_AMBIGUOUS', { ...details, count: running.length }) };
    }
    scopes.push(only);
  }
  return { scopes, missing: [] };
}

/** The instance and those around it, the process first. */
export function outward(execution: Execution, instance: ElementInstance): readonly ElementInstance[] {
  const around = execution.find(instance.scopeKey);
  return around === undefined ? [instance] : [...outward(execution, around), instance];
}

/** Each element of an ad-hoc sub-process has an inner instance of its own, so none that runs is taken for another. */
function runningIn(
  execution: Execution,
  scope: ElementInstance | undefined,
  { element, type }: Layer,
): readonly ElementInstance[] {
  if (type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE') return [];
  return (scope?.children ?? [])
    .map((key) => execution.instance(key))
    .filter((child) => child.elementId === element.id && child.type === type && child.state === 'ACTIVATED');
}

function openLayer(
  execution: Execution,
  { element, type }: Layer,
  scope: ElementInstance | undefined,
  instruction: ActivateInstruction,
): { readonly instance: ElementInstance } | { readonly rejection: Rejection } {
  const details = { process: execution.model.bpmnProcessId, element: instruction.elementId, scope: element.id };
  if (scope === undefined) throw new TypeError(`'${element.id}' lies in no scope.`);
  const isInner = type === 'AD_HOC_SUB_PROCESS_INNER_INSTANCE';
  if (element.multiInstance !== undefined && !isInner) {
    return { rejection: reject('KERNEL_MODIFY_MULTI_INSTANCE', details) };
  }
  const task = { do: 'activate', elementId: element.id, scopeKey: scope.key } as const;
  const instance = enter(execution, element, scope, isInner ? { ...task, startsWith: instruction.elementId } : task);
  const collection = isInner ? undefined : element.adHoc?.output?.collection;
  if (collection !== undefined) setLocal(execution, instance, { [collection]: [] });
  const own = isInner ? undefined : variablesFor(instruction, element.id);
  if (own !== undefined) setLocal(execution, instance, own);
  const failure = isInner ? undefined : openWaiting(execution, instance, eventsAround(execution, instance, element));
  if (failure !== undefined) {
    return { rejection: reject('KERNEL_MODIFY_SUBSCRIPTION', { ...details, problem: failure.message }) };
  }
  transition(execution, instance, 'elementActivated');
  return { instance };
}

/** To scopes that were there before; of an element that is two layers, to the inner one. */
function giveVariables(
  execution: Execution,
  scopes: readonly ElementInstance[],
  instruction: ActivateInstruction,
): void {
  for (const [index, scope] of scopes.entries()) {
    if (scopes[index + 1]?.elementId === scope.elementId) continue;
    const variables = variablesFor(instruction, scope.elementId, scope.scopeKey === undefined);
    if (variables !== undefined) setLocal(execution, scope, variables);
  }
}

function variablesFor(
  { variableInstructions = [] }: Pick<ActivateInstruction, 'variableInstructions'>,
  id: string,
  isProcess = false,
): Variables | undefined {
  const wanted = variableInstructions.filter(({ scopeId = '' }) => scopeId === id || (isProcess && scopeId === ''));
  return wanted.length === 0 ? undefined : Object.assign({}, ...wanted.map(({ variables }) => variables));
}
