import type { Index } from '../types.ts';
import { scalarAt } from './scalar.ts';

/** The scalar fields that entries of an index hold. */
export function fieldsOf(index: Index): readonly string[] {
  switch (index.kind) {
    case 'ordered':
      return [...index.fields, ...(index.also ?? [])];
    case 'each':
      return [...(index.sort === undefined ? [] : [index.sort]), ...(index.also ?? [])];
    case 'text':
      return [];
  }
}

/** Whether an index has entries for a document. */
export function isIndexed(index: Index, document: object): boolean {
  for (const field in index.only) if (scalarAt(document, field) !== index.only[field]) return false;
  const [first] = index.kind === 'ordered' && index.sparse === true ? index.fields : [];
  return first === undefined || scalarAt(document, first) !== null;
}
