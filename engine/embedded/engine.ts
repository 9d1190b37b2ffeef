import { fail } from '#errors/index.ts';
import type { Store } from '#store/index.ts';
import type { Clock } from '../clock.ts';
import type { Deployment, EngineCommand, ProcessEngine, Projector, Resource, Work, Worker } from '../gateway.ts';
import type { ProcessModel } from '../model/index.ts';
import type { EngineRecord, Key, Variables } from '../records.ts';
import { activationUnit, only } from './activation.ts';
import { AwaitedResults } from './awaited-results.ts';
import { bufferedMessages, formDefinitions, jobs, timers } from './collections.ts';
import { createProcessInstance, perform, readsOf } from './commands.ts';
import { Definitions } from './definitions.ts';
import { deletionUnit } from './delete-resource.ts';
import { deploymentUnit, prepareDeployment } from './deploy.ts';
import type { Job } from './documents.ts';
import { DueWork } from './due-work.ts';
import { forecastMigration } from './forecast.ts';
import type { MigrationForecast } from './forecast.ts';
import type { Draft, Group } from './group.ts';
import { Instances } from './instances.ts';
import { KeySource } from './keys.ts';
import { silentLogger } from './logger.ts';
import type { Logger } from './logger.ts';
import { CommandLoop } from './loop.ts';
import type { Unit } from './loop.ts';
import { MessageBuffer } from './message-buffer.ts';
import { correlateBuffered, publishMessage, releaseStartLock } from './messages.ts';
import { EngineQueries } from './queries.ts';
import type { Parts } from './scope.ts';
import { broadcastSignal } from './signals.ts';
import { TimerQueue } from './timer-queue.ts';
import { workUnit } from './work.ts';
import { WorkerPool } from './workers.ts';
import { WriteBehind } from './write-behind.ts';

export interface EmbeddedOptions {
  /** Opened with `engineCollections` among its collections; this engine is the only one that writes to it. */
  readonly store: Store;
  readonly clock: Clock;
  /** Or what makes them of the compiled models: they are asked for names while records are told. */
  readonly projectors?: readonly Projector[] | ((findModel: EmbeddedEngine['findModel']) => readonly Projector[]);
  readonly logger?: Logger;
  /** Instances held in memory; 10,000 unless told. */
  readonly cachedInstances?: number;
  /** Milliseconds the `prepare` of a worker may take; a minute unless told. */
  readonly workerTimeout?: number;
  /** Jobs of one worker prepared at the same time; 16 unless told. */
  readonly workerConcurrency?: number;
}

/** The port on a store of our own. */
export interface EmbeddedEngine extends ProcessEngine {
  /** Resolves when every command is answered, everything due up to the clock's present has run and the workers are idle. */
  settled(): Promise<void>;
  /** The compiled model of a process definition when it is in memory: it is of every instance whose records are told. */
  findModel(processDefinitionKey: Key): ProcessModel | undefined;
  /** The compiled model of a process definition. Rejects with ENGINE_NOT_FOUND. */
  loadModel(processDefinitionKey: Key): Promise<ProcessModel>;
  /** What `migrateProcessInstance` would do to every running instance of a process definition, and why. Changes nothing. */
  forecastMigration(question: {
    readonly sourceProcessDefinitionKey: Key;
    readonly targetProcessDefinitionKey: Key;
    /** Source element → target element, over the mapping that suggests itself: the same id, else the same `stepRole`. */
    readonly mapping?: Readonly<Record<string, string>>;
  }): Promise<MigrationForecast>;
}

/** Milliseconds to wait for the result of an instance. */
const RESULT_TIMEOUT = 20_000;

/** Opens the engine over the store: what was running goes on, what has fallen due meanwhile is done first. */
export async function openEmbeddedEngine(options: EmbeddedOptions): Promise<EmbeddedEngine> {
  const { store } = options;
  const keys = await KeySource.open(store);
  const behind = await WriteBehind.open(store);
  const parts: Parts = {
    definitions: await Definitions.open(store),
    instances: new Instances(store, options.cachedInstances ?? 10_000),
    messages: new MessageBuffer(store),
    nextKey: keys.next,
  };
  await parts.messages.reload();
  const queue = new TimerQueue(store);
  await queue.reload();
  const engine = new Engine(options, keys, parts, queue, behind);
  engine.start();
  return engine;
}

class Engine implements EmbeddedEngine {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #keys: KeySource;
  readonly #parts: Parts;
  readonly #behind: WriteBehind;
  readonly #due: DueWork;
  readonly #loop: CommandLoop;
  readonly #workers: WorkerPool;
  readonly #results: AwaitedResults;
  readonly #listeners = new Set<(records: readonly EngineRecord[]) => void>();
  #waiting: (() => void)[] = [];
  #closed = false;
  /** A commit failed, and what it wrote may be stored all the same: what memory knows of it is read again. */
  #isDoubtful = false;

