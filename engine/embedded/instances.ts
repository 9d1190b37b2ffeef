import type { StoreReader, Stored, Write } from '#store/index.ts';
import { apply, createState } from '../kernel/index.ts';
import type { State } from '../kernel/index.ts';
import type { Key } from '../records.ts';
import { processInstances, snapshots } from './collections.ts';
import type { JournalEntry, ProcessInstance, Snapshot } from './documents.ts';
import { advance, isShownDifferently, withKey } from './read-model.ts';
import { restore, restoreMany, SNAPSHOT_VERSION } from './restore.ts';

/** Characters of a serialized state up to which it is cheap to write. */
const SMALL = 8 * 1024;
/**
 * Commits after which the snapshot is written: of a small state, and of a larger one. Most instances end before their
 * first; reading a tail of seven entries costs less than writing the state each time (15 % of the CPU of an approval).
 */
const SNAPSHOT_EVERY = { small: 8, large: 64 };

/** What starts an instance besides its first command. */
export type Beginning = Pick<ProcessInstance, 'startedByMessage'>;

/** An instance in memory. */
export interface LiveInstance {
  readonly key: Key;
  readonly state: State;
  /** Up to the last event; undefined before the first. */
  document: ProcessInstance | undefined;
  /** The document as it stands in the store; version 0: not there yet. */
  shown: { readonly document: ProcessInstance | undefined; readonly version: number };
  /** There is a snapshot in the store. */
  hasSnapshot: boolean;
  /** The state was large when it was last written. */
  isLarge: boolean;
  /** Journal entries since the snapshot. */
  commits: number;
}

/** Journal entries of the running group, which are not in the store yet. */
export interface Pending {
  entries(processInstanceKey: Key): readonly JournalEntry[];
}

/**
 * The states the loop works on: loaded from snapshot and journal, kept up to a number, dropped when a unit that touched
 * them failed (what is loaded again then includes what earlier units of the group did).
 */
export class Instances {
  readonly #store: StoreReader;
  readonly #capacity: number;
  readonly #live = new Map<Key, LiveInstance>();
  /** Of instances begun in the running group. */
  readonly #beginnings = new Map<Key, Beginning>();
  readonly #touched = new Set<Key>();

  constructor(store: StoreReader, capacity: number) {
    this.#store = store;
    this.#capacity = capacity;
  }

  /** An instance about to get its first event. */
  begin(key: Key, beginning: Beginning): LiveInstance {
    this.#beginnings.set(key, beginning);
    const live = unwritten(key);
    this.#live.set(key, live);
    return live;
  }

  /** Present when it runs and is in memory. */
  running(key: Key): LiveInstance | undefined {
    const live = this.#live.get(key);
    return live?.document === undefined || live.document.endedAt !== undefined ? undefined : live;
  }

  /** Present only while it runs. */
  async find(key: Key, pending: Pending): Promise<LiveInstance | undefined> {
    const live = this.#live.get(key) ?? (await this.#load(key, pending));
    return live?.document?.endedAt === undefined ? live : undefined;
  }

