import type { Query, StoreReader } from '#store/index.ts';
import { apply, createState } from '../kernel/index.ts';
import type { State } from '../kernel/index.ts';
import type { Key } from '../records.ts';
import { journal } from './collections.ts';
import type { JournalEntry, ProcessInstance, Snapshot } from './documents.ts';
import { unpack } from './packing.ts';
import { advance } from './read-model.ts';
import { upcast } from './upcast.ts';

export const SNAPSHOT_VERSION = createState().v;

interface Restored {
  readonly document: ProcessInstance;
  readonly state: State;
  /** How many entries were read. */
  readonly tail: number;
}

/** Document and state as of the last journal entry: from the snapshot and the tail, or from the whole journal. */
export async function restore(
  reader: StoreReader,
  stored: ProcessInstance,
  snapshot: Snapshot | undefined,
): Promise<Restored> {
  const replay = new Replay(stored, snapshot);
  for await (const entry of readJournal(reader, stored.processInstanceKey, replay.from)) replay.add(entry);
  return replay.result();
}

/** The same of many running instances that have no snapshot, with one question to the store. */
export async function restoreMany(
  reader: StoreReader,
  stored: readonly ProcessInstance[],
): Promise<ReadonlyMap<Key, Restored>> {
  const replays = new Map(stored.map((document) => [document.processInstanceKey, new Replay(document, undefined)]));
  for await (const entry of readEntries(reader, { processInstanceKey: { in: [...replays.keys()] } })) {
    replays.get(entry.processInstanceKey)?.add(entry);
  }
  return new Map([...replays].map(([key, replay]) => [key, replay.result()]));
}

class Replay {
  /** Position of the last event that need not be read. */
  readonly from: number;
  readonly #state: State;
  readonly #shown: number;
  #document: ProcessInstance;
  #tail = 0;

  constructor(stored: ProcessInstance, snapshot: Snapshot | undefined) {
    const usable = snapshot?.version === SNAPSHOT_VERSION ? snapshot : undefined;
    this.#state = usable === undefined ? createState() : (JSON.parse(usable.state) as State);
    this.from = usable?.position ?? 0;
    this.#document = stored;
    this.#shown = stored.position;
  }

  add(entry: JournalEntry): void {
    this.#tail += 1;
    for (const event of entry.events) apply(this.#state, event);
    if (entry.position > this.#shown) this.#document = advance(this.#document, entry);
  }

  result(): Restored {
    // Entries before the snapshot that the document has not seen would not change what it shows.
    const position = Math.max(this.#document.position, this.from);
    return { document: { ...this.#document, position }, state: this.#state, tail: this.#tail };
  }
}

/** The entries of an instance after a position, oldest first. */
export function readJournal(reader: StoreReader, key: Key, after: number): AsyncIterable<JournalEntry> {
  return readEntries(reader, { processInstanceKey: key, position: { gt: after } }, 'position');
}

/** In the order in which they happened. */
async function* readEntries(
  reader: StoreReader,
  where: NonNullable<Query['where']>,
  by?: string,
): AsyncIterable<JournalEntry> {
  let next: string | undefined;
  do {
    const page = await reader.find(journal, {
      where,
      limit: 500,
      ...(by === undefined ? {} : { sort: { by } }),
      ...(next === undefined ? {} : { after: next }),
    });
    for (const { document } of page.items) {
      const entry = unpack(document);
      yield { ...entry, events: entry.events.map(upcast) };
    }
    next = page.next;
  } while (next !== undefined);
}
