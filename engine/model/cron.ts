/** Cron expressions of timer cycles as Zeebe reads them (Spring): second, minute, hour, day, month, weekday; in UTC. */
import { DateTime } from 'luxon';

interface Field {
  readonly min: number;
  readonly max: number;
  readonly names?: readonly string[];
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
const FIELDS = {
  second: { min: 0, max: 59 },
  minute: { min: 0, max: 59 },
  hour: { min: 0, max: 23 },
  day: { min: 1, max: 31 },
  month: { min: 1, max: 12, names: MONTHS },
  // Monday is 1; Sunday is 7, and 0 too.
  weekday: { min: 0, max: 7, names: WEEKDAYS },
} as const satisfies Readonly<Record<string, Field>>;

const MACROS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 0 1 1 *',
  '@annually': '0 0 0 1 1 *',
  '@monthly': '0 0 0 1 * *',
  '@weekly': '0 0 0 * * 0',
  '@daily': '0 0 0 * * *',
  '@midnight': '0 0 0 * * *',
  '@hourly': '0 0 * * * *',
};

/** Days looked at: 29 February on one weekday comes again within 28 years, or 40 across a year like 2100. */
const MOST_DAYS = 41 * 366;

type DayTest = (day: DateTime) => boolean;

interface Cron {
  readonly seconds: readonly number[];
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly matchesDay: DayTest;
}

/** The next instant after this one; undefined when the text is no cron expression or never comes true. */
export function nextCron(text: string, after: string): string | undefined {
  const cron = parseCron(text);
  if (cron === undefined) return undefined;
  const start = DateTime.fromISO(after, { zone: 'utc' }).plus({ seconds: 1 }).startOf('second');
  for (let day = start.startOf('day'), days = 0; days < MOST_DAYS; day = day.plus({ days: 1 }), days += 1) {
    if (!cron.months.has(day.month) || !cron.matchesDay(day)) continue;
    const found = timeOn(cron, day, days === 0 ? start : day);
    if (found !== undefined) return found.toISO() ?? undefined;
  }
  return undefined;
}

function timeOn({ hours, minutes, seconds }: Cron, day: DateTime, from: DateTime): DateTime | undefined {
  for (const hour of hours) {
    if (hour < from.hour) continue;
    for (const minute of minutes) {
      for (const second of seconds) {
        const time = day.set({ hour, minute, second });
        if (time >= from) return time;
      }
    }
  }
  return undefined;
}

function parseCron(text: string): Cron | undefined {
  const parts = (MACROS[text.trim().toLowerCase()] ?? text.trim()).toUpperCase().split(/\s+/);
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = parts;
  const seconds = parseSet(second, FIELDS.second);
  const minutes = parseSet(minute, FIELDS.minute);
  const hours = parseSet(hour, FIELDS.hour);
  const months = parseSet(month, FIELDS.month);
  const ofMonth = parseDays(day, parseDayOfMonth);
  const ofWeek = parseDays(weekday, parseWeekday);
  if (parts.length !== 6 || !seconds || !minutes || !hours || !months || !ofMonth || !ofWeek) return undefined;
  return { seconds, minutes, hours, months: new Set(months), matchesDay: (date) => ofMonth(date) && ofWeek(date) };
}

/** A list of values, ranges and steps, in ascending order. */
function parseSet(text: string, field: Field): readonly number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const values = parsePart(part, field);
    if (values === undefined) return undefined;
    for (const value of values) found.add(value);
  }
  return [...found].toSorted((a, b) => a - b);
}

/** One value, `a-b`, a star, each of them with `/step`. */
function parsePart(part: string, field: Field): readonly number[] | undefined {
  const [range = '', step, ...rest] = part.split('/');
  const [low = '', high, ...more] = range === '*' ? [String(field.min), String(field.max)] : range.split('-');
  const from = valueOf(low, field);
  const end = high === undefined ? (step === undefined ? from : field.max) : valueOf(high, field);
  const by = step === undefined ? 1 : /^\d+$/.test(step) ? Number(step) : 0;
  if (from === undefined || end === undefined || by < 1 || from > end || rest.length + more.length > 0)
    return undefined;
  return Array.from({ length: Math.floor((end - from) / by) + 1 }, (_, index) => from + index * by);
}

function valueOf(text: string, { min, max, names = [] }: Field): number | undefined {
  const named = names.indexOf(text) + 1;
  const value = named > 0 ? named : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}

function parseDays(text: string, parse: (part: string) => DayTest | undefined): DayTest | undefined {
  if (text === '*' || text === '?') return () => true;
  const tests = text.split(',').map(parse);
  const known = tests.filter((test) => test !== undefined);
  return known.length === tests.length ? (day) => known.some((test) => test(day)) : undefined;
}

/** Besides values: `L` the last day, `L-3` three before it, `LW` the last weekday, `15W` the weekday nearest to the 15th. */
function parseDayOfMonth(part: string): DayTest | undefined {
  const last = /^L(?:-(\d+))?$/.exec(part);
  if (last !== null) return (day) => day.day === lastDay(day) - Number(last[1] ?? 0);
  if (part === 'LW') return (day) => day.day === nearestWeekday(day, lastDay(day));
  const nearest = valueOf(/^(\d+)W$/.exec(part)?.[1] ?? '', FIELDS.day);
  if (nearest !== undefined) return (day) => nearest <= lastDay(day) && day.day === nearestWeekday(day, nearest);
  const values = parsePart(part, FIELDS.day);
  return values && ((day) => values.includes(day.day));
}

/** Besides values: `5L` the last Friday of the month, `5#2` the second one. */
function parseWeekday(part: string): DayTest | undefined {
  const [, name = '', sign, count] = /^(\w+?)(?:(L)|#(\d))$/.exec(part) ?? [];
  const one = valueOf(name, FIELDS.weekday);
  const isOne = (day: DateTime): boolean => day.weekday === one || (one === 0 && day.weekday === 7);
  if (one !== undefined && sign === 'L') return (day) => isOne(day) && day.day > lastDay(day) - 7;
  if (one !== undefined && count !== undefined) return (day) => isOne(day) && Math.ceil(day.day / 7) === Number(count);
  const values = parsePart(part, FIELDS.weekday);
  return values && ((day) => values.includes(day.weekday) || (day.weekday === 7 && values.includes(0)));
}

const lastDay = (day: DateTime): number => day.endOf('month').day;

/** Of Monday to Friday, without leaving the month. */
function nearestWeekday(day: DateTime, wanted: number): number {
  const { weekday } = day.set({ day: wanted });
  if (weekday === 6) return wanted === 1 ? 3 : wanted - 1;
  if (weekday === 7) return wanted === lastDay(day) ? wanted - 2 : wanted + 1;
  return wanted;
}
