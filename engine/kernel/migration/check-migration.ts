import { reject, type ErrorCode, type Rejection } from '#errors/index.ts';
import type { ModelElement, ProcessModel } from '../../model/index.ts';
import type { ElementInstance, State } from '../state.ts';
import { eventsOf, isAlike, type ElementMapping } from './mapping.ts';

/** What keeps an instance from being migrated, at one element. */
export interface MigrationProblem {
  readonly elementId: string;
  readonly rejection: Rejection;
  /** Target elements that mapping this one to would mend it; empty when nothing would. */
  readonly choices: readonly string[];
}

/** Where waiting tokens go: id of the source flow → id of the target flow. */
export type FlowMapping = Readonly<Record<string, string>>;

export interface MigrationCheck {
  readonly problems: readonly MigrationProblem[];
  readonly flows: FlowMapping;
}

/**
 * Whether the instance can go on in the target as the mapping says (Zeebe 8.8, process instance migration): everything
 * active is mapped to the same type of element in the same scope, events stay at what they wait at, loops stay loops, and
 * tokens that wait at joins find their gateway. Looks at nothing but the two models and the state.
 */
export function checkMigration(
  source: ProcessModel,
  target: ProcessModel,
  state: State,
  mapping: ElementMapping,
): MigrationCheck {
  const check = new Check(source, target, state, mapping);
  return check.run();
}

class Check {
  readonly #source: ProcessModel;
  readonly #target: ProcessModel;
  readonly #state: State;
  readonly #mapping: ElementMapping;
  /** By element, code and target: instances of one element share their problems. */
  readonly #problems = new Map<string, MigrationProblem>();
  readonly #flows: Record<string, string> = {};

  constructor(source: ProcessModel, target: ProcessModel, state: State, mapping: ElementMapping) {
    this.#source = source;
    this.#target = target;
    this.#state = state;
    this.#mapping = { [source.bpmnProcessId]: target.bpmnProcessId, ...mapping };
  }

