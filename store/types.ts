import type { z } from 'zod';

/** A value an index can hold. */
export type Scalar = string | number | boolean;

/**
 * How documents of a collection can be found. Field names are dot paths into the document, through objects, not arrays.
 * What is null, a list or an object counts as absent. Values sort absent, numbers, texts (by code point), false, true.
 * - `ordered`: documents sorted by these scalar fields, in this order. `unique`: no two documents share the values
 *   (documents that lack one of the fields are not held against each other).
 * - `each`: one entry for every element of the array at `of`, sorted by the scalar at `sort`.
 * - `text`: 1- and 2-grams of the strings at `of`, for search by part of a name, Chinese or Latin, case folded. `few`: the
 *   texts themselves, read through at each search: a fiftieth of the cost to keep, 10 ms a search in 50,000.
 *
 * An entry costs time at each commit, so an index need not hold every document:
 * - `only`: those with these values. A query that uses it has them among its equalities.
 * - `sparse`: those that have the first field (of `ordered`). A query that uses it has a condition on that field.
 *
 * `also`: scalars carried in the entries, for sorting what an equality selects by them without a look at the documents:
 * good for the rarer orders of a list, 10 ms in 50,000 that match.
 */
export type Index = {
  readonly only?: Readonly<Record<string, Scalar>>;
} & (
  | {
      readonly kind: 'ordered';
      readonly fields: readonly string[];
      readonly unique?: boolean;
      readonly sparse?: boolean;
      readonly also?: readonly string[];
    }
  | { readonly kind: 'each'; readonly of: string; readonly sort?: string; readonly also?: readonly string[] }
  | { readonly kind: 'text'; readonly of: readonly string[]; readonly few?: boolean }
);

/**
 * What a module declares beside its code about one kind of document. The adapters read it: a table in SQLite,
 * a model in MongoDB. `key` names the string field that identifies a document.
 */
export interface Collection<T extends object = object> {
  readonly name: string;
  readonly key: string;
  /** Says whether a document may be put; the document is kept as it was given, with what the schema does not name. */
  readonly schema: z.ZodType<T>;
  /** True spares the check of the schema on put: for what only our own engine writes, many times a second. */
  readonly trusted?: boolean;
  /**
   * True for documents that change often in their first minutes: a commit writes them to a log alone, and from there they
   * go to their table later, many together, as they are then. Nobody sees a difference. No unique index.
   */
  readonly behind?: boolean;
  /** Counts up by one with each migration; 1 at first. */
  readonly schemaVersion: number;
  /** `migrations[n]` turns a document of version n into one of version n + 1; the key must stay. */
  readonly migrations?: Readonly<Record<number, (document: unknown) => unknown>>;
  readonly indexes: Readonly<Record<string, Index>>;
}

/** A document with the version the store gave it: 1 when first put, one more with each put. */
export interface Stored<T> {
  readonly document: T;
  readonly version: number;
}

export interface DocumentReference<T extends object = object> {
  readonly collection: Collection<T>;
  readonly key: string;
}

/**
 * One change. `expected` is the version the writer saw: a number, `absent` (must not exist), or left out (whatever is
 * there). A put replaces the whole document, which is plain JSON; `version` is the one to give it where it stands for
 * several puts, else it is one more than before. Deleting what is not there is no error, unless `expected` is given.
 *
 * An add changes numbers of a document without having read it: `numbers` lie at paths, and what is not there counts as 0.
 * A number that comes to 0 is taken out. Where there is no document `document` is put first.
 */
export type Write =
  | {
      readonly type: 'put';
      readonly collection: Collection;
      readonly document: object;
      readonly expected?: number | 'absent';
      readonly version?: number;
    }
  | { readonly type: 'delete'; readonly collection: Collection; readonly key: string; readonly expected?: number }
  | {
      readonly type: 'add';
      readonly collection: Collection;
      readonly document: object;
      readonly numbers: readonly Addition[];
    };

/** A path into the document, step by step (a step may hold dots), and what is added to the number there. */
export interface Addition {
  readonly path: readonly string[];
  readonly by: number;
}

/**
 * Written all or nothing. Writes are taken in their order, and a unique index is held at each of them: free a value before
 * another document takes it.
 */
export type UnitOfWork = readonly Write[];

