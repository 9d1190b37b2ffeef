import { FeelLimitError } from './errors.ts';
import { type Numeric, isNumeric, printNumber } from './numbers.ts';
import { isTemporal } from './temporal.ts';
import { type FeelValue, describeValue, isContext, isList } from './values.ts';
import { put } from './closure.ts';

const MAX_NESTING = 100;
/** Characters and items: a value that holds the same list many times grows beyond all bounds when it is written out. */
const MAX_SIZE = 4_000_000;
const ITEM_SIZE = 20;

/** JSON, as a process variable holds it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * A value as it becomes a process variable: a temporal value is its ISO text, a number a double, as Zeebe stores them.
 * What has no such form (a function, a range, a whole number that a double can't hold) is null and told to `lost`.
 */
export const toJson = (value: FeelValue, lost: Lost, room?: Room): Json => written(value, toDouble, lost, room);

/** A value as a document for somebody else: as {@link toJson}, but a number that no double holds exactly is its decimal text. */
export const toExactJson = (value: FeelValue, lost: Lost): Json =>
  written(value, (number) => (typeof number === 'number' ? number : printNumber(number)), lost);

type Lost = (reason: string) => void;

/** What values may still take up, together: characters, an item counting as some. */
export interface Room {
  left: number;
}

type WriteNumber = (value: Numeric, lost: Lost) => Json;

function written(value: FeelValue, writeNumber: WriteNumber, lost: Lost, room: Room = { left: MAX_SIZE }): Json {
  try {
    return write(value, { writeNumber, lost, room }, 0);
  } catch (error) {
    if (error instanceof FeelLimitError) return drop(lost, error.message);
    throw error;
  }
}

interface Writing {
  readonly writeNumber: WriteNumber;
  readonly lost: Lost;
  readonly room: Room;
}

function write(value: FeelValue, writing: Writing, nesting: number): Json {
  const { lost, room } = writing;
  room.left -= typeof value === 'string' ? value.length : ITEM_SIZE;
  if (room.left < 0) throw new FeelLimitError('A value is larger than there is room for.');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (isNumeric(value)) return writing.writeNumber(value, lost);
  if (isTemporal(value)) return value.toString();
  if (nesting > MAX_NESTING) throw new FeelLimitError(`A value is nested deeper than ${MAX_NESTING} levels.`);
  if (isList(value)) return value.map((item) => write(item, writing, nesting + 1));
  if (!isContext(value)) return drop(lost, `The result is ${describeValue(value)}: it can't be stored.`);
  const json: Record<string, FeelValue> = {};
  for (const [key, entry] of Object.entries(value)) put(json, key, write(entry, writing, nesting + 1) as FeelValue);
  return json as Json;
}

function drop(lost: Lost, reason: string): null {
  lost(reason);
  return null;
}

function toDouble(value: Numeric, lost: Lost): Json {
  if (typeof value === 'number') return value;
  const double = value.toNumber();
  if (!Number.isFinite(double) || (value.isInteger() && !Number.isSafeInteger(double)))
    return drop(lost, `The number ${value.toString()} has more digits than can be stored exactly.`);
  return double;
}
