import type { StoreReader } from '#store/index.ts';
import type { Key } from '../records.ts';
import { timers } from './collections.ts';
import { NEVER } from './documents.ts';
import type { Timer } from './documents.ts';

interface Waiting {
  readonly dueAt: string;
  readonly key: Key;
}

const comesBefore = (a: Waiting, b: Waiting): boolean => (a.dueAt === b.dueAt ? a.key < b.key : a.dueAt < b.dueAt);

/**
 * Timers in the order they fire: due time, then key. Holds only keys of the nearest ones. Additions and cancellations of
 * a unit that is not durable yet are noted as well, so that a timer set by another that fires now takes its place among
 * the rest; when a group fails, it is read again from the store.
 */
export class TimerQueue {
  readonly #store: StoreReader;
  readonly #held: number;
  #heap: Waiting[] = [];
  readonly #living = new Map<Key, Waiting>();
  /** Undefined: every timer is held. */
  #horizon: string | undefined;

  /** `held`: nearest timers kept in memory; those beyond stay in the store until these have fired. */
  constructor(store: StoreReader, held = 50_000) {
    this.#store = store;
    this.#held = held;
  }

  get nextDueAt(): string | undefined {
    this.#dropCanceled();
    return this.#heap[0]?.dueAt;
  }

  /** Entries in memory, with those of timers that were cancelled. */
  get size(): number {
    return this.#heap.length;
  }

  /** Whether timers in the store are not held although the nearest are used up. */
  get needsRefill(): boolean {
    return this.#living.size === 0 && this.#horizon !== undefined;
  }

  async reload(): Promise<void> {
    this.#heap = [];
    this.#living.clear();
    this.#horizon = undefined;
    let after: string | undefined;
    do {
      const page = await this.#store.find(timers, {
        where: { dueAt: { lt: NEVER } },
        sort: { by: 'dueAt' },
        limit: Math.min(this.#held, 1000),
        ...(after === undefined ? {} : { after }),
      });
      for (const { document } of page.items) this.add(document);
      after = page.next;
      if (after !== undefined && this.#living.size >= this.#held) this.#horizon = page.items.at(-1)?.document.dueAt;
    } while (after !== undefined && this.#horizon === undefined);
  }

  add(timer: Pick<Timer, 'timerKey' | 'dueAt'>): void {
    if (this.#horizon !== undefined && timer.dueAt > this.#horizon) return;
    const waiting = { dueAt: timer.dueAt, key: timer.timerKey };
    this.#living.set(waiting.key, waiting);
    this.#push(waiting);
    if (this.#living.size > 2 * this.#held) this.#keepNearest();
    else if (this.#heap.length > 2 * this.#living.size + this.#held) this.#sweep();
  }

  cancel(key: Key): void {
    this.#living.delete(key);
  }

  /** Keys of some that are due, the first among them; they stay. */
  upcoming(now: string, count: number): readonly Key[] {
    this.#dropCanceled();
    // The top of a heap holds its first ones, in no strict order.
    return this.#heap.slice(0, count).flatMap(({ dueAt, key }) => (dueAt <= now ? key : []));
  }

  /** Takes out the first one that is due. */
  takeDue(now: string): Waiting | undefined {
    this.#dropCanceled();
    const first = this.#heap[0];
    if (first === undefined || first.dueAt > now) return undefined;
    this.#pop();
    this.#living.delete(first.key);
    return first;
  }

  #keepNearest(): void {
    const nearest = this.#inOrder().slice(0, this.#held);
    this.#living.clear();
    for (const waiting of nearest) this.#living.set(waiting.key, waiting);
    this.#heap = nearest;
    this.#horizon = nearest.at(-1)?.dueAt;
  }

  /** Most timers are cancelled long before they are due: they must not stay until then. */
  #sweep(): void {
    this.#heap = this.#inOrder();
  }

  #inOrder(): Waiting[] {
    return [...this.#living.values()].toSorted((a, b) => (comesBefore(a, b) ? -1 : 1));
  }

  #dropCanceled(): void {
    for (let first = this.#heap[0]; first !== undefined; first = this.#heap[0]) {
      if (this.#living.get(first.key) === first) return;
      this.#pop();
    }
  }

  #push(waiting: Waiting): void {
    const heap = this.#heap;
    let place = heap.push(waiting) - 1;
    while (place > 0) {
      const above = (place - 1) >>> 1;
      const parent = heap[above];
      if (parent === undefined || !comesBefore(waiting, parent)) break;
      heap[place] = parent;
      place = above;
    }
    heap[place] = waiting;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let place = 0;
    for (;;) {
      const child = this.#smallerChild(place);
      if (child === undefined || !comesBefore(child.waiting, last)) break;
      heap[place] = child.waiting;
      place = child.place;
    }
    heap[place] = last;
  }

  #smallerChild(place: number): { readonly place: number; readonly waiting: Waiting } | undefined {
    const left = this.#heap[2 * place + 1];
    const right = this.#heap[2 * place + 2];
    if (left === undefined) return undefined;
    return right !== undefined && comesBefore(right, left)
      ? { place: 2 * place + 2, waiting: right }
      : { place: 2 * place + 1, waiting: left };
  }
}
