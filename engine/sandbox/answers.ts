import type { Clock } from '../clock.ts';
import type { ActivatedJob, ProcessEngine, Worker } from '../gateway.ts';
import type { EngineRecord, Key, Variables } from '../records.ts';
import type { Answers } from './scenario.ts';

/** A job that was answered in place of the outside. */
export interface SandboxEffect {
  readonly jobKey: Key;
  readonly jobType: string;
  readonly elementId: string;
  readonly processInstanceKey: Key;
  /** ISO instant. */
  readonly at: string;
  readonly customHeaders: Readonly<Record<string, string>>;
  /** What the job was given. */
  readonly variables: Variables;
  readonly answer: Variables;
}

interface Options {
  readonly answers?: Answers;
  readonly otherwise?: Variables;
  readonly unanswered?: ReadonlySet<string>;
  readonly workers?: readonly Pick<Worker, 'type'>[];
}

/** Answers jobs by their type, and lists what was asked and answered. */
export class AnsweredJobs {
  readonly effects: SandboxEffect[] = [];
  readonly #engine: Pick<ProcessEngine, 'worker'>;
  readonly #clock: Clock;
  readonly #options: Options;
  /** Types that somebody works on, or nobody ever shall. */
  readonly #settledTypes: Set<string>;
  readonly #calls = new Map<string, number>();

  constructor(engine: Pick<ProcessEngine, 'worker'>, clock: Clock, options: Options) {
    this.#engine = engine;
    this.#clock = clock;
    this.#options = options;
    this.#settledTypes = new Set((options.workers ?? []).map(({ type }) => type));
    for (const type of Object.keys(options.answers ?? {})) this.#answer(type);
  }

  /** Types are not known before their first job: an expression may make them. */
  follow(records: readonly EngineRecord[]): void {
    if (this.#options.otherwise === undefined) return;
    for (const { event } of records) {
      if (event.type !== 'jobCreated' || event.userTask !== undefined || this.#settledTypes.has(event.jobType))
        continue;
      if (this.#options.unanswered?.has(event.elementId)) this.#settledTypes.add(event.jobType);
      else this.#answer(event.jobType);
    }
  }

  #answer(type: string): void {
    this.#settledTypes.add(type);
    this.#engine.worker({
      type,
      decide: (_documents, job) => {
        const answer = this.#next(type);
        this.effects.push(effectOf(job, this.#clock.now(), answer));
        return { outcome: { type: 'complete', variables: answer } };
      },
    });
  }

  #next(type: string): Variables {
    const answers = this.#options.answers?.[type];
    if (!Array.isArray(answers)) return answers ?? this.#options.otherwise ?? {};
    const call = this.#calls.get(type) ?? 0;
    this.#calls.set(type, call + 1);
    return answers[Math.min(call, answers.length - 1)] ?? {};
  }
}

function effectOf(job: ActivatedJob, at: string, answer: Variables): SandboxEffect {
  const { key: jobKey, type: jobType, elementId, processInstanceKey, customHeaders, variables } = job;
  return { jobKey, jobType, elementId, processInstanceKey, at, customHeaders, variables, answer };
}
