import { AppError, reject } from '#errors/index.ts';
import type { DocumentReference, Store, Write } from '#store/index.ts';
import type { Clock } from '../clock.ts';
import type { Projector } from '../gateway.ts';
import type { EngineRecord, Key } from '../records.ts';
import type { JournalEntry } from './documents.ts';
import { isDerived } from './derived.ts';
import { Draft, Group } from './group.ts';
import type { KeySource } from './keys.ts';
import type { Logger } from './logger.ts';
import { Pace } from './pace.ts';
import { Scope } from './scope.ts';
import type { Parts, StepListener } from './scope.ts';
import type { WriteBehind } from './write-behind.ts';

/** Work done in its turn, alone, over current documents and states. A throw leaves nothing of it behind. */
export interface Unit<Result = unknown> {
  /** Documents it will surely read: fetched for many units at once. */
  readonly reads?: readonly DocumentReference[];
  /** True: begins a group of its own, because it reads what the store holds or changes what others rely on. */
  readonly alone?: boolean;
  run(scope: Scope): Promise<Result>;
  /** Called when it is durable, before its result is handed out. */
  committed?(): void;
}

interface Waiting {
  readonly unit: Unit;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Attempt = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: unknown };

interface Attempted {
  readonly waiting: Waiting;
  readonly attempt: Attempt;
}

/** A unit that the engine makes for itself when it is due, and what becomes of it when it fails. */
export interface OwnUnit {
  readonly unit: Unit;
  failed(error: unknown): void;
}

export interface LoopHooks {
  /** The next unit that the engine itself has due now. */
  takeOwn(): OwnUnit | undefined;
  /** Documents that the next units of its own will read, so many units at most. */
  upcoming(count: number): readonly DocumentReference[];
  /** Before each group. */
  prepare(): Promise<void>;
  /** After each unit that joined the group. */
  joined(changes: Draft['changes']): void;
  /** After each durable group, before results are handed out. */
  committed(group: Group, records: readonly EngineRecord[]): void;
  /** A group failed: what was noted of it in `joined` is to be read again. */
  failed(): void;
  /** After each group, and when nothing is left to do. */
  rested(): void;
}

export interface LoopOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly parts: Parts;
  readonly behind: WriteBehind;
  readonly projectors: readonly Projector[];
  readonly listener: StepListener;
  readonly hooks: LoopHooks;
  readonly logger: Logger;
}

/** Units that share a commit, at most. */
const GROUP = 200;
/** Of these, so many at most are the engine's own, so that callers get their turn while a hundred thousand timers fire. */
const OWN_SHARE = 100;
/** Units whose documents are fetched at once. */
const FETCHED = 25;
/** Commands that may wait; more are refused. */
const QUEUE = 20_000;
/** Errors of a commit that one unit causes: the others may still go through without it. */
const CAUSED_BY_A_UNIT = new Set(['STORE_CONFLICT', 'STORE_DUPLICATE', 'STORE_INVALID_DOCUMENT']);

/** The one place that changes anything: units run one after the other, many of them in one durable commit. */
export class CommandLoop {
  readonly #options: LoopOptions;
  readonly #pace = new Pace();
  #queue: Waiting[] = [];
  #running = false;
  #wanted = false;
  #closed = false;
  #stopped: (() => void) | undefined;
  #entries = new Map<Key, JournalEntry[]>();
  #journaled: { readonly entries: number; readonly lastEntry: Key | undefined } = { entries: 0, lastEntry: undefined };
  readonly #pending = { entries: (key: Key): readonly JournalEntry[] => this.#entries.get(key) ?? [] };

  constructor(options: LoopOptions) {
    this.#options = options;
  }

  get isIdle(): boolean {
    return !this.#running && this.#queue.length === 0;
  }

