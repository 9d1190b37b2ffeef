import { AppError, fail } from '#errors/index.ts';
import { catchesError, escalationVerdict, step, takesMessage } from '../kernel/index.ts';
import type { Effect, EscalationVerdict, KernelCommand, KernelContext, State } from '../kernel/index.ts';
import type { ProcessModel } from '../model/index.ts';
import type { DecisionContext } from '../gateway.ts';
import type { EngineRecord, Key } from '../records.ts';
import { journal } from './collections.ts';
import type { Definitions } from './definitions.ts';
import type { JournalEntry, MessageSubscription, ProcessDefinition } from './documents.ts';
import type { Draft } from './group.ts';
import { deriveAll, index } from './indexing.ts';
import type { Beginning, Instances, LiveInstance, Pending } from './instances.ts';
import { pack } from './packing.ts';
import { tasksOfSignal } from './signals.ts';
import type { MessageBuffer } from './message-buffer.ts';

/** What the units of an engine work with. */
export interface Parts {
  readonly definitions: Definitions;
  readonly instances: Instances;
  readonly messages: MessageBuffer;
  readonly nextKey: () => Key;
}

/** A command to one instance, done in its turn within the unit. */
export interface Task {
  readonly processInstanceKey: Key;
  readonly command: KernelCommand;
  readonly beginning?: Beginning;
  readonly mayBeGone?: true;
  /** How many signals were thrown, each because of the one before, until it came to this. */
  readonly echoes?: number;
}

/** A new subscription, for which a message may be kept. */
interface Subscribed {
  readonly subscription: MessageSubscription;
}

type Broadcast = Extract<Effect, { readonly type: 'broadcastSignal' }> & Pick<Task, 'echoes'>;

type Parent = NonNullable<State['parent']>;

/** Steps one unit may make: more than any signal has listeners, so few that two processes calling each other twice don't hang. */
const MOST_STEPS = 20_000;
/** Steps to calls and back: two for each item of a multi-instance. */
const MOST_CALL_STEPS = 50_000;
/** Calls that one scope may see come back within a unit before it is taken for a cycle that waits for nothing. */
const MOST_RETURNS = 5_000;
/** Signals in a chain. */
const MOST_ECHOES = 250;

/** Told of what a step did, in the same unit; they may make further steps. */
export interface StepListener {
  /** A subscription waits: gives it the message that is kept for it, if there is one. */
  subscribed(scope: Scope, subscription: MessageSubscription): Promise<Task | undefined>;
  ended(scope: Scope, live: LiveInstance): Promise<void>;
}

/** One unit at work: the commands it gives to instances, the records they make, the documents it reads and writes. */
export class Scope implements DecisionContext {
  readonly now: string;
  readonly nextKey: () => Key;
  readonly draft: Draft;
  readonly parts: Parts;
  /** What has happened so far, in order. */
  readonly records: EngineRecord[] = [];
  readonly entries: JournalEntry[] = [];
  /** Instances whose state in memory is no longer what it was before the unit. */
  readonly touched = new Set<Key>();
  readonly #pending: Pending;
  readonly #listener: StepListener;
  readonly #context: KernelContext;
  readonly #tasks: (Task | Broadcast | Subscribed)[] = [];
  readonly #callers = new Map<Key, { readonly live: LiveInstance; readonly model: ProcessModel }>();
  #steps = 0;
  #callSteps = 0;
  /** By scope, how many of the calls in it have come back. */
  readonly #returns = new Map<Key, number>();

