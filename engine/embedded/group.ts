import { fail, reject } from '#errors/index.ts';
import type { Rejection } from '#errors/index.ts';
import { deepFreeze } from '#store/index.ts';
import type { Collection, DocumentReference, Documents, Store, Stored, UnitOfWork, Write } from '#store/index.ts';
import { engineCollections } from './collections.ts';
import type { DerivedChange } from './derived.ts';
import { isDerived } from './derived.ts';
import type { WriteBehind } from './write-behind.ts';

/** One document changed by units of the group: as the store has it, as the next unit must see it, and what leads there. */
interface Change {
  readonly collection: Collection;
  readonly key: string;
  /** `unread`: it is there, but nobody has looked at it. */
  stored: Stored<object> | 'unread' | undefined;
  current: Stored<object> | undefined;
  readonly writes: Write[];
  /** The journal tells all that was written here. */
  isDerived: boolean;
}

type Changed = Readonly<Change>;

type Addition = Extract<Write, { readonly type: 'add' }>;

const ownCollections = new Set<Collection>(engineCollections);

/** Identifies a document among all collections. */
const idOf = (collection: { readonly name: string }, key: string): string => `${collection.name}/${key}`;

/** The units that share one durable commit: their changes over the documents of the store, read once for all of them. */
export class Group {
  readonly #store: Store;
  readonly #behind: WriteBehind;
  readonly #read = new Map<string, Stored<object> | undefined>();
  readonly #changes = new Map<string, Changed>();
  readonly #added = new Map<
    string,
    { readonly first: Addition; readonly numbers: Map<string, Addition['numbers'][0]> }
  >();

  constructor(store: Store, behind: WriteBehind) {
    this.#store = store;
    this.#behind = behind;
  }

  /** Documents changed so far. */
  get size(): number {
    return this.#changes.size;
  }

  /** Fetches those that are not known yet, one request a collection. */
  async load(references: readonly DocumentReference[]): Promise<void> {
    const wanted = new Map<Collection, Set<string>>();
    for (const { collection, key } of references) {
      const id = idOf(collection, key);
      if (this.#changes.has(id) || this.#read.has(id)) continue;
      const unwritten = this.#behind.find(collection, key);
      if (unwritten !== undefined) {
        this.#read.set(id, unwritten.stored);
        continue;
      }
      const keys = wanted.get(collection);
      if (keys === undefined) wanted.set(collection, new Set([key]));
      else keys.add(key);
    }
    for (const [collection, keys] of wanted) {
      const found = await this.#store.current(collection, [...keys]);
      // Only what was answered is known: after a failure nothing may pass for absent.
      for (const key of keys) this.#read.set(idOf(collection, key), found.get(key));
    }
  }

  knows(id: string): boolean {
    return this.#changes.has(id) || this.#read.has(id);
  }

  current(id: string): Stored<object> | undefined {
    const change = this.#changes.get(id);
    return change === undefined ? this.#read.get(id) : change.current;
  }

  /** The process instance that a job or timer belongs to. */
  instanceOf(collection: Collection, key: string): string | undefined {
    const document = this.current(idOf(collection, key))?.document;
    return document !== undefined && 'processInstanceKey' in document ? String(document.processInstanceKey) : undefined;
  }

  change(id: string): Changed | undefined {
    return this.#changes.get(id);
  }

  /** Documents of the collection that units of this group have changed; undefined where they have deleted one. */
  *changed<T extends object>(collection: Collection<T>): Iterable<readonly [string, Stored<T> | undefined]> {
    for (const change of this.#changes.values()) {
      if (change.collection.name === collection.name) yield [change.key, change.current as Stored<T> | undefined];
    }
  }

  /** Makes what a unit did visible to the next. */
  absorb({ changes, additions }: Pick<Draft, 'changes' | 'additions'>): void {
    for (const [id, change] of changes) this.#changes.set(id, change);
    for (const addition of additions) this.#add(addition);
  }

  find<T extends object>(collection: Collection<T>, field: keyof T & string, value: string): Promise<Stored<T>[]> {
    return findAll(this.#store, collection, field, value);
  }

  /** Of the documents in the store, the one with the greatest key that does not come after `key`. */
  async lastBefore<T extends object>(collection: Collection<T>, key: string): Promise<Stored<T> | undefined> {
    const by = collection.key;
    const page = await this.#store.find(collection, {
      where: { [by]: { lte: key } },
      sort: { by, descending: true },
      limit: 1,
    });
    return page.items[0];
  }

