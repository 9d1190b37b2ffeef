import { ROOT_COST } from '../arithmetic.ts';
import { Decimal, type Numeric, isZero, normalize, toDecimal } from '../numbers.ts';
import { MonthsDuration, TimeDuration } from '../temporal.ts';
import type { FeelValue } from '../values.ts';
import { type BuiltIn, type Call, define } from './signature.ts';

type Rounding = NonNullable<Parameters<Decimal['toDecimalPlaces']>[1]>;

const MAX_SCALE = 6176;
const MIN_SCALE = -6111;

export const NUMBER_FUNCTIONS: readonly BuiltIn[] = [
  define('decimal', ['n: number', 'scale: integer'], (call, n, scale) =>
    round(call, n, scale, Decimal.ROUND_HALF_EVEN),
  ),
  ...rounding('floor', Decimal.ROUND_FLOOR),
  ...rounding('ceiling', Decimal.ROUND_CEIL),
  ...rounding('round up', Decimal.ROUND_UP),
  ...rounding('round down', Decimal.ROUND_DOWN),
  ...rounding('round half up', Decimal.ROUND_HALF_UP),
  ...rounding('round half down', Decimal.ROUND_HALF_DOWN),
  define('abs', ['n: number'], (_call, n) => normalize(toDecimal(n).abs())),
  define('abs', ['n: months'], (_call, n) => new MonthsDuration(Math.abs(n.months))),
  define('abs', ['n: duration'], (_call, n) =>
    n instanceof TimeDuration ? new TimeDuration(n.nanos < 0n ? -n.nanos : n.nanos) : n,
  ),
  define('modulo', ['dividend: number', 'divisor: number'], modulo),
  costly('sqrt', (call, n) => (n.lt(0) ? call.invalid('has no root.') : normalize(n.sqrt()))),
  costly('log', (call, n) => (n.lte(0) ? call.invalid('has no logarithm.') : normalize(n.ln()))),
  costly('exp', (call, n) => normalize(n.exp()) ?? call.invalid('is too large.')),
  define('odd', ['number: number'], (_call, n) => toDecimal(n).mod(2).abs().eq(1)),
  define('even', ['number: number'], (_call, n) => toDecimal(n).mod(2).isZero()),
];

function costly(name: string, of: (call: Call, n: Decimal) => FeelValue): BuiltIn {
  return define(name, ['number: number'], (call, n) => {
    call.run.spend(ROOT_COST);
    return of(call, toDecimal(n));
  });
}

function rounding(name: string, mode: Rounding): readonly BuiltIn[] {
  return [
    define(name, ['n: number'], (call, n) => round(call, n, 0, mode)),
    define(name, ['n: number', 'scale: integer'], (call, n, scale) => round(call, n, scale, mode)),
  ];
}

function round(call: Call, n: Numeric, scale: number, mode: Rounding): FeelValue {
  if (scale > MAX_SCALE || scale < MIN_SCALE)
    return call.invalid(`expects from ${MIN_SCALE} to ${MAX_SCALE} decimals.`);
  const value = toDecimal(n);
  if (scale >= 0) return normalize(value.toDecimalPlaces(scale, mode));
  const unit = new Decimal(10).pow(-scale);
  return normalize(value.div(unit).toDecimalPlaces(0, mode).times(unit));
}

/** The sign is the divisor's: modulo(-12, 5) = 3. */
function modulo(call: Call, dividend: Numeric, divisor: Numeric): FeelValue {
  if (isZero(divisor)) return call.invalid('the divisor is 0.');
  call.run.spend(ROOT_COST);
  const rest = toDecimal(dividend).mod(divisor);
  const crosses = !rest.isZero() && rest.isNegative() !== toDecimal(divisor).isNegative();
  return normalize(crosses ? rest.plus(divisor) : rest);
}
