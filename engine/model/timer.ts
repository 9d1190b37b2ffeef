/** Dates, durations and cycles of timers, as Zeebe reads them (ISO 8601), with zone names as FEEL writes them. */
import { DateTime, Duration } from 'luxon';
import { nextCron } from './cron.ts';

export interface TimerSchedule {
  /** ISO instant. */
  readonly dueAt: string;
  /** How many firings follow this one; -1 without end. */
  readonly repetitionsLeft: number;
  /** Of a cycle: ISO duration from one firing to the next, or a cron expression. */
  readonly interval?: string;
}

const ZONED = /^(?<clock>[^@[]+?)(?:@(?<at>[\w+/-]+)|\[(?<bracket>[\w+/-]+)\])?$/;
const HAS_OFFSET = /(?:Z|[+-]\d{2}(?::?\d{2})?(?::\d{2})?)$/i;
const CYCLE = /^R(?<count>-?\d*)\/(?:(?<start>[^/]+)\/)?(?<interval>[^/]+)$/;
const UNENDING = -1;

/**
 * The instant a date-time text names: `2026-01-02T09:00:00Z`, `…+08:00`, `…@Asia/Shanghai`, `…+08:00[Asia/Shanghai]`.
 * Undefined without a zone or offset: a wall clock alone is no instant. What a clock shows twice means the first time, what
 * it never shows is moved on by the length of the gap (java.time, and so Zeebe).
 */
export function parseInstant(text: string): string | undefined {
  const { clock = '', at, bracket } = ZONED.exec(text.trim())?.groups ?? {};
  const zone = at ?? bracket;
  if (!clock.includes('T')) return undefined;
  const hasOffset = HAS_OFFSET.test(clock.slice(clock.indexOf('T')));
  if (!hasOffset && zone === undefined) return undefined;
  const instant = DateTime.fromISO(clock, { zone: hasOffset ? 'utc' : (zone ?? 'utc') });
  return instant.isValid ? asInstant(hasOffset ? instant : firstOf(instant)) : undefined;
}

/** Instants are compared as text, which years of five digits would put before all others. What lies beyond never comes. */
const LATEST = '9999-12-31T23:59:59.999Z';

function asInstant(time: DateTime<true>): string {
  const utc = time.toUTC();
  return utc.year > 9999 ? LATEST : utc.toISO();
}

function firstOf(time: DateTime<true>): DateTime<true> {
  const [first = time] = time.getPossibleOffsets().toSorted((a, b) => a.toMillis() - b.toMillis());
  return first.isValid ? first : time;
}

/** Whether a date may stand in the file as it is. Zeebe knows the zone name behind `@` in FEEL only. */
export function isStaticDate(text: string): boolean {
  return !text.includes('@') && parseInstant(text) !== undefined;
}

/** A duration of ISO 8601 that moves forward or not at all; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const duration = Duration.fromISO(text.trim());
  return duration.isValid ? duration : undefined;
}

/** `instant` plus an ISO duration; years, months and days are those of UTC. Undefined when either can't be read. */
export function addDuration(instant: string, duration: string): string | undefined {
  const parsed = parseDuration(duration);
  if (parsed === undefined) return undefined;
  const sum = DateTime.fromISO(instant, { zone: 'utc' }).plus(parsed);
  return sum.isValid ? asInstant(sum) : undefined;
}

/** When the timer fires first. `value` is what its expression gave; undefined when that is no date, duration or cycle. */
export function scheduleTimer(
  kind: 'date' | 'duration' | 'cycle',
  value: unknown,
  now: string,
): TimerSchedule | undefined {
  if (typeof value !== 'string') return undefined;
  if (kind === 'cycle') return scheduleCycle(value.trim(), now);
  const dueAt = kind === 'date' ? parseInstant(value) : addDuration(now, value);
  return dueAt === undefined ? undefined : { dueAt, repetitionsLeft: 0 };
}

/**
 * The firing after this one. Of an interval it is counted from when this one was due, not from when it came: a late engine
 * catches up without moving the rhythm. Of a cron expression it is the next after the present: what was slept through comes
 * once, as on Zeebe. Undefined when there is none.
 */
export function nextTimer(fired: TimerSchedule, now: string): TimerSchedule | undefined {
  if (fired.interval === undefined || fired.repetitionsLeft === 0) return undefined;
  const dueAt =
    addDuration(fired.dueAt, fired.interval) ?? nextCron(fired.interval, now > fired.dueAt ? now : fired.dueAt);
  if (dueAt === undefined) return undefined;
  const repetitionsLeft = fired.repetitionsLeft === UNENDING ? UNENDING : fired.repetitionsLeft - 1;
  return { dueAt, repetitionsLeft, interval: fired.interval };
}

/**
 * `R3/PT1H`: three times, the first an hour from now. With a start, the first is at the start. Else a cron expression,
 * without end.
 */
function scheduleCycle(text: string, now: string): TimerSchedule | undefined {
  const byCron = text.startsWith('R') ? undefined : nextCron(text, now);
  if (byCron !== undefined) return { dueAt: byCron, repetitionsLeft: UNENDING, interval: text };
  const groups = CYCLE.exec(text)?.groups;
  const interval = groups?.['interval'];
  if (interval === undefined || !movesForward(interval)) return undefined;
  const count = groups?.['count'] ?? '';
  const repetitions = count === '' ? UNENDING : Number(count);
  if (repetitions === 0) return undefined;
  const start = groups?.['start'];
  const dueAt = start === undefined ? addDuration(now, interval) : parseInstant(start);
  if (dueAt === undefined) return undefined;
  return { dueAt, repetitionsLeft: repetitions < 0 ? UNENDING : repetitions - 1, interval };
}

/** A cycle that stands still would fire without end. */
function movesForward(interval: string): boolean {
  return (parseDuration(interval)?.toMillis() ?? 0) > 0;
}

/** `instant` plus milliseconds, as an ISO instant. */
export function addMilliseconds(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
