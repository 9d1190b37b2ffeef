import { DateTime } from 'luxon';
import type { EngineRecord, Key } from '../records.ts';

/** One thing that happened, as the list beside the process picture tells it. */
export interface TraceEntry {
  /** Calendar days after day 0. */
  readonly day: number;
  /** Local time, `HH:MM`. */
  readonly at: string;
  /** ISO instant. */
  readonly instant: string;
  readonly processInstanceKey: Key;
  readonly what:
    | 'started'
    | 'taskOpened'
    | 'taskCompleted'
    | 'taskCanceled'
    | 'jobCompleted'
    | 'errorThrown'
    | 'timerFired'
    | 'messageReceived'
    | 'decided'
    | 'incident'
    | 'ended';
  /** Of a process that started or ended: the process id. */
  readonly elementId: string;
  /** What goes with it: variables given, the message's name, the decision's result and rules, the incident's text. */
  readonly details?: Readonly<Record<string, unknown>>;
}

type Told = Pick<TraceEntry, 'what' | 'elementId' | 'details'>;

/** What a person would tell of the records, in order; days and times are those of the zone. */
export function traceOf(
  records: readonly EngineRecord[],
  { start, zone }: { readonly start: string; readonly zone: string },
): readonly TraceEntry[] {
  const dayZero = DateTime.fromISO(start, { zone }).startOf('day');
  const userTasks = new Set<Key>();
  return records.flatMap((record) => {
    const told = tell(record, userTasks);
    if (told === undefined) return [];
    const local = DateTime.fromISO(record.timestamp, { zone });
    const day = Math.round(local.startOf('day').diff(dayZero, 'days').days);
    const { processInstanceKey, timestamp: instant } = record;
    return [{ day, at: local.toFormat('HH:mm'), instant, processInstanceKey, ...told }];
  });
}

function tell({ event, bpmnProcessId }: EngineRecord, userTasks: Set<Key>): Told | undefined {
  switch (event.type) {
    case 'processInstanceCreated':
      return { what: 'started', elementId: bpmnProcessId };
    case 'jobCreated':
      if (event.userTask === undefined) return undefined;
      userTasks.add(event.jobKey);
      return { what: 'taskOpened', elementId: event.elementId, details: { ...event.userTask } };
    case 'jobCompleted': {
      const what = userTasks.has(event.jobKey) ? 'taskCompleted' : 'jobCompleted';
      return { what, elementId: event.elementId, details: { variables: event.variables } };
    }
    case 'jobCanceled':
      return userTasks.has(event.jobKey) ? { what: 'taskCanceled', elementId: event.elementId } : undefined;
    case 'jobErrorThrown':
      return { what: 'errorThrown', elementId: event.elementId, details: { errorCode: event.errorCode } };
    case 'timerTriggered':
      return { what: 'timerFired', elementId: event.targetElementId };
    case 'messageSubscriptionCorrelated': {
      const { targetElementId: elementId, messageName, variables } = event;
      return { what: 'messageReceived', elementId, details: { messageName, variables } };
    }
    case 'decisionEvaluated': {
      const { elementId, decisionId, decisionVersion, result, explanation } = event;
      return { what: 'decided', elementId, details: { decisionId, decisionVersion, result, explanation } };
    }
    case 'incidentCreated': {
      const { elementId, incidentType, errorMessage } = event;
      return { what: 'incident', elementId, details: { incidentType, errorMessage } };
    }
    case 'elementCompleted':
    case 'elementTerminated':
      return event.flowScopeKey === undefined ? { what: 'ended', elementId: bpmnProcessId } : undefined;
    default:
      return undefined;
  }
}