  /** Everything the group changes, each document at most once. */
  writes(): UnitOfWork {
    const writes: Write[] = [];
    for (const change of this.#changes.values()) if (!mayWait(change)) writes.push(...compacted(change));
    for (const { first, numbers } of this.#added.values()) {
      const changed = [...numbers.values()].filter(({ by }) => by !== 0);
      if (changed.length > 0) writes.push({ ...first, numbers: changed });
    }
    return writes;
  }

  /** The changes that are not among the writes, because the journal tells them. */
  *derived(): Iterable<DerivedChange> {
    for (const change of this.#changes.values()) {
      const { collection, key, current, stored } = change;
      const isNothing = current === undefined && stored === undefined;
      if (mayWait(change) && !isNothing) yield { collection, key, document: current?.document };
    }
  }

  /** Those of the writes that make or end what the journal tells as well. */
  *writtenThrough(): Iterable<DocumentReference> {
    for (const change of this.#changes.values()) if (isDerived(change.collection) && !mayWait(change)) yield change;
  }

  /** What units add to one document is added up. */
  #add(addition: Addition): void {
    const id = idOf(addition.collection, keyOfDocument(addition));
    const known = this.#added.get(id) ?? { first: addition, numbers: new Map() };
    this.#added.set(id, known);
    for (const { path, by } of addition.numbers) {
      const at = path.join('\n');
      known.numbers.set(at, { path, by: by + (known.numbers.get(at)?.by ?? 0) });
    }
  }
}

/** Follows the pages to the end. */
async function findAll<T extends object>(
  store: Store,
  collection: Collection<T>,
  field: string,
  value: string,
): Promise<Stored<T>[]> {
  const items: Stored<T>[] = [];
  let after: string | undefined;
  do {
    const page = await store.find(collection, {
      where: { [field]: value },
      limit: 1000,
      ...(after === undefined ? {} : { after }),
    });
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}

/**
 * A document made and deleted in one group is never written, of others the last put is. It counts the version on as all
 * of them would have, because a person may hold the version that one of them made.
 */
function compacted({ collection, key, stored, current, writes }: Changed): readonly Write[] {
  // Their version is not known where the store has not had them yet.
  if (isDerived(collection)) {
    if (current !== undefined) return [{ type: 'put', collection, document: current.document }];
    return stored === undefined ? [] : [{ type: 'delete', collection, key }];
  }
  if (current === undefined) {
    if (stored === 'unread') return [{ type: 'delete', collection, key }];
    return stored === undefined ? [] : [{ type: 'delete', collection, key, expected: stored.version }];
  }
  const { document, version } = current;
  if (stored !== 'unread')
    return [{ type: 'put', collection, document, expected: stored?.version ?? 'absent', version }];
  return ownCollections.has(collection) ? [{ type: 'put', collection, document }] : writes;
}

/** What was changed after it was made, in one group, is more than its event tells. */
function mayWait({ isDerived: isTold, current, writes }: Changed): boolean {
  return isTold && (current === undefined || writes.length === 1);
}

/** What one unit reads and writes; it is absorbed by its group or thrown away whole. */
export class Draft {
  readonly #group: Group;
  readonly #changes = new Map<string, Change>();
  readonly #announced = new Set<string>();
  /** What is added to documents that nobody in the loop reads. */
  readonly additions: Addition[] = [];

  constructor(group: Group) {
    this.#group = group;
  }

  get changes(): ReadonlyMap<string, Changed> {
    return this.#changes;
  }

  /** Fetches documents that the unit is about to read. */
  async load(references: readonly DocumentReference[]): Promise<void> {
    let unknown = false;
    for (const { collection, key } of references) {
      const id = idOf(collection, key);
      this.#announced.add(id);
      unknown ||= !this.#group.knows(id);
    }
    if (unknown) await this.#group.load(references);
  }

  /** The document as it is now, the unit's own writes included. It must have been loaded or written before. */
  get<T extends object>(collection: Collection<T>, key: string): Stored<T> | undefined {
    const id = idOf(collection, key);
    const change = this.#changes.get(id);
    return (change === undefined ? this.#group.current(id) : change.current) as Stored<T> | undefined;
  }

  async fetch<T extends object>(collection: Collection<T>, key: string): Promise<Stored<T> | undefined> {
    const id = idOf(collection, key);
    if (!this.#changes.has(id) && !this.#group.knows(id)) await this.#group.load([{ collection, key }]);
    return this.get(collection, key);
  }

  /** For deciders: the same as `get`, but a document they have not announced is refused, so that it is never half there. */
  readonly documents: Documents = {
    get: (collection, key) => {
      const id = idOf(collection, key);
      if (!this.#announced.has(id) && !this.#changes.has(id)) {
        fail('ENGINE_UNANNOUNCED_READ', { collection: collection.name, key });
      }
      return this.get(collection, key);
    },
  };

  /** Whether this unit has written to the collection. */
  hasChanged(collection: { readonly name: string }): boolean {
    for (const change of this.#changes.values()) if (change.collection.name === collection.name) return true;
    return false;
  }

  /** All documents whose indexed field has the value, in key order. */
  async find<T extends object>(collection: Collection<T>, field: keyof T & string, value: string): Promise<T[]> {
    const found = new Map((await this.#group.find(collection, field, value)).map((s) => [this.#key(collection, s), s]));
    const overlay = (key: string, stored: Stored<T> | undefined): void => {
      if (stored !== undefined && stored.document[field] === value) found.set(key, stored);
      else found.delete(key);
    };
    for (const [key, stored] of this.#group.changed(collection)) overlay(key, stored);
    for (const change of this.#changes.values()) {
      if (change.collection.name === collection.name) overlay(change.key, change.current as Stored<T> | undefined);
    }
    return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, stored]) => stored.document);
  }

  /** The document with the greatest key that does not come after `key`. */
  async lastBefore<T extends object>(collection: Collection<T>, key: string): Promise<T | undefined> {
    let last = await this.#group.lastBefore(collection, key);
    const overlay = (changedKey: string, stored: Stored<T> | undefined): void => {
      const isLater = last === undefined || changedKey > this.#keyOf(collection, last.document);
      if (stored !== undefined && changedKey <= key && isLater) last = stored;
    };
    for (const [changedKey, stored] of this.#group.changed(collection)) overlay(changedKey, stored);
    for (const change of this.#changes.values()) {
      if (change.collection.name === collection.name) overlay(change.key, change.current as Stored<T> | undefined);
    }
    return last?.document;
  }

  /** Puts a document of the engine under a key that was never used. */
  create<T extends object>(collection: Collection<T>, document: T): void {
    this.#put(collection, this.#keyOf(collection, document), document, true);
  }

  /** What an event of the journal made or ended: may be written later than the journal entry. */
  derive({ collection, key, document }: DerivedChange): void {
    const change = this.#change(collection, key);
    const isTold = change.isDerived || change.writes.length === 0;
    if (document === undefined) this.#delete(collection, key);
    else this.#put(collection, key, document, true);
    change.isDerived = isTold;
  }

  /** Puts a document that was loaded before. */
  replace<T extends object>(collection: Collection<T>, document: T): void {
    this.#put(collection, this.#keyOf(collection, document), document);
  }

  /** Deletes a document of the engine that must be there; it need not have been loaded. */
  remove<T extends object>(collection: Collection<T>, key: string): void {
    this.#delete(collection, key);
  }

  /** Writes of the product: versions are checked before the unit joins its group. Returns why it may not. */
  async write(given: readonly Write[]): Promise<Rejection | undefined> {
    const writes = given.filter((write) => write.type !== 'add');
    this.additions.push(...given.filter((write) => write.type === 'add'));
    await this.#group.load(
      writes.flatMap((write) =>
        write.type === 'put' && write.expected === 'absent'
          ? []
          : [{ collection: write.collection, key: keyOfWrite(write) }],
      ),
    );
    for (const write of writes) {
      const key = keyOfWrite(write);
      const conflict = this.#conflict(write, key);
      if (conflict !== undefined) return conflict;
      if (write.type === 'delete') this.#delete(write.collection, key);
      else this.#put(write.collection, key, deepFreeze(write.document), write.expected === 'absent');
    }
    return undefined;
  }

  #conflict(write: Exclude<Write, Addition>, key: string): Rejection | undefined {
    if (write.expected === undefined) return undefined;
    const found = this.get(write.collection, key)?.version ?? 'absent';
    if (found === write.expected) return undefined;
    return reject('STORE_CONFLICT', { expected: write.expected, key, collection: write.collection.name, found });
  }

  #put(collection: Collection, key: string, document: object, mustBeAbsent = false): void {
    const change = this.#change(collection, key);
    if (mustBeAbsent && change.stored === 'unread' && change.writes.length === 0) change.stored = undefined;
    change.writes.push({ type: 'put', collection, document, ...expectedOf(change) });
    change.current = { document, version: (change.current?.version ?? 0) + 1 };
    change.isDerived = false;
  }

  #delete(collection: Collection, key: string): void {
    const change = this.#change(collection, key);
    if (change.current === undefined && change.stored !== 'unread') return;
    change.writes.push({ type: 'delete', collection, key });
    change.current = undefined;
    change.isDerived = false;
  }

  #change(collection: Collection, key: string): Change {
    const id = idOf(collection, key);
    const own = this.#changes.get(id);
    if (own !== undefined) return own;
    const earlier = this.#group.change(id);
    const change: Change =
      earlier === undefined ? this.#untouched(collection, key, id) : { ...earlier, writes: [...earlier.writes] };
    this.#changes.set(id, change);
    return change;
  }

  #untouched(collection: Collection, key: string, id: string): Change {
    const current = this.#group.current(id);
    return {
      collection,
      key,
      stored: this.#group.knows(id) ? current : 'unread',
      current,
      writes: [],
      isDerived: false,
    };
  }

  #key<T extends object>(collection: Collection<T>, stored: Stored<T>): string {
    return this.#keyOf(collection, stored.document);
  }

  #keyOf<T extends object>(collection: Collection<T>, document: T): string {
    return String((document as Readonly<Record<string, unknown>>)[collection.key]);
  }
}

/** What the store must still have: asked of the first write to a document only, the others follow from it. */
function expectedOf({ stored, writes }: Pick<Change, 'stored' | 'writes'>): { readonly expected?: number | 'absent' } {
  if (writes.length > 0 || stored === 'unread') return {};
  return { expected: stored?.version ?? 'absent' };
}

function keyOfWrite(write: Exclude<Write, Addition>): string {
  return write.type === 'delete' ? write.key : keyOfDocument(write);
}

function keyOfDocument({ collection, document }: Pick<Addition, 'collection' | 'document'>): string {
  return String((document as Record<string, unknown>)[collection.key]);
}