  constructor(options: EmbeddedOptions, keys: KeySource, parts: Parts, queue: TimerQueue, behind: WriteBehind) {
    this.#behind = behind;
    const { store, clock, projectors = [], logger = silentLogger } = options;
    this.#store = store;
    this.#clock = clock;
    this.#logger = logger;
    this.#keys = keys;
    this.#parts = parts;
    this.#results = new AwaitedResults(clock);
    this.#due = new DueWork({
      store,
      clock,
      logger,
      queue,
      messages: parts.messages,
      behind,
      wake: () => this.#loop.wake(),
    });
    this.#loop = new CommandLoop({
      store,
      clock,
      keys,
      parts,
      behind,
      projectors: typeof projectors === 'function' ? projectors((key) => this.findModel(key)) : projectors,
      logger,
      listener: { subscribed: correlateBuffered, ended: releaseStartLock },
      hooks: {
        takeOwn: () => this.#due.take(),
        upcoming: (count) => this.#due.upcoming(count),
        prepare: () => this.#prepare(),
        joined: (changes) => this.#joined(changes),
        committed: (group, records) => this.#committed(group, records),
        failed: () => this.#distrust(),
        rested: () => this.#rested(),
      },
    });
    this.#workers = new WorkerPool({
      store,
      clock,
      logger,
      loop: this.#loop,
      upToDate: () => this.#loop.submit({ run: () => behind.flush() }),
      timeout: options.workerTimeout ?? 60_000,
      concurrency: options.workerConcurrency ?? 16,
      finished: () => this.#checkSettled(),
    });
  }

  start(): void {
    this.#loop.wake();
  }

  async deployResource(resources: readonly Resource[]): Promise<Deployment> {
    const prepared = await prepareDeployment(resources);
    return this.#loop.submit(
      deploymentUnit(prepared, this.#parts.definitions, async (formId) => {
        const where = { formId };
        const sort = { by: 'version', descending: true };
        const forms = (await this.#store.find(formDefinitions, { where, sort, limit: 1000 })).items;
        const newest = forms.find(({ document }) => document.deletedAt === undefined)?.document;
        const version = forms[0]?.document.version;
        return version === undefined ? undefined : { version, checksum: newest?.checksum ?? '' };
      }),
    );
  }

  deleteResource: ProcessEngine['deleteResource'] = ({ resourceKey }) =>
    this.#loop.submit(deletionUnit(resourceKey, this.#store, this.#parts.definitions));

  createProcessInstance: ProcessEngine['createProcessInstance'] = (command) =>
    this.#loop.submit({
      run: async (scope) => {
        const { processInstanceKey, definition } = await createProcessInstance(scope, command);
        const { processDefinitionKey, bpmnProcessId, version } = definition;
        return { processInstanceKey, processDefinitionKey, bpmnProcessId, version };
      },
    });

  createProcessInstanceWithResult: ProcessEngine['createProcessInstanceWithResult'] = async (command) => {
    const { fetchVariables, requestTimeout = RESULT_TIMEOUT, ...creation } = command;
    const processInstanceKey = creation.processInstanceKey ?? this.#parts.nextKey();
    const ended = this.#results.wait(processInstanceKey, requestTimeout);
    try {
      const [created] = await Promise.all([
        this.createProcessInstance({ ...creation, processInstanceKey }),
        ended.completed,
      ]);
      const variables = await new EngineQueries(this.#store).variables(processInstanceKey);
      return { ...created, variables: only(variables, fetchVariables) };
    } finally {
      ended.stop();
    }
  };

  publishMessage: ProcessEngine['publishMessage'] = (command) =>
    this.#loop.submit({ run: async (scope) => ({ messageKey: await publishMessage(scope, command) }) });

  broadcastSignal: ProcessEngine['broadcastSignal'] = ({ signalName, variables = {} }) =>
    this.#loop.submit({ run: async (scope) => ({ signalKey: await broadcastSignal(scope, signalName, variables) }) });

  activateJobs: ProcessEngine['activateJobs'] = (request) =>
    this.#loop.submit(
      activationUnit({ ...request, available: (now, limit) => this.#availableJobs(request.type, now, limit) }),
    );

  completeJob: ProcessEngine['completeJob'] = (command) => this.#perform({ ...command, type: 'completeJob' });
  failJob: ProcessEngine['failJob'] = (command) => this.#perform({ ...command, type: 'failJob' });
  throwError: ProcessEngine['throwError'] = (command) => this.#perform({ ...command, type: 'throwError' });
  setVariables: ProcessEngine['setVariables'] = (command) => this.#perform({ ...command, type: 'setVariables' });

  updateJobRetries: ProcessEngine['updateJobRetries'] = (command) =>
    this.#perform({ ...command, type: 'updateJobRetries' });

  activateAdHocSubProcessActivities: ProcessEngine['activateAdHocSubProcessActivities'] = (command) =>
    this.#perform({ ...command, type: 'activateAdHocSubProcessActivities' });

  resolveIncident: ProcessEngine['resolveIncident'] = (command) =>
    this.#perform({ ...command, type: 'resolveIncident' });

  cancelProcessInstance: ProcessEngine['cancelProcessInstance'] = (command) =>
    this.#perform({ ...command, type: 'cancelProcessInstance' });

  suspendProcessInstance: ProcessEngine['suspendProcessInstance'] = (command) =>
    this.#perform({ ...command, type: 'suspendProcessInstance' });

  resumeProcessInstance: ProcessEngine['resumeProcessInstance'] = (command) =>
    this.#perform({ ...command, type: 'resumeProcessInstance' });

  modifyProcessInstance: ProcessEngine['modifyProcessInstance'] = (command) =>
    this.#perform({ ...command, type: 'modifyProcessInstance' });

  migrateProcessInstance: ProcessEngine['migrateProcessInstance'] = (command) =>
    this.#perform({ ...command, type: 'migrateProcessInstance' });

  evaluateDecision: ProcessEngine['evaluateDecision'] = async ({ decisionId, variables }) => {
    if (this.#parts.definitions.decision(decisionId) === undefined) {
      fail('ENGINE_NOT_FOUND', { kind: 'decision', key: decisionId });
    }
    const outcome = this.#evaluate(decisionId, variables);
    if (!outcome.ok) fail('ENGINE_DECISION_FAILED', { decision: decisionId, problem: outcome.message });
    const { decisionKey, version: decisionVersion, result, explanation } = outcome;
    return { decisionKey, decisionVersion, result, explanation };
  };

  transact<Result>(work: Work<Result>): Promise<Result> {
    return this.#loop.submit(workUnit(work));
  }

  worker<Prepared>(worker: Worker<Prepared>): void {
    // What prepare gives goes to the same worker's decide, and nowhere else.
    this.#workers.register(worker as Worker);
  }

  onRecords(listener: (records: readonly EngineRecord[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#checkSettled();
    });
  }

  findModel(processDefinitionKey: Key): ProcessModel | undefined {
    return this.#parts.definitions.loaded(processDefinitionKey);
  }

  async loadModel(processDefinitionKey: Key): Promise<ProcessModel> {
    return (await this.#parts.definitions.load(processDefinitionKey)).model;
  }

  forecastMigration: EmbeddedEngine['forecastMigration'] = (question) =>
    forecastMigration(this.#store, (key) => this.loadModel(key), question);

  async close(): Promise<void> {
    this.#closed = true;
    this.#results.close();
    this.#workers.close();
    this.#due.close();
    await this.#loop.close();
    await this.#writeRest();
    this.#listeners.clear();
    this.#checkSettled();
  }

  /** The next start need not read it from the journal. */
  async #writeRest(): Promise<void> {
    try {
      await this.#behind.flush();
    } catch (error) {
      this.#logger.warn({ err: error }, 'what jobs and timers are found by is left to the next start');
    }
  }

  #perform(command: EngineCommand): Promise<void> {
    const unit: Unit<void> = { reads: readsOf(command), run: (scope) => perform(scope, command) };
    return this.#loop.submit(unit);
  }

  #evaluate(decisionId: string, variables: Variables) {
    const newest = { binding: { type: 'latest' }, caller: '' } as const;
    return this.#parts.definitions.evaluate(decisionId, variables, this.#clock.now(), newest);
  }

  async #availableJobs(type: string, now: string, limit: number): Promise<readonly Job[]> {
    await this.#behind.flush();
    const where = { type, availableAt: { lte: now } };
    const page = await this.#store.find(jobs, { where, sort: { by: 'availableAt' }, limit: Math.min(limit, 1000) });
    return page.items.map(({ document }) => document);
  }

  async #prepare(): Promise<void> {
    if (this.#isDoubtful) {
      await this.#keys.reload(this.#store);
      await this.#parts.definitions.reload();
      this.#workers.lookLater();
      this.#isDoubtful = false;
    }
    await this.#due.prepare();
  }

  #distrust(): void {
    this.#isDoubtful = true;
    this.#due.distrust();
  }

  #joined(changes: Draft['changes']): void {
    for (const { collection, key, current, stored } of changes.values()) {
      if (collection.name === timers.name) this.#due.timerChanged(key, current?.document);
      else if (collection.name === bufferedMessages.name) this.#due.messageChanged(current?.document, stored);
    }
  }

  #committed(group: Group, records: readonly EngineRecord[]): void {
    for (const [, job] of group.changed(jobs)) if (job !== undefined) this.#workers.offer(job.document);
    if (records.length === 0) return;
    this.#results.follow(records);
    for (const listener of this.#listeners) {
      try {
        listener(records);
      } catch (error) {
        this.#logger.error({ err: error }, 'a listener of records failed');
      }
    }
  }

  #rested(): void {
    this.#due.arm();
    this.#checkSettled();
  }

  #checkSettled(): void {
    if (this.#waiting.length === 0) return;
    const isSettled = this.#loop.isIdle && this.#workers.isIdle && !this.#due.isDue;
    if (!isSettled && !this.#closed) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
