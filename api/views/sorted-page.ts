import { fail } from '#errors/index.ts';

interface Sorting<T> {
  readonly valueOf: (item: T) => string | number;
  readonly idOf: (item: T) => string;
  readonly descending: boolean;
}

interface Place {
  readonly value: string | number;
  readonly id: string;
}

/**
 * A page of a list whose order no index keeps, for lists of some thousands. `next` names the place of the last item, not
 * a count, so that what is added or goes meanwhile moves nothing. Equal values are sorted by id.
 */
export function sortedPage<T>(
  items: readonly T[],
  sorting: Sorting<T>,
  paging: { readonly limit: number; readonly after?: string | undefined },
): { readonly items: readonly T[]; readonly next?: string } {
  const placeOf = (item: T): Place => ({ value: sorting.valueOf(item), id: sorting.idOf(item) });
  const compare = (a: Place, b: Place): number =>
    (sorting.descending ? -1 : 1) * order(a.value, b.value) || order(a.id, b.id);
  const sorted = items.map((item) => ({ item, place: placeOf(item) })).toSorted((a, b) => compare(a.place, b.place));
  const after = paging.after === undefined ? undefined : readPlace(paging.after);
  const rest = after === undefined ? sorted : sorted.filter(({ place }) => compare(place, after) > 0);
  const page = rest.slice(0, paging.limit);
  const last = page.at(-1);
  return {
    items: page.map(({ item }) => item),
    ...(last !== undefined && rest.length > page.length ? { next: writePlace(last.place) } : {}),
  };
}

function order(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function writePlace({ value, id }: Place): string {
  return Buffer.from(JSON.stringify([value, id])).toString('base64url');
}

function readPlace(after: string): Place {
  const parts = parse(after);
  const [value, id] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  if ((typeof value === 'string' || typeof value === 'number') && typeof id === 'string') return { value, id };
  return fail('API_INVALID_REQUEST', { place: 'query.after', problem: after });
}

function parse(after: string): unknown {
  try {
    return JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    return undefined;
  }
}
