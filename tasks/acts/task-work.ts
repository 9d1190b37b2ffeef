import type { Decision, DecisionContext, EngineCommand, Work } from '#engine/index.ts';
import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import {
  CHART_KEY,
  companySettings,
  DEFAULT_SETTINGS,
  EMPTY_CHART,
  organizationCharts,
  people,
  SETTINGS_KEY,
} from '#organization/index.ts';
import type { OrganizationChart } from '#organization/index.ts';
import type { DocumentReference, Documents, Write } from '#store/index.ts';
import type { TaskAct } from '../acts.ts';
import { taskActs } from '../acts.ts';
import { recount } from '../counters.ts';
import type { ActContext, ActOutcome } from '../deciders/act.ts';
import { createActor } from '../deciders/actor.ts';
import { checkUnchanged } from '../deciders/checks.ts';
import type { WorkItem } from '../work-item.ts';
import { workItems } from '../work-item.ts';
import { put, reference } from '../work.ts';

/** Who acts, and on which version of the item: the one this person saw. */
export interface ActInput {
  readonly actorId: string;
  readonly version: number;
}

/** What an act did. Who is next are the open items of the case, asked of the store afterwards. */
export interface ActResult {
  readonly item: WorkItem;
  readonly act: TaskAct;
}

/** What a decider of one act is given beside the item. */
export interface Scene {
  readonly context: ActContext;
  readonly chart: OrganizationChart;
  readonly documents: Documents;
}

interface TaskWork {
  readonly reads?: readonly DocumentReference[];
  readonly decide: (item: WorkItem, scene: Scene) => ActOutcome;
  /** What follows from an act that was allowed. */
  readonly then?: (item: WorkItem) => {
    readonly writes?: readonly Write[];
    readonly commands?: readonly EngineCommand[];
  };
}

/** The documents every act reads. `seen` says who holds it. */
function references(seen: WorkItem, actorId: string): readonly DocumentReference[] {
  return [
    reference(workItems, seen.key),
    reference(people, actorId),
    reference(organizationCharts, CHART_KEY),
    reference(companySettings, SETTINGS_KEY),
    ...(seen.assigneeId === null ? [] : [reference(people, seen.assigneeId)]),
  ];
}

/**
 * The unit of work of one act: finds actor and item as they are now, lets the decider judge, and writes the item, the
 * counter of its step and the record of the act. `seen` is the item as just read; when it has changed until the unit's
 * turn comes, the act is stale like any other.
 */
export function taskWork(seen: WorkItem, input: ActInput, { reads = [], decide, then }: TaskWork): Work<ActResult> {
  return {
    reads: [...references(seen, input.actorId), ...reads],
    decide(documents, decision) {
      const scene = setScene(documents, decision, seen, input);
      if ('code' in scene) return { ok: false, rejection: scene };
      const item = documents.get(workItems, seen.key)?.document;
      if (item === undefined) return { ok: false, rejection: reject('TASK_NOT_FOUND', { key: seen.key }) };
      // The references were made from what was seen: on anything else nothing but the refusal can be decided.
      const stale =
        item.version === seen.version ? undefined : checkUnchanged(item, { ...scene.context, version: seen.version });
      if (stale !== undefined) return { ok: false, rejection: stale };
      const outcome = decide(item, scene);
      return outcome.ok ? settle(decision, item, outcome, then) : { ok: false, rejection: outcome.rejection };
    },
  };
}

export function setScene(
  documents: Documents,
  { now }: DecisionContext,
  seen: WorkItem,
  input: ActInput,
): Scene | Rejection {
  const person = documents.get(people, input.actorId)?.document;
  if (person === undefined) return reject('ORG_PERSON_NOT_FOUND', { id: input.actorId });
  const chart = documents.get(organizationCharts, CHART_KEY)?.document ?? EMPTY_CHART;
  const { zone } = documents.get(companySettings, SETTINGS_KEY)?.document ?? DEFAULT_SETTINGS;
  const holder = seen.assigneeId === null ? undefined : documents.get(people, seen.assigneeId)?.document;
  const context = { actor: createActor(person, chart), version: input.version, now, zone };
  return {
    context: holder === undefined ? context : { ...context, holder: { id: holder.id, name: holder.name } },
    chart,
    documents,
  };
}

export const sceneReferences = references;

function settle(
  { nextKey }: DecisionContext,
  before: WorkItem,
  outcome: Extract<ActOutcome, { ok: true }>,
  then: TaskWork['then'],
): Decision<ActResult> {
  const act: TaskAct = { id: nextKey(), ...outcome.act };
  const { item } = outcome;
  const { writes = [], commands = [] } = then?.(item) ?? {};
  const changed = item === before ? [] : [put(workItems, item), ...recount(before, item)];
  return { ok: true, writes: [...changed, put(taskActs, act, 'absent'), ...writes], commands, result: { item, act } };
}