  /** Resolves with the unit's result when it is durable; rejects when it was refused or could not be stored. */
  submit<Result>(unit: Unit<Result>): Promise<Result> {
    if (this.#closed) return Promise.reject(new AppError(reject('ENGINE_CLOSED')));
    const waiting = this.#queue.length;
    if (waiting >= QUEUE) return Promise.reject(new AppError(reject('ENGINE_OVERLOADED', { waiting })));
    return new Promise<Result>((resolve, reject_) => {
      this.#queue.push({ unit, resolve: resolve as (result: unknown) => void, reject: reject_ });
      this.wake();
    });
  }

  /** Looks whether there is something to do. */
  wake(): void {
    this.#wanted = true;
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  /** What is queued is still done; nothing new is taken. */
  async close(): Promise<void> {
    this.#closed = true;
    if (!this.#running) return;
    await new Promise<void>((resolve) => (this.#stopped = resolve));
  }

  async #run(): Promise<void> {
    // What is submitted in the same turn of the event loop belongs to the same group.
    await Promise.resolve();
    while (this.#wanted) {
      // Somebody may come while the last, empty group is on its way.
      this.#wanted = false;
      while (await this.#runNext()) {
        this.#options.hooks.rested();
        // Callers just answered, sockets and timers come first; what they send is the next group.
        for (let turn = this.#pace.turns; turn > 0; turn -= 1) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    this.#running = false;
    this.#stopped?.();
    this.#options.hooks.rested();
  }

  /** False when there was nothing to do. */
  async #runNext(): Promise<boolean> {
    try {
      await this.#options.behind.prepare();
      await this.#options.hooks.prepare();
      return (await this.#runGroup((room) => this.#takeCommands(room), this.#mayRunOwn)) > 0;
    } catch (error) {
      // The store can't be read: whoever waits is told, instead of waiting on.
      this.#options.logger.error({ err: error }, 'the command loop met a fault');
      this.#options.hooks.failed();
      for (const waiting of this.#queue.splice(0)) waiting.reject(error);
      return false;
    }
  }

  get #mayRunOwn(): boolean {
    return !this.#closed && this.#queue[0]?.unit.alone !== true;
  }

  #takeCommands(room: number): Waiting[] {
    const alone = this.#queue.findIndex(({ unit }) => unit.alone === true);
    return this.#queue.splice(0, alone < 0 ? room : Math.min(room, Math.max(alone, 1)));
  }

  async #runGroup(take: (room: number) => readonly Waiting[], withOwn: boolean): Promise<number> {
    const group = new Group(this.#options.store, this.#options.behind);
    const records: EngineRecord[] = [];
    this.#entries = new Map();
    this.#journaled = { entries: 0, lastEntry: undefined };
    this.#pace.begin();
    const own = withOwn ? await this.#runOwn(group, records) : [];
    const taken = take(GROUP - own.length);
    let joined: readonly Attempted[] | undefined;
    try {
      joined = await this.#runCommands(taken, group, records);
      await this.#commit(group);
      this.#pace.end(group.size);
    } catch (error) {
      const commands = joined?.map(({ waiting }) => waiting) ?? taken;
      await this.#recover(commands, error);
      for (const { unit } of own) unit.failed(error);
      return commands.length + own.length;
    }
    for (const { waiting, attempt } of joined) if (attempt.ok) waiting.unit.committed?.();
    for (const { unit, attempt } of own) if (!attempt.ok) unit.failed(attempt.error);
    this.#options.hooks.committed(group, records);
    for (const { waiting, attempt } of joined) settle(waiting, attempt);
    return joined.length + own.length;
  }

  /** One at least, and more until the group has changed enough; the others are first in the next. */
  async #runCommands(
    commands: readonly Waiting[],
    group: Group,
    records: EngineRecord[],
  ): Promise<readonly Attempted[]> {
    const joined = [];
    for (const [at, waiting] of commands.entries()) {
      if (at > 0 && group.size >= this.#pace.documents) break;
      if (at % FETCHED === 0) {
        const next = commands.slice(at, at + FETCHED);
        await this.#fetch(
          group,
          next.flatMap(({ unit }) => unit.reads ?? []),
        );
      }
      joined.push({ waiting, attempt: await this.#attempt(waiting.unit, group, records) });
    }
    this.#queue.unshift(...commands.slice(joined.length));
    return joined;
  }

  async #runOwn(
    group: Group,
    records: EngineRecord[],
  ): Promise<readonly { readonly unit: OwnUnit; readonly attempt: Attempt }[]> {
    const { hooks } = this.#options;
    const done = [];
    for (;;) {
      // A store that can't be read now is met again by each of them.
      if (done.length % FETCHED === 0) await this.#fetch(group, hooks.upcoming(FETCHED)).catch(() => undefined);
      const unit = hooks.takeOwn();
      if (unit === undefined) break;
      done.push({ unit, attempt: await this.#attempt(unit.unit, group, records) });
      if (done.length >= OWN_SHARE || group.size >= this.#pace.documents / 2) break;
    }
    return done;
  }

  /** Reads documents that are about to be asked for, and the instances that jobs and timers among them belong to. */
  async #fetch(group: Group, references: readonly DocumentReference[]): Promise<void> {
    if (references.length === 0) return;
    await group.load(references);
    const keys = references.flatMap(({ collection, key }) =>
      isDerived(collection) ? (group.instanceOf(collection, key) ?? []) : [],
    );
    await this.#options.parts.instances.preload(keys, this.#pending);
  }

  /** Runs a unit on a draft: it joins the group whole, or leaves nothing. */
  async #attempt(unit: Unit, group: Group, records: EngineRecord[]): Promise<Attempt> {
    const { parts, listener, clock, hooks } = this.#options;
    const draft = new Draft(group);
    const scope = new Scope(parts, draft, this.#pending, listener, clock.now());
    try {
      const result = await unit.run(scope);
      if (scope.records.length > 0) await this.#project(scope);
      group.absorb(draft);
      for (const entry of scope.entries) this.#note(entry);
      parts.instances.joined(scope.entries.map(({ processInstanceKey }) => processInstanceKey));
      // Not spread: a step may have more events than a call may have arguments.
      for (const record of scope.records) records.push(record);
      hooks.joined(draft.changes);
      return { ok: true, result };
    } catch (error) {
      parts.instances.drop(scope.touched);
      return { ok: false, error };
    }
  }

  async #project(scope: Scope): Promise<void> {
    for (const projector of this.#options.projectors) {
      await scope.draft.load(projector.reads(scope.records));
      const rejection = await scope.draft.write(projector.project(scope.records, scope.draft.documents, scope));
      if (rejection !== undefined) throw new AppError(rejection);
    }
  }

  async #commit(group: Group): Promise<void> {
    const { store, parts, keys, behind } = this.#options;
    const sealed = await parts.instances.seal(this.#pending);
    // What was left behind goes first: the group may write the same document anew.
    const writes: Write[] = [...behind.carry(), ...group.writes(), ...sealed];
    const reservation = keys.reservation();
    if (reservation !== undefined) writes.push(reservation);
    const versions = writes.length === 0 ? new Map<string, number>() : await store.commit(writes);
    parts.instances.committed(versions);
    behind.committed({ ...this.#journaled, derived: group.derived(), writtenThrough: group.writtenThrough() });
    if (reservation !== undefined) keys.reserved(reservation, versions);
  }

  /** Nothing of the group was stored: everything it touched is dropped, then its commands are tried one by one. */
  async #recover(commands: readonly Waiting[], error: unknown): Promise<void> {
    this.#options.parts.instances.failed();
    this.#options.behind.failed();
    this.#options.hooks.failed();
    const mayRetry = commands.length > 1 && error instanceof AppError && CAUSED_BY_A_UNIT.has(error.code);
    this.#options.logger.warn({ err: error, units: commands.length, mayRetry }, 'a group could not be committed');
    for (const waiting of commands) {
      if (mayRetry) await this.#runGroup(() => [waiting], false);
      else waiting.reject(error);
    }
  }

  #note(entry: JournalEntry): void {
    this.#journaled = { entries: this.#journaled.entries + 1, lastEntry: entry.journalKey };
    const entries = this.#entries.get(entry.processInstanceKey);
    if (entries === undefined) this.#entries.set(entry.processInstanceKey, [entry]);
    else entries.push(entry);
  }
}

function settle(waiting: Waiting, attempt: Attempt): void {
  if (attempt.ok) waiting.resolve(attempt.result);
  else waiting.reject(attempt.error);
}
