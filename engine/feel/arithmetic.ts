import { type Numeric, add, divide, isNumeric, multiply, negate, power, subtract, toDecimal } from './numbers.ts';
import type { Run } from './run.ts';
import type { Arithmetic } from './syntax.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  type Temporal,
  TimeDuration,
  atInstant,
  daysInMonth,
  isTemporal,
  makeDate,
  zoneAt,
} from './temporal.ts';
import { type FeelValue, describeValue, nanosOfUtcDay } from './values.ts';

const DAY = 86_400_000_000_000n;
/** Steps that a power, a root or a logarithm of 34 digits counts for. */
export const ROOT_COST = 500;
/** Steps that looking up the rules of a zone counts for. */
export const ZONE_COST = 50;
/** Beyond it dates and durations leave what they can hold exactly. */
const MAX_DAYS = 3_652_059_000;

const NUMBERS: Readonly<Record<Arithmetic, (a: Numeric, b: Numeric) => Numeric | null>> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
};

/** `a operator b`: numbers, texts (+), dates, times and durations. Anything else is noted and null. */
export function calculate(run: Run, operator: Arithmetic, a: FeelValue, b: FeelValue, at: number): FeelValue {
  if (isNumeric(a) && isNumeric(b)) {
    if (operator === '**') run.spend(ROOT_COST);
    return NUMBERS[operator](a, b) ?? run.note('ARITHMETIC', `${printed(a, operator, b)} has no result.`, at);
  }
  if (a === null || b === null)
    return run.note('NULL_OPERAND', `Can't calculate with null: ${printed(a, operator, b)}.`, at);
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return run.text(a + b);
  if (a instanceof FeelDateTime || b instanceof FeelDateTime) run.spend(ZONE_COST);
  const result = temporalResult(operator, a, b);
  return result ?? run.note('TYPE_CLASH', `Can't calculate ${printed(a, operator, b)}.`, at);
}

const printed = (a: FeelValue, operator: string, b: FeelValue): string =>
  `${describeValue(a)} ${operator} ${describeValue(b)}`;

export function negation(run: Run, value: FeelValue, at: number): FeelValue {
  if (isNumeric(value)) return negate(value);
  if (value instanceof MonthsDuration) return new MonthsDuration(0 - value.months);
  if (value instanceof TimeDuration) return new TimeDuration(-value.nanos);
  const code = value === null ? 'NULL_OPERAND' : 'TYPE_CLASH';
  return run.note(code, `Can't negate ${describeValue(value)}.`, at);
}

function temporalResult(operator: Arithmetic, a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (operator === '*') return isNumeric(b) ? scale(a, b) : isNumeric(a) ? scale(b, a) : undefined;
  if (operator === '/') return isNumeric(b) ? shrink(a, b) : ratio(a, b);
  if (!isTemporal(a) || !isTemporal(b)) return undefined;
  if (operator === '+') return plus(a, b) ?? (isDuration(a) ? plus(b, a) : undefined);
  return operator === '-' ? minus(a, b) : undefined;
}

const isDuration = (value: Temporal): value is MonthsDuration | TimeDuration =>
  value instanceof MonthsDuration || value instanceof TimeDuration;

function plus(a: Temporal, b: Temporal): Temporal | undefined {
  if (b instanceof MonthsDuration) return plusMonths(a, b.months);
  return b instanceof TimeDuration ? plusNanos(a, b.nanos) : undefined;
}

function minus(a: Temporal, b: Temporal): Temporal | undefined {
  if (b instanceof MonthsDuration) return plusMonths(a, 0 - b.months);
  return b instanceof TimeDuration ? plusNanos(a, -b.nanos) : difference(a, b);
}

function plusMonths(a: Temporal, months: number): Temporal | undefined {
  if (a instanceof MonthsDuration) return safeMonths(a.months + months);
  if (a instanceof FeelDate) return dateAfterMonths(a, months);
  if (!(a instanceof FeelDateTime)) return undefined;
  const date = dateAfterMonths(a.date, months);
  return date && onDate(date, a.time);
}

