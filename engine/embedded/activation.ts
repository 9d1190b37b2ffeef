import { findJob, variablesOf } from '../kernel/index.ts';
import type { ProcessModel } from '../model/index.ts';
import type { ActivatedJob } from '../gateway.ts';
import type { Key, ListenerRef, Variables } from '../records.ts';
import { jobs } from './collections.ts';
import { NEVER } from './documents.ts';
import type { Job } from './documents.ts';
import type { Unit } from './loop.ts';
import type { Scope } from './scope.ts';

/** The job as a worker sees it now; undefined when it has ended, or waits for an operator. */
export async function activatedJob(scope: Scope, jobKey: Key, deadline: string): Promise<ActivatedJob | undefined> {
  const job = (await scope.draft.fetch(jobs, jobKey))?.document;
  const live = job === undefined ? undefined : await scope.instance(job.processInstanceKey);
  if (job === undefined || live === undefined || job.availableAt === NEVER) return undefined;
  const listener = findJob(live.state, jobKey)?.listener;
  const { definition, model } = await scope.parts.definitions.load(live.state.processDefinitionKey);
  return {
    key: jobKey,
    type: job.type,
    processInstanceKey: job.processInstanceKey,
    bpmnProcessId: definition.bpmnProcessId,
    processDefinitionKey: definition.processDefinitionKey,
    processDefinitionVersion: definition.version,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: headersOf(model, job.elementId, listener),
    ...(listener === undefined ? {} : { listener }),
    retries: job.retries,
    deadline,
    // The state goes on changing while the worker is busy.
    variables: { ...variablesOf(live.state, job.elementInstanceKey) },
  };
}

function headersOf(
  model: ProcessModel,
  elementId: string,
  listener: ListenerRef | undefined,
): ActivatedJob['customHeaders'] {
  const element = model.elements.get(elementId);
  const headers =
    listener === undefined ? element?.headers : element?.listeners?.[listener.event]?.[listener.index]?.headers;
  return headers ?? {};
}

/** Hands out jobs that are available, oldest first, and locks them until the deadline. */
export function activationUnit(request: {
  readonly type: string;
  readonly maxJobsToActivate: number;
  readonly timeout: number;
  readonly fetchVariables?: readonly string[];
  readonly available: (now: string, limit: number) => Promise<readonly Job[]>;
}): Unit<readonly ActivatedJob[]> {
  return {
    alone: true,
    async run(scope) {
      const deadline = new Date(Date.parse(scope.now) + request.timeout).toISOString();
      const activated: ActivatedJob[] = [];
      for (const job of await request.available(scope.now, request.maxJobsToActivate)) {
        const handed = await activatedJob(scope, job.jobKey, deadline);
        if (handed === undefined) continue;
        scope.draft.replace(jobs, { ...job, availableAt: deadline });
        const variables = structuredClone(only(handed.variables, request.fetchVariables));
        activated.push({ ...handed, variables });
      }
      return activated;
    },
  };
}

/** Those with the names, all of them without any. */
export function only(variables: Variables, names: readonly string[] | undefined): Variables {
  if (names === undefined) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.includes(name)));
}
