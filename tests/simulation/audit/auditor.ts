/** Looks at every commit that reached the store, whatever the program makes of it, and at its memory when it rests. */
import {
  bufferedMessages,
  incidents,
  indexMarks,
  jobs,
  journal,
  messageStartLocks,
  messageSubscriptions,
  processInstances,
  snapshots,
  timers,
} from '#engine/embedded/collections.ts';
import { unpack } from '#engine/embedded/packing.ts';
import type { PackedEntry } from '#engine/embedded/packing.ts';
import { signalSubscriptions } from '#engine/embedded/signal-subscriptions.ts';
import type { EngineRecord, JournalEntry } from '#engine/index.ts';
import type { State } from '#engine/kernel/index.ts';
import type { ProcessModel } from '#engine/model/index.ts';
import type { UnitOfWork } from '#store/index.ts';
import { taskActs } from '#tasks/index.ts';
import { tallies, workEffects } from '../company.ts';
import type { Disk } from '../disk.ts';
import { EffectLedger } from './effects.ts';
import { checkInbox } from './inbox.ts';
import { InstanceAudit, noRows } from './instance.ts';
import type { Rows } from './instance.ts';

export interface Violation {
  readonly invariant: string;
  readonly text: string;
}

export class Auditor {
  readonly effects = new EffectLedger();
  readonly instances = new Map<string, InstanceAudit>();
  readonly #disk: Disk;
  readonly #models: ReadonlyMap<string, ProcessModel>;
  readonly #entries = new Set<string>();
  readonly #workerEnds = new Set<string>();
  readonly #acts = new Set<string>();
  violation: Violation | undefined;

  constructor(disk: Disk, models: ReadonlyMap<string, ProcessModel>) {
    this.#disk = disk;
    this.#models = models;
  }

  /** Notes the first thing that is wrong. */
  readonly tell = (invariant: string, text: string): void => {
    this.violation ??= { invariant, text };
  };

  /** A unit has reached the store. */
  applied(unit: UnitOfWork, now: string): void {
    const entries: JournalEntry[] = [];
    for (const write of unit) {
      if (write.collection.name !== journal.name) continue;
      if (write.type === 'delete') this.tell('I7', `entry ${write.key} was deleted`);
      else entries.push(unpack(JSON.parse(JSON.stringify(write.document)) as PackedEntry));
    }
    const touched = new Set<InstanceAudit>();
    for (const entry of entries) {
      const instance = this.#enter(entry);
      if (instance !== undefined) touched.add(instance);
    }
    for (const instance of touched) {
      instance.checkTokens(this.tell);
      instance.checkOrphans(this.tell);
    }
    this.#checkRows();
    this.#checkReadModels();
    checkInbox(this.#disk, this.instances, this.tell);
    this.#checkMessages(now);
    this.#checkFamilies();
    this.#noteActs();
  }

  /** Records are told after they are durable. */
  told(records: readonly EngineRecord[]): void {
    for (const { processInstanceKey, position } of records) {
      const known = this.instances.get(processInstanceKey)?.records ?? 0;
      if (position > known)
        this.tell('I3', `record ${position} of ${processInstanceKey} was told before it was stored`);
    }
  }

  checkLive(key: string, state: State): void {
    this.instances.get(key)?.checkLive(state, this.tell);
  }

  #enter(entry: JournalEntry): InstanceAudit | undefined {
    if (this.#entries.has(entry.journalKey)) this.tell('I7', `entry ${entry.journalKey} was written twice`);
    this.#entries.add(entry.journalKey);
    const key = entry.processInstanceKey;
    const model = this.#models.get(entry.bpmnProcessId);
    if (model === undefined) return undefined;
    const instance = this.instances.get(key) ?? new InstanceAudit(key, model);
    this.instances.set(key, instance);
    instance.add(entry, this.tell);
    for (const event of entry.events) {
      this.effects.add(entry, event, (text) => this.tell('I2', text));
      if (event.type === 'jobCompleted' && event.variables['by'] !== undefined) this.#workerEnds.add(event.jobKey);
    }
    return instance;
  }

  #checkRows(): void {
    const disk = this.#disk;
    const written = disk.get(indexMarks, 'derived')?.after;
    const found = new Map<string, Rows>();
    const of = (key: string): Rows => {
      const rows = found.get(key) ?? noRows();
      found.set(key, rows);
      return rows;
    };
    for (const row of disk.all(jobs)) of(row.processInstanceKey).jobs.push(row);
    for (const row of disk.all(messageSubscriptions)) of(row.processInstanceKey).subscriptions.push(row);
    for (const row of disk.all(incidents)) of(row.processInstanceKey).incidents.push(row);
    for (const row of disk.all(snapshots)) of(row.processInstanceKey).snapshot = row;
    for (const row of disk.all(processInstances)) of(row.processInstanceKey).instance = row;
    for (const row of disk.all(timers))
      if (row.processInstanceKey !== undefined) of(row.processInstanceKey).timers.push(row);
    for (const row of disk.all(signalSubscriptions)) {
      if (row.processInstanceKey !== undefined) of(row.processInstanceKey).signals.push(row);
    }
    for (const [key, instance] of this.instances) instance.checkRows(of(key), written, this.tell);
    for (const key of found.keys()) {
      if (!this.instances.has(key)) this.tell('I3', `the store knows instance ${key}, the journal does not`);
    }
  }