  /** Loads those that are about to be asked for, together. */
  async preload(keys: Iterable<Key>, pending: Pending): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.#live.has(key) && pending.entries(key).length === 0);
    if (missing.length < 2) return;
    const found = await this.#store.getMany(processInstances, missing);
    const kept = await this.#store.getMany(snapshots, missing);
    const running = [...found.values()].filter(({ document }) => document.endedAt === undefined);
    const hasNone = running.filter(({ document }) => !kept.has(document.processInstanceKey));
    const restored = await restoreMany(
      this.#store,
      hasNone.map(({ document }) => document),
    );
    for (const shown of running) {
      const key = shown.document.processInstanceKey;
      const known = restored.get(key);
      const live =
        known === undefined ? await this.#restored(shown, kept.get(key)?.document) : liveOf(known, shown, undefined);
      this.#live.set(key, live);
    }
  }

  /** Notes what a step did to it. The state has been changed already. */
  record(live: LiveInstance, entry: JournalEntry): void {
    const isFirst = live.document === undefined;
    live.document = advance(live.document, entry);
    if (isFirst) live.document = begunWith(this.#beginnings.get(live.key), live.document);
  }

  /** What a unit did to these stands, unless the group fails. */
  joined(keys: Iterable<Key>): void {
    for (const key of keys) {
      this.#touched.add(key);
      const live = this.#live.get(key);
      if (live === undefined) continue;
      // Last in the map is last to be evicted.
      this.#live.delete(key);
      this.#live.set(key, live);
    }
  }

  drop(keys: Iterable<Key>): void {
    for (const key of keys) this.#live.delete(key);
  }

  /** What the group must write about instances: read models and snapshots. Called once, before the commit. */
  async seal(pending: Pending): Promise<Write[]> {
    const writes: Write[] = [];
    for (const key of this.#touched) {
      const live = this.#live.get(key) ?? (await this.#load(key, pending));
      if (live?.document !== undefined) writes.push(...sealed(live, live.document));
    }
    for (const live of this.#evict()) writes.push(snapshotOf(live));
    return writes;
  }

  /** The group is durable: versions count on, what has ended is forgotten. */
  committed(versions: ReadonlyMap<string, number>): void {
    for (const key of this.#touched) {
      const live = this.#live.get(key);
      if (live === undefined) continue;
      const version = versions.get(`${processInstances.name}/${key}`);
      if (version !== undefined) live.shown = { document: live.document, version };
      if (live.document?.endedAt !== undefined) this.#live.delete(key);
    }
    this.#forgetGroup();
  }

  /** The group failed: nothing it touched is believed any more. */
  failed(): void {
    this.drop(this.#touched);
    this.drop(this.#beginnings.keys());
    this.#forgetGroup();
  }

  #forgetGroup(): void {
    this.#touched.clear();
    this.#beginnings.clear();
  }

  async #load(key: Key, pending: Pending): Promise<LiveInstance | undefined> {
    const [stored, snapshot] = [await this.#store.get(processInstances, key), await this.#store.get(snapshots, key)];
    const entries = pending.entries(key);
    if (stored === undefined && entries.length === 0) return undefined;
    const live = stored === undefined ? unwritten(key) : await this.#restored(stored, snapshot?.document);
    for (const entry of entries) {
      for (const event of entry.events) apply(live.state, event);
      this.record(live, entry);
    }
    this.#live.set(key, live);
    return live;
  }

  async #restored(shown: Stored<ProcessInstance>, snapshot: Snapshot | undefined): Promise<LiveInstance> {
    // Nobody goes on with what has ended: its journal need not be read.
    const restored =
      shown.document.endedAt === undefined
        ? await restore(this.#store, shown.document, snapshot)
        : { document: shown.document, state: createState(), tail: 0 };
    return liveOf(restored, shown, snapshot);
  }

  /** The longest unused go first; those of the running group stay. */
  *#evict(): Iterable<LiveInstance> {
    for (const [key, live] of this.#live) {
      if (this.#live.size <= this.#capacity) return;
      if (this.#touched.has(key)) continue;
      this.#live.delete(key);
      if (live.commits >= SNAPSHOT_EVERY.small) yield live;
    }
  }
}

function liveOf(
  { document, state, tail }: Awaited<ReturnType<typeof restore>>,
  shown: Stored<ProcessInstance>,
  snapshot: Snapshot | undefined,
): LiveInstance {
  const isLarge = (snapshot?.state.length ?? 0) > SMALL;
  const key = document.processInstanceKey;
  return { key, state, document, shown, hasSnapshot: snapshot !== undefined, isLarge, commits: tail };
}

function unwritten(key: Key): LiveInstance {
  const shown = { document: undefined, version: 0 };
  return { key, state: createState(), document: undefined, shown, hasSnapshot: false, isLarge: false, commits: 0 };
}

function begunWith(beginning: Beginning | undefined, document: ProcessInstance): ProcessInstance {
  if (beginning?.startedByMessage === undefined) return document;
  const businessKeys = withKey(document.businessKeys, beginning.startedByMessage.correlationKey);
  return { ...document, ...beginning, businessKeys };
}

function sealed(live: LiveInstance, document: ProcessInstance): readonly Write[] {
  const writes: Write[] = [];
  const { shown } = live;
  if (shown.document === undefined || isShownDifferently(shown.document, document)) {
    const expected = shown.version === 0 ? ('absent' as const) : shown.version;
    writes.push({ type: 'put', collection: processInstances, document, expected });
  }
  if (document.endedAt !== undefined) {
    if (live.hasSnapshot) writes.push({ type: 'delete', collection: snapshots, key: live.key });
    return writes;
  }
  live.commits += 1;
  if (isSnapshotDue(live)) writes.push(snapshotOf(live));
  return writes;
}

function isSnapshotDue({ commits, isLarge }: LiveInstance): boolean {
  return commits >= (isLarge ? SNAPSHOT_EVERY.large : SNAPSHOT_EVERY.small);
}

function snapshotOf(live: LiveInstance): Write {
  const state = JSON.stringify(live.state);
  live.isLarge = state.length > SMALL;
  live.hasSnapshot = true;
  live.commits = 0;
  const document: Snapshot = {
    processInstanceKey: live.key,
    position: live.document?.position ?? 0,
    version: SNAPSHOT_VERSION,
    state,
  };
  return { type: 'put', collection: snapshots, document };
}
