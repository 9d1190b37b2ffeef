import { isBlank } from './cell-text.ts';
import { contentScore, profileColumn, type ColumnProfile } from './column-profile.ts';
import { detectDateOrder } from './date-order.ts';
import { parseDate, saysNoDate } from './dates.ts';
import { FIELDS, type Field } from './fields.ts';
import { headerScore } from './headers.ts';

export interface ColumnGuess {
  /** Index from 0. */
  readonly column: number;
  /** 0 to 1; 1 for what a person chose. */
  readonly confidence: number;
  /** Every code in the column is a whole number saved with a fraction (1930438491.0): the fraction is no part of it. */
  readonly wholeNumbers?: true;
}

type Assignment = Partial<Record<Field, ColumnGuess>>;

const ENOUGH = 0.42;
/**
 * A name as sure as this is believed although the content contradicts, so that the rows say what is wrong: a required field would else be
 * missing, a currency or a payment be passed over in silence.
 */
const SURE_NAMES: Readonly<Partial<Record<Field, number>>> = {
  invoiceNumber: 0.8,
  customerId: 0.8,
  customerName: 0.8,
  dueDate: 0.8,
  amount: 0.8,
  currency: 0.9,
  paidAmount: 0.95,
  openAmount: 0.95,
  settledDate: 0.95,
};
const ORDER_SAMPLE = 2_000;

/**
 * Gives each field the column whose name and content suit it best, each column to one field. `chosen` holds a person's choices (null: none);
 * their columns are out of the game.
 */
export function assignColumns(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  chosen: ReadonlyMap<Field, number | null>,
): Assignment {
  const profiles = headers.map((_, column) => profileColumn(rows, column, headers[column] ?? ''));
  const result: Assignment = {};
  for (const [field, column] of chosen) if (column !== null) result[field] = { column, confidence: 1 };
  const taken = new Set(Object.values(result).map(({ column }) => column));
  const candidates = scoreAll(headers, rows, profiles).filter(({ field }) => !chosen.has(field));
  for (const { field, column, confidence } of candidates) {
    if (result[field] !== undefined || taken.has(column)) continue;
    result[field] = { column, confidence };
    taken.add(column);
  }
  if (!chosen.has('amount') && !chosen.has('openAmount')) openAsAmount(result);
  byNameAlone(headers, chosen, taken, result);
  sellerAsCustomer(headers, chosen, result);
  if (!chosen.has('invoiceNumber') && result.invoiceNumber === undefined) byUniqueness(headers, rows, taken, result);
  if (result.dueDate !== undefined && !chosen.has('terms')) delete result.terms;
  for (const field of deniedBySettlement(result, rows)) if (!chosen.has(field)) delete result[field];
  return withWholeNumbers(result, rows);
}

function byNameAlone(
  headers: readonly string[],
  chosen: ReadonlyMap<Field, number | null>,
  taken: Set<number>,
  result: Assignment,
): void {
  for (const field of FIELDS) {
    const sure = SURE_NAMES[field];
    if (sure === undefined || chosen.has(field) || result[field] !== undefined) continue;
    const scores = headers.map((header, column) => (taken.has(column) ? 0 : headerScore(header, field)));
    const best = Math.max(0, ...scores);
    if (best < sure) continue;
    const column = scores.indexOf(best);
    taken.add(column);
    result[field] = { column, confidence: best / 4 };
  }
}

const NAMES_AN_IDENTITY = /(id|no|nr|num|number|code|key|ref|号|号码|编码)\.?$/i;
const UNSURE = 0.4;

/** Nothing is called an invoice number: the first column that calls itself a number of some kind and numbers every row differently. */
function byUniqueness(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  taken: Set<number>,
  result: Assignment,
): void {
  const column = headers.findIndex((header, at) => {
    if (taken.has(at) || !NAMES_AN_IDENTITY.test(header.trim())) return false;
    const values = rows.map((cells) => cells[at] ?? '').filter((value) => !isBlank(value));
    return rows.length > 1 && values.length === rows.length && new Set(values).size === rows.length;
  });
  if (column < 0) return;
  result.invoiceNumber = { column, confidence: UNSURE };
  taken.add(column);
}

interface Candidate {
  readonly field: Field;
  readonly column: number;
  readonly confidence: number;
}