  run(): MigrationCheck {
    this.#checkMapping();
    for (const instance of Object.values(this.#state.elements)) this.#checkInstance(instance);
    return { problems: [...this.#problems.values()], flows: this.#flows };
  }

  #checkMapping(): void {
    for (const [sourceId, targetId] of Object.entries(this.#mapping)) {
      if (!this.#source.elements.has(sourceId)) {
        this.#add(sourceId, 'KERNEL_MIGRATE_SOURCE_UNKNOWN', { element: sourceId });
      } else if (!this.#target.elements.has(targetId)) {
        this.#add(sourceId, 'KERNEL_MIGRATE_TARGET_UNKNOWN', { element: targetId });
      }
    }
  }

  #checkInstance(instance: ElementInstance): void {
    const element = this.#source.elements.get(instance.elementId);
    if (element === undefined) return;
    const target = this.#targetOf(element.id);
    if (target === undefined) {
      if (this.#mapping[element.id] !== undefined) return;
      const choices = this.#choicesFor(element, instance);
      this.#add(element.id, 'KERNEL_MIGRATE_UNMAPPED', { element: element.id }, choices);
      return;
    }
    if (!this.#checkType(element, target, instance)) return;
    this.#checkScope(element, target, instance);
    this.#checkEvents(element, target);
    for (const flowId of Object.keys(instance.takenFlows ?? {})) this.#checkFlow(flowId);
  }

  #checkType(element: ModelElement, target: ModelElement, instance?: ElementInstance): boolean {
    const choices = isAlike(element, target) ? [] : this.#choicesFor(element, instance);
    const names = { element: element.id, target: target.id };
    const isLoop = element.multiInstance !== undefined;
    if (element.type !== target.type || isLoop !== (target.multiInstance !== undefined)) {
      const types = { type: typeOf(element), targetType: typeOf(target) };
      this.#add(element.id, 'KERNEL_MIGRATE_TYPE_CHANGED', { ...names, ...types }, choices);
    } else if (element.multiInstance?.isSequential !== target.multiInstance?.isSequential) {
      this.#add(element.id, 'KERNEL_MIGRATE_LOOP_CHANGED', names, choices);
    } else if (element.userTask?.isNative !== target.userTask?.isNative) {
      this.#add(element.id, 'KERNEL_MIGRATE_USER_TASK', names, choices);
    } else if (element.eventType !== target.eventType) {
      this.#addEventType(element, element, target);
    } else return true;
    return false;
  }

  #checkScope(element: ModelElement, target: ModelElement, instance: ElementInstance): void {
    const expected = this.#scopeIn(instance);
    // Unmapped, or inside itself as the instances of a multi-instance are: said elsewhere, or nothing to say.
    if (expected === undefined || expected === target.id || expected === target.scopeId) return;
    const details = { element: element.id, target: target.id, expected, found: target.scopeId ?? '' };
    this.#add(element.id, 'KERNEL_MIGRATE_FLOW_SCOPE', details);
  }

  /** The target element that the scope around the instance becomes. */
  #scopeIn(instance: ElementInstance): string | undefined {
    // A handler runs in the scope of the event that undoes; it stays where it is drawn.
    if (instance.compensates !== undefined) {
      return this.#mapping[this.#source.elements.get(instance.elementId)?.scopeId ?? ''];
    }
    const scope = instance.scopeKey === undefined ? undefined : this.#state.elements[instance.scopeKey];
    return scope === undefined ? undefined : this.#mapping[scope.elementId];
  }

  #checkEvents(element: ModelElement, target: ModelElement): void {
    const sources = new Map<string, string[]>();
    const there = new Set(eventsOf(this.#target, target));
    for (const event of eventsOf(this.#source, element)) {
      const targetEvent = this.#mapping[event];
      if (targetEvent === undefined) continue;
      const names = { element: element.id, target: target.id, event, targetEvent };
      if (!there.has(targetEvent)) this.#add(element.id, 'KERNEL_MIGRATE_EVENT_DETACHED', names);
      const [from, to] = [this.#source.elements.get(event), this.#target.elements.get(targetEvent)];
      if (from !== undefined && to !== undefined && from.eventType !== to.eventType) {
        this.#addEventType(element, from, to);
      }
      sources.set(targetEvent, [...(sources.get(targetEvent) ?? []), event]);
    }
    for (const [targetEvent, events] of sources) {
      if (events.length < 2) continue;
      const details = { element: element.id, target: targetEvent, events: events.join("', '") };
      this.#add(element.id, 'KERNEL_MIGRATE_EVENTS_MERGED', details);
    }
  }

  #addEventType(host: ModelElement, event: ModelElement, target: ModelElement): void {
    this.#add(host.id, 'KERNEL_MIGRATE_EVENT_TYPE_CHANGED', {
      element: host.id,
      event: event.id,
      target: target.id,
      type: event.eventType,
      targetType: target.eventType,
    });
  }

  /** A token waits at the join this flow leads to. */
  #checkFlow(flowId: string): void {
    const flow = this.#source.flows.get(flowId);
    const gateway = flow === undefined ? undefined : this.#source.elements.get(flow.targetId);
    if (flow === undefined || gateway === undefined) return;
    const target = this.#targetOf(gateway.id);
    if (target === undefined) {
      if (this.#mapping[gateway.id] !== undefined) return;
      const choices = this.#choicesFor(gateway);
      this.#add(gateway.id, 'KERNEL_MIGRATE_GATEWAY_UNMAPPED', { element: gateway.id }, choices);
      return;
    }
    if (!this.#checkType(gateway, target)) return;
    const names = { element: gateway.id, target: target.id };
    if (target.incoming.length < gateway.incoming.length) {
      this.#add(gateway.id, 'KERNEL_MIGRATE_GATEWAY_NARROWER', names);
      return;
    }
    const from = this.#mapping[flow.sourceId];
    const fromThere = target.incoming.filter(({ sourceId }) => sourceId === from);
    const same = target.incoming.find(({ id }) => id === flowId) ?? (fromThere.length === 1 ? fromThere[0] : undefined);
    if (same === undefined) this.#add(gateway.id, 'KERNEL_MIGRATE_FLOW_GONE', { ...names, flow: flowId });
    else this.#flows[flowId] = same.id;
  }

  /** Elements that it could be mapped to: alike, in the scope that the one around it becomes. */
  #choicesFor(element: ModelElement, instance?: ElementInstance): readonly string[] {
    const { scopeId = '' } = element;
    const scope = instance === undefined ? this.#mapping[scopeId] : this.#scopeIn(instance);
    return [...this.#target.elements.values()]
      .filter((other) => isAlike(element, other) && (scope === undefined || other.scopeId === scope))
      .map(({ id }) => id);
  }

  #targetOf(id: string): ModelElement | undefined {
    const targetId = this.#mapping[id];
    return targetId === undefined ? undefined : this.#target.elements.get(targetId);
  }

  #add(
    elementId: string,
    code: ErrorCode,
    details: Readonly<Record<string, string>>,
    choices: readonly string[] = [],
  ): void {
    const rejection = reject(code, { ...details, key: this.#state.processInstanceKey });
    this.#problems.set(`${elementId}\n${rejection.message}`, { elementId, rejection, choices });
  }
}

function typeOf({ type, multiInstance }: ModelElement): string {
  return multiInstance === undefined ? type : `MULTI_INSTANCE_BODY (${type})`;
}
