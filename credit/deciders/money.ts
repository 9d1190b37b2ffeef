import { Decimal } from 'decimal.js';

/** Digits after the point in the minor unit of currencies that do not have two (ISO 4217). */
const DIGITS: Readonly<Record<string, number>> = {
  BHD: 3,
  BIF: 0,
  CLF: 4,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  IQD: 3,
  ISK: 0,
  JOD: 3,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  PYG: 0,
  RWF: 0,
  TND: 3,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
};

export function minorDigits(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** Whole minor units of an amount in major units, rounded half up once: (12.345, CNY) is 1235. */
export function toMinor(amount: string | number, currency: string): number {
  return new Decimal(amount)
    .times(new Decimal(10).pow(minorDigits(currency)))
    .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
    .toNumber();
}

/** Major units as the number a process variable carries; exact up to 15 significant digits. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** minorDigits(currency);
}

/** For sentences: `12,345.60 CNY`. */
export function formatMoney(minor: number, currency: string): string {
  const digits = minorDigits(currency);
  const [whole = '0', fraction] = (Math.abs(minor) / 10 ** digits).toFixed(digits).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${minor < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`} ${currency}`;
}
