import { addDays, daysBetween } from './dates.ts';

/** Days past due, whole and closed at both ends; together they take in every date. */
export const AGEING_BUCKETS = [
  { name: 'notDue', from: undefined, to: 0 },
  { name: 'd1to30', from: 1, to: 30 },
  { name: 'd31to60', from: 31, to: 60 },
  { name: 'd61to90', from: 61, to: 90 },
  { name: 'd91to180', from: 91, to: 180 },
  { name: 'd181to365', from: 181, to: 365 },
  { name: 'over365', from: 366, to: undefined },
] as const;

export type AgeingBucket = (typeof AGEING_BUCKETS)[number]['name'];

/** Amounts in minor units by days past due. */
export type Ageing = Readonly<Record<AgeingBucket, number>>;

export const NO_AGEING: Ageing = {
  notDue: 0,
  d1to30: 0,
  d31to60: 0,
  d61to90: 0,
  d91to180: 0,
  d181to365: 0,
  over365: 0,
};

/** The bucket of a due date on a day; the due date itself is not overdue. */
export function bucketOf(dueDate: string, today: string): AgeingBucket {
  const days = daysBetween(dueDate, today);
  const bucket = AGEING_BUCKETS.find(({ to }) => to === undefined || days <= to);
  return bucket?.name ?? 'over365';
}

/** The due dates that lie in a bucket on a day, both ends included; an open end is absent. */
export function dueDatesIn(name: AgeingBucket, today: string): { readonly from?: string; readonly to?: string } {
  const bucket = AGEING_BUCKETS.find((one) => one.name === name);
  return {
    ...(bucket?.to === undefined ? {} : { from: addDays(today, -bucket.to) }),
    ...(bucket?.from === undefined ? {} : { to: addDays(today, -bucket.from) }),
  };
}

/** Open amounts by bucket; their sum is the sum of the items. */
export function ageOf(
  items: readonly { readonly dueDate: string; readonly openMinor: number }[],
  today: string,
): Ageing {
  const ageing = { ...NO_AGEING };
  for (const item of items) {
    // Nobody is late with a credit note: it counts as not due whatever its date.
    ageing[item.openMinor < 0 ? 'notDue' : bucketOf(item.dueDate, today)] += item.openMinor;
  }
  return ageing;
}

export function openTotal(ageing: Ageing): number {
  return AGEING_BUCKETS.reduce((sum, { name }) => sum + ageing[name], 0);
}

export function overdueTotal(ageing: Ageing): number {
  return openTotal(ageing) - ageing.notDue;
}
