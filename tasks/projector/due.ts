import { DateTime } from 'luxon';
import type { WorkCalendar } from '#organization/index.ts';
import { addWorkingDays } from '#organization/index.ts';

/** The midnight in the company's zone that ends the last of these working days, counted from the day of an instant. */
export function deadlineAfter(instant: string, workingDays: number, zone: string, calendar: WorkCalendar): string {
  const day = DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
  const last = addWorkingDays(calendar, day, workingDays);
  const end = DateTime.fromISO(last, { zone }).plus({ days: 1 }).startOf('day');
  return new Date(end.toMillis()).toISOString();
}
