/**
 * FEEL's temporal values. A date-time keeps its local clock, its offset and, if it has one, the name of its zone, so that
 * adding an hour in the repeated hour of autumn moves on. Outside an evaluation a temporal value is its ISO text.
 */
import { IANAZone } from 'luxon';

const DAY_NANOS = 86_400_000_000_000;
const NANOS = 1_000_000_000;

export interface Zone {
  /** Seconds east of UTC. */
  readonly offset: number;
  /** IANA name; absent for a plain offset. */
  readonly name?: string;
}

export class FeelDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;

  constructor(year: number, month: number, day: number) {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  /** Days since 1970-01-01. */
  get epochDay(): number {
    return epochDay(this.year, this.month, this.day);
  }

  toString(): string {
    const year = Math.abs(this.year).toString().padStart(4, '0');
    return `${this.year < 0 ? '-' : ''}${year}-${two(this.month)}-${two(this.day)}`;
  }
}

export class FeelTime {
  readonly nanoOfDay: number;
  readonly zone: Zone | undefined;

  constructor(nanoOfDay: number, zone?: Zone) {
    this.nanoOfDay = nanoOfDay;
    this.zone = zone;
  }

  toString(): string {
    const seconds = Math.floor(this.nanoOfDay / NANOS);
    const nano = this.nanoOfDay % NANOS;
    const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    return `${clock}${fraction(nano)}${printZone(this.zone)}`;
  }
}

export class FeelDateTime {
  readonly date: FeelDate;
  readonly time: FeelTime;

  constructor(date: FeelDate, time: FeelTime) {
    this.date = date;
    this.time = time;
  }

  /** Nanoseconds since the epoch: of the instant when there is a zone, else of the local clock. */
  get nanos(): bigint {
    const seconds = this.date.epochDay * 86_400 - (this.time.zone?.offset ?? 0);
    return BigInt(seconds) * BigInt(NANOS) + BigInt(this.time.nanoOfDay);
  }

  /** In the repeated hour of autumn the name of a zone means the first pass; the second is told by its offset. */
  toString(): string {
    const { nanoOfDay, zone } = this.time;
    const named = zone?.name === undefined ? undefined : zoneAt(zone.name, this.date, nanoOfDay);
    const told = zone !== undefined && named !== undefined && named.offset !== zone.offset;
    const time = told ? new FeelTime(nanoOfDay, { offset: zone.offset }) : this.time;
    return `${this.date.toString()}T${time.toString()}`;
  }
}

/** Years and months. */
export class MonthsDuration {
  readonly months: number;

  constructor(months: number) {
    this.months = months;
  }

  toString(): string {
    const months = Math.abs(this.months);
    const years = Math.floor(months / 12);
    if (months === 0) return 'P0Y';
    return `${this.months < 0 ? '-' : ''}P${years > 0 ? `${years}Y` : ''}${months % 12 > 0 ? `${months % 12}M` : ''}`;
  }
}

/** Days and time. */
export class TimeDuration {
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  /** Whole seconds towards zero. */
  get seconds(): number {
    return Number(this.nanos / BigInt(NANOS));
  }

