/** A number as integer digits and a power of ten, from its shortest decimal text: 19.99 is 1999 × 10⁻². */
interface Decimal {
  readonly digits: bigint;
  readonly exponent: number;
}

function decimalOf(value: number): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  const [, sign = '', whole = '0', fraction = '', power = '0'] = match ?? [];
  return { digits: BigInt(sign + whole + fraction), exponent: Number(power) - fraction.length };
}

const WIDEST = 400;

/** Whether a number is a whole multiple of another, in decimal as people count: 19.99 is 1999 times 0.01, which floating point denies. */
export function isMultipleOf(value: number, factor: number): boolean {
  const [a, b] = [decimalOf(value), decimalOf(factor)];
  const exponent = Math.min(a.exponent, b.exponent);
  if (a.exponent - exponent > WIDEST || b.exponent - exponent > WIDEST) return false;
  const scaled = ({ digits, exponent: own }: Decimal): bigint => digits * 10n ** BigInt(own - exponent);
  return scaled(a) % scaled(b) === 0n;
}

/** Significant digits of a number's shortest decimal text. */
export function significantDigits(value: number): number {
  const { digits } = decimalOf(value);
  return String(digits < 0n ? -digits : digits).replace(/0+$/, '').length;
}
