import { AppError, reject } from '#errors/index.ts';
import type { ActivatedJob, EngineCommand, JobOutcome, Worker } from '../gateway.ts';
import type { Key } from '../records.ts';
import { activatedJob } from './activation.ts';
import { jobs } from './collections.ts';
import { perform, readsOf } from './commands.ts';
import { NEVER } from './documents.ts';
import type { Unit } from './loop.ts';
import type { Scope } from './scope.ts';
import type { WorkerEnvironment } from './workers.ts';

/** Milliseconds before the second try; doubled for each one after, up to the longest. */
const FIRST_BACK_OFF = 1_000;
const LONGEST_BACK_OFF = 300_000;
/** What does not count as a try: the job was never decided, or the store has to be asked again. */
const NO_TRY = new Set(['STORE_UNAVAILABLE', 'ENGINE_OVERLOADED']);
const GONE = new Set(['ENGINE_CLOSED', 'STORE_OWNERSHIP_LOST']);

type Run = WorkerEnvironment;

/**
 * One try of one job: prepared outside the loop, decided in it. A throw is a failed job with one retry less. Returns the
 * instant at which to look again when this was no try at all.
 */
export async function runJob(worker: Worker, key: Key, run: Run): Promise<string | undefined> {
  let job: ActivatedJob | undefined;
  try {
    if (worker.prepare === undefined) {
      await run.loop.submit(decisionUnit(worker, key, run));
      return undefined;
    }
    job = await run.loop.submit<ActivatedJob | undefined>({
      run: (scope) => activatedJob(scope, key, shifted(scope.now, run.timeout)),
    });
    if (job === undefined) return undefined;
    const prepared = await withinTime(worker.type, worker.prepare(job), run);
    await run.loop.submit(decisionUnit(worker, key, run, job, prepared));
    return undefined;
  } catch (error) {
    return afterFailure(worker, key, run, error);
  }
}

async function afterFailure(worker: Worker, key: Key, run: Run, error: unknown): Promise<string | undefined> {
  if (error instanceof AppError && GONE.has(error.code)) return undefined;
  if (error instanceof AppError && NO_TRY.has(error.code)) return shifted(run.clock.now(), FIRST_BACK_OFF);
  run.logger.warn({ err: error, type: worker.type, jobKey: key }, 'a worker failed');
  await run.loop.submit(failureUnit(key, error));
  return undefined;
}

/** Writes, the end of the job and further commands, all or nothing; nothing when the job has ended meanwhile. */
function decisionUnit(worker: Worker, key: Key, run: Run, known?: ActivatedJob, prepared?: unknown): Unit<void> {
  return {
    reads: readsOf({ type: 'completeJob', jobKey: key }),
    async run(scope) {
      const current = await activatedJob(scope, key, shifted(scope.now, run.timeout));
      if (current === undefined) return;
      const job = known ?? current;
      await scope.draft.load(worker.reads?.(job, prepared) ?? []);
      const { writes = [], commands = [], outcome } = worker.decide(scope.draft.documents, job, prepared, scope);
      const rejection = await scope.draft.write(writes);
      if (rejection !== undefined) throw new AppError(rejection);
      // The job ends first: a message among the commands may end the very instance it belongs to.
      await perform(scope, commandOf(key, current, outcome));
      for (const command of commands) await perform(scope, command);
    },
  };
}

function commandOf(jobKey: Key, job: ActivatedJob, outcome: JobOutcome): EngineCommand {
  switch (outcome.type) {
    case 'complete':
      return { ...outcome, type: 'completeJob', jobKey };
    case 'error':
      return { ...outcome, type: 'throwError', jobKey };
    case 'fail': {
      const { errorMessage, retries = job.retries - 1, retryBackOff } = outcome;
      return failJob(jobKey, retries, errorMessage, retryBackOff);
    }
  }
}

/** The back-off grows with the tries that the retries left tell of: a job begins with three, as Zeebe has it. */
function failureUnit(jobKey: Key, error: unknown): Unit<void> {
  return {
    reads: readsOf({ type: 'completeJob', jobKey }),
    async run(scope: Scope) {
      const job = (await scope.draft.fetch(jobs, jobKey))?.document;
      // Stopped for an operator, or with its instance: this was no try.
      if (job === undefined || job.availableAt === NEVER) return;
      const retries = job.retries - 1;
      const tries = Math.max(0, 2 - retries);
      const backOff = Math.min(FIRST_BACK_OFF * 2 ** tries, LONGEST_BACK_OFF);
      await perform(scope, failJob(jobKey, retries, messageOf(error), backOff));
    },
  };
}

function failJob(jobKey: Key, retries: number, errorMessage: string, retryBackOff = FIRST_BACK_OFF): EngineCommand {
  return { type: 'failJob', jobKey, retries: Math.max(0, retries), errorMessage, retryBackOff };
}

async function withinTime<T>(type: string, prepared: Promise<T>, run: Run): Promise<T> {
  let cancel: (() => void) | undefined;
  const timeout = new Promise<never>((_, refuse) => {
    const error = new AppError(reject('ENGINE_WORKER_TIMEOUT', { type, seconds: run.timeout / 1000 }));
    cancel = run.clock.wakeAt(shifted(run.clock.now(), run.timeout), () => refuse(error));
  });
  try {
    return await Promise.race([prepared, timeout]);
  } finally {
    cancel?.();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function shifted(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
