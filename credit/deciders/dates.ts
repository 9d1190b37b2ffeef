import { DateTime } from 'luxon';

const DAY = 86_400_000;

/** Calendar date `days` later; negative goes back. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Whole calendar days from one date to the other; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
}

/** Days past due on a date: the due date itself is 0, the day after it 1. */
export function daysOverdue(dueDate: string, today: string): number {
  return Math.max(0, daysBetween(dueDate, today));
}

/** Calendar date at an instant in a zone. */
export function localDate(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd');
}

/** Instant at which a calendar date begins in a zone; where its midnight does not exist, the first instant of that day. */
export function startOfDate(date: string, zone: string): string {
  return toInstant(DateTime.fromISO(date, { zone }).startOf('day'));
}

/** Instant of a wall time `HH:mm` on a calendar date in a zone. */
export function atLocalTime(date: string, time: string, zone: string): string {
  return toInstant(DateTime.fromISO(`${date}T${time}`, { zone }));
}

/** An instant as people of the zone read it, offset included: `2026-03-08T09:00:00.000+08:00`. */
export function inZone(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toISO() ?? instant;
}

function toInstant(time: DateTime): string {
  return time.toUTC().toISO() ?? '';
}
