/** The whole program under simulation: what it runs on, its lives, those who use it. */
import { setImmediate } from 'node:timers';
import { openEmbeddedEngine } from '#engine/index.ts';
import type { ActivatedJob, Clock, EmbeddedEngine } from '#engine/index.ts';
import type { Instances } from '#engine/embedded/instances.ts';
import type { Scope } from '#engine/embedded/scope.ts';
import type { ProcessModel } from '#engine/model/index.ts';
import type { Store } from '#store/index.ts';
import { createTaskProjector } from '#tasks/index.ts';
import { Auditor } from './audit/auditor.ts';
import { Sent, standingAfter } from './client.ts';
import type { Operation } from './client.ts';
import { JumpingClock } from './clock.ts';
import { collections, tallyProjector, workerOf } from './company.ts';
import { Disk, turn } from './disk.ts';
import type { Backing, StoreLife } from './disk.ts';
import { Random, Trace } from './random.ts';
import type { Scenario } from './scenario.ts';

/** One life of the program, from its start to its crash. */
interface Life extends StoreLife {
  readonly engine: EmbeddedEngine;
  readonly instances: Instances;
}

/** Work outside, begun and not finished. */
export interface Preparation {
  readonly life: StoreLife;
  resolve(result: string): void;
  reject(error: Error): void;
}

/** Turns of the event loop in which nothing happens before all is taken to be at rest; and after how many it never will. */
const REST = 8;
const RESTLESS = 20_000;

export const START = '2026-01-01T00:00:00.000Z';

export class World {
  readonly scenario: Scenario;
  readonly trace: Trace;
  readonly random: Random;
  readonly clock = new JumpingClock(START);
  readonly disk: Disk;
  readonly auditor: Auditor;
  readonly sent: Sent[] = [];
  readonly preparations: Preparation[] = [];
  /** Jobs that workers outside hold. */
  readonly handedOut: ActivatedJob[] = [];
  /** Commands on their way. */
  readonly late: Operation[] = [];
  readonly #locks = new Map<string, { readonly until: string; readonly changes: number }>();
  /** Between the death of one life and the birth of the next. */
  current: Life | undefined;
  /** Was replaced and does not know it yet. */
  zombie: Life | undefined;
  lives = 0;
  /** Only what is asked while things go wrong counts. */
  isCounting = true;
  attempted = 0;
  acknowledged = 0;
  refused = 0;
  #number = 0;

  constructor(scenario: Scenario, models: ReadonlyMap<string, ProcessModel>, backing: Backing, keepsTrace = false) {
    this.scenario = scenario;
    this.trace = new Trace(keepsTrace);
    this.random = new Random(scenario.seed);
    this.disk = new Disk(collections, backing, this.random, this.trace);
    this.auditor = new Auditor(this.disk, models);
    this.disk.onApplied = (unit, life) => {
      this.trace.add('applied by', String(life.number));
      this.auditor.applied(unit, this.clock.now());
    };
  }

  get violation(): Auditor['violation'] {
    return this.auditor.violation;
  }

  nextId(): string {
    this.#number += 1;
    return `op${this.#number}`;
  }

  /** Starts the program over what the disk holds; the one that ran before has lost the lease. */
  async open(): Promise<void> {
    while (this.current === undefined && this.violation === undefined) {
      const life = await this.#begin();
      if (life !== undefined) this.current = life;
    }
    await this.rest();
  }

  /** The power goes. */
  crash(): void {
    this.trace.add('crash');
    this.current?.die();
  }

  /** Another server takes over while the first one still believes to be the owner. */
  async takeOver(): Promise<void> {
    this.trace.add('take over');
    this.zombie?.die();
    this.zombie = this.current;
    this.current = undefined;
    await this.open();
  }

  moveClock(milliseconds: number): void {
    this.clock.jump(milliseconds);
    this.trace.add('clock', this.clock.now());
    this.clock.callDue();
  }

  passUntil(instant: string | undefined): void {
    if (instant !== undefined) this.moveClock(Math.max(0, Date.parse(instant) - Date.parse(this.clock.now())));
  }

  /** A worker outside has been given a job: nobody else may have it until its lock is over. */
  handOut(job: ActivatedJob): void {
    this.trace.add('handed out', job.key);
    const changes = this.auditor.effects.changesOf(job.key);
    const lock = this.#locks.get(job.key);
    if (lock !== undefined && lock.until > this.clock.now() && lock.changes === changes) {
      this.auditor.tell('I2', `job ${job.key} was handed out twice, it is locked until ${lock.until}`);
    }
    this.#locks.set(job.key, { until: job.deadline, changes });
    this.handedOut.push(job);
  }

