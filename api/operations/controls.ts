import type { EmbeddedEngine } from '#engine/index.ts';

type Model = Awaited<ReturnType<EmbeddedEngine['loadModel']>>;
type Element = NonNullable<ReturnType<Model['elements']['get']>>;

/**
 * Steps tagged `control` that a move would pass by: those on a way from the source to the target which the instance will not
 * come to again behind it, whether or not another way leads around them; and those that every way to the target leads
 * through and that the instance has not come through in this round. `completed`: elements that it has completed.
 */
export function controlsPassed(
  model: Model,
  sourceId: string,
  targetId: string,
  completed: ReadonlySet<string>,
): readonly Element[] {
  const leads = (from: string, to: string, without?: string): boolean => isReachable(model, [from], to, without);
  const starts = [...model.elements.values()].filter(({ type }) => type === 'START_EVENT').map(({ id }) => id);
  return [...model.elements.values()].filter((element) => {
    const { id } = element;
    if (id === targetId || !isControl(model, element)) return false;
    const liesOnTheWay = leads(sourceId, id) && leads(id, targetId);
    if (liesOnTheWay && !leads(targetId, id)) return true;
    if (isReachable(model, starts, targetId, id)) return false;
    return !completed.has(id) || (liesOnTheWay && !leads(sourceId, targetId, id));
  });
}

/**
 * Controls that lie ahead of a step and would not lie ahead of what it is mapped to in another version. One that the other
 * version does not have is none of the operator's business: whoever published it has answered for that.
 * `counterparts`: what each step is there when nobody chooses.
 */
export function controlsLost(
  source: Model,
  target: Model,
  sourceId: string,
  targetId: string,
  counterparts: Readonly<Record<string, string>>,
): readonly Element[] {
  return [...source.elements.values()].filter((element) => {
    const there = counterparts[element.id];
    if (there === undefined || !isControl(source, element)) return false;
    return isReachable(source, [sourceId], element.id) && !isReachable(target, [targetId], there);
  });
}

/** By a property of its own, or as an approval in a process that is tagged as a whole. */
export function isControl(model: Model, { properties, headers }: Element): boolean {
  if (properties['control'] === 'true') return true;
  return model.properties['control'] === 'true' && headers['kind'] === 'approval';
}

function isReachable(model: Model, from: readonly string[], targetId: string, without?: string): boolean {
  const open = from.filter((id) => id !== without);
  const seen = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === targetId) return true;
    for (const next of after(model, id)) {
      if (next === without || seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/** Elements that may be activated when this one is or has been: inside it, on its border, behind it, behind its scope. */
function after(model: Model, id: string): readonly string[] {
  const element = model.elements.get(id);
  if (element === undefined) return [];
  const { startEventId, outgoing, linkTarget, boundaryEvents, adHoc } = element;
  return [
    // Behind a sub-process comes what is behind its ends.
    ...(startEventId === undefined ? outgoing.map(({ targetId }) => targetId) : [startEventId]),
    ...(adHoc?.elements.keys() ?? []),
    ...(linkTarget === undefined ? [] : [linkTarget]),
    ...boundaryEvents,
    ...(outgoing.length === 0 ? behindScope(model, element) : []),
  ];
}

/** An event sub-process ends with the scope around it. */
function behindScope(model: Model, { scopeId }: Element): readonly string[] {
  const scope = scopeId === undefined ? undefined : model.elements.get(scopeId);
  if (scope === undefined) return [];
  const behind = scope.outgoing.map(({ targetId }) => targetId);
  return scope.type === 'EVENT_SUB_PROCESS' ? behindScope(model, scope) : behind;
}
