import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { engineCollections, type EmbeddedEngine, openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import { openSqliteStore, type Store } from '#store/index.ts';
import { process } from '../../support/bpmn.ts';

export interface TimeOptions {
  readonly timers: number;
  /** The program is off while they fall due, and for eight hours more. */
  readonly down: boolean;
}

export interface TimeReport {
  readonly timers: number;
  readonly fired: number;
  /** Fired more than once, and before they were due. */
  readonly doubled: number;
  readonly early: number;
  /** Fired before one that was due sooner. */
  readonly outOfOrder: number;
  /** Commands of others that were done meanwhile. */
  readonly commands: number;
  /** Their usual wait in ms before, their longest meanwhile, and how long the event loop was held (99 of 100). */
  readonly usual: number;
  readonly slowest: number;
  readonly heldP99: number;
}

const START = '2026-01-01T00:00:00.000Z';
const HOUR = 3_600_000;
const at = (milliseconds: number): string => new Date(Date.parse(START) + milliseconds).toISOString();

/** Lets so many timers fall due within one second of a simulated clock, over a real database, with others at work. */
export async function fireTogether({ timers, down }: TimeOptions): Promise<TimeReport> {
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-time-'));
  const clock = new SimulatedClock(START);
  const watch = new Watch();
  let life = await open(folder, clock, watch);
  try {
    await life.engine.deployResource([TIMED, QUICK]);
    await startMany(life.engine, timers);
    const before = await Promise.all(Array.from({ length: 50 }, () => timed(life.engine)));
    if (down) {
      await life.close();
      clock.moveTo(at(9 * HOUR));
      life = await open(folder, clock, watch);
    } else clock.moveTo(at(HOUR + 1_000));
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const waits: number[] = [];
    while (watch.fired < timers) waits.push(await timed(life.engine));
    delay.disable();
    await life.engine.settled();
    return {
      timers,
      ...watch.report(),
      commands: waits.length,
      usual: before.toSorted((a, b) => a - b)[25] ?? 0,
      slowest: Math.max(...waits),
      heldP99: delay.percentile(99) / 1e6,
    };
  } finally {
    await life.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const TIMED = {
  name: 'timed.bpmn',
  content: process('timed').startEvent().catchEvent('wait', { date: '=at' }).endEvent().toXml(),
};
const QUICK = { name: 'quick.bpmn', content: process('quick').startEvent().userTask('task').endEvent().toXml() };

/** What the timers did, as told by the records. */
class Watch {
  readonly #due = new Map<string, string>();
  readonly #times = new Map<string, number>();
  readonly #clock: string[] = [];
  #early = 0;
  #outOfOrder = 0;

  get fired(): number {
    return this.#times.size;
  }

  follow(engine: EmbeddedEngine): void {
    engine.onRecords((records) => {
      for (const { event, timestamp } of records) {
        if (event.type === 'timerCreated') this.#due.set(event.timerKey, event.dueAt);
        else if (event.type === 'timerTriggered') this.#note(event.timerKey, timestamp);
      }
    });
  }

  report(): Pick<TimeReport, 'fired' | 'doubled' | 'early' | 'outOfOrder'> {
    const doubled = [...this.#times.values()].filter((times) => times > 1).length;
    return { fired: this.fired, doubled, early: this.#early, outOfOrder: this.#outOfOrder };
  }

  #note(timerKey: string, timestamp: string): void {
    const due = this.#due.get(timerKey) ?? '';
    this.#times.set(timerKey, (this.#times.get(timerKey) ?? 0) + 1);
    if (timestamp < due) this.#early += 1;
    if (due < (this.#clock.at(-1) ?? '')) this.#outOfOrder += 1;
    this.#clock.push(due);
  }
}

async function open(folder: string, clock: SimulatedClock, watch: Watch) {
  const store: Store = await openSqliteStore({ path: join(folder, 'store.db'), collections: engineCollections });
  const engine = await openEmbeddedEngine({ store, clock });
  watch.follow(engine);
  return {
    engine,
    async close() {
      await engine.close();
      await store.close();
    },
  };
}

async function startMany(engine: EmbeddedEngine, count: number): Promise<void> {
  for (let begun = 0; begun < count; begun += 1_000) {
    const many = Array.from({ length: Math.min(1_000, count - begun) }, (_, n) =>
      // Not in the order in which they were set.
      engine.createProcessInstance({ bpmnProcessId: 'timed', variables: { at: at(HOUR + ((n * 7919) % 1_000)) } }),
    );
    await Promise.all(many);
  }
}

async function timed(engine: EmbeddedEngine): Promise<number> {
  const begun = performance.now();
  await engine.createProcessInstance({ bpmnProcessId: 'quick' });
  return performance.now() - begun;
}
