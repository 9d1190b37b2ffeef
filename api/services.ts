import { join } from 'node:path';
import type { Logger } from 'pino';
import {
  createCaseProjector,
  createCredit,
  createCreditWorkers,
  creditCollections,
  type Credit,
  type DayTurns,
  OVERDUE_PROCESS_ID,
  startDayTurns,
} from '#credit/index.ts';
import {
  type Clock,
  engineCollections,
  type EmbeddedEngine,
  OffsetClock,
  openEmbeddedEngine,
  SystemClock,
} from '#engine/index.ts';
import { organizationCollections, readSettings, type CompanySettings } from '#organization/index.ts';
import type { Rejection } from '#errors/index.ts';
import { openSqliteStore, type Store } from '#store/index.ts';
import { createTaskProjector, type ElementDescription, taskCollections } from '#tasks/index.ts';
import { apiCollections } from './collections.ts';
import { ClockWatch } from './condition/clock-watch.ts';
import { WatchedStore } from './condition/watched-store.ts';
import type { Topic } from './contract/index.ts';
import { demoClocks, DEMO_CLOCK_KEY } from './studio/collections.ts';

/** Every collection of the program, for whoever opens a store. */
export const collections = [
  ...engineCollections,
  ...organizationCollections,
  ...taskCollections,
  ...creditCollections,
  ...apiCollections,
];

/** The database file of a data folder. */
export const DATABASE = 'xinliu.db';

/** What the handlers work with: one owner of one store. */
export interface Services {
  readonly store: Store;
  readonly engine: EmbeddedEngine;
  readonly clock: OffsetClock;
  /** What the company's clock runs on, which no demonstration moves. */
  readonly machineClock: Clock;
  readonly logger: Logger;
  readonly version: string;
  readonly credit: () => Credit;
  readonly dayTurns: () => DayTurns;
  readonly settings: () => Promise<CompanySettings>;
  /** After the company's zone changed. */
  readonly restartDays: () => Promise<void>;
  /** Tells the browsers what to ask again for; set once the sockets are open. */
  readonly push: (topics: readonly Topic[]) => void;
  readonly onPush: (push: (topics: readonly Topic[]) => void) => void;
  /** What keeps the program from doing all its work now. */
  readonly problems: () => readonly Rejection[];
  /** Resolves when the store takes writes, now or later. */
  readonly writable: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The engine with everything the product keeps beside it. */
export function openEngine(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
}): Promise<EmbeddedEngine> {
  return openEmbeddedEngine({
    ...parts,
    projectors: (findModel) => [
      createTaskProjector((processDefinitionKey, elementId) => describe(findModel(processDefinitionKey), elementId)),
      createCaseProjector((id) => id === OVERDUE_PROCESS_ID),
    ],
  });
}

interface Options {
  readonly logger: Logger;
  readonly version: string;
  /** What was found missing when the store was opened; told as long as the program runs. */
  readonly losses?: readonly Rejection[];
  /** What the company's clock runs on; the machine's unless told. */
  readonly clock?: Clock;
}

/** Opens the embedded database of a data folder. */
export function openStore(folder: string, onLoss?: (rejection: Rejection) => void): Promise<Store> {
  return openSqliteStore({ path: join(folder, DATABASE), collections, ...(onLoss === undefined ? {} : { onLoss }) });
}

/** Everything that runs over a store already open: tests hand in one in memory. */
export async function startServices(options: Options & { readonly store: Store }): Promise<Services> {
  const { logger, version, losses = [] } = options;
  let pushTo: (topics: readonly Topic[]) => void = () => undefined;
  const push = (topics: readonly Topic[]): void => pushTo(topics);
  const machineClock = options.clock ?? new SystemClock();
  const store = new WatchedStore(options.store, machineClock, (problem) => {
    if (problem === undefined) logger.warn('the store takes writes again');
    else logger.error({ code: problem.code, ...problem.details }, 'the store takes no writes');
    push(['health']);
  });
  const clockWatch = new ClockWatch((problem) => {
    if (problem !== undefined) logger.warn(problem.details, 'the clock of the machine jumped');
    push(['health']);
  });
  const offset = (await store.get(demoClocks, DEMO_CLOCK_KEY))?.document.offset ?? 0;
  const clock = new OffsetClock(machineClock, offset);
  const engine = await openEngine({ store, clock, logger });
  const settings = (): Promise<CompanySettings> => readSettings(store);

  const creditOf = (zone: string): Credit => createCredit({ engine, store, zone });
  const turn = (credit: Credit): DayTurns =>
    startDayTurns(credit, clock, {
      onTurned: () => push(['receivables', 'customers', 'cases', 'tasks', 'clock']),
      onError: (error) => logger.error(error, 'the day could not be turned; it is tried again in a minute'),
    });
  let credit = creditOf((await settings()).zone);
  let dayTurns = turn(credit);
  for (const worker of createCreditWorkers({ store, zone: () => credit.zone })) engine.worker(worker);

  return {
    store,
    engine,
    clock,
    machineClock,
    logger,
    version,
    settings,
    push,
    credit: () => credit,
    dayTurns: () => dayTurns,
    problems: () => [store.problem, clockWatch.problem, ...losses].filter((problem) => problem !== undefined),
    writable: () => store.writable(),
    onPush(next) {
      pushTo = next;
    },
    async restartDays() {
      dayTurns.stop();
      await dayTurns.idle();
      credit = creditOf((await settings()).zone);
      dayTurns = turn(credit);
    },
    async close() {
      clockWatch.close();
      dayTurns.stop();
      await dayTurns.idle();
      await engine.close();
      await store.close();
    },
  };
}

function describe(model: ReturnType<EmbeddedEngine['findModel']>, elementId: string): ElementDescription | undefined {
  const element = model?.elements.get(elementId);
  return model && element ? { name: element.text, processName: model.text } : undefined;
}