/** A condition on one field; every condition of a query must hold. `has`/`hasAny` are for the array of an `each` index. */
export type Condition =
  | Scalar
  | { readonly in: readonly Scalar[] }
  | { readonly gt?: Scalar; readonly gte?: Scalar; readonly lt?: Scalar; readonly lte?: Scalar }
  | { readonly has: Scalar }
  | { readonly hasAny: readonly Scalar[] };

/**
 * A question the store answers from a declared index; one it can't answer so is refused with STORE_NO_INDEX.
 * Answerable: equalities (or `in`) on a prefix of an `ordered` index, then at most one range or the sort field next;
 * `has`/`hasAny` on an `each` index sorted by its `sort`; `text` on a `text` index, in any order; the key, which needs no
 * declaration. Further conditions beyond what the index covers are applied to what the index yields. Without `sort` the
 * order is that of the keys (by code point), so name the range's field as `sort` where much can match. Ties are broken by
 * key, in the direction of the sort. Absent fields come first, and last when descending; no condition matches them. A
 * range matches only values of the type of its bounds.
 */
export interface Query {
  readonly where?: Readonly<Record<string, Condition>>;
  /** Each word of it must occur in one of the index's fields; width and case don't count. Blank: no condition. */
  readonly text?: string;
  readonly sort?: { readonly by: string; readonly descending?: boolean };
  /** 50 unless told; 1 to 1,000, else refused. */
  readonly limit?: number;
  /** `next` of the page before. */
  readonly after?: string;
}

export interface Page<T> {
  readonly items: readonly Stored<T>[];
  /** Give it as `after` for the next page; absent on the last. */
  readonly next?: string;
}

export interface Aggregation {
  readonly where?: Readonly<Record<string, Condition>>;
  /** Up to three fields of `ordered` indexes; a row for each combination that occurs, in the order of the values. */
  readonly groupBy: readonly string[];
  /** Of what is a number; 0 where nothing is. */
  readonly sum?: readonly string[];
  readonly min?: readonly string[];
  readonly max?: readonly string[];
}

export interface AggregateRow {
  readonly group: Readonly<Record<string, Scalar | null>>;
  readonly count: number;
  readonly sum: Readonly<Record<string, number>>;
  readonly min: Readonly<Record<string, Scalar | null>>;
  readonly max: Readonly<Record<string, Scalar | null>>;
}

/** Reading needs no owner: any process may read a store. */
export interface StoreReader {
  get<T extends object>(collection: Collection<T>, key: string): Promise<Stored<T> | undefined>;
  /** Those that exist, by key. */
  getMany<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>>;
  find<T extends object>(collection: Collection<T>, query: Query): Promise<Page<T>>;
  count<T extends object>(collection: Collection<T>, query: Pick<Query, 'where' | 'text'>): Promise<number>;
  aggregate<T extends object>(collection: Collection<T>, aggregation: Aggregation): Promise<readonly AggregateRow[]>;
  /** Every document in key order, in pages, without holding them all: for exports, rebuilds and migration. */
  scan<T extends object>(collection: Collection<T>): AsyncIterable<Stored<T>>;
}

/**
 * The port to what is kept. Opened with all collections of the program, so that tables, indexes and migrations are made
 * at the start. Documents handed out are never shared: change them freely.
 */
export interface Store extends StoreReader {
  /**
   * Writes the unit all or nothing and returns when it is durable. Rejects with AppError STORE_CONFLICT (an expected
   * version differs), STORE_DUPLICATE (a unique index), STORE_INVALID_DOCUMENT (the schema), STORE_UNAVAILABLE (disk full,
   * connection lost), STORE_OWNERSHIP_LOST (another process owns the store now): nothing was written then. Returns the new version of each document put, by `collection/key`.
   */
  commit(unit: UnitOfWork): Promise<ReadonlyMap<string, number>>;
  /**
   * As `getMany`, for whoever does all the writing: the documents are shared and frozen, and come from memory where they
   * were read or written lately.
   */
  current<T extends object>(
    collection: Collection<T>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Stored<T>>>;
  close(): Promise<void>;
}

/** The documents a decision reads, as they are when it decides. */
export interface Documents {
  get<T extends object>(collection: Collection<T>, key: string): Stored<T> | undefined;
}
