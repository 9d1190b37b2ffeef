/** Execution and task listeners: jobs that an element waits for before it begins, and before it is left. */
import type { ModelElement } from '../../model/index.ts';
import type { IncidentType, ListenerEvent } from '../../records.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance, JobState } from '../state.ts';
import type { Read } from './expressions.ts';
import { createJob, evaluateJob } from './jobs.ts';

const NONE: Read<boolean> = { ok: true, value: false };
const CALLED: Read<boolean> = { ok: true, value: true };

/**
 * Makes the job of the listener at this place. False when there is none. Around a multi-instance or the inner instances of an
 * ad-hoc sub-process nobody listens: those of a multi-instance activity are called for each of its instances, as on Zeebe.
 */
export function callListener(
  execution: Execution,
  element: ModelElement,
  instance: ElementInstance,
  event: ListenerEvent,
  index: number,
): Read<boolean> {
  const listener = element.type === instance.type ? element.listeners?.[event]?.[index] : undefined;
  if (listener === undefined) return NONE;
  const job = evaluateJob(execution, instance, listener);
  if (!job.ok) return job;
  createJob(execution, instance, job.value, { listener: { event, index } });
  return CALLED;
}

/** The trouble of a job without retries, by what it is for. */
export function troubleOf({ listener, kind }: JobState): IncidentType {
  if (kind !== undefined) return 'AD_HOC_SUB_PROCESS_NO_RETRIES';
  if (listener === undefined) return 'JOB_NO_RETRIES';
  return listener.event === 'start' || listener.event === 'end'
    ? 'EXECUTION_LISTENER_NO_RETRIES'
    : 'TASK_LISTENER_NO_RETRIES';
}
