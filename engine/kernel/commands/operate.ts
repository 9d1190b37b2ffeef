/** What an operator asks of a running instance. */
import { reject, type Rejection } from '#errors/index.ts';
import { retry, terminate } from '../behaviors/lifecycle.ts';
import { propagate, setLocal } from '../behaviors/variables.ts';
import type { Execution } from '../execution.ts';
import type { KernelCommand } from '../types.ts';

type CommandOf<Type extends KernelCommand['type']> = Extract<KernelCommand, { type: Type }>;

/** Sets variables in the scope of an element, or propagated from there. */
export function setVariables(execution: Execution, command: CommandOf<'setVariables'>): Rejection | undefined {
  const instance = execution.find(command.elementInstanceKey);
  if (instance === undefined) {
    return reject('ENGINE_NOT_FOUND', { kind: 'element instance', key: command.elementInstanceKey });
  }
  if (command.local) setLocal(execution, instance, command.variables);
  else propagate(execution, instance, command.variables);
  return undefined;
}

/** Tries again what the incident has stopped. Of a job without retries, only after it was given some. */
export function resolveIncident(execution: Execution, command: CommandOf<'resolveIncident'>): Rejection | undefined {
  const { incidentKey } = command;
  const incident = execution.state.incidents[incidentKey];
  const instance = execution.find(incident?.elementInstanceKey);
  if (incident === undefined || instance === undefined) {
    return reject('ENGINE_NOT_FOUND', { kind: 'incident', key: incidentKey });
  }
  const job = incident.jobKey === undefined ? undefined : execution.state.jobs[incident.jobKey];
  if (job !== undefined && job.status === 'FAILED' && job.retries < 1) {
    return reject('KERNEL_NO_RETRIES', { key: job.key, incident: incidentKey });
  }
  execution.emit({ type: 'incidentResolved', v: 1, incidentKey });
  if (job === undefined) retry(execution, instance, incident.type);
  return undefined;
}

/** Ends the instance with everything in it, called instances included. */
export function cancelInstance(execution: Execution, command: CommandOf<'cancelInstance'>): Rejection | undefined {
  const refused = checkWhole(execution, command);
  if (refused !== undefined) return refused;
  terminate(execution, execution.instance(execution.state.processInstanceKey));
  return undefined;
}

/** It runs; and a called instance is canceled, suspended and resumed with the one that called it, never by itself. */
export function checkWhole({ state }: Execution, { byCaller }: { readonly byCaller?: true }): Rejection | undefined {
  const { processInstanceKey: key, parent, elements } = state;
  if (elements[key] === undefined) return reject('ENGINE_NOT_FOUND', { kind: 'process instance', key });
  if (parent === undefined || byCaller) return undefined;
  return reject('KERNEL_CALLED_INSTANCE', { key, caller: parent.processInstanceKey });
}