function scoreAll(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  profiles: readonly ColumnProfile[],
): Candidate[] {
  const candidates = headers.flatMap((header, column) =>
    FIELDS.map((field): Candidate => {
      const profile = profiles[column];
      const content = profile === undefined ? 0 : contentScore(profile, field);
      return { field, column, confidence: Math.min(1, headerScore(header, field) * content) };
    }),
  );
  const good = candidates
    .filter(({ confidence }) => confidence >= ENOUGH)
    .toSorted((a, b) => b.confidence - a.confidence);
  const due = good.find(({ field }) => field === 'dueDate');
  if (due === undefined) return good;
  return good
    .map((candidate) =>
      candidate.field === 'invoiceDate' && candidate.column !== due.column
        ? { ...candidate, confidence: candidate.confidence * (1 - lateShare(rows, candidate.column, due.column)) }
        : candidate,
    )
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** Share of rows in which this date lies after the due date: of two date columns the one that never does is the invoice date. */
function lateShare(rows: readonly (readonly string[])[], column: number, due: number): number {
  const sample = rows.slice(0, ORDER_SAMPLE);
  const formatOf = (index: number): { order: 'MDY' | 'DMY' | 'YMD'; pattern: null } => {
    const values = sample.map((cells) => cells[index] ?? '').filter((value) => !isBlank(value));
    return { order: detectDateOrder(values).order ?? 'MDY', pattern: null };
  };
  const [own, other] = [formatOf(column), formatOf(due)];
  const late = sample.filter((cells) => {
    const from = parseDate(cells[column] ?? '', own);
    const to = parseDate(cells[due] ?? '', other);
    return from !== undefined && to !== undefined && from > to;
  });
  return sample.length === 0 ? 0 : late.length / sample.length;
}

/** A list of open items may have one amount only, called open or balance: then that is the amount of the receivable. */
function openAsAmount(result: Assignment): void {
  if (result.amount !== undefined || result.openAmount === undefined || result.paidAmount !== undefined) return;
  result.amount = result.openAmount;
  delete result.openAmount;
}

/**
 * Payment columns that most settled rows deny: an "open amount" that is still the whole amount after the settlement is the original
 * amount under another name, a "paid amount" of nothing is not kept up.
 */
function deniedBySettlement(result: Assignment, rows: readonly (readonly string[])[]): readonly Field[] {
  const cell = (cells: readonly string[], field: Field): string => (cells[result[field]?.column ?? -1] ?? '').trim();
  const settled = rows.filter((cells) => {
    const date = cell(cells, 'settledDate');
    return !isBlank(date) && !saysNoDate(date);
  });
  const most = (test: (cells: readonly string[]) => boolean): boolean =>
    settled.filter((cells) => test(cells)).length > settled.length / 2;
  const denied: Field[] = [];
  if (result.amount === undefined || settled.length === 0) return denied;
  if (most((cells) => /[1-9]/.test(cell(cells, 'openAmount')) && cell(cells, 'openAmount') === cell(cells, 'amount'))) {
    denied.push('openAmount');
  }
  if (most((cells) => /^0+([.,]0*)?$/.test(cell(cells, 'paidAmount')))) denied.push('paidAmount');
  return denied;
}

const OTHER_NUMBER = 0.55;

/** Where the invoice number is empty in some rows: the next best column that numbers them, or null. */
export function findOtherNumber(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  fields: Readonly<Assignment>,
): number | null {
  const number = fields.invoiceNumber?.column;
  if (number === undefined || rows.every((cells) => !isBlank(cells[number] ?? ''))) return null;
  const taken = new Set(Object.values(fields).map(({ column }) => column));
  const unnumbered = rows.filter((cells) => isBlank(cells[number] ?? ''));
  const scored = headers.map((header, column) => {
    if (taken.has(column)) return { column, score: 0 };
    const content = contentScore(profileColumn(unnumbered, column, header), 'invoiceNumber');
    return { column, score: headerScore(header, 'invoiceNumber') * content };
  });
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), { column: -1, score: 0 });
  return best.score >= OTHER_NUMBER ? best.column : null;
}

const SURELY_SELLER = 0.8;

/** Where only one party is named, and by a word that either can have (company, organization, vendor), it is the one who owes. */
function sellerAsCustomer(
  headers: readonly string[],
  chosen: ReadonlyMap<Field, number | null>,
  result: Assignment,
): void {
  const { seller } = result;
  if (seller === undefined || result.customerId !== undefined || result.customerName !== undefined) return;
  if (chosen.has('seller') || chosen.has('customerId') || chosen.has('customerName')) return;
  if (headerScore(headers[seller.column] ?? '', 'seller') >= SURELY_SELLER) return;
  result.customerName = seller;
  delete result.seller;
}

function withWholeNumbers(result: Assignment, rows: readonly (readonly string[])[]): Assignment {
  for (const field of ['invoiceNumber', 'customerId', 'seller'] as const) {
    const guess = result[field];
    if (guess === undefined) continue;
    const values = rows.map((cells) => cells[guess.column] ?? '').filter((value) => !isBlank(value));
    if (values.length > 0 && values.every((value) => /^\d+\.0$/.test(value)))
      result[field] = { ...guess, wholeNumbers: true };
  }
  return result;
}
