import { isDeepStrictEqual } from 'node:util';
import type { JournalEntry } from '#engine/index.ts';
import { NEVER } from '#engine/embedded/documents.ts';
import type { Job, MessageSubscription, ProcessInstance, Snapshot, Timer } from '#engine/embedded/documents.ts';
import type { SignalSubscription } from '#engine/embedded/signal-subscriptions.ts';
import type { IncidentRecord } from '#engine/index.ts';
import { apply, createState, isEnded } from '#engine/kernel/index.ts';
import type { State } from '#engine/kernel/index.ts';
import type { ProcessModel } from '#engine/model/index.ts';
import type { EngineEvent } from '#engine/records.ts';
import { TokenLedger } from '../../support/tokens.ts';

export type Tell = (invariant: string, text: string) => void;

/** What the store keeps about one instance beside its journal. */
export interface Rows {
  readonly jobs: Job[];
  readonly timers: Timer[];
  readonly subscriptions: MessageSubscription[];
  readonly signals: SignalSubscription[];
  readonly incidents: IncidentRecord[];
  snapshot?: Snapshot;
  instance?: ProcessInstance;
}

export const noRows = (): Rows => ({ jobs: [], timers: [], subscriptions: [], signals: [], incidents: [] });

/** One instance as its journal tells it: state, tokens, and what must be found of it in the store. */
export class InstanceAudit {
  readonly state: State = createState();
  readonly key: string;
  readonly #tokens: TokenLedger;
  /** Journal entries that made and ended jobs and timers, by their keys. */
  readonly #made = new Map<string, string>();
  readonly #ended = new Map<string, string>();
  #next = 1;
  #lastKey = '';
  #startedAt = '';
  #endedAt: string | undefined;

  constructor(key: string, model: ProcessModel) {
    this.key = key;
    this.#tokens = new TokenLedger(model);
  }

  get records(): number {
    return this.#next - 1;
  }

  get hasEnded(): boolean {
    return isEnded(this.state);
  }

