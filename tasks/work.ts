/** Small words for writing units of work. */
import type { Collection, DocumentReference, Write } from '#store/index.ts';

export function reference<T extends object>(collection: Collection<T>, key: string): DocumentReference {
  return { collection, key };
}

export function put<T extends object>(collection: Collection<T>, document: T, expected?: number | 'absent'): Write {
  return { type: 'put', collection, document, ...(expected === undefined ? {} : { expected }) };
}
