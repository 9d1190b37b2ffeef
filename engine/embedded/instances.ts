import type { StoreReader, Write } from '#store/index.ts';
import { apply, createState } from '../kernel/index.ts';
import type { State } from '../kernel/index.ts';
import type { Key } from '../records.ts';
import { journal, processInstances } from './collections.ts';
import type { JournalEntry, ProcessInstance } from './documents.ts';
import { advance, isShownDifferently, withKey } from './read-model.ts';
import { upcast } from './upcast.ts';

/** Characters of a serialized state up to which it is written with every commit. */
const SMALL = 8 * 1024;
/** Commits after which the snapshot of a larger state is written again. */
const SNAPSHOT_EVERY = 64;
const SNAPSHOT_VERSION = createState().v;

/** What starts an instance besides its first command. */
export type Beginning = Pick<ProcessInstance, 'startedByMessage'>;

/** An instance in memory: its state, and its document up to the last event, as it will be written. */
export interface LiveInstance {
  readonly key: Key;
  /** Undefined before its first event. */
  document: ProcessInstance | undefined;
  readonly state: State;
  /** The document as it stands in the store; version 0: not there yet. */
  stored: { readonly document: ProcessInstance | undefined; readonly version: number };
  commits: number;
}

/** Commits of the running group that are not in the store yet. */
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
    const live = {
      key,
      document: undefined,
      state: createState(),
      stored: { document: undefined, version: 0 },
      commits: 0,
    };
    this.#live.set(key, live);
    return live;
  }

  /** Present only while it runs. */
  async find(key: Key, pending: Pending): Promise<LiveInstance | undefined> {
    const live = this.#live.get(key) ?? (await this.#load(key, pending));
    return live?.document?.endedAt === undefined ? live : undefined;
  }

  /** Notes what a step did to it. The state has been changed already. */
  record(live: LiveInstance, entry: JournalEntry): void {
    const beginning = live.document === undefined ? this.#beginnings.get(live.key) : undefined;
    live.document = begunWith(beginning, advance(live.document, entry));
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

  /** Fetches those that a group of units is about to touch, in one request. */
  async prefetch(keys: readonly Key[]): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.#live.has(key));
    if (missing.length === 0) return;
    for (const [key, stored] of await this.#store.getMany(processInstances, missing)) {
      if (stored.document.endedAt === undefined) await this.#restore(key, stored, []);
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
      const write = live === undefined ? undefined : written(live);
      if (write !== undefined) writes.push(write);
    }
    for (const live of this.#evict()) writes.push(snapshot(live, serialized(live)));
    return writes;
  }

  /** The group is durable: versions count on, what has ended is forgotten. */
  committed(versions: ReadonlyMap<string, number>): void {
    for (const key of this.#touched) {
      const live = this.#live.get(key);
      if (live === undefined) continue;
      const version = versions.get(`${processInstances.name}/${key}`);
      if (version !== undefined) live.stored = { document: live.document, version };
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
    const stored = await this.#store.get(processInstances, key);
    const entries = pending.entries(key);
    if (stored === undefined && entries.length === 0) return undefined;
    return this.#restore(key, stored, entries);
  }

  async #restore(
    key: Key,
    stored: { readonly document: ProcessInstance; readonly version: number } | undefined,
    pending: readonly JournalEntry[],
  ): Promise<LiveInstance> {
    const { document, state } = await restore(this.#store, key, stored?.document);
    const live: LiveInstance = {
      key,
      document,
      state,
      stored: { document: stored?.document, version: stored?.version ?? 0 },
      commits: 0,
    };
    for (const entry of pending) {
      for (const event of entry.events) apply(live.state, event);
      const beginning = live.document === undefined ? this.#beginnings.get(key) : undefined;
      live.document = begunWith(beginning, advance(live.document, entry));
    }
    this.#live.set(key, live);
    return live;
  }

  /** The longest unused go first; those of the running group stay. */
  *#evict(): Iterable<LiveInstance> {
    for (const [key, live] of this.#live) {
      if (this.#live.size <= this.#capacity) return;
      if (this.#touched.has(key)) continue;
      this.#live.delete(key);
      if (live.document?.hasTail === true && live.commits > 0) yield live;
    }
  }
}

/** Document and state as of the last journal entry: from the snapshot and the tail, or from the whole journal. */
export async function restore(
  reader: StoreReader,
  key: Key,
  stored: ProcessInstance | undefined,
): Promise<{ readonly document: ProcessInstance | undefined; readonly state: State }> {
  const isCurrent = stored?.snapshot !== undefined && stored.snapshotVersion === SNAPSHOT_VERSION;
  const state = isCurrent ? (JSON.parse(stored.snapshot) as State) : createState();
  if (isCurrent && !stored.hasTail) return { document: stored, state };
  let document = stored;
  const from = isCurrent ? stored.position : 0;
  for await (const entry of readJournal(reader, key, from)) {
    for (const event of entry.events) apply(state, event);
    if (entry.position > (stored?.position ?? 0)) document = advance(document, entry);
  }
  return { document, state };
}

/** The entries of an instance after a position, oldest first. */
export async function* readJournal(reader: StoreReader, key: Key, after: number): AsyncIterable<JournalEntry> {
  let next: string | undefined;
  do {
    const page = await reader.find(journal, {
      where: { processInstanceKey: key, position: { gt: after } },
      sort: { by: 'position' },
      limit: 500,
      ...(next === undefined ? {} : { after: next }),
    });
    for (const { document } of page.items) yield { ...document, events: document.events.map(upcast) };
    next = page.next;
  } while (next !== undefined);
}

function begunWith(beginning: Beginning | undefined, document: ProcessInstance): ProcessInstance {
  if (beginning?.startedByMessage === undefined) return document;
  const businessKeys = withKey(document.businessKeys, beginning.startedByMessage.correlationKey);
  return { ...document, ...beginning, businessKeys };
}

/** The write of a touched instance; none where the snapshot in the store and the journal are enough. */
function written(live: LiveInstance): Write | undefined {
  const { document, stored } = live;
  if (document === undefined) return undefined;
  live.commits += 1;
  const isOverdue = live.commits >= SNAPSHOT_EVERY;
  const mustShow = stored.document === undefined || isShownDifferently(stored.document, document);
  if (document.hasTail && !isOverdue && !mustShow) return undefined;
  return snapshot(live, serialized(live));
}

function serialized(live: LiveInstance): string | undefined {
  return live.document?.endedAt === undefined ? JSON.stringify(live.state) : undefined;
}

function snapshot(live: LiveInstance, text: string | undefined): Write {
  const { snapshot: _, ...rest } = live.document ?? {};
  const document = {
    ...rest,
    hasTail: (text?.length ?? 0) > SMALL,
    snapshotVersion: SNAPSHOT_VERSION,
    ...(text === undefined ? {} : { snapshot: text }),
  } as ProcessInstance;
  live.document = document;
  live.commits = 0;
  const expected = live.stored.version === 0 ? ('absent' as const) : live.stored.version;
  return { type: 'put', collection: processInstances as never, document, expected };
}
