const BLOCK = 512;

/** Entries in an order, in blocks, so that an insertion moves few of them. Equal entries don't occur: each ends in a key. */
export class SortedList<T> {
  readonly #compare: (left: T, right: T) => number;
  #blocks: T[][] = [];

  constructor(compare: (left: T, right: T) => number) {
    this.#compare = compare;
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  add(entry: T): void {
    const last = this.#blocks.at(-1);
    const greatest = last?.at(-1);
    // Most come in their order.
    if (last !== undefined && greatest !== undefined && this.#compare(greatest, entry) < 0) {
      if (last.length < BLOCK) last.push(entry);
      else this.#blocks.push([entry]);
      return;
    }
    const { block, at } = this.#find((other) => this.#compare(other, entry));
    const target = this.#blocks[block] ?? this.#blocks.at(-1);
    if (target === undefined) {
      this.#blocks.push([entry]);
      return;
    }
    const owner = this.#blocks[block] === undefined ? this.#blocks.length - 1 : block;
    target.splice(this.#blocks[block] === undefined ? target.length : at, 0, entry);
    if (target.length > BLOCK) this.#blocks.splice(owner + 1, 0, target.splice(BLOCK / 2));
  }

  remove(entry: T): void {
    const { block, at } = this.#find((other) => this.#compare(other, entry));
    const target = this.#blocks[block];
    const found = target?.[at];
    if (target === undefined || found === undefined || this.#compare(found, entry) !== 0) return;
    target.splice(at, 1);
    if (target.length === 0) this.#blocks.splice(block, 1);
  }

  /** From the first entry that `place` does not call too small (negative), upwards. The list must not change meanwhile. */
  *upFrom(place: (entry: T) => number): Generator<T> {
    const { block, at } = this.#find(place);
    for (let b = block; b < this.#blocks.length; b++) {
      const entries = this.#blocks[b] ?? [];
      for (let e = b === block ? at : 0; e < entries.length; e++) yield entries[e] as T;
    }
  }

  /** From the last entry that `place` calls too small (negative), downwards. */
  *downFrom(place: (entry: T) => number): Generator<T> {
    const { block, at } = this.#find(place);
    for (let b = Math.min(block, this.#blocks.length - 1); b >= 0; b--) {
      const entries = this.#blocks[b] ?? [];
      for (let e = (b === block ? at : entries.length) - 1; e >= 0; e--) yield entries[e] as T;
    }
  }

  /** The place of the first entry that is not too small; one block past the end when all are. */
  #find(place: (entry: T) => number): { readonly block: number; readonly at: number } {
    const block = firstIndex(this.#blocks.length, (at) => place(this.#blocks[at]?.at(-1) as T) >= 0);
    const entries = this.#blocks[block] ?? [];
    return { block, at: firstIndex(entries.length, (at) => place(entries[at] as T) >= 0) };
  }
}

/** The first index for which the predicate holds; it must hold for all that follow. */
function firstIndex(length: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
