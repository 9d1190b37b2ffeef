/** Small words for writing units of work. */
import type { Decision } from '#engine/index.ts';
import type { Details, ErrorCode } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { Collection, DocumentReference, Write } from '#store/index.ts';

export function reference<T extends object>(collection: Collection<T>, key: string): DocumentReference {
  return { collection, key };
}

export function put<T extends object>(collection: Collection<T>, document: T, expected?: number | 'absent'): Write {
  return { type: 'put', collection, document, ...(expected === undefined ? {} : { expected }) };
}

export function remove<T extends object>(collection: Collection<T>, key: string): Write {
  return { type: 'delete', collection, key };
}

export function accept<Result>(writes: readonly Write[], result: Result): Decision<Result> {
  return { ok: true, writes, result };
}

export function refuse<Result>(code: ErrorCode, details: Details = {}): Decision<Result> {
  return { ok: false, rejection: reject(code, details) };
}
