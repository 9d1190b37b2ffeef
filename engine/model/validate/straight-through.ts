import type { ElementType } from '../../records.ts';
import type { ProblemLog } from '../problems.ts';
import type { ModelElement, ProcessModel } from '../types.ts';

/** What waits for nothing: a token goes through it in one step. */
const PASSES = new Set<ElementType>([
  'MANUAL_TASK',
  'TASK',
  'SCRIPT_TASK',
  'BUSINESS_RULE_TASK',
  'EXCLUSIVE_GATEWAY',
  'INCLUSIVE_GATEWAY',
  'PARALLEL_GATEWAY',
  'START_EVENT',
  'END_EVENT',
  'INTERMEDIATE_THROW_EVENT',
  'SUB_PROCESS',
  'CALL_ACTIVITY',
]);
const CONTAINERS = new Set<ElementType>(['SUB_PROCESS', 'START_EVENT', 'END_EVENT']);

/**
 * A cycle in which nothing waits would be run without end. Zeebe refuses one that can be seen in the drawing, as long as
 * something is done on the way (between gateways alone a condition decides); what can't be seen stops with an incident.
 * Calls are followed into the processes of the same file.
 */
export function refuseLoopsWithoutWait(processes: readonly ProcessModel[], log: ProblemLog): void {
  const roots = new Map(processes.map((process) => [process.bpmnProcessId, process]));
  for (const process of processes) {
    const loop = findLoop(process, roots);
    const [first] = loop;
    if (first === undefined) continue;
    const names = [...loop, first].map(({ id }) => `'${id}'`).join(' → ');
    log.addAt('MODEL_LOOP_WITHOUT_WAIT', first.id, first.name, { loop: names });
  }
}

interface Place {
  readonly process: ProcessModel;
  readonly element: ModelElement;
}

/** Depth first; whatever was left behind once leads into no loop. */
function findLoop(process: ProcessModel, roots: ReadonlyMap<string, ProcessModel>): readonly ModelElement[] {
  const done = new Set<ModelElement>();
  for (const start of process.elements.values()) {
    if (!isWork(start) || done.has(start)) continue;
    const path: { readonly place: Place; readonly next: Place[] }[] = [];
    const enter = (place: Place): void => {
      path.push({ place, next: passes(place.element) ? nextOf(place, roots) : [] });
    };
    enter({ process, element: start });
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const next = at.next.shift();
      const before = path.findIndex(({ place }) => place.element === next?.element);
      if (before >= 0) return path.slice(before).map(({ place }) => place.element);
      if (next === undefined) done.add(path.pop()?.place.element ?? start);
      else if (!done.has(next.element)) enter(next);
    }
  }
  return [];
}

function passes({ type, job }: ModelElement): boolean {
  // As on Zeebe, also an event that throws by a job.
  return PASSES.has(type) && (job === undefined || type === 'INTERMEDIATE_THROW_EVENT' || type === 'END_EVENT');
}

/** Something that is done, not only a way. */
function isWork(element: ModelElement): boolean {
  return passes(element) && !element.type.endsWith('GATEWAY') && !CONTAINERS.has(element.type);
}

/** Where a token comes to next: into a sub-process or called process, along the flows, or out of the scope at its end. */
function nextOf({ process, element }: Place, roots: ReadonlyMap<string, ProcessModel>): Place[] {
  const at = (model: ProcessModel, id: string | undefined): Place[] => {
    const found = id === undefined ? undefined : model.elements.get(id);
    return found === undefined ? [] : [{ process: model, element: found }];
  };
  if (element.type === 'SUB_PROCESS') return at(process, element.startEventId);
  if (element.type === 'CALL_ACTIVITY') {
    const called = roots.get(element.calledElement?.processId.source ?? '');
    return called === undefined ? [] : at(called, called.elements.get(called.bpmnProcessId)?.startEventId);
  }
  const flows = element.outgoing.length > 0 ? element.outgoing : flowsBehind(process, element);
  return flows.flatMap(({ targetId }) => at(process, targetId));
}

/** One of several instances does not leave the scope: Zeebe looks no further there. */
function flowsBehind(process: ProcessModel, { scopeId }: ModelElement): ModelElement['outgoing'] {
  const scope = scopeId === undefined ? undefined : process.elements.get(scopeId);
  return scope === undefined || scope.multiInstance !== undefined ? [] : scope.outgoing;
}