  constructor(parts: Parts, draft: Draft, pending: Pending, listener: StepListener, now: string) {
    this.parts = parts;
    this.draft = draft;
    this.now = now;
    this.nextKey = parts.nextKey;
    this.#pending = pending;
    this.#listener = listener;
    this.#context = {
      now,
      nextKey: parts.nextKey,
      findProcess: (bpmnProcessId, which) => parts.definitions.called(bpmnProcessId, which),
      callDepth: () => this.#callers.size,
      catchesError: (parent, errorCode) => this.#catchesError(parent, errorCode),
      catchesEscalation: (parent, code) => this.#catchesEscalation(parent, code),
      evaluateDecision: (id, variables, which) => parts.definitions.evaluate(id, variables, now, which),
    };
  }

  /** Gives a command to an instance and follows it up in others until all is quiet. Rejects as AppError. */
  async execute(task: Task): Promise<void> {
    this.#tasks.push(task);
    for (let next = this.#tasks.shift(); next !== undefined; next = this.#tasks.shift()) {
      if ('command' in next) await this.#step(next);
      else if ('subscription' in next) await this.#meet(next.subscription);
      else await this.#broadcast(next);
    }
  }

  /** Gives a command to an instance after those already waiting. Only from a listener: nobody else drains the queue. */
  follow(task: Task): void {
    this.#tasks.push(task);
  }

  /** The running instance, for reading. */
  async instance(key: Key): Promise<LiveInstance | undefined> {
    return this.parts.instances.find(key, this.#pending);
  }

  /** A signal that brings itself about comes to no end, and each step of it would look through all before. */
  async #broadcast({ echoes = 0, ...signal }: Broadcast): Promise<void> {
    if (echoes > MOST_ECHOES) fail('ENGINE_ENDLESS_UNIT', { steps: MOST_ECHOES });
    for (const task of await tasksOfSignal(this, signal)) this.#tasks.push({ ...task, echoes });
  }

  /** When its turn comes, what came before may have ended it: then no message is used up for it. */
  async #meet(subscription: MessageSubscription): Promise<void> {
    const live = await this.instance(subscription.processInstanceKey);
    if (live === undefined || !takesMessage(live.state, subscription.subscriptionKey)) return;
    const task = await this.#listener.subscribed(this, subscription);
    if (task === undefined) return;
    await this.#step(task);
    // One that does not interrupt goes on waiting, and the next message may be there already.
    this.#tasks.push({ subscription });
  }

  async #step(task: Task): Promise<void> {
    this.#count(task.command);
    const { processInstanceKey } = task;
    const { definitions, instances } = this.parts;
    // What is in memory is not waited for: thousands of steps a second wait for nothing else.
    const live = instances.running(processInstanceKey) ?? (await this.#target(task));
    if (live === undefined) return;
    const isNew = task.command.type === 'createInstance';
    const definitionKey =
      task.command.type === 'createInstance' ? task.command.processDefinitionKey : live.state.processDefinitionKey;
    const { definition, model } = definitions.ready(definitionKey) ?? (await definitions.load(definitionKey));
    const command =
      task.command.type === 'createInstance'
        ? { ...task.command, version: definition.version }
        : this.#noted(live, task.command);
    const parent = command.type === 'createInstance' ? command.parent : live.state.parent;
    this.#callers.clear();
    if (parent !== undefined) await this.#loadCallers(parent);
    const journalKey = this.nextKey();
    const wasTouched = this.touched.has(processInstanceKey);
    this.touched.add(processInstanceKey);
    const outcome = step(model, live.state, command, this.#context);
    if (!outcome.ok) {
      // A refused command has changed nothing: what is in memory stays good.
      if (!isNew && !wasTouched) this.touched.delete(processInstanceKey);
      throw new AppError(outcome.rejection);
    }
    const { echoes = 0 } = task;
    for (const effect of outcome.effects) {
      this.#tasks.push(
        effect.type === 'broadcastSignal' ? { ...effect, echoes: echoes + 1 } : { ...taskOf(effect), echoes },
      );
    }
    if (outcome.events.length === 0) return;
    await this.#record(live, {
      journalKey,
      processInstanceKey,
      position: (live.document?.position ?? 0) + 1,
      timestamp: this.now,
      ...runsOn(definition, command),
      events: outcome.events,
    });
  }

  #count(command: KernelCommand): void {
    const isCall =
      command.type === 'completeCallActivity' || (command.type === 'createInstance' && command.parent !== undefined);
    if (isCall && ++this.#callSteps > MOST_CALL_STEPS) fail('ENGINE_ENDLESS_UNIT', { steps: MOST_CALL_STEPS });
    if (!isCall && ++this.#steps > MOST_STEPS) fail('ENGINE_ENDLESS_UNIT', { steps: MOST_STEPS });
  }

  /** A call that comes back over and over in one scope is a cycle; those of a multi-instance are not, however many. */
  #noted(live: LiveInstance, command: KernelCommand): KernelCommand {
    if (command.type !== 'completeCallActivity' && command.type !== 'failCallActivity') return command;
    const { scopeKey = '', loopCounter } = live.state.elements[command.elementInstanceKey] ?? {};
    if (loopCounter !== undefined) return command;
    const returns = (this.#returns.get(scopeKey) ?? 0) + 1;
    this.#returns.set(scopeKey, returns);
    return returns > MOST_RETURNS ? { ...command, inCycleOf: MOST_RETURNS } : command;
  }

  /** Undefined: a called instance that was to be cancelled has ended by itself in this very unit. */
  async #target({ processInstanceKey, command, beginning, mayBeGone }: Task): Promise<LiveInstance | undefined> {
    if (command.type === 'createInstance') return this.parts.instances.begin(processInstanceKey, beginning ?? {});
    const live = await this.instance(processInstanceKey);
    if (live !== undefined || mayBeGone === true) return live;
    return fail('ENGINE_NOT_FOUND', { kind: 'process instance', key: processInstanceKey });
  }

  /** The instances that called this one, outward: the kernel asks whether one of them catches an error. */
  async #loadCallers(parent: Parent): Promise<void> {
    for (let at: Parent | undefined = parent; at !== undefined;) {
      const live = await this.instance(at.processInstanceKey);
      if (live === undefined) return;
      const { model } = await this.parts.definitions.load(live.state.processDefinitionKey);
      this.#callers.set(at.processInstanceKey, { live, model });
      at = live.state.parent;
    }
  }

  #catchesError(parent: Parent, errorCode: string): boolean {
    const verdict = this.#askCallers(
      parent,
      (model, state, key) => catchesError(model, state, key, errorCode) || undefined,
    );
    return verdict ?? false;
  }

  #catchesEscalation(parent: Parent, code: string): EscalationVerdict | undefined {
    return this.#askCallers(parent, (model, state, key) => escalationVerdict(model, state, key, code));
  }

  /** The first answer that a calling instance gives, from the nearest outward. */
  #askCallers<Answer>(
    parent: Parent,
    ask: (model: ProcessModel, state: State, elementInstanceKey: Key) => Answer | undefined,
  ): Answer | undefined {
    for (let at: Parent | undefined = parent; at !== undefined;) {
      const caller = this.#callers.get(at.processInstanceKey);
      if (caller === undefined) return undefined;
      const answer = ask(caller.model, caller.live.state, at.elementInstanceKey);
      if (answer !== undefined) return answer;
      at = caller.live.state.parent;
    }
    return undefined;
  }

  async #record(live: LiveInstance, entry: JournalEntry): Promise<void> {
    this.parts.instances.record(live, entry);
    this.entries.push(entry);
    this.draft.create(journal, pack(entry));
    for (const record of recordsOf(entry)) this.records.push(record);
    if (!deriveAll(this.draft, entry, live.state)) {
      for (const subscription of await index(this.draft, entry, live.state)) this.#tasks.push({ subscription });
    }
    if (live.document?.endedAt !== undefined) await this.#listener.ended(this, live);
  }
}

