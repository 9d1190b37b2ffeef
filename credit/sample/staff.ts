import type { EngineRecord, ProcessEngine, Work } from '#engine/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { ActResult, WorkItem } from '#tasks/index.ts';
import { completeTask, workItems } from '#tasks/index.ts';
import { USER_TASK_JOB } from '../cases/apply-to-case.ts';
import { addDays, daysBetween } from '../deciders/dates.ts';
import { answerFor } from './answers.ts';
import type { SeededRandom } from './random.ts';

/** The newest tasks are mostly left to do, so that every inbox has something in it. */
const FRESH_DAYS = 9;

/** The people of the sample company at work: each task is done some days after it came, or never. */
export class SampleStaff {
  readonly #engine: Pick<ProcessEngine, 'transact'>;
  readonly #store: StoreReader;
  readonly #random: SeededRandom;
  readonly #today: string;
  /** Job keys by the day on which somebody gets to them. */
  readonly #agenda = new Map<string, string[]>();
  readonly #arrived: string[] = [];

  constructor(parts: {
    readonly engine: Pick<ProcessEngine, 'transact'>;
    readonly store: StoreReader;
    readonly random: SeededRandom;
    readonly today: string;
  }) {
    this.#engine = parts.engine;
    this.#store = parts.store;
    this.#random = parts.random;
    this.#today = parts.today;
  }

  /** Listener for the engine's records. */
  readonly notice = (records: readonly EngineRecord[]): void => {
    for (const { event } of records) {
      if (event.type === 'jobCreated' && event.jobType === USER_TASK_JOB) this.#arrived.push(event.jobKey);
    }
  };

  /** Does what is on the agenda of a day, and decides when to get to what has come. Returns how many tasks were done. */
  async work(date: string): Promise<number> {
    for (const key of this.#arrived.splice(0).toSorted()) this.#plan(key, date);
    const planned = this.#agenda.get(date) ?? [];
    this.#agenda.delete(date);
    const found = await this.#store.getMany(workItems, planned);
    const acts = planned.flatMap((key) => this.#actOn(found.get(key)?.document, date) ?? []);
    // Handed over in one go, they share a commit.
    await Promise.all(acts.map((act) => this.#engine.transact(act)));
    return acts.length;
  }

  #plan(key: string, date: string): void {
    const fresh = daysBetween(date, this.#today) < FRESH_DAYS;
    const isDone = this.#random.chance(fresh ? 0.2 : 0.78);
    const day = addDays(date, this.#random.whole(0, 5));
    if (!isDone || day > this.#today) return;
    this.#agenda.set(day, [...(this.#agenda.get(day) ?? []), key]);
  }

  #actOn(item: WorkItem | undefined, date: string): Work<ActResult> | undefined {
    if (item?.state !== 'open') return undefined;
    const data = answerFor(item.formKey, date, amountOf(item), this.#random);
    const actorId = item.assigneeId ?? (item.stepRole === 'credit' ? 'xuhaitao' : undefined);
    if (data === undefined || actorId === undefined) return undefined;
    return completeTask(item, { actorId, version: item.version, data }, () => []);
  }
}

function amountOf(item: WorkItem): number {
  return (item.amountMinor ?? 0) / 100;
}
