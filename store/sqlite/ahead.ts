import type { Index, Scalar } from '../types.ts';
import { passes } from '../query/conditions.ts';
import type { Position } from '../query/cursor.ts';
import { isIndexed } from '../query/index-entries.ts';
import { comparePlaced, isAfter, type Placed } from '../query/order.ts';
import type { Access, Plan } from '../query/plan.ts';
import { elementsAt, scalarAt } from '../query/scalar.ts';
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
    this.#noted.set(id, { layout, key, now: now && unshared(now), isStored: before ?? isStored, row });
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

  /** The transaction under way is durable. */
  settle(): void {
    for (const fresh of this.#moved.values()) this.#remove(fresh);
    this.#moved.clear();
    for (const fresh of this.#noted.values()) this.#set(fresh);
    this.#noted.clear();
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
  find(layout: Layout, plan: Plan, after?: Position): readonly (Placed & Version)[] {
    const entries = this.#collections.get(layout.collection.name);
    if (entries === undefined) return [];
    const found: (Placed & Version)[] = [];
    for (const { key, now } of entries.candidates(plan.access)) {
      if (now === undefined || !isAsked(now.document, plan)) continue;
      const placed = { key, ...now };
      if (after === undefined || isAfter(placed, plan.order, after)) found.push(placed);
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

/** A document that its writer could still change is copied. */
const unshared = (now: Version): Version =>
  Object.isFrozen(now.document) ? now : { ...now, document: JSON.parse(now.body) as object };

function isAsked(document: object, { access, tests }: Plan): boolean {
  for (const test of tests) if (!passes(document, test)) return false;
  return access.kind !== 'text' || holdsText(document, access.of, access.search);
}

/** What is fresh of one collection, in the order of writing, and by the values that its indexes are asked for. */
class Entries {
  readonly rows = new Map<string, Fresh>();
  readonly outdated = new Set<string>();
  readonly #indexes: readonly { readonly index: Index; readonly values: Map<Scalar, Map<string, Fresh>> }[];
  readonly #byName: ReadonlyMap<string, Map<Scalar, Map<string, Fresh>>>;

  constructor({ collection }: Layout) {
    const named = Object.entries(collection.indexes).map(([name, index]) => ({ name, index, values: new Map() }));
    this.#indexes = named.filter(({ index }) => index.kind !== 'text');
    this.#byName = new Map(named.map(({ name, values }) => [name, values]));
  }

  add(fresh: Fresh): void {
    this.rows.set(fresh.key, fresh);
    if (fresh.isStored) this.outdated.add(fresh.key);
    if (fresh.now === undefined) return;
    for (const { index, values } of this.#indexes) {
      for (const value of valuesOf(index, fresh.now.document)) {
        const same = values.get(value);
        if (same === undefined) values.set(value, new Map([[fresh.key, fresh]]));
        else same.set(fresh.key, fresh);
      }
    }
  }

  remove(key: string): boolean {
    const fresh = this.rows.get(key);
    if (fresh === undefined) return false;
    this.rows.delete(key);
    this.outdated.delete(key);
    if (fresh.now === undefined) return true;
    for (const { index, values } of this.#indexes) {
      for (const value of valuesOf(index, fresh.now.document)) {
        const same = values.get(value);
        same?.delete(key);
        if (same?.size === 0) values.delete(value);
      }
    }
    return true;
  }

  /** Those among which is all that the access would find. */
  *candidates(access: Access): Iterable<Fresh> {
    const asked = access.kind === 'each' ? access.values : access.kind === 'ordered' ? access.prefix[0] : undefined;
    if (asked === undefined || access.kind === 'key' || access.kind === 'text') return yield* this.rows.values();
    const values = this.#byName.get(access.name);
    const given = new Set<Fresh>();
    for (const value of asked) {
      for (const fresh of values?.get(value)?.values() ?? []) {
        if (!given.has(fresh)) yield fresh;
        given.add(fresh);
      }
    }
  }
}

function valuesOf(index: Index, document: object): readonly Scalar[] {
  if (index.kind === 'text' || !isIndexed(index, document)) return [];
  if (index.kind === 'each') return elementsAt(document, index.of);
  const first = scalarAt(document, index.fields[0] ?? '');
  return first === null ? [] : [first];
}
