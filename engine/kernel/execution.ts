import type { ModelElement, ProcessModel } from '../model/index.ts';
import type { ElementType, EngineEvent, IncidentType, Key, Variables } from '../records.ts';
import { apply } from './apply.ts';
import { checkTransition } from './lifecycle-table.ts';
import type { ElementInstance, State } from './state.ts';
import type { Effect, KernelContext } from './types.ts';

/** Trouble inside a process: becomes an incident on the element, kept until an operator resolves it. */
export interface Failure {
  readonly incidentType: IncidentType;
  readonly message: string;
}

/** What a triggered event brings to the element it activates. */
export interface Trigger {
  readonly variables: Variables;
}

/** Work that a step has made for itself. Done first in, first out, as Zeebe does its follow-up commands. */
export type Task =
  | {
      readonly do: 'activate';
      readonly elementId: string;
      readonly scopeKey: Key;
      readonly trigger?: Trigger;
      readonly interruptsFlowScope?: true;
      readonly loopCounter?: number;
      /** Variables of its own that it begins with. */
      readonly locals?: Variables;
      /** Of a compensation handler: the subscription it undoes. */
      readonly compensates?: Key;
      /** Of an inner instance of an ad-hoc sub-process: the element it begins with. */
      readonly startsWith?: string;
      /** An operator wants it, whether or not the flows that lead here have brought anything. */
      readonly unconditional?: true;
    }
  | { readonly do: 'complete'; readonly key: Key }
  | { readonly do: 'broadcast'; readonly signalName: string; readonly variables: Variables };

/**
 * What an element does at its turns of the lifecycle. A hook that returns a Failure leaves the element where it is, with
 * an incident; resolving that calls the same hook again.
 */
export interface ElementBehavior {
  /** After `elementActivating`, before the input mappings: variables that they may read. */
  prepare?(execution: Execution, element: ModelElement, instance: ElementInstance): void;
  /**
   * After `elementActivating`, the input mappings and start listeners. Brings the element to ACTIVATED (and schedules its
   * completion when it waits for nothing).
   */
  activate(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined;
  /** After `elementCompleting`, before the output mappings and end listeners. */
  complete?(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined;
  /** After `elementCompleted`, before its outgoing flows are taken or its scope is told. */
  completed?(execution: Execution, element: ModelElement, instance: ElementInstance): void;
  /** After `elementTerminating`, when everything inside it is gone. */
  terminate?(execution: Execution, element: ModelElement, instance: ElementInstance): void;
  /** Of a scope: nothing runs in it any more. By default it completes. */
  emptied?(execution: Execution, element: ModelElement, instance: ElementInstance): void;
  /** An incident of the ACTIVATED element was resolved. By default it completes. */
  resume?(execution: Execution, element: ModelElement, instance: ElementInstance): Failure | undefined;
}

export type Behaviors = Readonly<Partial<Record<ElementType, ElementBehavior>>>;

/** One step in the making: events are applied as they are emitted, so that the next decision sees the new state. */
export class Execution {
  /** Another one after a migration. */
  model: ProcessModel;
  readonly state: State;
  readonly context: KernelContext;
  readonly behaviors: Behaviors;
  readonly events: EngineEvent[] = [];
  readonly effects: Effect[] = [];
  readonly queue: Task[] = [];
  /** Activations scheduled but not done, by flow scope: a scope with any is not empty. */
  readonly #pending = new Map<Key, number>();

  constructor(model: ProcessModel, state: State, context: KernelContext, behaviors: Behaviors) {
    this.model = model;
    this.state = state;
    this.context = context;
    this.behaviors = behaviors;
  }

  get now(): string {
    return this.context.now;
  }

  emit(event: EngineEvent): void {
    checkTransition(this.state, event);
    apply(this.state, event);
    this.events.push(event);
  }

  schedule(task: Task): void {
    this.queue.push(task);
    if (task.do === 'activate') this.#pending.set(task.scopeKey, this.pendingIn(task.scopeKey) + 1);
  }

  /** Must be called for each task taken from the queue. */
  unschedule(task: Task): void {
    if (task.do !== 'activate') return;
    const left = this.pendingIn(task.scopeKey) - 1;
    if (left > 0) this.#pending.set(task.scopeKey, left);
    else this.#pending.delete(task.scopeKey);
  }

  /** Forgets the activations scheduled in a scope that ends. */
  dropPending(scopeKey: Key): void {
    const kept = this.queue.filter((task) => task.do !== 'activate' || task.scopeKey !== scopeKey);
    this.queue.splice(0, this.queue.length, ...kept);
    this.#pending.delete(scopeKey);
  }

  pendingIn(scopeKey: Key): number {
    return this.#pending.get(scopeKey) ?? 0;
  }

  element(id: string): ModelElement {
    const element = this.model.elements.get(id);
    if (element === undefined) throw new TypeError(`Process '${this.model.bpmnProcessId}' has no element '${id}'.`);
    return element;
  }

  elementOf(instance: ElementInstance): ModelElement {
    return this.element(instance.elementId);
  }

  find(key: Key | undefined): ElementInstance | undefined {
    return key === undefined ? undefined : this.state.elements[key];
  }

  instance(key: Key): ElementInstance {
    const instance = this.find(key);
    if (instance === undefined) throw new TypeError(`No element instance '${key}'.`);
    return instance;
  }

  /** The hooks of an instance: of a multi-instance body those of the body, else those of its element type. */
  behaviorOf(instance: ElementInstance): ElementBehavior {
    const behavior = this.behaviors[instance.type];
    if (behavior === undefined) throw new TypeError(`Nothing executes ${instance.type} ('${instance.elementId}').`);
    return behavior;
  }
}
