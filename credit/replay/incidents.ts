import type { ProcessEngine } from '#engine/index.ts';

/** Cases that got stuck at one element for one cause. */
export interface ReplayIncident {
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly cause: string;
  readonly count: number;
}

/**
 * Counts incidents from now on by element and cause, most frequent first. They are counted as they happen, because one of a
 * case that was paid afterwards is gone with the case.
 */
export function watchIncidents(engine: Pick<ProcessEngine, 'onRecords'>): () => readonly ReplayIncident[] {
  const counted = new Map<string, ReplayIncident>();
  engine.onRecords((records) => {
    for (const { event, bpmnProcessId } of records) {
      if (event.type !== 'incidentCreated') continue;
      const { elementId, errorMessage: cause } = event;
      const key = JSON.stringify([bpmnProcessId, elementId, cause]);
      counted.set(key, { bpmnProcessId, elementId, cause, count: (counted.get(key)?.count ?? 0) + 1 });
    }
  });
  return () => [...counted.values()].toSorted((a, b) => b.count - a.count);
}
