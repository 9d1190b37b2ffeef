import { looksLikeNumber } from './amounts.ts';
import { isBlank, readYesNo } from './cell-text.ts';
import { currenciesOf } from './currency.ts';
import { looksLikeDate, saysNoDate } from './dates.ts';
import type { Field } from './fields.ts';
import { readStatus } from './status.ts';

/** Shares (0 to 1) of the filled cells of a column that look like something. */
export interface ColumnProfile {
  readonly count: number;
  readonly filled: number;
  readonly dates: number;
  readonly numbers: number;
  readonly digitsOnly: number;
  readonly yesNo: number;
  readonly statuses: number;
  readonly currencies: number;
  /** Names of people and companies: Chinese characters, or letters with spaces. */
  readonly names: number;
  readonly distinct: number;
}

const SAMPLE = 2_000;

export function profileColumn(rows: readonly (readonly string[])[], column: number, header: string): ColumnProfile {
  const sample = rows.slice(0, SAMPLE).map((cells) => cells[column] ?? '');
  const values = sample.filter((value) => !isBlank(value));
  const shareOf = (among: readonly string[], test: (value: string) => boolean): number =>
    among.length === 0 ? 0 : among.filter((value) => test(value)).length / among.length;
  const share = (test: (value: string) => boolean): number => shareOf(values, test);
  const dated = values.filter((value) => !saysNoDate(value));
  return {
    count: sample.length,
    filled: sample.length === 0 ? 0 : values.length / sample.length,
    dates: shareOf(dated, looksLikeDate),
    numbers: share(looksLikeNumber),
    digitsOnly: share((value) => /^\d+(\.0+)?$/.test(value)),
    yesNo: share((value) => readYesNo(value) !== undefined),
    statuses: share((value) => readStatus(value, header) !== undefined),
    currencies: share((value) => currenciesOf(value).length > 0),
    names: share((value) => /[\u3400-\u9fff]|\p{L}{2,}.*\s.*\p{L}|^\p{L}{3,}$/u.test(value)),
    distinct: values.length === 0 ? 0 : new Set(values).size / values.length,
  };
}

const MOSTLY = 0.8;

/** How well the content of a column suits a field: 1 fits, below a half contradicts the name. */
export function contentScore(profile: ColumnProfile, field: Field): number {
  if (profile.filled === 0) return EMPTY_SCORES[field];
  return CONTENT[field](profile);
}

const byShare = (share: number): number => (share >= MOSTLY ? 1 : 0.12);

/** A column without a value may still be meant: nothing paid, nothing settled, nothing disputed so far. */
const EMPTY_SCORES: Readonly<Record<Field, number>> = {
  seller: 0.3,
  invoiceNumber: 0.3,
  customerId: 0.4,
  customerName: 0.4,
  invoiceDate: 0.3,
  dueDate: 0.3,
  amount: 0.3,
  currency: 0.4,
  paidAmount: 0.9,
  openAmount: 0.6,
  settledDate: 0.9,
  disputed: 0.9,
  terms: 0.3,
  status: 0.3,
};

const CONTENT: Readonly<Record<Field, (profile: ColumnProfile) => number>> = {
  seller: ({ distinct, count }) => (count >= 10 && distinct > 0.5 ? 0.5 : 1),
  invoiceNumber: ({ distinct, filled, dates, digitsOnly }) => {
    if (dates >= MOSTLY && digitsOnly < MOSTLY) return 0.12;
    return (distinct >= 0.9 ? 1 : distinct >= 0.5 ? 0.9 : 0.4) * (filled === 1 ? 1 : 0.88);
  },
  customerId: ({ names, filled }) => (names >= MOSTLY ? 0.6 : 1) * (filled === 1 ? 1 : 0.9),
  customerName: ({ digitsOnly, names, filled }) =>
    (digitsOnly >= MOSTLY ? 0.3 : names >= 0.5 ? 1 : 0.7) * (filled === 1 ? 1 : 0.95),
  invoiceDate: ({ dates }) => byShare(dates),
  dueDate: ({ dates }) => byShare(dates),
  settledDate: ({ dates }) => byShare(dates),
  amount: ({ numbers, filled }) => byShare(numbers) * (filled === 1 ? 1 : 0.9),
  paidAmount: ({ numbers }) => byShare(numbers),
  openAmount: ({ numbers }) => byShare(numbers),
  currency: ({ currencies }) => byShare(currencies),
  disputed: ({ yesNo }) => byShare(yesNo),
  status: ({ statuses }) => byShare(statuses),
  terms: ({ numbers, names }) => (numbers >= MOSTLY || names >= MOSTLY ? 1 : 0.6),
};
