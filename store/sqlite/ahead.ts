import type { Index, Scalar } from '../types.ts';
import { passes } from '../query/conditions.ts';
import type { Position } from '../query/cursor.ts';
import { deepFreeze } from '../query/freeze.ts';
import { isIndexed } from '../query/index-entries.ts';
import { comparePlaced, comparePositions, isAfter, type Placed } from '../query/order.ts';
import type { Access, Plan } from '../query/plan.ts';
import { elementsAt, scalarAt } from '../query/scalar.ts';
import { SortedList } from '../query/sorted-list.ts';
import { holdsText } from '../query/text.ts';
import type { Layout } from './layout.ts';
import type { Tables, Version } from './tables.ts';

/** A document that the log has and its table has not. */
export interface Fresh {
  readonly layout: Layout;
  readonly key: string;
  /** As it is; undefined: it is gone. */
  readonly now: Version | undefined;
  /** The table has something at the key, which counts no more. */
  readonly isStored: boolean;
  /** The row of the log it was last written in. */
  readonly row: number;
}

/**
 * What commits have written to the log and not yet to the tables, in memory: found as in a table, and moved there the
 * longest unchanged first, so that what changes often in its first minutes is written once, and what is made and gone
 * meanwhile never.
 */
export class Ahead {
  readonly #collections = new Map<string, Entries>();
  /** Of the transaction under way. */
  readonly #noted = new Map<string, Fresh>();
  /** Written to their tables by the transaction under way. */
  readonly #moved = new Map<string, Fresh>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get(layout: Layout, key: string): Fresh | undefined {
    const id = idOf(layout, key);
    const noted = this.#noted.get(id);
    if (noted !== undefined || this.#moved.has(id)) return noted;
    return this.#collections.get(layout.collection.name)?.rows.get(key);
  }

  /** Notes what the transaction under way writes at a key. `isStored`: the table has something there. */
  note(layout: Layout, key: string, now: Version | undefined, isStored: boolean, row = 0): void {
    const id = idOf(layout, key);
    const moved = this.#moved.get(id);
    const before = moved === undefined ? this.get(layout, key)?.isStored : moved.now !== undefined;
    this.#noted.set(id, { layout, key, now: now && unshared(layout, now), isStored: before ?? isStored, row });
  }

