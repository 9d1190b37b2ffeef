import type { Store, StoreReader, Write } from '#store/index.ts';
import type { Key } from '../records.ts';
import { keyBlocks } from './collections.ts';

/** Where Zeebe's first partition begins: all keys have 16 digits, so they sort as text in the order they were made. */
const FIRST_KEY = 2_251_799_813_685_249;
const BLOCK = 10_000;

/** Hands out keys that count up and are never used twice, in this run or another over the same store. */
export class KeySource {
  #next: number;
  /** Keys below are spoken for in the store. */
  #reserved: number;
  #version: number | 'absent';

  private constructor(next: number, version: number | 'absent') {
    this.#next = next;
    this.#reserved = next;
    this.#version = version;
  }

  static async open(store: Store): Promise<KeySource> {
    const stored = await store.get(keyBlocks, 'keys');
    return new KeySource(stored?.document.next ?? FIRST_KEY, stored?.version ?? 'absent');
  }

  /** Reads again what is reserved: whether the last reservation was stored is not known. */
  async reload(store: StoreReader): Promise<void> {
    const stored = await store.get(keyBlocks, 'keys');
    this.#version = stored?.version ?? 'absent';
    this.#reserved = stored?.document.next ?? FIRST_KEY;
  }

  readonly next = (): Key => String(this.#next++);

  /** What must be in the same commit as the keys handed out since the last one, if anything. */
  reservation(): Write | undefined {
    if (this.#next <= this.#reserved) return undefined;
    const document = { id: 'keys' as const, next: this.#next + BLOCK };
    return { type: 'put', collection: keyBlocks, document, expected: this.#version };
  }

  /** The reservation is durable. */
  reserved(write: Write, versions: ReadonlyMap<string, number>): void {
    if (write.type === 'put') this.#reserved = (write.document as { readonly next: number }).next;
    this.#version = versions.get(`${keyBlocks.name}/keys`) ?? this.#version;
  }
}
