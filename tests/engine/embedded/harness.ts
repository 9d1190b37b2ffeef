import { join } from 'node:path';
import { z } from 'zod';
import { advanceClock, createSandbox, EngineQueries, engineCollections } from '#engine/index.ts';
import { openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import type { EmbeddedEngine, EngineRecord, Logger, Projector, Resource } from '#engine/index.ts';
import { AppError } from '#errors/index.ts';
import { openMemoryStore, openSqliteStore } from '#store/index.ts';
import type { Collection, Store, Write } from '#store/index.ts';
import { temporaryFolder } from '../../store/support.ts';
import { process } from '../../support/bpmn.ts';
import type { Builder } from '../../support/bpmn.ts';

export const START = '2026-01-01T00:00:00.000Z';
export const USER_TASK = 'io.camunda.zeebe:userTask';

/** A document of the product, for units of work, workers and projectors. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

export const notes: Collection<Note> = {
  name: 'notes',
  key: 'id',
  schema: z.object({ id: z.string(), text: z.string() }),
  schemaVersion: 1,
  indexes: {},
};

export const noteReference = (id: string) => ({ collection: notes, key: id });

export function putNote(id: string, text: string, expected?: number | 'absent'): Write {
  const document = { id, text };
  return {
    type: 'put',
    collection: notes,
    document,
    ...(expected === undefined ? {} : { expected }),
  };
}

/** An engine under test, on a clock that stands still. */
export interface Bench {
  readonly engine: EmbeddedEngine;
  readonly store: Store;
  readonly queries: EngineQueries;
  readonly records: readonly EngineRecord[];
  deploy(...processes: readonly Builder[]): Promise<void>;
  advanceTo(instant: string): Promise<void>;
  /** Keys of open jobs at an element, oldest first. */
  jobsAt(elementId: string): readonly string[];
  close(): Promise<void>;
}

export interface BenchOptions {
  readonly projectors?: readonly Projector[];
  readonly logger?: Logger;
}

export interface EngineUnderTest {
  readonly name: string;
  readonly open: (options?: BenchOptions) => Promise<Bench>;
}

const resourceOf = (builder: Builder): Resource => ({ name: `${builder.id}.bpmn`, content: builder.toXml() });

export function openJobsAt(records: readonly EngineRecord[], elementId: string): readonly string[] {
  const open = new Set<string>();
  for (const { event } of records) {
    if (event.type === 'jobCreated' && event.elementId === elementId) open.add(event.jobKey);
    else if (event.type === 'jobCompleted' || event.type === 'jobCanceled') open.delete(event.jobKey);
  }
  return [...open];
}

export async function openBench(
  store: Store,
  clock: SimulatedClock,
  options: BenchOptions & { readonly cachedInstances?: number } = {},
): Promise<Bench> {
  const engine = await openEmbeddedEngine({ store, clock, ...options });
  const records: EngineRecord[] = [];
  engine.onRecords((happened) => records.push(...happened));
  return benchOf(engine, store, clock, records, async () => {
    await engine.close();
    await store.close();
  });
}

function benchOf(
  engine: EmbeddedEngine,
  store: Store,
  clock: SimulatedClock | undefined,
  records: readonly EngineRecord[],
  close: () => Promise<void>,
  advanceTo = (instant: string): Promise<void> => advanceClock(engine, clock ?? new SimulatedClock(START), instant),
): Bench {
  return {
    engine,
    store,
    queries: new EngineQueries(store),
    records,
    close,
    advanceTo,
    jobsAt: (elementId) => openJobsAt(records, elementId),
    async deploy(...processes) {
      await engine.deployResource(processes.map(resourceOf));
    },
  };
}

const collections = [...engineCollections, notes];

/** The same runtime, three ways. */
export const ENGINES: readonly EngineUnderTest[] = [
  {
    name: 'sandbox',
    async open({ projectors = [] } = {}) {
      const first = process('unrelated').startEvent().endEvent();
      const sandbox = await createSandbox({
        resources: [resourceOf(first)],
        collections: [notes],
        projectors,
        start: START,
      });
      const { engine, store } = sandbox;
      return benchOf(
        engine,
        store,
        undefined,
        sandbox.records(),
        () => sandbox.close(),
        (instant) => sandbox.advanceTo(instant),
      );
    },
  },
  {
    name: 'embedded on memory',
    open: async (options) => openBench(await openMemoryStore(collections), new SimulatedClock(START), options),
  },
  {
    name: 'embedded on SQLite',
    async open(options) {
      const folder = temporaryFolder();
      const store = await openSqliteStore({ path: join(folder.path, 'engine.db'), collections });
      const bench = await openBench(store, new SimulatedClock(START), options);
      return {
        ...bench,
        async close() {
          await bench.close();
          folder.remove();
        },
      };
    },
  },
];

/** The same file, opened again and again as a restarted program does. */
export function sqliteFile(): {
  readonly open: (at: string, cached?: number) => Promise<Bench>;
  readonly remove: () => void;
} {
  const folder = temporaryFolder();
  return {
    remove: folder.remove,
    async open(at, cachedInstances) {
      const store = await openSqliteStore({ path: join(folder.path, 'engine.db'), collections });
      return openBench(store, new SimulatedClock(at), cachedInstances === undefined ? {} : { cachedInstances });
    },
  };
}

/** What an ended or running element has been through, as `ELEMENT_ID event`, for comparing stories. */
export function eventsOf(records: readonly EngineRecord[], type: EngineRecord['event']['type']): readonly string[] {
  return records.flatMap(({ event }) => (event.type === type && 'elementId' in event ? [event.elementId] : []));
}

/** The code with which the work is refused. */
export const refusal = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'not refused';
};
