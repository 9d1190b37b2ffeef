import { reject, type Rejection } from '#errors/index.ts';
import type { ModelElement } from '../../model/index.ts';
import { activateInstance } from '../behaviors/lifecycle.ts';
import { setResult } from '../behaviors/variables.ts';
import type { Execution } from '../execution.ts';
import type { KernelCommand } from '../types.ts';

type CreateInstance = Extract<KernelCommand, { type: 'createInstance' }>;

/** Creates the instance and activates its process, at the none start event or at the start event that has fired. */
export function createInstance(execution: Execution, command: CreateInstance): Rejection | undefined {
  const { model, state } = execution;
  const root = execution.element(model.bpmnProcessId);
  const startEventId = command.startEventId ?? root.startEventId;
  const start = startEventId === undefined ? undefined : model.elements.get(startEventId);
  if (state.status !== 'NONE') return reject('KERNEL_INSTANCE_EXISTS', { key: state.processInstanceKey });
  if (start?.type !== 'START_EVENT' || start.scopeId !== root.id) {
    return reject('KERNEL_NO_START_EVENT', { process: model.bpmnProcessId, element: command.startEventId ?? '' });
  }
  announce(execution, command, start, start.id !== root.startEventId);
  activateInstance(execution, execution.instance(command.processInstanceKey));
  return undefined;
}

/** Variables of an event with output mappings are the event's own: only what it maps reaches the process. */
function announce(execution: Execution, command: CreateInstance, start: ModelElement, isTriggered: boolean): void {
  const isMapped = isTriggered && start.outputs.length > 0;
  const { model } = execution;
  execution.emit({
    type: 'processInstanceCreated',
    v: 1,
    bpmnProcessId: model.bpmnProcessId,
    version: command.version ?? 1,
    processDefinitionKey: command.processDefinitionKey,
    variables: isMapped ? {} : command.variables,
    ...(isTriggered ? { startEventId: start.id } : {}),
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
