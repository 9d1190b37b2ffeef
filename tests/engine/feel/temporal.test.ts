import { describe, expect, it } from 'vitest';
import { run, valueOf } from './support.ts';

describe('temporal values', () => {
  it.each([
    ['date("2026-01-31") + duration("P1M")', '2026-02-28'],
    ['date("2024-02-29") + @"P1Y"', '2025-02-28'],
    ['date(2026, 3, 31) - @"P7D"', '2026-03-24'],
    ['date("2026-03-01") - date("2026-02-01")', 'P28D'],
    ['(date("2026-03-01") - date("2026-02-01")).days', 28],
    ['date and time(date("2026-01-02"), time("09:00:00"))', '2026-01-02T09:00:00'],
    ['date and time(date("2026-01-02"), time("09:00:00@Asia/Shanghai"))', '2026-01-02T09:00:00@Asia/Shanghai'],
    ['date and time("2026-01-02T09:00:00+08:00") = date and time("2026-01-02T01:00:00Z")', true],
    ['date and time("2026-01-02T09:00:00.123Z")', '2026-01-02T09:00:00.123Z'],
    ['time("09:30:00") + @"PT1H"', '10:30:00'],
    ['time("23:30:00") + @"PT1H"', '00:30:00'],
    ['@"P1D" * 3 + @"PT12H"', 'P3DT12H'],
    ['@"P2D" / @"PT12H"', 4],
    ['duration("PT24H")', 'P1D'],
    ['duration("P14M")', 'P1Y2M'],
    ['-@"P1D"', '-P1D'],
    ['years and months duration(date("2025-12-31"), date("2026-12-30"))', 'P11M'],
    ['date("2026-01-02") < date("2026-01-10")', true],
    ['date("2026-01-05") in [date("2026-01-01")..date("2026-01-31")]', true],
    ['date("2026-03-31").weekday', 2],
    ['day of week(date("2026-03-31"))', 'Tuesday'],
    ['week of year(date("2027-01-03"))', 53],
    ['last day of month(date("2028-02-01"))', '2028-02-29'],
    ['for d in date("2026-02-27")..date("2026-03-01") return d.day', [27, 28, 1]],
    ['string(date("2026-01-02")) + "T09:00:00"', '2026-01-02T09:00:00'],
    ['today()', '2026-03-31'],
    ['now()', '2026-03-31T18:30:00Z'],
  ])('should evaluate %s', (source, expected) => {
    expect(valueOf(source)).toEqual(expected);
  });

  it('should tell now and today in the zone that is asked for', () => {
    expect(valueOf('now()', {}, 'Asia/Shanghai')).toBe('2026-04-01T02:30:00@Asia/Shanghai');
    expect(valueOf('today()', {}, 'Asia/Shanghai')).toBe('2026-04-01');
  });

  it('should move on through the repeated hour of autumn', () => {
    const berlin = 'date and time("2025-10-26T02:30:00@Europe/Berlin")';
    expect(valueOf(`${berlin} + @"PT1H"`)).toBe('2025-10-26T02:30:00+01:00');
    expect(valueOf(`${berlin} + @"PT2H"`)).toBe('2025-10-26T03:30:00@Europe/Berlin');
    expect(valueOf(`${berlin} + @"PT1H" - ${berlin}`)).toBe('PT1H');
  });

  it('should keep the local clock when months are added across a change of offset', () => {
    expect(valueOf('(date and time("2026-03-01T09:00:00@Europe/Berlin") + @"P1M").time offset')).toBe('PT2H');
  });

  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '2026-01-01T25:00:00', 'tomorrow'])(
    'should not read %s',
    (text) => {
      expect(run('date and time(text)', { text }).value).toBeNull();
    },
  );

  it('should not compare a text with a date, nor a clock with an instant', () => {
    expect(run('dueDate < today()', { dueDate: '2026-01-01' }).codes).toEqual(['TYPE_CLASH']);
    expect(run('date and time("2026-01-01T00:00:00") < now()').codes).toEqual(['TYPE_CLASH']);
  });
});
