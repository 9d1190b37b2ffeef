import { reject, type Rejection } from '#errors/index.ts';
import type { Key, ListenerRef, Variables } from '../../records.ts';
import { addMilliseconds } from '../../model/index.ts';
import { routeError, uncaught } from '../behaviors/errors.ts';
import { raiseIncident } from '../behaviors/incidents.ts';
import { listen } from '../behaviors/lifecycle.ts';
import { troubleOf } from '../behaviors/listeners.ts';
import { parentOf, setLocal } from '../behaviors/variables.ts';
import type { Execution } from '../execution.ts';
import { decideAdHoc } from './ad-hoc.ts';
import type { ElementInstance, JobState } from '../state.ts';
import type { KernelCommand } from '../types.ts';

type CommandOf<Type extends KernelCommand['type']> = Extract<KernelCommand, { type: Type }>;
type Found = { readonly job: JobState; readonly instance: ElementInstance } | { readonly rejection: Rejection };

/** Completes a job that is not stopped; its variables go to the element's output mappings. */
export function completeJob(execution: Execution, command: CommandOf<'completeJob'>): Rejection | undefined {
  const found = findActivatable(execution, command.jobKey);
  if ('rejection' in found) return found.rejection;
  const { jobKey, variables, result } = command;
  const { instance, job } = found;
  if (job.kind !== undefined) return decideAdHoc(execution, instance, jobKey, variables, result);
  if (result !== undefined) return reject('KERNEL_JOB_RESULT', { key: jobKey, element: instance.elementId });
  execution.emit({ type: 'jobCompleted', v: 1, jobKey, variables, ...refOf(instance) });
  if (job.listener !== undefined) goOn(execution, instance, job.listener, variables);
  else execution.schedule({ do: 'complete', key: instance.key });
  return undefined;
}

/** A start listener sets variables of the element, an end listener of the scope around it; the next one sees them. */
function goOn(execution: Execution, instance: ElementInstance, called: ListenerRef, variables: Variables): void {
  const around = called.event === 'end' ? parentOf(execution.state, instance) : undefined;
  setLocal(execution, around ?? instance, variables);
  listen(execution, instance, called.event, called.index + 1);
}

/** A try that failed: to be tried again later, or an incident when no retries are left. */
export function failJob(execution: Execution, command: CommandOf<'failJob'>): Rejection | undefined {
  const found = findActivatable(execution, command.jobKey);
  if ('rejection' in found) return found.rejection;
  const { jobKey, retries, errorMessage, retryBackOff = 0 } = command;
  const retryAt = retryBackOff > 0 && retries > 0 ? { retryAt: addMilliseconds(execution.now, retryBackOff) } : {};
  execution.emit({ type: 'jobFailed', v: 1, jobKey, retries, errorMessage, ...retryAt, ...refOf(found.instance) });
  if (retries > 0) return undefined;
  const message = errorMessage === '' ? `No more retries left for job '${jobKey}'.` : errorMessage;
  raiseIncident(execution, found.instance, { incidentType: troubleOf(found.job), message }, jobKey);
  return undefined;
}

/** A BPMN error a worker met. Caught: the catch event takes it. Uncaught: an incident, the job stays. */
export function throwJobError(execution: Execution, command: CommandOf<'throwError'>): Rejection | undefined {
  const found = findActivatable(execution, command.jobKey);
  if ('rejection' in found) return found.rejection;
  const { jobKey, errorCode, errorMessage, variables } = command;
  if (found.job.listener !== undefined) {
    return reject('KERNEL_LISTENER_ERROR', { key: jobKey, element: found.instance.elementId });
  }
  const error = { code: errorCode, message: errorMessage, variables };
  const raise = routeError(execution, found.instance, error);
  execution.emit({ type: 'jobErrorThrown', v: 1, jobKey, errorCode, errorMessage, ...refOf(found.instance) });
  if (raise === undefined) raiseIncident(execution, found.instance, uncaught(error), jobKey);
  else raise();
  return undefined;
}

/** Gives a job retries, also one that is stopped; it goes on when its incident is resolved. */
export function updateJobRetries(execution: Execution, command: CommandOf<'updateJobRetries'>): Rejection | undefined {
  const { jobKey, retries } = command;
  if (execution.state.jobs[jobKey] === undefined) return reject('ENGINE_NOT_FOUND', { kind: 'job', key: jobKey });
  if (retries < 1) return reject('KERNEL_RETRIES_INVALID', { key: jobKey, retries });
  execution.emit({ type: 'jobRetriesUpdated', v: 1, jobKey, retries });
  return undefined;
}

function findActivatable(execution: Execution, key: Key): Found {
  const job = execution.state.jobs[key];
  const instance = execution.find(job?.elementInstanceKey);
  if (job === undefined || instance === undefined) {
    return { rejection: reject('ENGINE_NOT_FOUND', { kind: 'job', key }) };
  }
  if (job.status === 'ACTIVATABLE') return { job, instance };
  return { rejection: reject('KERNEL_JOB_STOPPED', { key, element: instance.elementId, status: job.status }) };
}

function refOf(instance: ElementInstance): { readonly elementInstanceKey: Key; readonly elementId: string } {
  return { elementInstanceKey: instance.key, elementId: instance.elementId };
}
