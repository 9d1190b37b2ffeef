/**
 * FEEL numbers are decimals of 34 digits, rounded half-even (DMN 1.5, 10.3.2.3.1). A decimal that a double gives back
 * exactly (15 significant digits, or a safe integer) is kept as a JavaScript number, so that the usual case is fast and a
 * double stands for its shortest decimal text; everything else is a Decimal.
 */
import { Decimal as BaseDecimal } from 'decimal.js';

export const Decimal = BaseDecimal.clone({
  precision: 34,
  rounding: BaseDecimal.ROUND_HALF_EVEN,
  maxE: 6144,
  minE: -6143,
});
export type Decimal = BaseDecimal;
export type Numeric = number | Decimal;

const EXACT_DIGITS = 15;
const DOUBLE_EXPONENT = 300;

export const isNumeric = (value: unknown): value is Numeric =>
  typeof value === 'number' ? Number.isFinite(value) : value instanceof BaseDecimal;

export const toDecimal = (value: Numeric): Decimal => (typeof value === 'number' ? new Decimal(value) : value);

/** The smallest representation of a decimal; null when it is no number any more (overflow, division by zero). */
export function normalize(value: Decimal): Numeric | null {
  if (!value.isFinite()) return null;
  if (value.sd() <= EXACT_DIGITS && Math.abs(value.e) < DOUBLE_EXPONENT) return value.toNumber() + 0;
  if (value.isInteger() && value.abs().lte(Number.MAX_SAFE_INTEGER)) return value.toNumber();
  return value;
}

export function add(a: Numeric, b: Numeric): Numeric | null {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const sum = (a as number) + (b as number);
    if (Number.isSafeInteger(sum)) return sum;
  }
  return normalize(Decimal.add(a, b));
}

export function subtract(a: Numeric, b: Numeric): Numeric | null {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const difference = (a as number) - (b as number);
    if (Number.isSafeInteger(difference)) return difference;
  }
  return normalize(Decimal.sub(a, b));
}

export function multiply(a: Numeric, b: Numeric): Numeric | null {
  if (Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const product = (a as number) * (b as number);
    if (Number.isSafeInteger(product)) return product + 0;
  }
  return normalize(Decimal.mul(a, b));
}

/** Null for a division by zero. */
export function divide(a: Numeric, b: Numeric): Numeric | null {
  if (isZero(b)) return null;
  return normalize(Decimal.div(a, b));
}

export const power = (a: Numeric, b: Numeric): Numeric | null => normalize(Decimal.pow(a, b));

export const negate = (a: Numeric): Numeric => (typeof a === 'number' ? 0 - a : a.negated());

export const isZero = (a: Numeric): boolean => (typeof a === 'number' ? a === 0 : a.isZero());

export const numbersEqual = (a: Numeric, b: Numeric): boolean =>
  typeof a === 'number' && typeof b === 'number' ? a === b : toDecimal(a).eq(b);

/** A safe integer, or undefined. */
export function asInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
  return undefined;
}

/** Undefined when the text is no decimal number. */
export function parseNumber(text: string): Numeric | undefined {
  if (!/^-?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d{1,5})?$/.test(text) || text.length > 400) return undefined;
  return normalize(new Decimal(text).toSignificantDigits(34)) ?? undefined;
}

/** Without an exponent. */
export const printNumber = (value: Numeric): string => toDecimal(value).toFixed();
