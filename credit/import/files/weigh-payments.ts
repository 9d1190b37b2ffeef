import type { ErrorCode } from '#errors/index.ts';
import type { AmountField, DateField } from './fields.ts';

/** What a row says about payments, in minor units of its currency. */
export interface StatedPayments {
  readonly amount: number;
  readonly paid: number | null;
  readonly open: number | null;
  readonly settledDate: string | null;
  /** Whether its status says that it is paid. */
  readonly isPaid: boolean;
}

/** What is taken from it. Paid and open are both null where the row says nothing, else they add up to the amount or more is paid. */
export interface WeighedPayments {
  readonly paid: number | null;
  readonly open: number | null;
  readonly settledDate: string | null;
  /** What does not fit together in the row. */
  readonly remark: { readonly code: ErrorCode; readonly field: AmountField | DateField } | null;
}

/**
 * Real ledgers contradict themselves: discounts are neither paid nor open, interest is open beyond the amount, payments stand with
 * a minus. What is open decides, then what is paid, then the settlement date, then the status.
 */
export function weighPayments(stated: StatedPayments): WeighedPayments {
  const sign = stated.amount < 0 ? -1 : 1;
  const signed = (minor: number): number => (minor === 0 ? 0 : sign * minor);
  const size = (minor: number | null): number | null => (minor === null ? null : sign * minor);
  const whole = stated.amount * sign;
  const { paid, open, remark } = weigh(whole, size(stated.paid), size(stated.open), stated);
  if (paid === null) return { paid, open: null, settledDate: null, remark: null };
  const result = { paid: signed(paid), open: signed(open), settledDate: stated.settledDate, remark };
  if (stated.settledDate === null || open === 0) return result;
  const settledButOpen = { code: 'IMPORT_SETTLED_BUT_OPEN', field: 'settledDate' } as const;
  return { ...result, settledDate: paid === 0 ? null : stated.settledDate, remark: remark ?? settledButOpen };
}

type Weighed = { readonly paid: null; readonly open: null; readonly remark: null } | Known;

interface Known {
  readonly paid: number;
  readonly open: number;
  readonly remark: WeighedPayments['remark'];
}

const OVER = { code: 'IMPORT_PAID_OVER_AMOUNT', field: 'paidAmount' } as const;

function weigh(
  whole: number,
  paid: number | null,
  open: number | null,
  { settledDate, isPaid, amount }: StatedPayments,
): Weighed {
  if (open !== null) return byOpen(whole, paid, amount < 0 ? Math.abs(open) : open);
  if (paid !== null) {
    const given = Math.abs(paid);
    return { paid: given, open: Math.max(0, whole - given), remark: given > whole || paid < 0 ? OVER : null };
  }
  if (settledDate === null && !isPaid) return { paid: null, open: null, remark: null };
  return { paid: whole, open: 0, remark: null };
}

function byOpen(whole: number, paid: number | null, open: number): Known {
  if (open > whole) return { paid: 0, open: whole, remark: { code: 'IMPORT_OPEN_OVER_AMOUNT', field: 'openAmount' } };
  const given = paid === null ? whole - open : Math.abs(paid);
  if (open <= 0 && given > whole) return { paid: Math.max(given, whole - open), open: 0, remark: OVER };
  const isConsistent = given === whole - open;
  const remark = isConsistent ? null : ({ code: 'IMPORT_OPEN_INCONSISTENT', field: 'openAmount' } as const);
  return { paid: whole - Math.max(0, open), open: Math.max(0, open), remark };
}
