import { reject, type Rejection } from '#errors/index.ts';
import type { ModelElement } from '../../model/index.ts';
import { activateInScopes } from '../behaviors/flow-scopes.ts';
import { activateInstance, transition } from '../behaviors/lifecycle.ts';
import { setResult } from '../behaviors/variables.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';
import type { Execution } from '../execution.ts';
import type { ActivateInstruction } from '../instructions.ts';
import type { KernelCommand } from '../types.ts';
import { checkActivations } from './modify-instance.ts';
import { rehearsed } from './rehearse.ts';

type CreateInstance = Extract<KernelCommand, { type: 'createInstance' }>;

/** Creates the instance and activates its process, at the none start event or at the start event that has fired. */
export function createInstance(execution: Execution, command: CreateInstance): Rejection | undefined {
  const { model, state } = execution;
  if (command.startInstructions !== undefined) return startInside(execution, command, command.startInstructions);
  const root = execution.element(model.bpmnProcessId);
  const startEventId = command.startEventId ?? root.startEventId;
  const start = startEventId === undefined ? undefined : model.elements.get(startEventId);
  if (state.status !== 'NONE') return reject('KERNEL_INSTANCE_EXISTS', { key: state.processInstanceKey });
  if (start?.type !== 'START_EVENT' || start.scopeId !== root.id) {
    return reject('KERNEL_NO_START_EVENT', { process: model.bpmnProcessId, element: command.startEventId ?? '' });
  }
  announce(execution, command, start.id === root.startEventId ? undefined : start);
  activateInstance(execution, execution.instance(command.processInstanceKey));
  return undefined;
}

/** Begins at these elements, in the scopes around them, and at no start event. */
function startInside(
  execution: Execution,
  command: CreateInstance,
  instructions: readonly ActivateInstruction[],
): Rejection | undefined {
  const { model, state } = execution;
  if (state.status !== 'NONE') return reject('KERNEL_INSTANCE_EXISTS', { key: state.processInstanceKey });
  const refused = checkActivations(execution, instructions);
  if (refused !== undefined) return refused;
  return rehearsed(execution, (copy) => {
    announce(copy, command);
    const root = copy.instance(command.processInstanceKey);
    const failure = openWaiting(copy, root, eventsAround(copy, root, copy.element(model.bpmnProcessId)));
    if (failure !== undefined) {
      const details = { element: instructions[0]?.elementId ?? '', scope: model.bpmnProcessId };
      return reject('KERNEL_MODIFY_SUBSCRIPTION', { ...details, problem: failure.message });
    }
    transition(copy, root, 'elementActivated');
    for (const instruction of instructions) {
      const scopes = activateInScopes(copy, instruction);
      if (!scopes.ok) return scopes.rejection;
    }
    return undefined;
  });
}

/** Variables of an event with output mappings are the event's own: only what it maps reaches the process. */
function announce(execution: Execution, command: CreateInstance, trigger?: ModelElement): void {
  const isMapped = trigger !== undefined && trigger.outputs.length > 0;
  const { model } = execution;
  execution.emit({
    type: 'processInstanceCreated',
    v: 1,
    bpmnProcessId: model.bpmnProcessId,
    version: command.version ?? 1,
    processDefinitionKey: command.processDefinitionKey,
    variables: isMapped ? {} : command.variables,
    ...(trigger === undefined ? {} : { startEventId: trigger.id }),
    ...(command.startInstructions === undefined
      ? {}
      : { startElementIds: command.startInstructions.map(({ elementId }) => elementId) }),
    ...(command.parent === undefined
      ? {}
      : {
          parentProcessInstanceKey: command.parent.processInstanceKey,
          parentElementInstanceKey: command.parent.elementInstanceKey,
        }),
  });
  execution.emit({
    type: 'elementActivating',
    v: 1,
    elementInstanceKey: command.processInstanceKey,
    elementId: model.bpmnProcessId,
    elementType: 'PROCESS',
  });
  if (isMapped) setResult(execution, execution.instance(command.processInstanceKey), command.variables);
}
