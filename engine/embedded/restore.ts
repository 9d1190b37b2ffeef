import type { StoreReader } from '#store/index.ts';
import { apply, createState } from '../kernel/index.ts';
import type { State } from '../kernel/index.ts';
import type { Key } from '../records.ts';
import { journal } from './collections.ts';
import type { JournalEntry, ProcessInstance, Snapshot } from './documents.ts';
import { unpack } from './packing.ts';
import { advance } from './read-model.ts';
import { upcast } from './upcast.ts';

export const SNAPSHOT_VERSION = createState().v;

/**
 * Document and state as of the last journal entry: from the snapshot and the tail, or from the whole journal. `tail`: how
 * many entries were read.
 */
export async function restore(
  reader: StoreReader,
  stored: ProcessInstance,
  snapshot: Snapshot | undefined,
): Promise<{ readonly document: ProcessInstance; readonly state: State; readonly tail: number }> {
  const usable = snapshot?.version === SNAPSHOT_VERSION ? snapshot : undefined;
  const state = usable === undefined ? createState() : (JSON.parse(usable.state) as State);
  let document = stored;
  let tail = 0;
  for await (const entry of readJournal(reader, stored.processInstanceKey, usable?.position ?? 0)) {
    tail += 1;
    for (const event of entry.events) apply(state, event);
    if (entry.position > stored.position) document = advance(document, entry);
  }
  // Entries before the snapshot that the document has not seen would not change what it shows.
  const position = Math.max(document.position, usable?.position ?? 0);
  return { document: { ...document, position }, state, tail };
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
    for (const { document } of page.items) {
      const entry = unpack(document);
      yield { ...entry, events: entry.events.map(upcast) };
    }
    next = page.next;
  } while (next !== undefined);
}
