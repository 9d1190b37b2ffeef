import { fail } from '#errors/index.ts';
import type { Scalar } from '../types.ts';
import { toScalar } from './scalar.ts';
import type { Order } from './plan.ts';

/** The place of the last item of a page in the order of its query. */
export interface Position {
  readonly sort: Scalar | null;
  readonly key: string;
}

const orderOf = ({ field, descending }: Order): string => `${descending ? '-' : '+'}${field ?? ''}`;

/** Opaque to callers: place and order, so that a cursor taken to another order is noticed. */
export function writeCursor(order: Order, { sort, key }: Position): string {
  return Buffer.from(JSON.stringify([orderOf(order), sort, key])).toString('base64url');
}

/** Rejects with STORE_INVALID_QUERY what was not given out for this order. */
export function readCursor(collection: string, order: Order, cursor: string): Position {
  const parts = parse(cursor);
  if (Array.isArray(parts) && parts.length === 3) {
    const [madeFor, sort, key] = parts as readonly unknown[];
    if (madeFor === orderOf(order) && typeof key === 'string') return { sort: toScalar(sort), key };
  }
  return fail('STORE_INVALID_QUERY', { collection, problem: "'after' is no cursor of this query", argument: 'after' });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
