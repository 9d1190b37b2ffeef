import { fail } from '#errors/index.ts';
import { openMemoryStore } from '#store/index.ts';
import type { Collection, Store } from '#store/index.ts';
import { SimulatedClock } from '../clock.ts';
import { advanceClock } from '../embedded/advance.ts';
import { engineCollections } from '../embedded/collections.ts';
import { openEmbeddedEngine } from '../embedded/engine.ts';
import type { EmbeddedEngine } from '../embedded/engine.ts';
import { EngineQueries } from '../embedded/queries.ts';
import type { Projector, Resource, Worker } from '../gateway.ts';
import type { EngineRecord, Key, Variables } from '../records.ts';
import { AnsweredJobs } from './answers.ts';
import type { SandboxEffect } from './answers.ts';
import { OpenTasks } from './open-tasks.ts';
import type { OpenUserTask } from './open-tasks.ts';
import type { Answers } from './scenario.ts';

export interface SandboxOptions {
  readonly resources: readonly Resource[];
  /** What jobs are answered with, by job type: the same each time, or one answer a call (the last repeats). */
  readonly answers?: Answers;
  /** What jobs of a type without an answer are answered with; they stay open when this is left out. */
  readonly otherwise?: Variables;
  /** Elements whose jobs are never answered by themselves. */
  readonly unanswered?: ReadonlySet<string>;
  /** Real workers; a type has either a worker or an answer. */
  readonly workers?: readonly Worker[];
  readonly collections?: readonly Collection[];
  readonly projectors?: readonly Projector[];
  /** ISO instant at which the clock begins. */
  readonly start: string;
  /** IANA zone in which local times are told; Asia/Shanghai unless told. */
  readonly zone?: string;
  /** False spares the memory of `records()` in a replay of many thousand cases; true unless told. */
  readonly keepRecords?: boolean;
}

/** The engine on memory and a clock that stands still until it is moved; every outward effect is caught and listed. */
export interface Sandbox {
  readonly engine: EmbeddedEngine;
  readonly store: Store;
  readonly queries: EngineQueries;
  readonly zone: string;
  now(): string;
  /** Lets the time pass until the instant (ISO): all that falls due on the way has run, in order, when it resolves. */
  advanceTo(instant: string): Promise<void>;
  /** Resolves when everything due now has run. */
  settled(): Promise<void>;
  /** Oldest first. */
  openUserTasks(): readonly OpenUserTask[];
  /** By job key, or the oldest open one at an element. Rejects with ENGINE_NOT_FOUND. */
  completeUserTask(elementIdOrKey: string, variables?: Variables): Promise<void>;
  /** Ends the oldest open job at an element with a BPMN error. Rejects with ENGINE_NOT_FOUND. */
  throwError(elementId: string, errorCode: string): Promise<void>;
  /** Everything that has happened, in order. */
  records(): readonly EngineRecord[];
  /** The jobs that were answered, in order. */
  effects(): readonly SandboxEffect[];
  close(): Promise<void>;
}

/** Opens a sandbox with the resources deployed. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = new SimulatedClock(options.start);
  const store = await openMemoryStore([...engineCollections, ...(options.collections ?? [])]);
  const engine = await openEmbeddedEngine({
    store,
    clock,
    projectors: options.projectors ?? [],
    // Nothing is ever loaded again: the store is memory too.
    cachedInstances: Number.POSITIVE_INFINITY,
  });
  for (const worker of options.workers ?? []) engine.worker(worker);
  const answered = new AnsweredJobs(engine, clock, options);
  const tasks = new OpenTasks();
  const records: EngineRecord[] = [];
  engine.onRecords((happened) => {
    if (options.keepRecords !== false) for (const record of happened) records.push(record);
    tasks.follow(happened);
    answered.follow(happened);
  });
  await engine.deployResource(options.resources);
  const find = (elementIdOrKey: string): Key =>
    tasks.find(elementIdOrKey) ?? fail('ENGINE_NOT_FOUND', { kind: 'open task', key: elementIdOrKey });
  return {
    engine,
    store,
    queries: new EngineQueries(store),
    zone: options.zone ?? 'Asia/Shanghai',
    now: () => clock.now(),
    advanceTo: (instant) => advanceClock(engine, clock, new Date(instant).toISOString()),
    settled: () => engine.settled(),
    openUserTasks: () => tasks.open(),
    async completeUserTask(elementIdOrKey, variables = {}) {
      await engine.completeJob({ jobKey: find(elementIdOrKey), variables });
      await engine.settled();
    },
    async throwError(elementId, errorCode) {
      await engine.throwError({ jobKey: find(elementId), errorCode });
      await engine.settled();
    },
    records: () => records,
    effects: () => answered.effects,
    async close() {
      await engine.close();
      await store.close();
    },
  };
}