  add(entry: JournalEntry, tell: Tell): void {
    const { position, journalKey, events, timestamp } = entry;
    if (position !== this.#next) tell('I7', `entry ${journalKey} is at position ${position}, expected ${this.#next}`);
    if (journalKey <= this.#lastKey) tell('I7', `entry ${journalKey} comes after ${this.#lastKey}`);
    if (events.length === 0) tell('I7', `entry ${journalKey} is empty`);
    if (this.hasEnded) tell('I6', `entry ${journalKey} comes after the end of instance ${this.key}`);
    this.#next = position + events.length;
    this.#lastKey = journalKey;
    this.#startedAt ||= timestamp;
    for (const event of events) {
      try {
        apply(this.state, event);
      } catch (error) {
        tell('I4', `the journal of ${this.key} can't be replayed: ${String(error)}`);
      }
      this.#tokens.add(event);
      this.#noteDerived(event, journalKey);
    }
    if (this.hasEnded) this.#endedAt = timestamp;
  }

  checkTokens(tell: Tell): void {
    for (const fault of this.#tokens.check(this.state)) tell('I1', `instance ${this.key}: ${fault}`);
  }

  /** I6: whatever waits belongs to an element that is alive. */
  checkOrphans(tell: Tell): void {
    const { elements, jobs, timers, subscriptions, signals, incidents } = this.state;
    for (const [what, open] of Object.entries({ jobs, timers, subscriptions, signals, incidents })) {
      for (const { key, elementInstanceKey } of Object.values(open)) {
        if (elements[elementInstanceKey] !== undefined) continue;
        tell('I6', `instance ${this.key}: ${key} is left among the ${what}, its element has ended`);
      }
    }
  }

  /**
   * The store must hold what the state says, no more and no less. `written`: jobs and timers that entries after this one
   * made or ended may not have been written yet; undefined: all must have been.
   */
  checkRows(rows: Rows, written: string | undefined, tell: Tell): void {
    const differ = (text: string): void => tell(this.hasEnded ? 'I6' : 'I4', `instance ${this.key}: ${text}`);
    const { jobs, timers, subscriptions, signals, incidents } = this.state;
    const mayLack = (key: string): boolean => isAfter(this.#made.get(key), written);
    const mayKeep = (key: string): boolean => isAfter(this.#ended.get(key), written);
    const lackingJobs = Object.values(jobs).filter(
      ({ key }) => !mayLack(key) || rows.jobs.some((row) => row.jobKey === key),
    );
    const lackingTimers = Object.values(timers).filter(
      ({ key }) => !mayLack(key) || rows.timers.some((row) => row.timerKey === key),
    );
    same(
      'jobs',
      rows.jobs.filter(({ jobKey }) => jobs[jobKey] !== undefined || !mayKeep(jobKey)),
      ({ jobKey }) => jobKey,
      byKey(lackingJobs),
      differ,
      (row, job) => {
        const waits = job.status === 'ACTIVATABLE' && job.retries > 0;
        return row.type === job.type && row.retries === job.retries && (row.availableAt !== NEVER) === waits;
      },
    );
    same(
      'timers',
      rows.timers.filter(({ timerKey }) => timers[timerKey] !== undefined || !mayKeep(timerKey)),
      ({ timerKey }) => timerKey,
      byKey(lackingTimers),
      differ,
      (row, timer) => row.dueAt === timer.dueAt,
    );
    same(
      'subscriptions',
      rows.subscriptions,
      ({ subscriptionKey }) => subscriptionKey,
      subscriptions,
      differ,
      (row, open) => row.messageName === open.messageName && row.correlationKey === open.correlationKey,
    );
    same(
      'signals',
      rows.signals,
      ({ subscriptionKey }) => subscriptionKey,
      signals,
      differ,
      (row, open) => row.signalName === open.signalName,
    );
    same(
      'incidents',
      rows.incidents,
      ({ incidentKey }) => incidentKey,
      incidents,
      differ,
      (row, open) => row.type === open.type && row.elementInstanceKey === open.elementInstanceKey,
    );
    this.#checkSnapshot(rows.snapshot, differ);
    this.#checkDocument(rows.instance, differ);
  }

  /** What runs in memory must be what the journal tells. */
  checkLive(live: State, tell: Tell): void {
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(live)), JSON.parse(JSON.stringify(this.state)))) return;
    tell('I4', `the state of ${this.key} in memory is not the one its journal tells`);
  }

  #noteDerived(event: EngineEvent, journalKey: string): void {
    switch (event.type) {
      case 'jobCreated':
        return void this.#made.set(event.jobKey, journalKey);
      case 'jobCompleted':
      case 'jobCanceled':
        return void this.#ended.set(event.jobKey, journalKey);
      case 'timerCreated':
        return void this.#made.set(event.timerKey, journalKey);
      case 'timerTriggered':
      case 'timerCanceled':
        return void this.#ended.set(event.timerKey, journalKey);
      default:
    }
  }

  #checkSnapshot(snapshot: Snapshot | undefined, differ: (text: string) => void): void {
    if (snapshot === undefined) return;
    if (this.hasEnded) return differ('a snapshot is left');
    // An older one was compared when it was written.
    if (snapshot.position > this.records)
      differ(`its snapshot is of position ${snapshot.position}, the journal ends at ${this.records}`);
    if (snapshot.position !== this.records) return;
    if (!isDeepStrictEqual(JSON.parse(snapshot.state), JSON.parse(JSON.stringify(this.state)))) {
      differ('its snapshot is not the state at its position');
    }
  }

  #checkDocument(document: ProcessInstance | undefined, differ: (text: string) => void): void {
    if (document === undefined) return differ('it is not in the list of instances');
    const open = Object.keys(this.state.incidents).length;
    const ended = { COMPLETED: 'completed', TERMINATED: 'terminated' } as const;
    const { status } = this.state;
    const state = status === 'COMPLETED' || status === 'TERMINATED' ? ended[status] : open > 0 ? 'incident' : 'active';
    const wanted = { state, openIncidents: open, startedAt: this.#startedAt, endedAt: this.#endedAt };
    const { openIncidents, startedAt, endedAt } = document;
    const found = { state: document.state, openIncidents, startedAt, endedAt };
    if (!isDeepStrictEqual(found, wanted))
      differ(`the list shows ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`);
  }
}

const isAfter = (key: string | undefined, mark: string | undefined): boolean =>
  mark !== undefined && key !== undefined && key > mark;

function byKey<Part extends { readonly key: string }>(parts: readonly Part[]): Readonly<Record<string, Part>> {
  return Object.fromEntries(parts.map((part) => [part.key, part]));
}

function same<Row, Part>(
  what: string,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  parts: Readonly<Record<string, Part>>,
  differ: (text: string) => void,
  agrees: (row: Row, part: Part) => boolean,
): void {
  const found = new Map(rows.map((row) => [keyOf(row), row]));
  for (const [key, part] of Object.entries(parts)) {
    const row = found.get(key);
    if (row === undefined) differ(`${what}: ${key} is not in the store`);
    else if (!agrees(row, part))
      differ(`${what}: the store has ${JSON.stringify(row)}, the state ${JSON.stringify(part)}`);
    found.delete(key);
  }
  for (const key of found.keys()) differ(`${what}: ${key} is left in the store`);
}
