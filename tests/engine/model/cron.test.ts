import { describe, expect, it } from 'vitest';
import { nextTimer, scheduleTimer } from '#engine/model/index.ts';

const NOW = '2026-01-01T00:00:00.000Z';
const first = (cron: string, now = NOW): string | undefined => scheduleTimer('cycle', cron, now)?.dueAt;

describe('cron expressions', () => {
  it.each([
    ['*/30 * * * * *', '2026-01-01T00:00:30.000Z'],
    ['0 0 9 * * *', '2026-01-01T09:00:00.000Z'],
    ['0 0 0 * * *', '2026-01-02T00:00:00.000Z'],
    ['0 15,45 8-10/2 * * MON', '2026-01-05T08:15:00.000Z'],
    ['0 0 9 * * MON-FRI', '2026-01-01T09:00:00.000Z'],
    ['0 0 9 * * 0', '2026-01-04T09:00:00.000Z'],
    ['0 0 9 * * 7', '2026-01-04T09:00:00.000Z'],
    ['0 0 0 1 JAN ?', '2027-01-01T00:00:00.000Z'],
    ['0 0 0 31 * *', '2026-01-31T00:00:00.000Z'],
    ['0 0 0 29 2 *', '2028-02-29T00:00:00.000Z'],
    ['0 0 0 L * *', '2026-01-31T00:00:00.000Z'],
    ['0 0 0 L-3 * *', '2026-01-28T00:00:00.000Z'],
    ['0 0 0 LW * *', '2026-01-30T00:00:00.000Z'],
    ['0 0 0 1W FEB *', '2026-02-02T00:00:00.000Z'],
    ['0 0 0 ? * 5L', '2026-01-30T00:00:00.000Z'],
    ['0 0 0 ? * FRI#2', '2026-01-09T00:00:00.000Z'],
    ['5/20 * * * * *', '2026-01-01T00:00:05.000Z'],
    ['@daily', '2026-01-02T00:00:00.000Z'],
    ['@hourly', '2026-01-01T01:00:00.000Z'],
    ['@monthly', '2026-02-01T00:00:00.000Z'],
    ['@weekly', '2026-01-04T00:00:00.000Z'],
    ['@yearly', '2027-01-01T00:00:00.000Z'],
  ])('should fire %s first at %s', (cron, expected) => {
    expect(first(cron)).toBe(expected);
  });

  it('should go on from one firing to the next without end', () => {
    const schedule = scheduleTimer('cycle', '0 0 9 * * MON,FRI', '2026-01-02T09:00:00.000Z');
    const next = schedule && nextTimer(schedule, schedule.dueAt);

    expect(schedule).toMatchObject({ dueAt: '2026-01-05T09:00:00.000Z', repetitionsLeft: -1 });
    expect(next).toMatchObject({ dueAt: '2026-01-09T09:00:00.000Z', repetitionsLeft: -1 });
  });

  it.each([
    '* * * * *',
    '60 * * * * *',
    '0 0 24 * * *',
    '0 0 0 0 * *',
    '0 0 0 * 13 *',
    '0 0 0 * * MONDAY',
    '0 5-1 * * * *',
    '0 */0 * * * *',
    '0 1/2/3 * * * *',
    '0 0 0 31 FEB *',
    '@reboot',
    '',
  ])('should refuse %j', (cron) => {
    expect(scheduleTimer('cycle', cron, NOW)).toBeUndefined();
  });
});
