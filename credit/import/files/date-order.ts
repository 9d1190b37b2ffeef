import { readDate, type DateOrder } from './dates.ts';

/** What the dates of a column say about their order. */
export interface DateEvidence {
  /** The order, where one is needed and the values decide it. */
  readonly order: DateOrder | null;
  /** The form of the first value in words, for example `M/D/YYYY`. */
  readonly label: string;
  /** A value that only the order found can read (13/01/2024), or null. */
  readonly decidedBy: string | null;
  /** A value that can be read in several orders while nothing decides; null where all is clear. */
  readonly undecided: string | null;
  /** Two values that contradict each other; null where there are none. */
  readonly mixed: readonly [string, string] | null;
}

const ORDERS: readonly DateOrder[] = ['MDY', 'DMY', 'YMD'];
/** A typing mistake in a hundred rows does not unsettle the order; its row is rejected instead. */
const TOLERATED = 0.01;
/** Fewer dates can't show how their years scatter. */
const ENOUGH_DATES = 3;

interface Tally {
  total: number;
  readonly valid: Record<DateOrder, number>;
  /** The first value that this order can't read. */
  readonly against: Partial<Record<DateOrder, string>>;
  readonly years: Record<DateOrder, Set<string>>;
  first: string;
}

/**
 * Decides between month/day, day/month and (with short years) year first over all values of a column: the order under which every
 * date exists. A number above 12 decides; where none occurs the column stays undecided.
 */
export function detectDateOrder(values: readonly string[]): DateEvidence {
  const tally = countReadings(values);
  const label = (order: DateOrder | null): string =>
    labelOf(tally.first === '' ? (values[0] ?? '') : tally.first, order);
  const none = { decidedBy: null, undecided: null, mixed: null };
  if (tally.total === 0) return { order: null, label: label(null), ...none };
  const fits = ORDERS.filter((order) => tally.valid[order] === tally.total);
  const [only, other] = fits.length > 1 ? byYears(fits, tally) : fits;
  if (only !== undefined && other === undefined) {
    return { ...none, order: only, label: label(only), decidedBy: decidingValue(only, tally) };
  }
  if (only !== undefined) return { ...none, order: null, label: label(only), undecided: tally.first };
  return withoutFit(tally, label);
}

function countReadings(values: readonly string[]): Tally {
  const years = { MDY: new Set<string>(), DMY: new Set<string>(), YMD: new Set<string>() };
  const tally: Tally = { total: 0, valid: { MDY: 0, DMY: 0, YMD: 0 }, against: {}, years, first: '' };
  for (const value of values) {
    const reading = readDate(value);
    if (reading?.kind !== 'ordered' || Object.keys(reading.dates).length === 0) continue;
    tally.total += 1;
    if (tally.first === '') tally.first = value;
    for (const order of ORDERS) {
      const date = reading.dates[order];
      if (date === undefined) tally.against[order] ??= value;
      else {
        tally.valid[order] += 1;
        tally.years[order].add(date.slice(0, 4));
      }
    }
  }
  return tally;
}

/** Receivables lie within few years: of two orders the one under which the years scatter over a month's days is wrong. */
function byYears(fits: readonly DateOrder[], { years, total }: Tally): readonly DateOrder[] {
  if (!fits.includes('YMD') || total < ENOUGH_DATES) return fits;
  const fewest = Math.min(...fits.map((order) => years[order].size));
  const narrow = fits.filter((order) => years[order].size === fewest);
  const widest = Math.max(...fits.map((order) => years[order].size));
  return widest >= fewest * 2 ? narrow : fits;
}

function decidingValue(order: DateOrder, { against }: Tally): string | null {
  const rival = ORDERS.find((other) => other !== order && other !== 'YMD' && against[other] !== undefined);
  return (rival === undefined ? undefined : against[rival]) ?? null;
}

function withoutFit(tally: Tally, label: (order: DateOrder | null) => string): DateEvidence {
  const [best = 'MDY', second = 'DMY'] = ORDERS.toSorted((a, b) => tally.valid[b] - tally.valid[a]);
  const decidedBy = tally.against[second] ?? null;
  if (tally.valid[best] >= tally.total * (1 - TOLERATED)) {
    return { order: best, label: label(best), decidedBy, undecided: null, mixed: null };
  }
  const mixed = [decidedBy ?? tally.first, tally.against[best] ?? tally.first] as const;
  return { order: null, label: label(best), decidedBy: null, undecided: null, mixed };
}

/** The form of a date in the letters a person would choose it by. */
export function labelOf(value: string, order: DateOrder | null): string {
  const text = value.normalize('NFKC').trim();
  if (/^\d{4}年/.test(text)) return 'YYYY年M月D日';
  const yearFirst = /^\d{4}([-/.])/.exec(text);
  if (yearFirst !== null) return ['YYYY', 'M', 'D'].join(yearFirst[1]);
  if (/^\d{8}(\.0+)?$/.test(text)) return 'YYYYMMDD';
  if (/^\d{5}(\.\d+)?$/.test(text)) return 'EXCEL';
  const numbers = /^\d{1,2}([-/.])\d{1,2}[-/.](\d{4}|\d{1,2})/.exec(text);
  if (numbers === null) return /[a-z]/i.test(text) ? 'D-MMM-YYYY' : 'YYYY-MM-DD';
  const year = (numbers[2] ?? '').length <= 2 ? 'YY' : 'YYYY';
  const letters = { MDY: ['M', 'D', year], DMY: ['D', 'M', year], YMD: [year, 'M', 'D'] };
  return letters[order ?? 'MDY'].join(numbers[1]);
}