  #checkReadModels(): void {
    for (const { processInstanceKey, records } of this.#disk.all(tallies)) {
      const known = this.instances.get(processInstanceKey)?.records ?? 0;
      if (records !== known)
        this.tell('I4', `the projector counts ${records} records of ${processInstanceKey}, not ${known}`);
    }
    if (this.#disk.all(tallies).length !== this.instances.size) this.tell('I4', 'an instance was not projected');
    const effects = this.#disk.all(workEffects);
    for (const { jobKey, times } of effects) {
      if (times !== 1) this.tell('I2', `the work of job ${jobKey} was done ${times} times`);
      if (!this.#workerEnds.has(jobKey)) this.tell('I3', `the work of job ${jobKey} is stored, its end is not`);
    }
    if (effects.length !== this.#workerEnds.size) this.tell('I3', 'a worker ended a job whose work is not stored');
  }

  #checkMessages(now: string): void {
    const ids = new Set<string>();
    for (const { channel, messageId, messageKey, expiresAt, correlatedProcesses } of this.#disk.all(bufferedMessages)) {
      if (new Set(correlatedProcesses).size !== correlatedProcesses.length) {
        this.tell('I2', `message ${messageKey} went to a process twice`);
      }
      if (messageId === undefined || expiresAt <= now) continue;
      if (ids.has(`${channel}\n${messageId}`)) this.tell('I2', `message ${messageId} is kept twice`);
      ids.add(`${channel}\n${messageId}`);
    }
    for (const { processInstanceKey } of this.#disk.all(messageStartLocks)) {
      if (this.instances.get(processInstanceKey)?.hasEnded ?? true) {
        this.tell('I6', `instance ${processInstanceKey} has ended and still bars others from starting`);
      }
    }
    for (const { processInstanceKey, startedByMessage, endedAt } of this.#disk.all(processInstances)) {
      if (startedByMessage === undefined || endedAt !== undefined) continue;
      const locks = this.#disk.all(messageStartLocks).filter((lock) => lock.processInstanceKey === processInstanceKey);
      if (locks.length !== 1) this.tell('I4', `instance ${processInstanceKey} was started by a message without a lock`);
    }
  }

  /** A called instance runs while the call activity waits for it, and the other way about. */
  #checkFamilies(): void {
    for (const { key, state, hasEnded } of this.instances.values()) {
      if (state.parent !== undefined && !hasEnded) {
        const parent = this.instances.get(state.parent.processInstanceKey)?.state;
        const caller = parent?.elements[state.parent.elementInstanceKey];
        if (caller?.calledInstanceKey !== key) this.tell('I6', `instance ${key} runs, but nobody waits for it`);
      }
      for (const { calledInstanceKey, elementId } of Object.values(state.elements)) {
        if (calledInstanceKey === undefined) continue;
        const called = this.instances.get(calledInstanceKey);
        const isWaiting = called !== undefined && !called.hasEnded;
        const isStuck = Object.values(state.incidents).length > 0;
        if (!isWaiting && !isStuck)
          this.tell('I4', `'${elementId}' of ${key} waits for ${calledInstanceKey}, which does not run`);
      }
    }
  }

  #noteActs(): void {
    for (const { id, comment } of this.#disk.all(taskActs)) {
      if (this.#acts.has(id)) continue;
      this.#acts.add(id);
      this.effects.note(comment, `acted ${id}`);
    }
  }
}
