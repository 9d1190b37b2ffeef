import { EngineQueries, type Incident, type ProcessInstanceSummary } from '#engine/index.ts';
import type { Key } from '#engine/index.ts';
import { findCases } from '#tasks/index.ts';
import type { Bilingual, ResponseOf } from '../contract/index.ts';
import type { Move } from '../operations/collections.ts';
import { isControl } from '../operations/controls.ts';
import type { Services } from '../services.ts';

type Model = Awaited<ReturnType<Services['engine']['loadModel']>>;
type Detail = ResponseOf<'getInstance'>;
export type InstanceRow = ResponseOf<'listInstances'>['items'][number];
export type IncidentRow = ResponseOf<'listOpenIncidents'>['items'][number];
type Place = Detail['waitsAt'][number];

/** What is drawn at an id; the id itself where it has no name. */
export function placeIn(model: Model, elementId: string): Place {
  return { elementId, name: nameIn(model, elementId) };
}

function nameIn(model: Model, elementId: string): Bilingual {
  const element = model.elements.get(elementId);
  return element === undefined || element.name === '' ? { 'zh-CN': elementId, en: elementId } : element.text;
}

/** Instances as operators see them, in the order given. */
export async function instanceRows(
  { store, engine }: Services,
  instances: readonly ProcessInstanceSummary[],
): Promise<InstanceRow[]> {
  const about = await findCases(
    store,
    instances.map(({ processInstanceKey }) => processInstanceKey),
  );
  return Promise.all(
    instances.map(async (instance) => ({
      key: instance.processInstanceKey,
      processId: instance.bpmnProcessId,
      processName: (await engine.loadModel(instance.processDefinitionKey)).text,
      processDefinitionKey: instance.processDefinitionKey,
      version: instance.version,
      title: about.get(instance.processInstanceKey)?.title ?? '',
      state: instance.state,
      openIncidents: instance.openIncidents,
      startedAt: instance.startedAt,
      endedAt: instance.endedAt ?? null,
      callerKey: instance.parentProcessInstanceKey ?? null,
    })),
  );
}

/** Incidents as operators see them; one whose instance has ended since is left out. */
export async function incidentRows(services: Services, incidents: readonly Incident[]): Promise<IncidentRow[]> {
  const { store, engine } = services;
  const queries = new EngineQueries(store);
  const about = await findCases(
    store,
    incidents.map(({ processInstanceKey }) => processInstanceKey),
  );
  const rows: IncidentRow[] = [];
  for (const incident of incidents) {
    const instance = await queries.findProcessInstance(incident.processInstanceKey);
    if (instance === undefined) continue;
    const model = await engine.loadModel(instance.processDefinitionKey);
    rows.push({
      key: incident.incidentKey,
      type: incident.type,
      message: incident.errorMessage,
      elementId: incident.elementId,
      elementName: nameIn(model, incident.elementId),
      processId: incident.bpmnProcessId,
      processName: model.text,
      processDefinitionKey: instance.processDefinitionKey,
      version: instance.version,
      instanceKey: incident.processInstanceKey,
      title: about.get(incident.processInstanceKey)?.title ?? '',
      createdAt: incident.createdAt,
      hasJob: incident.jobKey !== undefined,
    });
  }
  return rows;
}

const NO_TARGETS = new Set(['PROCESS', 'START_EVENT', 'BOUNDARY_EVENT', 'EVENT_SUB_PROCESS']);

/** Elements that may be activated by themselves, in document order. */
export function targetsIn(model: Model): Detail['targets'] {
  return [...model.elements.values()]
    .filter(
      ({ type, incoming }) =>
        !NO_TARGETS.has(type) &&
        !incoming.some(({ sourceId }) => model.elements.get(sourceId)?.type === 'EVENT_BASED_GATEWAY'),
    )
    .map((element) => ({
      ...placeIn(model, element.id),
      type: element.type,
      isControl: isControl(model, element),
    }));
}

export function moveView(model: Model, move: Move): Detail['moves'][number] {
  return {
    id: move.id,
    instanceKey: move.processInstanceKey,
    source: placeIn(model, move.sourceElementId),
    target: placeIn(model, move.targetElementId),
    reason: move.reason,
    by: move.by,
    at: move.at,
    state: move.state,
    decidedBy: move.decidedBy,
  };
}

/** Elements that an instance has completed at some time. */
export async function completedIn({ store }: Services, key: Key): Promise<ReadonlySet<string>> {
  const records = await new EngineQueries(store).history(key);
  return new Set(records.flatMap(({ event }) => (event.type === 'elementCompleted' ? [event.elementId] : [])));
}
