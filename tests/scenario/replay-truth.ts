import { addDays } from '#credit/index.ts';

/** An invoice as it really was, before some system wrote it into a file. */
export interface Truth {
  readonly number: string;
  readonly seller: string;
  readonly customer: number;
  readonly invoiceDate: string;
  readonly dueDate: string;
  /** Whole cents; negative for a credit note. */
  readonly cents: number;
  readonly currency: 'USD' | 'CAD';
  /** Cents paid by now, all on `paidOn`. */
  readonly paidCents: number;
  readonly paidOn: string | undefined;
}

export type Random = (below: number) => number;

/** Whole numbers from 0 up to below, the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/**
 * A year of invoices: most paid around their due date, some long before it or very late, one in nine still open, some paid in part,
 * some due before they were written, a few credit notes. Numbers repeat from one seller to the next.
 */
export function truths(seed: number, count: number): readonly Truth[] {
  const next = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const invoiceDate = addDays('2022-03-01', next(365));
    const early = next(40) === 0;
    const dueDate = addDays(invoiceDate, early ? -1 - next(20) : ([0, 14, 30, 45, 60][next(5)] ?? 30));
    const lateness = next(10) < 5 ? -next(20) : next(4) === 0 ? next(70) : next(18);
    const creditNote = next(50) === 0;
    const cents = (1 + next(9_000_000)) * (creditNote ? -1 : 1);
    const kind = next(18);
    const state = creditNote || kind < 2 ? 'open' : kind === 2 ? 'part' : 'paid';
    const paidCents = state === 'paid' ? cents : state === 'part' ? Math.floor(cents / 3) : 0;
    return {
      number: String(1_930_000_000 + Math.floor(index / 3)),
      seller: `U00${index % 3}`,
      customer: next(140),
      invoiceDate,
      dueDate,
      cents,
      currency: index % 11 === 0 ? 'CAD' : 'USD',
      paidCents,
      paidOn: paidCents === 0 ? undefined : addDays(dueDate, lateness),
    };
  });
}

const LEVELS = { sales: 7, finance: 15, legal: 30 } as const;

/**
 * What the rules of the dates ask of a ledger, said in dates alone: a case when the due date ends with something open, where a payment
 * of that very day has come in time and one of the next has not; a task when the receivable is open on the morning of its day.
 */
export function expectedFigures(ledger: readonly Truth[], rejected: number, asOf?: string): object {
  const dates = ledger.flatMap(({ invoiceDate, dueDate, paidOn }) => [invoiceDate, dueDate, paidOn ?? '']);
  const last = asOf ?? dates.toSorted().at(-1) ?? '';
  const endOf = ({ cents, paidCents, paidOn }: Truth): string => (paidCents >= cents && paidOn ? paidOn : '9999');
  const openOn = (one: Truth, day: string): boolean => day <= last && endOf(one) > day;
  const entered = ledger.filter(({ invoiceDate, dueDate }) => invoiceDate <= last || dueDate <= last);
  const cases = entered.filter((one) => one.cents > 0 && one.dueDate < last && endOf(one) > one.dueDate);
  const raised = (days: number): readonly Truth[] => cases.filter((one) => openOn(one, addDays(one.dueDate, days)));
  const ended = cases.filter((one) => endOf(one) <= last);
  const withTask = new Set(raised(LEVELS.sales));
  return {
    invoices: entered.length,
    rejected,
    cases: cases.length,
    cured: {
      beforeAnyTask: ended.filter((one) => !withTask.has(one)).length,
      afterTask: ended.filter((one) => withTask.has(one)).length,
    },
    open: cases.length - ended.length,
    tasks: Object.fromEntries(Object.entries(LEVELS).map(([level, days]) => [level, raised(days).length])),
  };
}
