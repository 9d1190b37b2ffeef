/** What is decided about a running ad-hoc sub-process, by its worker or by command. */
import { reject, type Rejection } from '#errors/index.ts';
import type { AdHocActivation, AdHocResult, Key, Variables } from '../../records.ts';
import { activateAdHocElement } from '../behaviors/ad-hoc.ts';
import { endScope, leaveScope, terminateChildren } from '../behaviors/lifecycle.ts';
import { setLocal } from '../behaviors/variables.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import type { KernelCommand } from '../types.ts';

type CommandOf<Type extends KernelCommand['type']> = Extract<KernelCommand, { type: Type }>;

/** Activates elements that begin by themselves, with variables of their own; first ends what is active when it says so. */
export function activateAdHocElements(
  execution: Execution,
  command: CommandOf<'activateAdHocElements'>,
): Rejection | undefined {
  const { elementInstanceKey: key, elements, cancelRemaining } = command;
  const instance = execution.find(key);
  if (instance?.type !== 'AD_HOC_SUB_PROCESS') return reject('ENGINE_NOT_FOUND', { kind: 'ad-hoc sub-process', key });
  if (instance.state !== 'ACTIVATED' || instance.isFulfilled) return reject('KERNEL_AD_HOC_OVER', { key });
  const refused = checkElements(execution, instance, elements);
  if (refused !== undefined) return refused;
  if (cancelRemaining) {
    execution.dropPending(instance.key);
    terminateChildren(execution, instance);
  }
  for (const each of elements) activateAdHocElement(execution, instance, each);
  return undefined;
}

/** The job of an ad-hoc sub-process is completed: its variables are set in it, what it decides is done. */
export function decideAdHoc(
  execution: Execution,
  instance: ElementInstance,
  jobKey: Key,
  variables: Variables,
  result: AdHocResult = {},
): Rejection | undefined {
  const { activateElements = [], isCompletionConditionFulfilled, isCancelRemainingInstances } = result;
  const { key: elementInstanceKey, elementId } = instance;
  if (isCompletionConditionFulfilled && activateElements.length > 0)
    return reject('KERNEL_AD_HOC_RESULT', { elementId });
  const refused = checkElements(execution, instance, activateElements);
  if (refused !== undefined) return refused;
  const completed = { type: 'jobCompleted', v: 1, jobKey, variables, elementInstanceKey, elementId } as const;
  execution.emit(isCompletionConditionFulfilled ? { ...completed, completionConditionFulfilled: true } : completed);
  setLocal(execution, instance, variables);
  for (const each of activateElements) activateAdHocElement(execution, instance, each);
  if (!isCompletionConditionFulfilled) return undefined;
  if (isCancelRemainingInstances) endScope(execution, instance);
  else leaveScope(execution, instance.key);
  return undefined;
}

function checkElements(
  execution: Execution,
  instance: ElementInstance,
  elements: readonly AdHocActivation[],
): Rejection | undefined {
  const known = execution.elementOf(instance).adHoc?.elements;
  const ids = elements.map(({ elementId }) => elementId);
  const unknown = ids.filter((id) => known?.has(id) !== true);
  const expected = [...(known?.keys() ?? [])].join(', ');
  const details = { element: instance.elementId, expected };
  if (unknown.length > 0) return reject('KERNEL_AD_HOC_ELEMENT', { ...details, found: unknown.join(', ') });
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  return twice === undefined ? undefined : reject('KERNEL_AD_HOC_TWICE', { ...details, found: twice });
}
