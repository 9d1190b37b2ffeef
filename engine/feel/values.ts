import { FeelLimitError } from './errors.ts';
import { Decimal, type Numeric, isNumeric, numbersEqual, printNumber } from './numbers.ts';
import type { Run } from './run.ts';
import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  type Temporal,
  TimeDuration,
  isTemporal,
} from './temporal.ts';

export interface Range {
  /** Null: open to that side. */
  readonly low: FeelValue;
  readonly lowIncluded: boolean;
  readonly high: FeelValue;
  readonly highIncluded: boolean;
  /** Written `(= 5)` or `(!= 5)`; both ends are then that value. */
  readonly form?: 'interval' | 'equal' | 'unequal';
}

export class FeelRange implements Range {
  readonly low: FeelValue;
  readonly lowIncluded: boolean;
  readonly high: FeelValue;
  readonly highIncluded: boolean;
  readonly form: NonNullable<Range['form']>;

  constructor(range: Range) {
    this.low = range.low;
    this.lowIncluded = range.lowIncluded;
    this.high = range.high;
    this.highIncluded = range.highIncluded;
    this.form = range.form ?? 'interval';
  }
}

/** A function of the text itself; a JavaScript function is never called. */
export class FeelFunction {
  readonly parameters: readonly string[];
  readonly invoke: (run: Run, args: readonly FeelValue[]) => FeelValue;

  constructor(parameters: readonly string[], invoke: (run: Run, args: readonly FeelValue[]) => FeelValue) {
    this.parameters = parameters;
    this.invoke = invoke;
  }

  /** Whether it can be called with that many values. */
  takes(count: number): boolean {
    return count === this.parameters.length;
  }
}

export interface FeelContext {
  readonly [key: string]: FeelValue;
}

/** What an expression works with: JSON, temporal values, exact decimals, ranges and functions. */
export type FeelValue =
  null | boolean | string | Numeric | Temporal | FeelRange | FeelFunction | readonly FeelValue[] | FeelContext;

export type Kind =
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'years and months duration'
  | 'days and time duration'
  | 'list'
  | 'context'
  | 'range'
  | 'function'
  | 'unsupported';

/** What a value is in FEEL; `unsupported` for everything that is no plain data (a JavaScript function, NaN, a Map). */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'number':
      return Number.isFinite(value) ? 'number' : 'unsupported';
    case 'boolean':
      return 'boolean';
    case 'object':
      return value === null ? 'null' : kindOfObject(value);
    default:
      return 'unsupported';
  }
}

function kindOfObject(value: object): Kind {
  if (Array.isArray(value)) return 'list';
  if (isPlain(value)) return 'context';
  if (isNumeric(value)) return 'number';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'date and time';
  if (value instanceof MonthsDuration) return 'years and months duration';
  if (value instanceof TimeDuration) return 'days and time duration';
  if (value instanceof FeelRange) return 'range';
  return value instanceof FeelFunction ? 'function' : 'unsupported';
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || isForeignPlain(prototype);
}

/** An object of another realm (a worker, a vm): its prototype is that realm's Object.prototype. */
const isForeignPlain = (prototype: unknown): boolean =>
  typeof prototype === 'object' &&
  prototype !== null &&
  Object.getPrototypeOf(prototype) === null &&
  Object.hasOwn(prototype, 'hasOwnProperty');

export const isContext = (value: unknown): value is FeelContext => kindOf(value) === 'context';
export const isList = (value: unknown): value is readonly FeelValue[] => Array.isArray(value);

/** Own entries only: `constructor` and `__proto__` are names like any other. Undefined when there is no such entry. */
export const entryOf = (context: FeelContext, key: string): FeelValue | undefined =>
  Object.hasOwn(context, key) ? (context[key] ?? null) : undefined;

/** A context of these entries; a later one wins. Safe for every key. */
export const contextOf = (entries: Iterable<readonly [string, FeelValue]>): FeelContext => Object.fromEntries(entries);

const MAX_NESTING = 200;
/** A value may hold the same list many times, so that comparing it all would take for ever. */
const MAX_COMPARED = 200_000;

interface Effort {
  nesting: number;
  left: number;
}

/** FEEL equality; undefined when the two can't be compared (different kinds). Null equals only null. */
export const equal = (a: FeelValue, b: FeelValue): boolean | undefined =>
  compareDeep(a, b, { nesting: 0, left: MAX_COMPARED });

