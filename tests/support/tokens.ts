/**
 * Conservation of tokens, told from the events of one instance. The engine has none: a token is an element instance or a
 * taken sequence flow. In every flow scope:
 *
 * - what comes: each flow taken to an element that does not join has activated it once; each one taken to a join either
 *   waits there or was used up by one activation, which used one of each of its flows at most (a parallel gateway all);
 * - what goes: each completion took every outgoing flow once (an exclusive gateway one, an inclusive one at least one); of
 *   the events behind an event-based gateway, one was activated for each completion;
 * - what is: every element instance that was activated has completed, was terminated or is alive, in one place of the tree.
 */
import type { State } from '#engine/kernel/index.ts';
import type { ModelElement, ProcessModel } from '#engine/model/index.ts';
import type { EngineEvent, Key } from '#engine/records.ts';

type LifecycleEvent = Extract<EngineEvent, { readonly elementType: unknown }>;

const isJoin = ({ type, incoming }: ModelElement): boolean =>
  (type === 'PARALLEL_GATEWAY' || type === 'INCLUSIVE_GATEWAY') && incoming.length > 1;

class Counts {
  readonly #counts = new Map<string, number>();

  add(id: string): void {
    this.#counts.set(id, this.of(id) + 1);
  }

  of(id: string): number {
    return this.#counts.get(id) ?? 0;
  }
}

/** What has happened inside one flow scope. */
class ScopeCounts {
  readonly elementId: string;
  readonly taken = new Counts();
  readonly consumed = new Counts();
  readonly entered = new Counts();
  readonly completed = new Counts();

  constructor(elementId: string) {
    this.elementId = elementId;
  }
}

export class TokenLedger {
  readonly #model: ProcessModel;
  readonly #scopes = new Map<Key, ScopeCounts>();
  readonly #alive = new Set<Key>();
  readonly #faults: string[] = [];

  constructor(model: ProcessModel) {
    this.#model = model;
  }

  add(event: EngineEvent): void {
    switch (event.type) {
      case 'elementActivating':
        return this.#enter(event);
      case 'elementCompleted':
      case 'elementTerminated':
        return this.#leave(event);
      case 'sequenceFlowTaken':
        return this.#scope(event.flowScopeKey).taken.add(event.flowId);
      default:
    }
  }

  /** What is not as it must be after a step; `state`: the state then. */
  check(state: State): readonly string[] {
    const faults = [...this.#faults, ...this.#checkTree(state)];
    for (const [key, scope] of this.#scopes) {
      const live = state.elements[key];
      if (live?.state !== 'ACTIVATED' || live.interruptedBy !== undefined) continue;
      for (const element of this.#model.elements.values()) {
        if (element.scopeId !== scope.elementId) continue;
        faults.push(...this.#checkArrivals(element, scope, live.takenFlows ?? {}));
        faults.push(...this.#checkDepartures(element, scope));
      }
    }
    return faults;
  }

  #enter(event: LifecycleEvent): void {
    const { elementInstanceKey: key, elementId, flowScopeKey } = event;
    if (this.#scopes.has(key)) this.#faults.push(`element instance ${key} of '${elementId}' was activated twice`);
    this.#scopes.set(key, new ScopeCounts(elementId));
    this.#alive.add(key);
    if (flowScopeKey === undefined) return;
    if (!this.#alive.has(flowScopeKey))
      this.#faults.push(`'${elementId}' was activated in scope ${flowScopeKey}, which is gone`);
    const scope = this.#scope(flowScopeKey);
    if (scope.elementId === elementId) return;
    scope.entered.add(elementId);
    this.#consume(elementId, scope, event.consumedFlows);
  }

  #consume(elementId: string, scope: ScopeCounts, flows: readonly string[] | undefined): void {
    const element = this.#model.elements.get(elementId);
    if (element === undefined || !isJoin(element)) return;
    const used = new Set(flows);
    const isWhole = element.type === 'PARALLEL_GATEWAY' ? used.size === element.incoming.length : used.size > 0;
    if (!isWhole || used.size !== flows?.length)
      this.#faults.push(`join '${elementId}' used up ${JSON.stringify(flows)}`);
    for (const id of used) scope.consumed.add(id);
  }

  #leave(event: LifecycleEvent): void {
    const { elementInstanceKey: key, elementId, flowScopeKey, type } = event;
    if (!this.#alive.delete(key)) this.#faults.push(`element instance ${key} of '${elementId}' ended twice`);
    if (flowScopeKey === undefined || type !== 'elementCompleted') return;
    const scope = this.#scope(flowScopeKey);
    if (scope.elementId !== elementId) scope.completed.add(elementId);
  }

  #checkTree(state: State): readonly string[] {
    const faults: string[] = [];
    const living = Object.values(state.elements);
    if (living.length !== this.#alive.size)
      faults.push(`${this.#alive.size} element instances should be alive, not ${living.length}`);
    for (const { key, scopeKey, elementId } of living) {
      if (!this.#alive.has(key)) faults.push(`element instance ${key} of '${elementId}' is alive without having begun`);
      const siblings = scopeKey === undefined ? [key] : (state.elements[scopeKey]?.children ?? []);
      const places = siblings.filter((sibling) => sibling === key).length;
      if (places !== 1) faults.push(`element instance ${key} of '${elementId}' is in ${places} places`);
    }
    return faults;
  }

  #checkArrivals(
    element: ModelElement,
    scope: ScopeCounts,
    waiting: Readonly<Record<string, number>>,
  ): readonly string[] {
    const { id, incoming } = element;
    if (incoming.length === 0) return [];
    if (isJoin(element)) {
      return incoming.flatMap((flow) => {
        const came = scope.taken.of(flow.id);
        const gone = scope.consumed.of(flow.id) + (waiting[flow.id] ?? 0);
        return came === gone
          ? []
          : [`flow '${flow.id}' to join '${id}' was taken ${came} times, but ${gone} are used or wait`];
      });
    }
    if (incoming.some(({ sourceId }) => this.#model.elements.get(sourceId)?.type === 'EVENT_BASED_GATEWAY')) return [];
    const came = sum(incoming.map((flow) => scope.taken.of(flow.id)));
    const entered = scope.entered.of(id);
    return came === entered ? [] : [`'${id}' was reached ${came} times, but activated ${entered} times`];
  }

  #checkDepartures({ id, type, outgoing }: ModelElement, scope: ScopeCounts): readonly string[] {
    if (outgoing.length === 0) return [];
    const completed = scope.completed.of(id);
    const taken = outgoing.map((flow) => scope.taken.of(flow.id));
    const tell = (what: number | string): readonly string[] => [
      `'${id}' completed ${completed} times, but went on ${what} times`,
    ];
    switch (type) {
      case 'EVENT_BASED_GATEWAY': {
        const happened = sum(outgoing.map(({ targetId }) => scope.entered.of(targetId)));
        return happened === completed ? [] : tell(happened);
      }
      case 'EXCLUSIVE_GATEWAY':
        return sum(taken) === completed ? [] : tell(sum(taken));
      case 'INCLUSIVE_GATEWAY':
        return sum(taken) >= completed && taken.every((count) => count <= completed) ? [] : tell(taken.join(', '));
      default:
        return taken.every((count) => count === completed) ? [] : tell(taken.join(', '));
    }
  }

  #scope(key: Key): ScopeCounts {
    const known = this.#scopes.get(key);
    if (known !== undefined) return known;
    this.#faults.push(`scope ${key} was never activated`);
    const scope = new ScopeCounts('');
    this.#scopes.set(key, scope);
    return scope;
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