  /** Gives a command to the program; what becomes of it is noted when it is told. */
  send(sent: Sent, life = this.current): void {
    const { operation } = sent;
    // Nobody answers the phone.
    if (life === undefined || life.isDead) return;
    if (sent.tries === 0) this.sent.push(sent);
    sent.tries += 1;
    sent.life = life.number;
    sent.standing = 'waiting';
    if (this.#counts(operation) && life === this.current) this.attempted += 1;
    this.trace.add(`send to ${life.number}`, `${operation.id} ${operation.what}`);
    operation.send(life.engine).then(
      () => life.isDead || this.#answered(sent, 'done', ''),
      (error: unknown) => {
        const { standing, code } = standingAfter(error);
        if (!life.isDead) this.#answered(sent, standing, code);
      },
    );
  }

  submit(operation: Operation, life = this.current): void {
    this.send(new Sent(operation), life);
  }

  /** Waits until the program does nothing any more; a life that has died in doing so is followed by the next. */
  async rest(): Promise<void> {
    await this.#quiet();
    while (this.current?.isDead === true) {
      this.current = undefined;
      await this.open();
    }
    await this.#compareMemory();
  }

  async #quiet(): Promise<void> {
    for (let still = 0, turns = 0; still < REST; turns += 1) {
      const before = this.disk.activity;
      await turn();
      still = this.disk.activity === before ? still + 1 : 0;
      if (turns > RESTLESS) return this.auditor.tell('I5', 'the program never comes to rest');
    }
  }

  async #begin(): Promise<Life | undefined> {
    const number = (this.lives += 1);
    this.trace.add('life', String(number));
    const clock = this.clock.view();
    let bury: () => void = () => undefined;
    const death = new Promise<undefined>((resolve) => (bury = () => resolve(undefined)));
    const life: StoreLife = {
      number,
      isDead: false,
      die: () => {
        life.isDead = true;
        clock.end();
        bury();
        for (const sent of this.sent) {
          if (sent.life === number && sent.standing === 'waiting') sent.standing = 'unknown';
        }
      },
    };
    try {
      const store = await this.disk.open(life);
      // It may die of what it has to do first.
      const engine = await Promise.race([this.#start(store, clock), death]);
      if (engine === undefined) return undefined;
      engine.onRecords((records) => life.isDead || this.auditor.told(records));
      engine.worker(workerOf('auto'));
      engine.worker(workerOf('prepared', () => this.#prepare(life)));
      const instances = await Promise.race([instancesOf(engine), death]);
      return instances === undefined ? undefined : Object.assign(life, { engine, instances });
    } catch (error) {
      // The store could not be read: whoever starts the program starts it again.
      this.trace.add('not opened', String(error));
      life.die();
      return undefined;
    }
  }

  #start(store: Store, clock: Clock): Promise<EmbeddedEngine> {
    return openEmbeddedEngine({
      store,
      clock,
      projectors: [createTaskProjector(() => undefined), tallyProjector],
      cachedInstances: this.scenario.cachedInstances,
    });
  }

  /** Half of the work outside is done at once, the rest when somebody says so. */
  #prepare(life: StoreLife): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.random.below(2) === 0) return void setImmediate(() => resolve('at once'));
      this.preparations.push({ life, resolve, reject });
    });
  }

  #answered(sent: Sent, standing: Sent['standing'], code: string): void {
    const { operation, tries } = sent;
    this.trace.add('answer', `${operation.id} ${standing} ${code}`);
    sent.standing = standing;
    sent.code = code;
    const times = operation.times();
    if (times !== undefined && times > 1)
      this.auditor.tell('I2', `${operation.what} (${operation.id}) was done ${times} times`);
    const counts = this.#counts(operation) && sent.life === this.current?.number;
    if (standing === 'done') {
      if (counts) this.acknowledged += 1;
      if (times === 0)
        this.auditor.tell('I3', `${operation.what} (${operation.id}) was acknowledged, but is not stored`);
    } else if (standing === 'refused') {
      // Asked again for what was done the first time: now the client knows.
      if (counts && tries > 1 && (times ?? 0) > 0) this.acknowledged += 1;
      else if (counts) this.refused += 1;
      if (times !== undefined && times > 0 && tries === 1 && operation.isShared !== true)
        this.auditor.tell('I3', `${operation.what} (${operation.id}) was refused with ${code}, but is stored`);
    }
  }

  #counts({ isCopy }: Operation): boolean {
    return this.isCounting && isCopy !== true;
  }

  async #compareMemory(): Promise<void> {
    const { current } = this;
    if (current === undefined || current.isDead || this.violation !== undefined) return;
    for (const [key, { hasEnded }] of this.auditor.instances) {
      if (hasEnded) continue;
      const live = await current.instances.find(key, { entries: () => [] }).catch(() => undefined);
      if (current.isDead) return;
      if (live !== undefined) this.auditor.checkLive(key, live.state);
    }
  }
}

/** The states that an engine holds in memory: a unit of work is handed the scope it runs in, which knows them. */
async function instancesOf(engine: EmbeddedEngine): Promise<Instances> {
  return engine.transact({
    reads: [],
    decide: (_, context) => ({ ok: true, writes: [], result: (context as unknown as Scope).parts.instances }),
  });
}
