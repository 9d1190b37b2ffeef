import {
  FeelDate,
  FeelDateTime,
  FeelTime,
  MonthsDuration,
  type Temporal,
  TimeDuration,
  type Zone,
  dateOfEpochDay,
  makeDate,
  makeTime,
  zoneAt,
} from './temporal.ts';

const DATE = /^(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)$/;
const TIME = /^(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?(Z|[+-]\d\d:\d\d(?::\d\d)?)?(?:@([\w/+-]+))?$/;
/** Signs before single parts are no XML Schema, but Camunda reads them. */
const MONTHS = /^(-)?P(?=[-\d])(?:(-?\d{1,12})Y)?(?:(-?\d{1,12})M)?$/;
const DAYS =
  /^(-)?P(?=[-\dT])(?:(-?\d{1,15})D)?(?:T(?=[-\d])(?:(-?\d{1,15})H)?(?:(-?\d{1,15})M)?(?:(-?\d{1,15})(?:\.(\d{0,9})\d*)?S)?)?$/;
const MAX_OFFSET = 18 * 3600;

export function parseDate(text: string): FeelDate | undefined {
  const match = DATE.exec(text);
  return match ? makeDate(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** `on`: the day whose zone rules count, for a named zone. */
export function parseTime(text: string, on = new FeelDate(1970, 1, 1)): FeelTime | undefined {
  const match = TIME.exec(text.replace(/^T/, ''));
  if (!match) return undefined;
  const [, hour, minute, second, fraction = '', offset, name] = match;
  const nano = Number(fraction.padEnd(9, '0'));
  const time = makeTime(Number(hour), Number(minute), Number(second), nano);
  if (time === undefined) return undefined;
  if (offset !== undefined && name !== undefined) return undefined;
  if (name === undefined && offset === undefined) return time;
  const zone = name === undefined ? parseOffset(offset ?? 'Z') : zoneAt(name, on, time.nanoOfDay);
  return zone && new FeelTime(time.nanoOfDay, zone);
}

function parseOffset(text: string): Zone | undefined {
  if (text === 'Z') return { offset: 0 };
  const [hours = 0, minutes = 0, seconds = 0] = text.slice(1).split(':').map(Number);
  const offset = hours * 3600 + minutes * 60 + seconds;
  if (minutes > 59 || seconds > 59 || offset > MAX_OFFSET) return undefined;
  return { offset: text.startsWith('-') ? 0 - offset : offset };
}

/** A date alone is its midnight. */
export function parseDateTime(text: string): FeelDateTime | undefined {
  const split = text.indexOf('T');
  const date = parseDate(split < 0 ? text : text.slice(0, split));
  if (date === undefined) return undefined;
  if (split < 0) return new FeelDateTime(date, new FeelTime(0));
  const clock = text.slice(split + 1);
  // ISO 8601: 24:00:00 is the midnight that ends a day.
  const ends = /^24:00:00(?![\d.]*[1-9])/.test(clock);
  const day = ends ? dateOfEpochDay(date.epochDay + 1) : date;
  const time = parseTime(ends ? `00${clock.slice(2)}` : clock, day);
  return time && new FeelDateTime(day, time);
}

export function parseDuration(text: string): MonthsDuration | TimeDuration | undefined {
  const months = MONTHS.exec(text);
  if (months) {
    const total = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
    return new MonthsDuration(months[1] === undefined ? total : 0 - total);
  }
  const days = DAYS.exec(text);
  if (!days) return undefined;
  const [, sign, day = '0', hour = '0', minute = '0', second = '0', fraction = ''] = days;
  const seconds = BigInt(day) * 86_400n + BigInt(hour) * 3600n + BigInt(minute) * 60n + BigInt(second);
  const parts = BigInt(fraction.padEnd(9, '0'));
  const nanos = seconds * 1_000_000_000n + (second.startsWith('-') ? -parts : parts);
  return new TimeDuration(sign === undefined ? nanos : -nanos);
}

/** The value of `@"…"`: a date, a date-time, a time or a duration, told by its form. */
export function parseTemporal(text: string): Temporal | undefined {
  if (/^-?P/.test(text)) return parseDuration(text);
  if (text.includes('T') && DATE.test(text.slice(0, text.indexOf('T')))) return parseDateTime(text);
  return parseDate(text) ?? parseTime(text);
}
