import { fail } from '#errors/index.ts';
import type { Aggregation, Collection } from '../types.ts';
import { planQuery, type Plan } from './plan.ts';

/** What an aggregation reads: everything when it has no `where`. Rejects with STORE_NO_INDEX and STORE_INVALID_QUERY. */
export function planAggregation(collection: Collection, { where, groupBy }: Aggregation): Plan {
  if (groupBy.length > 3) {
    fail('STORE_INVALID_QUERY', { collection: collection.name, problem: 'more than three fields to group by' });
  }
  const indexed = new Set(
    Object.values(collection.indexes).flatMap((index) => (index.kind === 'ordered' ? index.fields : [])),
  );
  const missing = groupBy.filter((field) => !indexed.has(field));
  if (missing.length > 0) {
    fail('STORE_NO_INDEX', {
      collection: collection.name,
      query: `group by ${missing.join(', ')}`,
      declared: [...indexed].join(', '),
    });
  }
  return planQuery(collection, where === undefined ? {} : { where });
}
