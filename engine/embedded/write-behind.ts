import type { Collection, Store, Stored, Write } from '#store/index.ts';
import type { Key } from '../records.ts';
import { indexMarks, jobs, journal, timers } from './collections.ts';
import type { DerivedChange } from './derived.ts';
import { derivedChange, isDerived } from './derived.ts';
import { unpack } from './packing.ts';
import { upcast } from './upcast.ts';

/** Key of the one document of its collection. */
const MARK = 'derived';

interface Pending extends DerivedChange {
  /** The store has never had it: when it goes, nothing is left to write. */
  readonly isNew: boolean;
  /** The last journal entry before the group it comes from. */
  readonly after: Key;
  /** How many journal entries there were then. */
  readonly at: number;
}

/** Journal entries after which what is still there is written. */
const AGE = 5_000;
/** Documents that wait, whatever their age. */
const MOST = 20_000;
/** Documents written with a group, at least; and twice as many as it adds, so that no more and more wait. */
const CARRIED = 100;
/** Journal entries after which the mark is moved. */
const MARK_EVERY = 1_000;

/**
 * Documents that only tell again what the journal holds, for finding jobs and timers: they are written some thousand steps
 * after their commit, and what is made and gone meanwhile is never written. A mark in the store says which journal entries
 * may know more than the store does; those are read when it is opened again.
 */
export class WriteBehind {
  readonly #store: Store;
  readonly #pending = new Map<string, Pending>();
  /** The last durable journal entry. */
  #last: Key;
  #entries = 0;
  #added = 0;
  #markedAt = 0;
  #isStale = false;
  /** On their way with the running group. */
  #carried: readonly (readonly [id: string, pending: Pending])[] = [];

  private constructor(store: Store, last: Key) {
    this.#store = store;
    this.#last = last;
  }

  /** Brings what the last program left unwritten into the store. */
  static async open(store: Store): Promise<WriteBehind> {
    const mark = await store.get(indexMarks, MARK);
    if (mark !== undefined) {
      const behind = new WriteBehind(store, mark.document.after);
      await behind.#catchUp();
      await behind.flush();
      return behind;
    }
    const newest = await store.find(journal, { sort: { by: 'journalKey', descending: true }, limit: 1 });
    const behind = new WriteBehind(store, newest.items[0]?.document.journalKey ?? '');
    // From now on the store may lack something: it must say from where.
    await store.commit(behind.#writesOf([]));
    return behind;
  }

  /** The document where the store does not tell it yet; undefined where the store does. */
  find(collection: Collection, key: string): { readonly stored: Stored<object> | undefined } | undefined {
    if (!isDerived(collection)) return undefined;
    const pending = this.#pending.get(idOf(collection, key));
    if (pending === undefined) return undefined;
    return { stored: pending.document === undefined ? undefined : { document: pending.document, version: 0 } };
  }

  /** What the running group takes along. Called once, before its commit. */
  carry(): readonly Write[] {
    const room = Math.max(CARRIED, 2 * this.#added);
    const carried: [string, Pending][] = [];
    for (const entry of this.#pending) {
      const isOld = this.#entries - entry[1].at > AGE || this.#pending.size - carried.length > MOST;
      if (!isOld || carried.length >= room) break;
      carried.push(entry);
    }
    this.#carried = carried;
    if (carried.length === 0 && this.#entries - this.#markedAt < MARK_EVERY) return [];
    this.#markedAt = this.#entries;
    return this.#writesOf(carried);
  }

  /** The group is durable: what it changed is known here, what it took along is in the store. */
  committed(group: {
    readonly entries: number;
    readonly lastEntry: Key | undefined;
    readonly derived: Iterable<DerivedChange>;
    readonly writtenThrough: Iterable<{ readonly collection: Collection; readonly key: string }>;
  }): void {
    for (const [id] of this.#carried) this.#pending.delete(id);
    this.#carried = [];
    for (const { collection, key } of group.writtenThrough) this.#pending.delete(idOf(collection, key));
    const before = this.#pending.size;
    for (const change of group.derived) this.#note(change, change.document !== undefined);
    this.#added = Math.max(0, this.#pending.size - before);
    this.#last = group.lastEntry ?? this.#last;
    this.#entries += group.entries;
  }

  /** Nobody knows what became of the group. */
  failed(): void {
    this.#doubt(this.#carried);
    this.#carried = [];
    this.#isStale = true;
  }

  /** After a group that failed: what is stored of it all the same is taken into account. */
  async prepare(): Promise<void> {
    if (!this.#isStale) return;
    await this.#catchUp();
    this.#isStale = false;
  }

  /** Writes all of it, for those who are about to search. Not while a group is on its way to the store. */
  async flush(): Promise<void> {
    if (this.#pending.size === 0) return;
    const all = [...this.#pending];
    try {
      await this.#store.commit(this.#writesOf(all));
    } catch (error) {
      this.#doubt(all);
      throw error;
    }
    for (const [id] of all) this.#pending.delete(id);
    this.#markedAt = this.#entries;
  }

  /** The store may have had them: when they go, they must be deleted there. */
  #doubt(pending: readonly (readonly [string, Pending])[]): void {
    for (const [id, each] of pending) this.#pending.set(id, { ...each, isNew: false });
  }

  /** `isNew`: no store has had the document, as far as it is not among those that wait. */
  #note(change: DerivedChange, isNew: boolean): void {
    const id = idOf(change.collection, change.key);
    const known = this.#pending.get(id);
    // What is changed again is as old as its last change.
    if (known !== undefined) this.#pending.delete(id);
    if (change.document === undefined && known?.isNew === true) return;
    this.#pending.set(id, { ...change, isNew, after: this.#last, at: this.#entries });
  }

  #writesOf(pending: readonly (readonly [string, Pending])[]): readonly Write[] {
    const written = new Set(pending.map(([id]) => id));
    const writes = pending.map(([, { collection, key, document }]): Write =>
      document === undefined ? { type: 'delete', collection, key } : { type: 'put', collection, document },
    );
    let after = this.#last;
    for (const [id, left] of this.#pending) {
      if (written.has(id)) continue;
      after = left.after;
      break;
    }
    return [...writes, { type: 'put', collection: indexMarks, document: { id: MARK, after } }];
  }

  /** Notes what the journal in the store tells after the last entry that is known. */
  async #catchUp(): Promise<void> {
    const where = { journalKey: { gt: this.#last } };
    let next: string | undefined;
    do {
      const page = await this.#store.find(journal, {
        where,
        limit: 1000,
        ...(next === undefined ? {} : { after: next }),
      });
      for (const { document } of page.items) {
        const entry = unpack(document);
        for (const event of entry.events.map(upcast)) {
          const change = derivedChange(entry, event);
          // It may have been written since, and then it must go again.
          if (change !== undefined) this.#note(change, false);
        }
        this.#last = entry.journalKey;
        this.#entries += 1;
      }
      next = page.next;
    } while (next !== undefined);
    await this.#dropWritten();
  }

  /** What is in the store has been written since, with more than its event tells. */
  async #dropWritten(): Promise<void> {
    for (const collection of [jobs, timers]) {
      const made = [...this.#pending.values()].filter(
        (change) => change.document !== undefined && change.collection === collection,
      );
      for (let from = 0; from < made.length; from += 1000) {
        const keys = made.slice(from, from + 1000).map(({ key }) => key);
        for (const key of (await this.#store.getMany<object>(collection, keys)).keys()) {
          this.#pending.delete(idOf(collection, key));
        }
      }
    }
  }
}

const idOf = (collection: { readonly name: string }, key: string): string => `${collection.name}/${key}`;
