import type { ModelElement, ProcessModel } from '../../model/index.ts';

/** Id of the source element → id of the target element. */
export type ElementMapping = Readonly<Record<string, string>>;

/**
 * What becomes of each element when nobody says otherwise: the element of the same id, else the only one with the same
 * `stepRole`. Of another type is nothing: that is somebody's choice.
 */
export function proposeMapping(source: ProcessModel, target: ProcessModel): ElementMapping {
  const mapping: Record<string, string> = {};
  const taken = new Set<string>();
  for (const element of source.elements.values()) {
    const same = counterpart(source, target, element);
    if (same === undefined || !isAlike(element, same)) continue;
    mapping[element.id] = same.id;
    taken.add(same.id);
  }
  for (const element of source.elements.values()) {
    const role = stepRoleOf(element);
    if (role === undefined || mapping[element.id] !== undefined) continue;
    const playing = [...target.elements.values()].filter((other) => stepRoleOf(other) === role);
    const [only] = playing;
    if (only === undefined || playing.length > 1 || taken.has(only.id) || !isAlike(element, only)) continue;
    mapping[element.id] = only.id;
    taken.add(only.id);
  }
  return withoutDetached(source, target, mapping);
}

/** An event that is drawn at another element now is not the same event: it is waited for anew. */
function withoutDetached(source: ProcessModel, target: ProcessModel, mapping: ElementMapping): ElementMapping {
  const detached = new Set<string>();
  for (const element of source.elements.values()) {
    const other = target.elements.get(mapping[element.id] ?? '');
    const there = new Set(other === undefined ? [] : eventsOf(target, other));
    for (const event of eventsOf(source, element)) {
      const targetEvent = mapping[event];
      if (targetEvent !== undefined && !there.has(targetEvent)) detached.add(event);
    }
  }
  return Object.fromEntries(Object.entries(mapping).filter(([id]) => !detached.has(id)));
}

/** Events that an active element may wait for: on its border, in its event sub-processes, behind its gateway. */
export function eventsOf(model: ProcessModel, element: ModelElement): readonly string[] {
  const starts = element.eventSubProcesses.flatMap((id) => model.elements.get(id)?.startEventId ?? []);
  const behind = element.type === 'EVENT_BASED_GATEWAY' ? element.outgoing.map(({ targetId }) => targetId) : [];
  return [...element.boundaryEvents, ...starts, ...behind];
}

function counterpart(source: ProcessModel, target: ProcessModel, element: ModelElement): ModelElement | undefined {
  return target.elements.get(element.id === source.bpmnProcessId ? target.bpmnProcessId : element.id);
}

/** What keeps a step recognisable when it is renamed. */
function stepRoleOf({ headers, properties }: ModelElement): string | undefined {
  return headers['stepRole'] ?? properties['stepRole'];
}

/** Whether one can stand for the other: type, event, loop and way of being done are the same. */
export function isAlike(a: ModelElement, b: ModelElement): boolean {
  return (
    a.type === b.type &&
    a.eventType === b.eventType &&
    a.multiInstance?.isSequential === b.multiInstance?.isSequential &&
    a.userTask?.isNative === b.userTask?.isNative
  );
}
