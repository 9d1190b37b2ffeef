import { createHash } from 'node:crypto';

/** Numbers that follow from a seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, but not, `end`. */
  below(end: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  }
}

/** Everything that happened in a run as one hash: the same seed must give the same. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #lines: string[] | undefined;

  constructor(keepsLines = false) {
    this.#lines = keepsLines ? [] : undefined;
  }

  add(what: string, detail = ''): void {
    this.#hash.update(`${what} ${detail}\n`);
    this.#lines?.push(`${what} ${detail}`);
  }

  get lines(): readonly string[] {
    return this.#lines ?? [];
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