function compareDeep(a: FeelValue, b: FeelValue, effort: Effort): boolean | undefined {
  if (a === null || b === null) return a === b;
  const kind = kindOf(a);
  if (kind !== kindOf(b) || kind === 'unsupported' || kind === 'function') return undefined;
  effort.left -= 1;
  if (effort.nesting > MAX_NESTING || effort.left < 0)
    throw new FeelLimitError('A value is too deep or too large to compare.');
  if (isNumeric(a) && isNumeric(b)) return numbersEqual(a, b);
  if (isList(a) && isList(b)) return listsEqual(a, b, effort);
  if (kind === 'context') return contextsEqual(a as FeelContext, b as FeelContext, effort);
  if (a instanceof FeelRange && b instanceof FeelRange) return rangesEqual(a, b, effort);
  return isTemporal(a) && isTemporal(b) ? temporalsEqual(a, b) : a === b;
}

function listsEqual(a: readonly FeelValue[], b: readonly FeelValue[], effort: Effort): boolean | undefined {
  if (a.length !== b.length) return false;
  return allEqual(
    a.map((item, index) => [item, b[index] ?? null]),
    effort,
  );
}

function contextsEqual(a: FeelContext, b: FeelContext, effort: Effort): boolean | undefined {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length || !keys.every((key) => Object.hasOwn(b, key))) return false;
  return allEqual(
    keys.map((key) => [a[key] ?? null, b[key] ?? null]),
    effort,
  );
}

/** False as soon as one pair differs; undefined when none differs and one can't be compared. */
function allEqual(pairs: readonly (readonly [FeelValue, FeelValue])[], effort: Effort): boolean | undefined {
  let result: boolean | undefined = true;
  effort.nesting += 1;
  for (const [a, b] of pairs) {
    const same = compareDeep(a, b, effort);
    if (same === false) return false;
    if (same === undefined) result = undefined;
  }
  effort.nesting -= 1;
  return result;
}

const rangesEqual = (a: FeelRange, b: FeelRange, effort: Effort): boolean | undefined =>
  a.form === b.form &&
  a.lowIncluded === b.lowIncluded &&
  a.highIncluded === b.highIncluded &&
  allEqual(
    [
      [a.low, b.low],
      [a.high, b.high],
    ],
    effort,
  );

function temporalsEqual(a: Temporal, b: Temporal): boolean | undefined {
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return a.months === b.months;
  const order = orderTemporals(a, b);
  return order === undefined ? undefined : order === 0;
}

const zoned = (value: FeelTime): boolean => value.zone !== undefined;

/** Undefined where there is no order: different kinds, or a value with a zone beside one without. */
function orderTemporals(a: Temporal, b: Temporal): number | undefined {
  if (a instanceof FeelDate && b instanceof FeelDate) return a.epochDay - b.epochDay;
  if (a instanceof MonthsDuration && b instanceof MonthsDuration) return a.months - b.months;
  if (a instanceof TimeDuration && b instanceof TimeDuration) return sign(a.nanos - b.nanos);
  if (a instanceof FeelDateTime && b instanceof FeelDateTime)
    return zoned(a.time) === zoned(b.time) ? sign(a.nanos - b.nanos) : undefined;
  if (a instanceof FeelTime && b instanceof FeelTime)
    return zoned(a) === zoned(b) ? nanosOfUtcDay(a) - nanosOfUtcDay(b) : undefined;
  return undefined;
}

export const nanosOfUtcDay = (time: FeelTime): number => time.nanoOfDay - (time.zone?.offset ?? 0) * 1_000_000_000;
const sign = (value: bigint): number => (value < 0n ? -1 : value > 0n ? 1 : 0);

/** Order of two values; undefined where FEEL knows none. Doubles are ordered as the decimals they stand for, text by code points. */
export function order(a: FeelValue, b: FeelValue): number | undefined {
  if (typeof a === 'number' && typeof b === 'number')
    return Number.isFinite(a) && Number.isFinite(b) ? Math.sign(a - b) : undefined;
  if (typeof a === 'string' && typeof b === 'string') return orderTexts(a, b);
  if (isNumeric(a) && isNumeric(b)) return new Decimal(a).cmp(b);
  return isTemporal(a) && isTemporal(b) ? orderTemporals(a, b) : undefined;
}

/** By code points: by code units an emoji would come before a rare ideograph of the basic plane. */
function orderTexts(a: string, b: string): number {
  if (a === b) return 0;
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return (a.codePointAt(at) ?? 0) - (b.codePointAt(at) ?? 0);
  }
  return a.length - b.length;
}

/** For messages: short, never the whole of a long value. */
export function describeValue(value: unknown): string {
  const kind = kindOf(value);
  if (kind === 'null') return 'null';
  if (kind === 'unsupported') return `a ${typeof value} that is no plain data`;
  if (kind === 'list') return `a list of ${(value as readonly unknown[]).length}`;
  if (kind === 'context' || kind === 'range' || kind === 'function') return `a ${kind}`;
  const text = isNumeric(value)
    ? printNumber(value)
    : typeof value === 'string'
      ? JSON.stringify(value)
      : String(value);
  return `the ${kind} ${text.length > 40 ? `${text.slice(0, 40)}…` : text}`;
}
