import { FeelDate, type FeelDateTime, dateOfEpochDay, daysInMonth, epochDay } from '../temporal.ts';
import { weekday } from '../properties.ts';
import type { FeelValue } from '../values.ts';
import { type BuiltIn, define } from './signature.ts';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

export const TEMPORAL_FUNCTIONS: readonly BuiltIn[] = [
  define('now', [], (call) => call.run.now()),
  define('today', [], (call) => call.run.now().date),
  ...overDate('day of week', (date) => DAYS[weekday(date) - 1] ?? null),
  ...overDate('day of year', (date) => date.epochDay - epochDay(date.year, 1, 1) + 1),
  ...overDate('month of year', (date) => MONTHS[date.month - 1] ?? null),
  ...overDate('week of year', weekOfYear),
  ...overDate('last day of month', (date) => new FeelDate(date.year, date.month, daysInMonth(date.year, date.month))),
];

function overDate(name: string, of: (date: FeelDate) => FeelValue): readonly BuiltIn[] {
  return [
    define(name, ['date: date'], (_call, date) => of(date)),
    define(name, ['date: date-time'], (_call, date: FeelDateTime) => of(date.date)),
  ];
}

/** ISO 8601: the week belongs to the year of its Thursday. */
function weekOfYear(date: FeelDate): number {
  const thursday = dateOfEpochDay(date.epochDay + 4 - weekday(date));
  return Math.floor((thursday.epochDay - epochDay(thursday.year, 1, 1)) / 7) + 1;
}
