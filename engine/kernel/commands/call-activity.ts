import { reject, type Rejection } from '#errors/index.ts';
import { routeError, uncaught } from '../behaviors/errors.ts';
import { escalate } from '../behaviors/escalations.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { setResult } from '../behaviors/variables.ts';
import type { Execution } from '../execution.ts';
import type { IncidentType } from '../../records.ts';
import type { ElementInstance } from '../state.ts';
import type { KernelCommand } from '../types.ts';

type CommandOf<Type extends KernelCommand['type']> = Extract<KernelCommand, { type: Type }>;

/** The called instance has completed. Its variables go to the output mappings, or up when the call activity says so. */
export function completeCallActivity(
  execution: Execution,
  command: CommandOf<'completeCallActivity'>,
): Rejection | undefined {
  const instance = findCalling(execution, command.elementInstanceKey);
  if (instance === undefined) return noneCalling(command.elementInstanceKey);
  const element = execution.elementOf(instance);
  const wanted = element.outputs.length > 0 || (element.calledElement?.propagateAllChildVariables ?? true);
  if (wanted) setResult(execution, instance, command.variables);
  // When it is resolved it completes with what it was answered.
  if (command.inCycleOf !== undefined) {
    stopCycle(execution, instance, 'CYCLE_WITHOUT_WAIT', command.inCycleOf);
  } else execution.schedule({ do: 'complete', key: instance.key });
  return undefined;
}

/** The called instance has ended by an error it did not catch: thrown on at the call activity. */
export function failCallActivity(execution: Execution, command: CommandOf<'failCallActivity'>): Rejection | undefined {
  const instance = findCalling(execution, command.elementInstanceKey);
  if (instance === undefined) return noneCalling(command.elementInstanceKey);
  // When it is resolved it calls again.
  if (command.inCycleOf !== undefined) {
    stopCycle(execution, instance, 'CALLED_ELEMENT_ERROR', command.inCycleOf);
    return undefined;
  }
  const error = { code: command.errorCode, message: command.errorMessage, variables: {} };
  const raise = routeError(execution, instance, error);
  if (raise === undefined) raiseIncident(execution, instance, uncaught(error));
  else raise();
  return undefined;
}

/** The called instance escalates: thrown on at the call activity, which goes on unless the catch event interrupts it. */
export function escalateCallActivity(
  execution: Execution,
  command: CommandOf<'escalateCallActivity'>,
): Rejection | undefined {
  const instance = findCalling(execution, command.elementInstanceKey);
  if (instance === undefined) return noneCalling(command.elementInstanceKey);
  escalate(execution, instance, command.escalationCode);
  return undefined;
}

function stopCycle(execution: Execution, instance: ElementInstance, incidentType: IncidentType, calls: number): void {
  const message = `Expected the process to wait somewhere, but it called from '${instance.elementId}' over and over (${calls} calls). Put a task, timer or message into the cycle, or correct its condition.`;
  raiseIncident(execution, instance, { incidentType, message });
}

function findCalling(execution: Execution, key: string): ElementInstance | undefined {
  const instance = execution.find(key);
  return instance?.type === 'CALL_ACTIVITY' && instance.state === 'ACTIVATED' ? instance : undefined;
}

function noneCalling(key: string): Rejection {
  return reject('ENGINE_NOT_FOUND', { kind: 'call activity', key });
}
