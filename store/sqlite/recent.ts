import type { Collection } from '../types.ts';
import type { Kept } from './tables.ts';

/** Characters of JSON that are kept: some 15,000 work items. */
const MOST = 16 * 2 ** 20;

/** Identifies a document among all collections. */
export const idOf = (collection: { readonly name: string }, key: string): string => `${collection.name}/${key}`;

/**
 * Documents that the one who writes has read or written lately, so that neither what is decided over them nor what has to
 * be changed in the indexes is read from the database again. Nobody else writes, so it is never older than the database.
 * Only collections that the writer reads are kept: the others would crowd them out.
 */
export class Recent {
  readonly #most: number;
  readonly #followed = new Set<string>();
  /** Those that were read or written first come first, and go first: to note each use costs more than to read one again. */
  readonly #kept = new Map<string, Kept>();
  #size = 0;
  /** What the transaction under way has changed; undefined: deleted. */
  readonly #noted = new Map<string, { readonly collection: string; readonly kept: Kept | undefined }>();

  constructor(most = MOST) {
    this.#most = most;
  }

  /** From now on what is written to it is kept. */
  follow(collection: Collection): void {
    this.#followed.add(collection.name);
  }

  get(id: string): Kept | undefined {
    const noted = this.#noted.get(id);
    return noted === undefined ? this.#kept.get(id) : noted.kept;
  }

  keep(id: string, kept: Kept): void {
    this.forget(id);
    if (kept.size > this.#most / 4) return;
    this.#kept.set(id, kept);
    this.#size += kept.size;
    for (const [oldest, { size }] of this.#kept) {
      if (this.#size <= this.#most) return;
      this.#kept.delete(oldest);
      this.#size -= size;
    }
  }

  forget(id: string): void {
    const kept = this.#kept.get(id);
    if (kept === undefined) return;
    this.#kept.delete(id);
    this.#size -= kept.size;
  }

  /** Notes what the transaction under way does; it counts when that is settled. */
  note(collection: Collection, key: string, kept: Kept | undefined): void {
    this.#noted.set(idOf(collection, key), { collection: collection.name, kept });
  }

  /** The transaction is durable. What its writer could still change is not kept. */
  settle(): void {
    for (const [id, { collection, kept }] of this.#noted) {
      if (kept !== undefined && this.#followed.has(collection) && Object.isFrozen(kept.document)) this.keep(id, kept);
      else this.forget(id);
    }
    this.#noted.clear();
  }

  /** The transaction has left nothing. */
  discard(): void {
    this.#noted.clear();
  }

  clear(): void {
    this.#kept.clear();
    this.#size = 0;
  }
}
