import { monthsBetween } from '../arithmetic.ts';
import { FeelLimitError } from '../errors.ts';
import { type Numeric, parseNumber, printNumber, isNumeric, toDecimal } from '../numbers.ts';
import {
  type FeelDate,
  FeelDateTime,
  FeelTime,
  TimeDuration,
  atInstant,
  isTemporal,
  makeDate,
  makeTime,
  zoneAt,
} from '../temporal.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../temporal-text.ts';
import { type FeelValue, isContext, isList, kindOf } from '../values.ts';
import { type BuiltIn, type Call, define } from './signature.ts';

const or = (value: FeelValue | undefined, call: Call, reason: string): FeelValue => value ?? call.invalid(reason);

export const CONVERSION_FUNCTIONS: readonly BuiltIn[] = [
  define('date', ['from: string'], (call, from) => or(parseDate(from), call, `"${from}" is no date.`)),
  define('date', ['from: date'], (_call, from) => from),
  define('date', ['from: date-time'], (_call, from) => from.date),
  define('date', ['year: integer', 'month: integer', 'day: integer'], (call, year, month, day) =>
    or(makeDate(year, month, day), call, `there is no day ${year}-${month}-${day}.`),
  ),
  define('time', ['from: string'], (call, from) => or(parseTime(from), call, `"${from}" is no time.`)),
  define('time', ['from: time'], (_call, from) => from),
  define('time', ['from: date-time'], (_call, from) => from.time),
  define('time', ['from: date'], () => new FeelTime(0, { offset: 0 })),
  define('time', ['hour: integer', 'minute: integer', 'second: number', 'offset?: duration'], timeOf),
  define('date and time', ['from: string'], (call, from) =>
    or(parseDateTime(from), call, `"${from}" is no date and time.`),
  ),
  define('date and time', ['from: date-time'], (_call, from) => from),
  define('date and time', ['from: date'], (_call, from) => new FeelDateTime(from, new FeelTime(0))),
  define('date and time', ['date: date', 'time: time'], (_call, date, time) => dateTimeOf(date, time)),
  define('date and time', ['date: date-time', 'time: time'], (_call, date, time) => dateTimeOf(date.date, time)),
  define('date and time', ['date: date', 'timezone: string'], (call, date, timezone) =>
    inZone(call, date, 0, timezone),
  ),
  define('date and time', ['date: date-time', 'timezone: string'], (call, date, timezone) =>
    date.time.zone === undefined
      ? inZone(call, date.date, date.time.nanoOfDay, timezone)
      : toZone(call, date, timezone),
  ),
  define('duration', ['from: string'], (call, from) => or(parseDuration(from), call, `"${from}" is no duration.`)),
  define('duration', ['from: duration'], (_call, from) => from),
  define('years and months duration', ['from: date', 'to: date'], (_call, from, to) => monthsBetween(from, to)),
  define('years and months duration', ['from: date-time', 'to: date-time'], (_call, from, to) =>
    monthsBetween(from.date, to.date),
  ),
  define('years and months duration', ['from: date', 'to: date-time'], (_call, from, to) =>
    monthsBetween(from, to.date),
  ),
  define('years and months duration', ['from: date-time', 'to: date'], (_call, from, to) =>
    monthsBetween(from.date, to),
  ),
  define('number', ['from: number'], (_call, from) => from),
  define('number', ['from: string'], (call, from) => or(parseNumber(from), call, `"${from}" is no number.`)),
  define('number', ['from: string', 'grouping separator?: string', 'decimal separator?: string'], groupedNumber),
  define('string', ['from: any'], (_call, from) => (from === null ? null : printed(from))),
];

function timeOf(call: Call, hour: number, minute: number, second: Numeric, offset: FeelValue | undefined): FeelValue {
  if (offset !== undefined && !(offset instanceof TimeDuration)) return call.invalid('expects an offset of hours.');
  const zone = offset === undefined ? undefined : { offset: offset.seconds };
  const whole = toDecimal(second).floor();
  const nano = toDecimal(second).minus(whole).times(1_000_000_000).trunc().toNumber();
  return or(makeTime(hour, minute, whole.toNumber(), nano, zone), call, 'there is no such time.');
}

function dateTimeOf(date: FeelDate, time: FeelTime): FeelDateTime {
  const name = time.zone?.name;
  const zone = name === undefined ? time.zone : zoneAt(name, date, time.nanoOfDay);
  return new FeelDateTime(date, new FeelTime(time.nanoOfDay, zone));
}

function inZone(call: Call, date: FeelDate, nanoOfDay: number, timezone: string): FeelValue {
  const zone = zoneAt(timezone, date, nanoOfDay);
  if (zone === undefined) return call.invalid(`there is no time zone '${timezone}'.`);
  return new FeelDateTime(date, new FeelTime(nanoOfDay, zone));
}

/** The same instant as the clock of another zone tells it. */
function toZone(call: Call, date: FeelDateTime, timezone: string): FeelValue {
  if (timezone === 'Z') return atInstant(date.nanos, { offset: 0 });
  const zone = zoneAt(timezone, date.date, date.time.nanoOfDay);
  return zone === undefined ? call.invalid(`there is no time zone '${timezone}'.`) : atInstant(date.nanos, zone);
}

function groupedNumber(call: Call, from: string, grouping: string | undefined, decimal: string | undefined): FeelValue {
  if (grouping !== undefined && ![' ', ',', '.'].includes(grouping)) return call.invalid('bad grouping separator.');
  if (decimal !== undefined && !['.', ','].includes(decimal)) return call.invalid('bad decimal separator.');
  if (grouping !== undefined && grouping === decimal) return call.invalid('both separators are the same.');
  const plain = grouping === undefined ? from : from.replaceAll(grouping, '');
  const text = decimal === undefined ? plain : plain.replaceAll(decimal, '.');
  return or(parseNumber(text), call, `"${from}" is no number.`);
}

const MAX_PRINTED = 200_000;

/** As Zeebe prints: texts as they are, inside lists and contexts in quotation marks. */
function printed(value: FeelValue): string {
  return typeof value === 'string' ? value : nested(value, { left: MAX_PRINTED });
}

function nested(value: FeelValue, room: { left: number }): string {
  room.left -= typeof value === 'string' ? value.length : 1;
  if (room.left < 0) throw new FeelLimitError(`A text would be longer than ${MAX_PRINTED} characters.`);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isNumeric(value)) return printNumber(value);
  if (isList(value)) return `[${value.map((item) => nested(item, room)).join(', ')}]`;
  if (isContext(value))
    return `{${Object.entries(value)
      .map((entry) => printedEntry(entry, room))
      .join(', ')}}`;
  return isTemporal(value) || typeof value === 'boolean' ? value.toString() : kindOf(value);
}

function printedEntry([key, value]: readonly [string, FeelValue], room: { left: number }): string {
  const name = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(key) ? key : JSON.stringify(key);
  return `${name}:${nested(value, room)}`;
}
