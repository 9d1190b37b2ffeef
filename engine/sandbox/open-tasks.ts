import type { EngineRecord, Key, UserTaskProperties } from '../records.ts';

/** A user task that somebody has to complete. */
export interface OpenUserTask {
  /** Key of its job. */
  readonly key: Key;
  readonly elementId: string;
  readonly elementInstanceKey: Key;
  readonly processInstanceKey: Key;
  readonly bpmnProcessId: string;
  readonly openedAt: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly userTask: UserTaskProperties;
}

interface OpenJob {
  readonly elementId: string;
  readonly task?: OpenUserTask;
}

/** Jobs that are open, in the order they were made, kept by following the records. */
export class OpenTasks {
  readonly #jobs = new Map<Key, OpenJob>();

  follow(records: readonly EngineRecord[]): void {
    for (const record of records) {
      const { event } = record;
      if (event.type === 'jobCreated') this.#jobs.set(event.jobKey, openJob(record, event));
      else if (event.type === 'jobCompleted' || event.type === 'jobCanceled') this.#jobs.delete(event.jobKey);
    }
  }

  open(): readonly OpenUserTask[] {
    return [...this.#jobs.values()].flatMap(({ task }) => task ?? []);
  }

  /** Key of the job, by itself or by its element; user tasks come before other jobs. */
  find(elementIdOrKey: string): Key | undefined {
    if (this.#jobs.has(elementIdOrKey)) return elementIdOrKey;
    const candidates = [...this.#jobs].filter(([, job]) => job.elementId === elementIdOrKey);
    return (candidates.find(([, job]) => job.task !== undefined) ?? candidates[0])?.[0];
  }
}

function openJob(record: EngineRecord, event: Extract<EngineRecord['event'], { type: 'jobCreated' }>): OpenJob {
  const { jobKey: key, elementId, elementInstanceKey, customHeaders, userTask } = event;
  if (userTask === undefined) return { elementId };
  const { processInstanceKey, bpmnProcessId, timestamp: openedAt } = record;
  return {
    elementId,
    task: { key, elementId, elementInstanceKey, processInstanceKey, bpmnProcessId, openedAt, customHeaders, userTask },
  };
}