/** The process definition that the instance runs on after the command. */
function runsOn(
  { bpmnProcessId, processDefinitionKey, version }: ProcessDefinition,
  command: KernelCommand,
): Pick<JournalEntry, 'bpmnProcessId' | 'processDefinitionKey' | 'version'> {
  if (command.type !== 'migrateInstance') return { bpmnProcessId, processDefinitionKey, version };
  const { model, ...target } = command.target;
  return { bpmnProcessId: model.bpmnProcessId, ...target };
}

/** The records of an entry, one an event. */
export function recordsOf(entry: JournalEntry): readonly EngineRecord[] {
  const { processInstanceKey, position, timestamp, bpmnProcessId, processDefinitionKey, version, events } = entry;
  return events.map((event, index) => ({
    processInstanceKey,
    position: position + index,
    timestamp,
    bpmnProcessId,
    processDefinitionKey,
    version,
    event,
  }));
}

function taskOf(effect: Exclude<Effect, { readonly type: 'broadcastSignal' }>): Task {
  const { processInstanceKey } = effect;
  switch (effect.type) {
    case 'createCalledInstance': {
      const { processDefinitionKey, variables, parent } = effect;
      const command = { type: 'createInstance', processInstanceKey, processDefinitionKey, variables, parent } as const;
      return { processInstanceKey, command };
    }
    case 'cancelCalledInstance':
      return { processInstanceKey, command: { type: 'cancelInstance', byCaller: true }, mayBeGone: true };
    case 'suspendCalledInstance':
      return { processInstanceKey, command: { type: 'suspendInstance', byCaller: true }, mayBeGone: true };
    case 'resumeCalledInstance':
      return { processInstanceKey, command: { type: 'resumeInstance', byCaller: true }, mayBeGone: true };
    case 'completeCallActivity':
    case 'failCallActivity':
    case 'escalateCallActivity': {
      const { processInstanceKey: _, ...command } = effect;
      return { processInstanceKey, command };
    }
  }
}
