import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  changeCalendar,
  dayName,
  isWorkingDay,
  readWorkCalendar,
  STANDARD_CALENDAR,
} from '#organization/index.ts';
import { openOffice } from './shell.ts';

describe('working calendar', () => {
  it('should know public holidays and make-up days', () => {
    expect(isWorkingDay(STANDARD_CALENDAR, '2026-02-14')).toBe(true);
    expect(isWorkingDay(STANDARD_CALENDAR, '2026-02-17')).toBe(false);
    expect(isWorkingDay(STANDARD_CALENDAR, '2026-03-07')).toBe(false);
    expect(dayName(STANDARD_CALENDAR, '2026-02-17')).toBe('春节');
    expect(dayName(STANDARD_CALENDAR, '2026-03-03')).toBeNull();
  });

  it('should count working days over a long holiday, forwards and backwards', () => {
    expect(addWorkingDays(STANDARD_CALENDAR, '2026-09-30', 1)).toBe('2026-10-08');
    expect(addWorkingDays(STANDARD_CALENDAR, '2026-10-08', -1)).toBe('2026-09-30');
    expect(addWorkingDays(STANDARD_CALENDAR, '2026-03-06', 0)).toBe('2026-03-06');
  });

  it('should follow what the company says of a day, until it takes that back', async () => {
    const shell = await openOffice();
    await shell.transact(changeCalendar('2026-03-03', { working: false, name: '司庆' }, 'root'));
    const changed = await readWorkCalendar(shell.reader);
    expect(isWorkingDay(changed, '2026-03-03')).toBe(false);
    expect(dayName(changed, '2026-03-03')).toBe('司庆');
    expect(addWorkingDays(changed, '2026-03-02', 1)).toBe('2026-03-04');
    await shell.transact(changeCalendar('2026-03-03', null, 'root'));
    expect(isWorkingDay(await readWorkCalendar(shell.reader), '2026-03-03')).toBe(true);
  });
});
