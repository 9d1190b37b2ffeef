import type { Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { ReceivableRow } from '../import/row.ts';
import { toMajor } from './money.ts';

/** Minor units beyond which a process variable would lose digits: 15 significant ones are exact. */
const LARGEST = 10 ** 15 - 1;

/**
 * What a row says is paid, in minor units: its paid amount, else amount less open amount, else everything when there is a
 * settlement date. Undefined: the row says nothing about it.
 */
export function paidOf(row: ReceivableRow): number | undefined {
  if (row.paidMinor !== undefined) return row.paidMinor;
  if (row.openMinor !== undefined) return row.amountMinor - row.openMinor;
  return row.settledDate === undefined ? undefined : row.amountMinor;
}

/** Whether the amounts of a row fit together. */
export function checkAmounts(row: ReceivableRow): Rejection | undefined {
  const { invoiceNumber, amountMinor, openMinor, paidMinor, settledDate } = row;
  const shown = (minor: number): number => toMajor(minor, row.currency);
  const amount = shown(amountMinor);
  if (amountMinor === 0) return reject('CREDIT_AMOUNT_ZERO', { invoiceNumber });
  const largest = Math.max(...[amountMinor, openMinor ?? 0, paidMinor ?? 0].map(Math.abs));
  if (!(largest <= LARGEST)) return reject('CREDIT_AMOUNT_TOO_LARGE', { amount: shown(largest) });
  if (openMinor !== undefined && !isPartOf(openMinor, amountMinor)) {
    return reject('CREDIT_OPEN_OUT_OF_RANGE', { invoiceNumber, amount, open: shown(openMinor) });
  }
  if (openMinor !== undefined && paidMinor !== undefined && !addUp(amountMinor, paidMinor, openMinor)) {
    return reject('CREDIT_AMOUNTS_DISAGREE', { invoiceNumber, amount, paid: shown(paidMinor), open: shown(openMinor) });
  }
  if (paidMinor !== undefined && paidMinor * Math.sign(amountMinor) < 0) {
    return reject('CREDIT_OPEN_OUT_OF_RANGE', { invoiceNumber, amount, open: shown(amountMinor - paidMinor) });
  }
  if (settledDate !== undefined && paidOf(row) === 0) {
    return reject('CREDIT_SETTLED_BUT_OPEN', { invoiceNumber, settledDate });
  }
  return undefined;
}

/** More may be paid than was invoiced: then nothing is open, and the rest stays on account. */
function addUp(amountMinor: number, paidMinor: number, openMinor: number): boolean {
  const isOver = openMinor === 0 && Math.abs(paidMinor) > Math.abs(amountMinor);
  return isOver || paidMinor + openMinor === amountMinor;
}

function isPartOf(part: number, whole: number): boolean {
  return whole > 0 ? part >= 0 && part <= whole : part <= 0 && part >= whole;
}
