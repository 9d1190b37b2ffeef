/** Working days of the company: Chinese public holidays and make-up days as published, changed by the company's own rows. */
import { createRequire } from 'node:module';
import type { getDayDetail } from 'chinese-days';
import { z } from 'zod';
import type { Collection } from '#store/index.ts';

// The package is CommonJS whose default export differs between loaders; `require` gives its functions everywhere.
const published = createRequire(import.meta.url)('chinese-days') as { readonly getDayDetail: typeof getDayDetail };

const overrideSchema = z.object({
  /** Calendar date. */
  date: z.iso.date(),
  working: z.boolean(),
  name: z.string(),
});
const calendarSchema = z.object({ id: z.literal('company'), overrides: z.array(overrideSchema) });

/** Days on which the company differs from the published calendar. */
export type WorkCalendar = Readonly<z.infer<typeof calendarSchema>>;
export type CalendarOverride = Readonly<z.infer<typeof overrideSchema>>;

export const WORK_CALENDAR_KEY = 'company';

export const workCalendars: Collection<WorkCalendar> = {
  name: 'workCalendars',
  key: 'id',
  schema: calendarSchema,
  schemaVersion: 1,
  indexes: {},
};

export const STANDARD_CALENDAR: WorkCalendar = { id: 'company', overrides: [] };

/** Dates are `YYYY-MM-DD`. A year whose holidays are not published yet has its weekends off and nothing else. */
export function isWorkingDay(calendar: WorkCalendar, date: string): boolean {
  const override = calendar.overrides.find((one) => one.date === date);
  return override?.working ?? published.getDayDetail(date).work;
}

/** The date `count` working days after (or, negative, before) a date; the date itself is not counted. */
export function addWorkingDays(calendar: WorkCalendar, date: string, count: number): string {
  const step = count < 0 ? -1 : 1;
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = shift(day, step);
    if (isWorkingDay(calendar, day)) left -= 1;
  }
  return day;
}

/** The name of the holiday or make-up day, for the calendar page; null on ordinary days. */
export function dayName(calendar: WorkCalendar, date: string): string | null {
  const override = calendar.overrides.find((one) => one.date === date);
  if (override !== undefined) return override.name;
  const [, chinese] = published.getDayDetail(date).name.split(',');
  return chinese ?? null;
}

function shift(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00.000Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}
