import type { Collection, Documents, Write } from '#store/index.ts';
import { put } from '../work.ts';

/** Documents as they are with what this projection has already decided to write. */
export class Overlay {
  readonly #documents: Documents;
  readonly #additions: Write[] = [];
  readonly #puts = new Map<string, { readonly collection: Collection; document: object }>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  get<T extends object>(collection: Collection<T>, key: string): T | undefined {
    const own = this.#puts.get(`${collection.name}/${key}`);
    // Put under the name of the same collection.
    return own === undefined ? this.#documents.get(collection, key)?.document : (own.document as T);
  }

  put<T extends object>(collection: Collection<T>, key: string, document: T): void {
    this.#puts.set(`${collection.name}/${key}`, { collection, document });
  }

  add(additions: readonly Write[]): void {
    this.#additions.push(...additions);
  }

  /** Each document once, as it is in the end. */
  writes(): readonly Write[] {
    return [
      ...[...this.#puts.values()].map(({ collection, document }) => put(collection, document)),
      ...this.#additions,
    ];
  }
}
