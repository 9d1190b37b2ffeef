import type { ElementBehavior, Failure } from '../execution.ts';
import { createJob, evaluateJob } from '../behaviors/jobs.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';

/**
 * Service, send and user tasks, script and business-rule tasks with a job type, and events that throw by a job: makes a
 * job and waits until it is completed.
 */
export const jobTask: ElementBehavior = {
  activate(execution, element, instance) {
    if (element.job === undefined) return withoutJob(element.id);
    const job = evaluateJob(execution, instance, element.job, element.userTask);
    if (!job.ok) return job.failure;
    const closed = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (closed !== undefined) return closed;
    transition(execution, instance, 'elementActivated');
    createJob(execution, instance, job.value);
    return undefined;
  },
};

function withoutJob(id: string): Failure {
  return { incidentType: 'EXTRACT_VALUE_ERROR', message: `Expected element '${id}' to have a job type.` };
}
