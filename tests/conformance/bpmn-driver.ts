/** Drives the sandbox as the runners of converted BPMN cases ask for: jobs by fixed types, a clock that is moved by hand. */
import { AppError } from '#errors/index.ts';
import { createSandbox, type ActivatedJob, type EngineRecord, type Key, type Sandbox } from '#engine/index.ts';

export interface Case {
  readonly bpmnXml: string;
  readonly file: string;
  readonly processId: string;
  /** Processes of which an instance is made before. */
  readonly startFirst: readonly string[];
  readonly variables: Readonly<Record<string, unknown>>;
  /** How long the clock goes on when nothing is left to do. */
  readonly delayMs: number;
}

export interface Verdict {
  readonly deployed: boolean;
  readonly reason?: string;
  readonly tokens: readonly string[];
  readonly error: null | 'runtime' | 'uncaught-error-event';
  /** How often each element was activated, completed or terminated, and each flow taken. */
  readonly events: Readonly<Record<string, number>>;
}

const START = Date.parse('2026-01-01T00:00:00.000Z');
const SECOND = 1_000;
const DAY = 86_400_000;
/**
 * Milliseconds that a job takes its worker. The answers were recorded with a clock that went on while jobs were done: after
 * a dozen of them a timer of two seconds is due when the clock is moved by one.
 */
const WORK = 100;
/** Jobs done in one case before it is taken for one that never ends. */
const MOST_JOBS = 2_000;
const TYPES = ['log', 'noop', 'wait', 'throw-error', 'publish-message', 'barrier'];

/** Deploys the file, runs the process to its end or until nothing more happens, and tells what it did. */
export async function run(asked: Case): Promise<Verdict> {
  let sandbox: Sandbox;
  try {
    const resources = [{ name: asked.file, content: asked.bpmnXml }];
    sandbox = await createSandbox({ resources, start: new Date(START).toISOString() });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { deployed: false, reason: error.message, tokens: [], error: null, events: {} };
  }
  try {
    const driver = new Driver(sandbox);
    await driver.play(asked);
    const records = sandbox.records();
    return { deployed: true, tokens: driver.tokens, error: errorIn(records), events: countEvents(records) };
  } finally {
    await sandbox.close();
  }
}

function errorIn(records: readonly EngineRecord[]): Verdict['error'] {
  const types = records.flatMap(({ event }) => (event.type === 'incidentCreated' ? [event.incidentType] : []));
  if (types.includes('UNHANDLED_ERROR_EVENT')) return 'uncaught-error-event';
  return types.length > 0 ? 'runtime' : null;
}

const TURNS: Readonly<Record<string, string>> = {
  elementActivated: 'activated',
  elementCompleted: 'completed',
  elementTerminated: 'terminated',
};

function countEvents(records: readonly EngineRecord[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { event } of records) {
    const isFlow = event.type === 'sequenceFlowTaken';
    const turn = TURNS[event.type];
    if (!isFlow && turn === undefined) continue;
    const name = isFlow ? `${event.flowId} taken` : `${'elementId' in event ? event.elementId : ''} ${turn}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

class Driver {
  readonly tokens: string[] = [];
  readonly #sandbox: Sandbox;
  readonly #held = new Map<Key, { readonly job: ActivatedJob; readonly since: number }>();
  /** Milliseconds the clock was moved, and those that work took. */
  #elapsed = 0;
  #worked = 0;
  #read = 0;

  constructor(sandbox: Sandbox) {
    this.#sandbox = sandbox;
  }

  async play({ startFirst, processId, variables, delayMs }: Case): Promise<void> {
    for (const bpmnProcessId of startFirst) await this.#sandbox.engine.createProcessInstance({ bpmnProcessId });
    await this.#sandbox.engine.createProcessInstance({ bpmnProcessId: processId, variables });
    for (let done = 0; done < MOST_JOBS;) {
      await this.#settle();
      const job = this.#next();
      if (job !== undefined) {
        await this.#work(job);
        this.#worked += WORK;
        await this.#moveClock();
        done += 1;
      } else if (this.#elapsed >= delayMs) return;
      else {
        this.#elapsed += SECOND;
        await this.#moveClock();
      }
    }
  }

  async #moveClock(): Promise<void> {
    await this.#sandbox.advanceTo(new Date(START + this.#elapsed + this.#worked).toISOString());
  }

  /** Runs until quiet, takes every job that is new and forgets those that are gone. */
  async #settle(): Promise<void> {
    await this.#sandbox.settled();
    for (const type of TYPES) {
      const request = { type, worker: 'driver', maxJobsToActivate: 1_000, timeout: DAY };
      for (const job of await this.#sandbox.engine.activateJobs(request)) {
        this.#held.set(job.key, { job, since: this.#elapsed });
      }
    }
    const records = this.#sandbox.records();
    for (const { event } of records.slice(this.#read)) {
      if (event.type === 'jobCompleted' || event.type === 'jobCanceled' || event.type === 'jobErrorThrown') {
        this.#held.delete(event.jobKey);
      }
    }
    this.#read = records.length;
  }

  #next(): ActivatedJob | undefined {
    const ready = [...this.#held.values()].filter(
      ({ job, since }) => job.type !== 'wait' || this.#elapsed - since >= secondsOf(job) * SECOND,
    );
    return ready.map(({ job }) => job).toSorted(byKey)[0];
  }

  async #work(job: ActivatedJob): Promise<void> {
    const { engine } = this.#sandbox;
    const headers = job.customHeaders;
    if (job.type === 'throw-error') {
      await engine.throwError({ jobKey: job.key, errorCode: headers['errorCode'] ?? '' });
      return;
    }
    if (job.type === 'log') this.tokens.push(headers['token'] ?? String(job.variables['token']));
    if (job.type === 'publish-message') {
      const { messageName: name = '', correlationKey = '' } = headers;
      await engine.publishMessage({ name, correlationKey, timeToLive: 3_600 * SECOND });
    }
    if (job.type === 'barrier') await this.#meet(job);
    await engine.completeJob({ jobKey: job.key });
  }

  /** Two at once prove that they run in parallel. */
  async #meet(job: ActivatedJob): Promise<void> {
    const other = [...this.#held.values()].find((held) => held.job.type === 'barrier' && held.job.key !== job.key);
    if (other === undefined) return;
    this.tokens.push(job.customHeaders['token'] ?? '');
    await this.#sandbox.engine.completeJob({ jobKey: other.job.key });
  }
}

const secondsOf = (job: ActivatedJob): number => Number(job.customHeaders['seconds'] ?? '0');

function byKey(a: ActivatedJob, b: ActivatedJob): number {
  return a.key.length - b.key.length || (a.key < b.key ? -1 : 1);
}