  /** The JSON of what the transaction under way has noted, for the log; undefined when that is nothing. */
  logged(row: number): string | undefined {
    if (this.#noted.size === 0) return undefined;
    const parts: string[] = [];
    for (const [id, fresh] of this.#noted) {
      const { layout, key, now } = fresh;
      this.#noted.set(id, { ...fresh, row });
      const place = `${JSON.stringify(layout.collection.name)},${JSON.stringify(key)}`;
      parts.push(now === undefined ? `[${place}]` : `[${place},${now.version},${now.body}]`);
    }
    return `[${parts.join(',')}]`;
  }

  /** Writes the longest unchanged to their tables, in the transaction under way. */
  move(tables: Tables, most: number): void {
    const oldest = this.#oldest(most);
    // Neighbours in a table lie on the same page.
    for (const fresh of oldest.toSorted((a, b) => (idOf(a.layout, a.key) < idOf(b.layout, b.key) ? -1 : 1))) {
      const { layout, key, now, isStored } = fresh;
      tables.change(layout, key, isStored ? tables.read(layout, key) : undefined, now);
      this.#moved.set(idOf(layout, key), fresh);
    }
  }

  /** The transaction under way is durable. Returns how many documents it has noted. */
  settle(): number {
    const noted = this.#noted.size;
    for (const fresh of this.#moved.values()) this.#remove(fresh);
    this.#moved.clear();
    for (const fresh of this.#noted.values()) this.#set(fresh);
    this.#noted.clear();
    return noted;
  }

  /** The transaction under way has left nothing. */
  discard(): void {
    this.#moved.clear();
    this.#noted.clear();
  }

  /** Rows of the log below this one tell nothing that the tables lack, once the transaction under way is durable. */
  needed(next: number): number {
    let least = next;
    for (const { rows } of this.#collections.values()) {
      for (const fresh of rows.values()) {
        if (this.#moved.has(idOf(fresh.layout, fresh.key))) continue;
        least = Math.min(least, fresh.row);
        break;
      }
    }
    return least;
  }

  /** Forgets what was last written in rows before this one. */
  forgetBefore(row: number): void {
    for (const { rows } of this.#collections.values()) {
      for (const fresh of rows.values()) {
        if (fresh.row >= row) break;
        this.#remove(fresh);
      }
    }
  }

  clear(): void {
    this.#collections.clear();
    this.#size = 0;
  }

  /** Keys at which what the table has counts no more. */
  outdated(layout: Layout): ReadonlySet<string> {
    return this.#collections.get(layout.collection.name)?.outdated ?? NONE;
  }

  /** What a plan asks for, in its order, from the first after `after`. */
  find(layout: Layout, plan: Plan, after?: Position): Iterable<Placed & Version> {
    const entries = this.#collections.get(layout.collection.name);
    if (entries === undefined) return [];
    return entries.inOrder(plan, after) ?? this.#sorted(entries, plan, after);
  }

  /** What a plan asks for, in no order. */
  *matching(layout: Layout, plan: Plan): Iterable<Placed & Version> {
    for (const fresh of this.#collections.get(layout.collection.name)?.candidates(plan.access) ?? []) {
      if (isAsked(fresh, plan)) yield placed(fresh);
    }
  }

  #sorted(entries: Entries, plan: Plan, after: Position | undefined): readonly (Placed & Version)[] {
    const found = [];
    for (const fresh of entries.candidates(plan.access)) {
      if (!isAsked(fresh, plan)) continue;
      const one = placed(fresh);
      if (after === undefined || isAfter(one, plan.order, after)) found.push(one);
    }
    return found.toSorted((left, right) => comparePlaced(plan.order, left, right));
  }

  #set(fresh: Fresh): void {
    this.#remove(fresh);
    if (fresh.now === undefined && !fresh.isStored) return;
    const { name } = fresh.layout.collection;
    const entries = this.#collections.get(name) ?? new Entries(fresh.layout);
    this.#collections.set(name, entries);
    entries.add(fresh);
    this.#size += 1;
  }

  #remove({ layout, key }: Fresh): void {
    if (this.#collections.get(layout.collection.name)?.remove(key) === true) this.#size -= 1;
  }

  #oldest(most: number): readonly Fresh[] {
    const walks = [...this.#collections.values()].map(({ rows }) => rows.values());
    const heads = walks.map((walk) => ({ walk, fresh: walk.next().value }));
    const oldest: Fresh[] = [];
    while (oldest.length < most) {
      const [first] = heads
        .filter((head) => head.fresh !== undefined)
        .toSorted((a, b) => (a.fresh?.row ?? 0) - (b.fresh?.row ?? 0));
      if (first?.fresh === undefined) break;
      oldest.push(first.fresh);
      first.fresh = first.walk.next().value;
    }
    return oldest;
  }
}

const NONE: ReadonlySet<string> = new Set();

const idOf = ({ collection }: Layout, key: string): string => `${collection.name}/${key}`;

/** A document that its writer could still change is copied; our own engine changes none. */
const unshared = ({ collection }: Layout, now: Version): Version =>
  collection.trusted === true || Object.isFrozen(now.document)
    ? now
    : { ...now, document: deepFreeze(JSON.parse(now.body) as object) };

type Living = Fresh & { readonly now: Version };

const placed = ({ key, now }: Living): Placed & Version => ({ key, ...now });

function isAsked(fresh: Fresh, { access, tests }: Plan): fresh is Living {
  if (fresh.now === undefined) return false;
  const { document } = fresh.now;
  for (const test of tests) if (!passes(document, test)) return false;
  return access.kind !== 'text' || holdsText(document, access.of, access.search);
}

/** Of one index: those with one value, in the order in which it is walked. */
interface Walk {
  readonly index: Exclude<Index, { readonly kind: 'text' }>;
  readonly lists: Map<Scalar, SortedList<Living>>;
  /** The field a list is sorted by, and then by key. */
  readonly sort: string | undefined;
  /** The lists are of values of the first field, and not all in one. */
  readonly isByValue: boolean;
}

/** Where an index holds one that is fresh. */
interface Link {
  readonly walk: Walk;
  readonly value: Scalar;
}

/** Stands for every value in an index that is asked for no value. */
const ALL = '';

/** What is fresh of one collection, in the order of writing, and as its indexes would find it. */
class Entries {
  readonly rows = new Map<string, Fresh>();
  readonly outdated = new Set<string>();
  readonly #links = new Map<string, readonly Link[]>();
  readonly #walks: ReadonlyMap<string, Walk>;

  constructor({ collection }: Layout) {
    const walks = Object.entries(collection.indexes).flatMap(([name, index]) =>
      index.kind === 'text' ? [] : [[name, walkOf(index)] as const],
    );
    this.#walks = new Map(walks);
  }

  add(fresh: Fresh): void {
    this.rows.set(fresh.key, fresh);
    if (fresh.isStored) this.outdated.add(fresh.key);
    if (!isLiving(fresh)) return;
    const links: Link[] = [];
    for (const walk of this.#walks.values()) {
      for (const value of valuesOf(walk, fresh.now.document)) {
        let list = walk.lists.get(value);
        if (list === undefined) walk.lists.set(value, (list = new SortedList(orderOf(walk))));
        list.add(fresh);
        links.push({ walk, value });
      }
    }
    this.#links.set(fresh.key, links);
  }

  remove(key: string): boolean {
    const fresh = this.rows.get(key);
    if (fresh === undefined) return false;
    this.rows.delete(key);
    this.outdated.delete(key);
    for (const { walk, value } of this.#links.get(key) ?? []) {
      const list = walk.lists.get(value);
      if (isLiving(fresh)) list?.remove(fresh);
      if (list?.isEmpty === true) walk.lists.delete(value);
    }
    this.#links.delete(key);
    return true;
  }

  /** Those among which is all that the access would find. */
  *candidates(access: Access): Iterable<Fresh> {
    const lists = this.#listsFor(access);
    if (lists === undefined) return yield* this.rows.values();
    const given = new Set<Fresh>();
    for (const list of lists) {
      for (const fresh of list.upFrom(() => 0)) {
        if (lists.length > 1 && given.has(fresh)) continue;
        given.add(fresh);
        yield fresh;
      }
    }
  }

  /** What a plan asks for, where one list has it in the order wanted. */
  inOrder(plan: Plan, after: Position | undefined): Iterable<Placed & Version> | undefined {
    const { access, order } = plan;
    if (access.kind !== 'each' && access.kind !== 'ordered') return undefined;
    const walk = this.#walks.get(access.name);
    const lists = this.#listsFor(access);
    if (walk === undefined || lists === undefined || lists.length > 1 || order.field !== walk.sort) return undefined;
    return walked(lists[0], plan, after);
  }

  #listsFor(access: Access): readonly SortedList<Living>[] | undefined {
    if (access.kind !== 'each' && access.kind !== 'ordered') return undefined;
    const walk = this.#walks.get(access.name);
    const values = access.kind === 'each' ? access.values : access.prefix[0];
    if (walk === undefined || (walk.isByValue && values === undefined)) return undefined;
    return (walk.isByValue ? (values ?? []) : [ALL]).flatMap((value) => walk.lists.get(value) ?? []);
  }
}

const isLiving = (fresh: Fresh): fresh is Living => fresh.now !== undefined;

/** An index of what is `only` so, by one field, is asked for all of it as a rule. */
function walkOf(index: Walk['index']): Walk {
  const isByValue = index.kind === 'each' || index.only === undefined || index.fields.length > 1;
  const sort = index.kind === 'each' ? index.sort : isByValue ? index.fields[1] : index.fields[0];
  return { index, lists: new Map(), sort, isByValue };
}

function orderOf({ sort }: Walk): (left: Living, right: Living) => number {
  const order = { field: sort, descending: false };
  return (left, right) => comparePositions(order, place(left, sort), place(right, sort));
}

const place = ({ key, now }: Living, sort: string | undefined): Position => ({
  sort: sort === undefined ? null : scalarAt(now.document, sort),
  key,
});

function* walked(
  list: SortedList<Living> | undefined,
  plan: Plan,
  after: Position | undefined,
): Iterable<Placed & Version> {
  if (list === undefined) return;
  const { field, descending } = plan.order;
  const ascending = { field, descending: false };
  const compared = (fresh: Living): number =>
    after === undefined ? 0 : comparePositions(ascending, place(fresh, field), after);
  const found = descending
    ? list.downFrom((fresh) => (after === undefined || compared(fresh) < 0 ? -1 : 1))
    : list.upFrom((fresh) => (after === undefined || compared(fresh) > 0 ? 1 : -1));
  for (const fresh of found) if (isAsked(fresh, plan)) yield placed(fresh);
}

function valuesOf({ index, isByValue }: Walk, document: object): readonly Scalar[] {
  if (!isIndexed(index, document)) return [];
  if (index.kind === 'each') return elementsAt(document, index.of);
  if (!isByValue) return [ALL];
  const first = scalarAt(document, index.fields[0] ?? '');
  return first === null ? [] : [first];
}
