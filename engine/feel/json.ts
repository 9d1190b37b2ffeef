import { isNumeric } from './numbers.ts';
import { isTemporal } from './temporal.ts';
import { type FeelValue, describeValue, isContext, isList } from './values.ts';
import { put } from './closure.ts';

const MAX_NESTING = 100;

/** JSON, as a process variable holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A value as it becomes a process variable: a temporal value is its ISO text, a number a double, as Zeebe stores them.
 * What has no such form (a function, a range, a whole number that a double can't hold) is null and told to `lost`.
 */
export function toJson(value: FeelValue, lost: (reason: string) => void, nesting = 0): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumeric(value)) return toDouble(value, lost);
  if (isTemporal(value)) return value.toString();
  if (nesting > MAX_NESTING) return drop(lost, `A value is nested deeper than ${MAX_NESTING} levels.`);
  if (isList(value)) return value.map((item) => toJson(item, lost, nesting + 1));
  if (!isContext(value)) return drop(lost, `The result is ${describeValue(value)}: it can't be stored.`);
  const json: Record<string, FeelValue> = {};
  for (const [key, entry] of Object.entries(value)) put(json, key, toJson(entry, lost, nesting + 1) as FeelValue);
  return json as Json;
}

function drop(lost: (reason: string) => void, reason: string): null {
  lost(reason);
  return null;
}

function toDouble(value: Extract<FeelValue, { toNumber(): number }> | number, lost: (reason: string) => void): Json {
  if (typeof value === 'number') return value;
  const double = value.toNumber();
  if (!Number.isFinite(double) || (value.isInteger() && !Number.isSafeInteger(double)))
    return drop(lost, `The number ${value.toString()} has more digits than can be stored exactly.`);
  return double;
}