  toString(): string {
    const nanos = this.nanos < 0n ? -this.nanos : this.nanos;
    if (nanos === 0n) return 'P0D';
    const seconds = nanos / BigInt(NANOS);
    const rest = Number(nanos % BigInt(NANOS));
    const days = seconds / 86_400n;
    const [hours, minutes, secs] = [(seconds / 3600n) % 24n, (seconds / 60n) % 60n, seconds % 60n];
    const secondsText = secs > 0n || rest > 0 ? `${secs}${fraction(rest)}S` : '';
    const time = `${hours > 0n ? `${hours}H` : ''}${minutes > 0n ? `${minutes}M` : ''}${secondsText}`;
    return `${this.nanos < 0n ? '-' : ''}P${days > 0n ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
  }
}

export type Temporal = FeelDate | FeelTime | FeelDateTime | MonthsDuration | TimeDuration;

export const isTemporal = (value: unknown): value is Temporal =>
  value instanceof FeelDate ||
  value instanceof FeelTime ||
  value instanceof FeelDateTime ||
  value instanceof MonthsDuration ||
  value instanceof TimeDuration;

const two = (value: number): string => value.toString().padStart(2, '0');
const fraction = (nano: number): string =>
  nano === 0 ? '' : `.${nano.toString().padStart(9, '0').replace(/0+$/, '')}`;

function printOffset(offset: number): string {
  if (offset === 0) return 'Z';
  const seconds = Math.abs(offset);
  const text = `${offset < 0 ? '-' : '+'}${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`;
  return seconds % 60 === 0 ? text : `${text}:${two(seconds % 60)}`;
}

function printZone(zone: Zone | undefined): string {
  if (zone === undefined) return '';
  return zone.name === undefined ? printOffset(zone.offset) : `@${zone.name}`;
}

/** Days since 1970-01-01 of a date in the proleptic Gregorian calendar. */
export function epochDay(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOfEpochDay(days: number): FeelDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return new FeelDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

const MAX_YEAR = 999_999_999;

/** Undefined when there is no such day. */
export function makeDate(year: number, month: number, day: number): FeelDate | undefined {
  if (![year, month, day].every(Number.isInteger) || Math.abs(year) > MAX_YEAR) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return new FeelDate(year, month, day);
}

export function makeTime(
  hour: number,
  minute: number,
  second: number,
  nano: number,
  zone?: Zone,
): FeelTime | undefined {
  if (hour > 23 || minute > 59 || second > 59 || hour < 0 || minute < 0 || second < 0) return undefined;
  return new FeelTime((hour * 3600 + minute * 60 + second) * NANOS + nano, zone);
}

/** The zone of this name as it is at a local clock; undefined for an unknown name. */
export function zoneAt(name: string, date: FeelDate, nanoOfDay: number): Zone | undefined {
  if (!isZone(name)) return undefined;
  const local = date.epochDay * 86_400 + Math.floor(nanoOfDay / NANOS);
  const guess = offsetOf(name, local - offsetOf(name, local));
  const earlier = offsetOf(name, local - 86_400);
  // In the repeated hour both are right and the earlier one counts; in the gap of spring the clock moves on by it.
  const repeated = offsetOf(name, local - earlier) === earlier;
  return { offset: repeated ? earlier : guess, name };
}

/** Asking the platform whether a zone exists costs a formatter each time; only those that do are remembered. */
const ZONES = new Set<string>();

function isZone(name: string): boolean {
  if (ZONES.has(name)) return true;
  const valid = name.length < 64 && IANAZone.isValidZone(name);
  if (valid) ZONES.add(name);
  return valid;
}

/** Offsets that hold for a whole day of UTC: asking the platform costs some 50 µs. */
const OFFSETS = new Map<string, number>();
const MAX_OFFSETS = 5000;

/** The calendar repeats itself after 400 years, weekdays included. */
const CYCLE = 146_097 * 86_400;
/** Beyond it the platform knows no instant. */
const MAX_INSTANT = 8_640_000_000_000;

/** Seconds east of UTC at an instant, given in seconds since the epoch. */
function offsetOf(name: string, instant: number): number {
  const beyond = Math.max(0, Math.ceil((Math.abs(instant) - MAX_INSTANT) / CYCLE) + 1);
  const seconds = Math.abs(instant) < MAX_INSTANT ? instant : instant - Math.sign(instant) * beyond * CYCLE;
  const day = Math.floor(seconds / 86_400);
  const key = `${day} ${name}`;
  const known = OFFSETS.get(key);
  if (known !== undefined) return known;
  const zone = IANAZone.create(name);
  const at = (second: number): number => Math.round(zone.offset(second * 1000) * 60);
  const start = at(day * 86_400);
  if (start !== at(day * 86_400 + 86_399)) return at(seconds);
  if (OFFSETS.size >= MAX_OFFSETS) OFFSETS.clear();
  OFFSETS.set(key, start);
  return start;
}

/** The date-time of an instant in a zone that keeps its rules. */
export function atInstant(nanos: bigint, zone: Zone | undefined): FeelDateTime {
  const kept =
    zone?.name === undefined
      ? zone
      : { name: zone.name, offset: offsetOf(zone.name, Number(floorDivide(nanos, BigInt(NANOS)))) };
  const local = nanos + BigInt(kept?.offset ?? 0) * BigInt(NANOS);
  const day = floorDivide(local, BigInt(DAY_NANOS));
  const nanoOfDay = Number(local - day * BigInt(DAY_NANOS));
  return new FeelDateTime(dateOfEpochDay(Number(day)), new FeelTime(nanoOfDay, kept));
}

const floorDivide = (a: bigint, b: bigint): bigint => {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
};

/** The given instant in a zone (IANA name or `UTC`). Throws on an instant or a zone that does not exist. */
export function dateTimeOfInstant(instant: string, zone: string): FeelDateTime {
  const milliseconds = Date.parse(instant);
  if (Number.isNaN(milliseconds)) throw new RangeError(`'${instant}' is no instant`);
  const nanos = BigInt(milliseconds) * 1_000_000n;
  if (zone === 'UTC') return atInstant(nanos, { offset: 0 });
  if (!isZone(zone)) throw new RangeError(`'${zone}' is no time zone`);
  return atInstant(nanos, { offset: 0, name: zone });
}