/** The same local clock on another date; a named zone may have another offset there. */
function onDate(date: FeelDate, time: FeelTime): FeelDateTime {
  const name = time.zone?.name;
  const zone = name === undefined ? time.zone : zoneAt(name, date, time.nanoOfDay);
  return new FeelDateTime(date, new FeelTime(time.nanoOfDay, zone));
}

/** The last day of a shorter month where the day does not exist: 31 January + P1M = 28 February. */
function dateAfterMonths(date: FeelDate, months: number): FeelDate | undefined {
  const total = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return makeDate(year, month, Math.min(date.day, daysInMonth(year, month)));
}

function plusNanos(a: Temporal, nanos: bigint): Temporal | undefined {
  if (nanos / DAY > MAX_DAYS || nanos / DAY < -MAX_DAYS) return undefined;
  if (a instanceof TimeDuration) return new TimeDuration(a.nanos + nanos);
  if (a instanceof FeelDateTime) return atInstant(a.nanos + nanos, a.time.zone);
  if (a instanceof FeelTime) return new FeelTime(Number((((BigInt(a.nanoOfDay) + nanos) % DAY) + DAY) % DAY), a.zone);
  if (!(a instanceof FeelDate)) return undefined;
  return atInstant(BigInt(a.epochDay) * DAY + nanos, undefined).date;
}

function difference(a: Temporal, b: Temporal): TimeDuration | undefined {
  if (a instanceof FeelTime && b instanceof FeelTime)
    return zonesMatch(a, b) ? new TimeDuration(BigInt(nanosOfUtcDay(a) - nanosOfUtcDay(b))) : undefined;
  const from = asDateTime(a);
  const to = asDateTime(b);
  if (from === undefined || to === undefined || !zonesMatch(from.time, to.time)) return undefined;
  return new TimeDuration(from.nanos - to.nanos);
}

const zonesMatch = (a: FeelTime, b: FeelTime): boolean => (a.zone === undefined) === (b.zone === undefined);

/** A date is its midnight in UTC (DMN 1.5, table 57): it has no difference with a clock that has no zone. */
function asDateTime(value: Temporal): FeelDateTime | undefined {
  if (value instanceof FeelDate) return new FeelDateTime(value, new FeelTime(0, { offset: 0 }));
  return value instanceof FeelDateTime ? value : undefined;
}

const safeMonths = (months: number): MonthsDuration | undefined =>
  Number.isSafeInteger(months) ? new MonthsDuration(months) : undefined;

function scale(value: FeelValue, by: Numeric): FeelValue | undefined {
  if (value instanceof MonthsDuration) return safeMonths(toDecimal(by).times(value.months).trunc().toNumber());
  return value instanceof TimeDuration
    ? nanosOf(toDecimal(by).times(value.nanos.toString()).trunc().toFixed())
    : undefined;
}

function shrink(value: FeelValue, by: Numeric): FeelValue | undefined {
  const divisor = toDecimal(by);
  if (divisor.isZero()) return undefined;
  if (value instanceof MonthsDuration) return safeMonths(toDecimal(value.months).div(divisor).trunc().toNumber());
  if (!(value instanceof TimeDuration)) return undefined;
  return nanosOf(toDecimal(1).times(value.nanos.toString()).div(divisor).trunc().toFixed());
}

const nanosOf = (text: string): TimeDuration | undefined =>
  text.length < 30 ? new TimeDuration(BigInt(text)) : undefined;

function ratio(a: FeelValue, b: FeelValue): FeelValue | undefined {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return divide(a.months, b.months) ?? undefined;
  if (!(a instanceof TimeDuration && b instanceof TimeDuration) || b.nanos === 0n) return undefined;
  const nanos = (value: bigint): Numeric => toDecimal(1).times(value.toString());
  return divide(nanos(a.nanos), nanos(b.nanos)) ?? undefined;
}

/** Whole years and months from one date to the other. */
export function monthsBetween(from: FeelDate, to: FeelDate): MonthsDuration {
  const months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) return new MonthsDuration(months - 1);
  return new MonthsDuration(months < 0 && to.day > from.day ? months + 1 : months);
}
