import { EngineQueries, type EngineEvent } from '#engine/index.ts';
import type { CasePicture } from '../contract/index.ts';
import type { Services } from '../services.ts';

/** Where a process instance stands in its drawing: from what has happened to it and what is being executed now. */
export async function casePicture(
  { store }: Services,
  instance: { readonly processInstanceKey: string; readonly processDefinitionKey: string },
): Promise<CasePicture> {
  const queries = new EngineQueries(store);
  const key = instance.processInstanceKey;
  const [xml, records, current, incidents] = await Promise.all([
    queries.findProcessXml(instance.processDefinitionKey),
    queries.history(key),
    queries.currentElements(key),
    queries.incidentsOf(key),
  ]);
  const events = records.map((record) => record.event);
  const active = new Set(current.filter(({ type }) => type !== 'PROCESS').map(({ elementId }) => elementId));
  const completed = elementsOf(events, 'elementCompleted').filter((id) => !active.has(id));
  const done = new Set(completed);
  return {
    bpmnXml: xml ?? '',
    active: [...active],
    completed,
    terminated: elementsOf(events, 'elementTerminated').filter((id) => !active.has(id) && !done.has(id)),
    incidents: incidents.map(({ elementId, errorMessage, incidentKey }) => ({
      elementId,
      message: errorMessage,
      incidentKey,
    })),
    takenFlows: [...new Set(events.flatMap((event) => (event.type === 'sequenceFlowTaken' ? [event.flowId] : [])))],
    timers: waitingTimers(events),
  };
}

function elementsOf(events: readonly EngineEvent[], type: 'elementCompleted' | 'elementTerminated'): readonly string[] {
  const ids = events.flatMap((event) =>
    event.type === type && event.elementType !== 'PROCESS' ? [event.elementId] : [],
  );
  return [...new Set(ids)];
}

function waitingTimers(events: readonly EngineEvent[]): CasePicture['timers'] {
  const waiting = new Map<string, CasePicture['timers'][number]>();
  for (const event of events) {
    if (event.type === 'timerCreated') {
      waiting.set(event.timerKey, { elementId: event.targetElementId, dueAt: event.dueAt });
    } else if (event.type === 'timerTriggered' || event.type === 'timerCanceled') waiting.delete(event.timerKey);
  }
  return [...waiting.values()];
}
