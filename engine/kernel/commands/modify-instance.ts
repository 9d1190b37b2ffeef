import { reject, type Rejection } from '#errors/index.ts';
import type { ModelElement } from '../../model/index.ts';
import type { ElementType, Key } from '../../records.ts';
import { activateInScopes, outward, scopesAround } from '../behaviors/flow-scopes.ts';
import { isBusy, terminate } from '../behaviors/lifecycle.ts';
import type { Execution } from '../execution.ts';
import type { ActivateInstruction } from '../instructions.ts';
import type { KernelCommand } from '../types.ts';
import { rehearsed } from './rehearse.ts';

type ModifyInstance = Extract<KernelCommand, { type: 'modifyInstance' }>;

interface Instructions {
  readonly activate: readonly ActivateInstruction[];
  readonly terminate: readonly Key[];
}

/** These happen to something else: an event at its host, a flow between two elements. */
const UNSUPPORTED = new Set<ElementType>(['PROCESS', 'START_EVENT', 'BOUNDARY_EVENT', 'SEQUENCE_FLOW']);

/**
 * Activates elements, then ends element instances, as one: a scope that is left empty and not wanted ends with what was
 * in it, up to the instance itself. A move is both, in the scope around the source that also holds the target.
 */
export function modifyInstance(execution: Execution, command: ModifyInstance): Rejection | undefined {
  const { state } = execution;
  if (execution.find(state.processInstanceKey) === undefined) {
    return reject('ENGINE_NOT_FOUND', { kind: 'process instance', key: state.processInstanceKey });
  }
  const unknown = checkInstances(execution, [
    ...command.terminateInstructions.map(({ elementInstanceKey }) => elementInstanceKey),
    ...command.moveInstructions.map(({ sourceElementInstanceKey }) => sourceElementInstanceKey),
  ]);
  if (unknown !== undefined) return unknown;
  const wanted = [...command.activateInstructions, ...command.moveInstructions.map(moveTarget)];
  const refused = checkActivations(execution, wanted);
  if (refused !== undefined) return refused;
  const instructions = planMoves(execution, command);
  const ending = checkEnding(execution, instructions);
  if (ending !== undefined) return ending;
  return rehearsed(execution, (copy) => modify(copy, instructions));
}

/** What can be said of activations before anything is done. */
export function checkActivations(
  execution: Execution,
  instructions: readonly ActivateInstruction[],
): Rejection | undefined {
  for (const check of [checkElements, checkSupported, checkVariableScopes, checkAncestors]) {
    const rejection = check(execution, instructions);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}

function moveTarget({ targetElementId, ...more }: ModifyInstance['moveInstructions'][number]): ActivateInstruction {
  const { sourceElementInstanceKey: _, ...rest } = more;
  return { ...rest, elementId: targetElementId };
}

function planMoves(execution: Execution, command: ModifyInstance): Instructions {
  const moves = command.moveInstructions.map((move): ActivateInstruction => {
    const target = moveTarget(move);
    if (target.ancestorElementInstanceKey !== undefined) return target;
    const around = new Set(scopesAround(execution.model, execution.element(target.elementId)).map(({ id }) => id));
    const source = execution.instance(move.sourceElementInstanceKey);
    const scopes = outward(execution, source).slice(0, -1);
    const shared = scopes.findLast(({ elementId }) => around.has(elementId));
    return shared === undefined ? target : { ...target, ancestorElementInstanceKey: shared.key };
  });
  return {
    activate: [...command.activateInstructions, ...moves],
    terminate: [
      ...command.terminateInstructions.map(({ elementInstanceKey }) => elementInstanceKey),
      ...command.moveInstructions.map(({ sourceElementInstanceKey }) => sourceElementInstanceKey),
    ],
  };
}

function modify(execution: Execution, { activate, terminate: ending }: Instructions): Rejection | undefined {
  const required = new Set<Key>();
  const activated: { readonly elementId: string; readonly scopeKey: Key }[] = [];
  for (const instruction of activate) {
    const scopes = activateInScopes(execution, instruction);
    if (!scopes.ok) return scopes.rejection;
    for (const key of scopes.keys) required.add(key);
    activated.push({ elementId: instruction.elementId, scopeKey: scopes.keys.at(-1) ?? '' });
  }
  const terminated = ending.flatMap((key) => {
    const instance = execution.find(key);
    return instance === undefined ? [] : [{ elementInstanceKey: key, elementId: instance.elementId }];
  });
  execution.emit({ type: 'processInstanceModified', v: 1, activated, terminated });
  for (const key of ending) {
    const instance = execution.find(key);
    // It may have ended with one before it.
    if (instance === undefined) continue;
    terminate(execution, instance);
    const rejection = endEmptied(execution, instance.scopeKey, required);
    if (rejection !== undefined) return rejection;
  }
  return undefined;
}

/** Ends the scopes outward in which nothing is left. A called instance must not vanish under its caller. */
function endEmptied(
  execution: Execution,
  scopeKey: Key | undefined,
  required: ReadonlySet<Key>,
): Rejection | undefined {
  const scope = execution.find(scopeKey);
  if (scope === undefined || required.has(scope.key) || isBusy(execution, scope)) return undefined;
  if (scope.scopeKey === undefined && execution.state.parent !== undefined) {
    return reject('KERNEL_MODIFY_CALLED', { key: scope.key, process: execution.model.bpmnProcessId });
  }
  terminate(execution, scope);
  return endEmptied(execution, scope.scopeKey, required);
}

type Check = (execution: Execution, instructions: readonly ActivateInstruction[]) => Rejection | undefined;

const checkElements: Check = ({ model }, instructions) => {
  const unknown = instructions.map(({ elementId }) => elementId).filter((id) => !model.elements.has(id));
  if (unknown.length === 0) return undefined;
  return reject('KERNEL_MODIFY_ELEMENT_UNKNOWN', { process: model.bpmnProcessId, elements: listed(unknown) });
};

const checkSupported: Check = (execution, instructions) => {
  const process = execution.model.bpmnProcessId;
  for (const { elementId } of instructions) {
    const element = execution.element(elementId);
    if (isBehindEventGateway(execution, element)) {
      return reject('KERNEL_MODIFY_BEHIND_GATEWAY', { process, element: elementId });
    }
    if (UNSUPPORTED.has(element.type)) {
      return reject('KERNEL_MODIFY_ELEMENT_UNSUPPORTED', { process, element: elementId, type: element.type });
    }
  }
  return undefined;
};

const checkVariableScopes: Check = ({ model }, instructions) => {
  const process = model.bpmnProcessId;
  for (const { elementId, variableInstructions = [] } of instructions) {
    const element = model.elements.get(elementId);
    const around = element === undefined ? [] : [...scopesAround(model, element), element];
    for (const { scopeId = '' } of variableInstructions) {
      if (scopeId === '' || around.some(({ id }) => id === scopeId)) continue;
      const code = model.elements.has(scopeId)
        ? 'KERNEL_MODIFY_VARIABLE_SCOPE'
        : 'KERNEL_MODIFY_VARIABLE_SCOPE_UNKNOWN';
      return reject(code, { process, scope: scopeId, element: elementId });
    }
  }
  return undefined;
};

const checkAncestors: Check = (execution, instructions) => {
  for (const { elementId, ancestorElementInstanceKey: key } of instructions) {
    if (key === undefined || execution.find(key)?.state === 'ACTIVATED') continue;
    const details = { process: execution.model.bpmnProcessId, key, element: elementId };
    return reject('KERNEL_MODIFY_ANCESTOR_UNKNOWN', details);
  }
  return undefined;
};

function checkInstances(execution: Execution, keys: readonly Key[]): Rejection | undefined {
  const unknown = keys.filter((key) => execution.find(key) === undefined);
  if (unknown.length === 0) return undefined;
  const process = execution.model.bpmnProcessId;
  return reject('KERNEL_MODIFY_INSTANCE_UNKNOWN', { process, keys: listed(unknown) });
}

/** What is to be activated must not need what is to be ended. */
function checkEnding(execution: Execution, { activate, terminate: ending }: Instructions): Rejection | undefined {
  const { model } = execution;
  for (const key of ending) {
    const ended = execution.instance(key);
    for (const { elementId, ancestorElementInstanceKey } of activate) {
      const ancestor = execution.find(ancestorElementInstanceKey);
      const needsIt =
        ancestor === undefined
          ? scopesAround(model, execution.element(elementId)).some(({ id }) => id === ended.elementId)
          : outward(execution, ancestor).includes(ended);
      if (needsIt) return reject('KERNEL_MODIFY_SCOPE_TERMINATED', { element: elementId, key });
    }
  }
  return undefined;
}

function isBehindEventGateway(execution: Execution, element: ModelElement): boolean {
  return element.incoming.some(({ sourceId }) => execution.element(sourceId).type === 'EVENT_BASED_GATEWAY');
}

const listed = (ids: readonly string[]): string => [...new Set(ids)].join("', '");
