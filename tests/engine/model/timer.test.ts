import { describe, expect, it } from 'vitest';
import { nextTimer, parseInstant, scheduleTimer } from '#engine/model/index.ts';

const now = '2026-01-31T00:00:00.000Z';

describe('parseInstant', () => {
  it.each([
    ['2026-01-02T09:00:00Z', '2026-01-02T09:00:00.000Z'],
    ['2026-01-02T09:00:00+08:00', '2026-01-02T01:00:00.000Z'],
    ['2026-01-02T09:00:00@Asia/Shanghai', '2026-01-02T01:00:00.000Z'],
    ['2026-01-02T09:00:00+08:00[Asia/Shanghai]', '2026-01-02T01:00:00.000Z'],
    ['2026-01-02T09:00:00.5-05:30', '2026-01-02T14:30:00.500Z'],
    ['2026-07-02T09:00:00@Europe/Berlin', '2026-07-02T07:00:00.000Z'],
  ])('should read %s', (text, instant) => {
    expect(parseInstant(text)).toBe(instant);
  });

  it.each([
    '2026-01-02T09:00:00',
    '2026-01-02',
    '2026-01-02+08:00',
    'soon',
    '',
    '2026-13-02T09:00:00Z',
    '2026-01-02T09:00:00@Mars/Base',
  ])('should not read %s', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});

describe('scheduleTimer', () => {
  it.each([
    ['duration', 'P1M', '2026-02-28T00:00:00.000Z'],
    ['duration', 'PT0S', now],
    ['duration', 'P1W', '2026-02-07T00:00:00.000Z'],
    ['cycle', 'R/PT15M', '2026-01-31T00:15:00.000Z'],
    ['cycle', 'R-1/PT15M', '2026-01-31T00:15:00.000Z'],
    ['cycle', 'R5/2026-03-01T00:00:00+08:00/P1D', '2026-02-28T16:00:00.000Z'],
  ] as const)('should schedule a %s of %s', (kind, value, dueAt) => {
    expect(scheduleTimer(kind, value, now)?.dueAt).toBe(dueAt);
  });

  it.each([
    ['duration', '7 days'],
    ['duration', 7],
    ['date', null],
    ['cycle', 'PT1H'],
    ['cycle', 'R0/PT1H'],
    ['cycle', 'R3/PT0S'],
    ['cycle', 'R3/2026-01-01/PT1H'],
    ['cycle', 'every day'],
  ] as const)('should refuse a %s of %s', (kind, value) => {
    expect(scheduleTimer(kind, value, now)).toBeUndefined();
  });

  it('should count down the repetitions of a cycle', () => {
    const first = scheduleTimer('cycle', 'R3/P1D', now);
    const second = first === undefined ? undefined : nextTimer(first, first.dueAt);
    const third = second === undefined ? undefined : nextTimer(second, second.dueAt);

    expect([first, second, third].map((timer) => timer?.repetitionsLeft)).toEqual([2, 1, 0]);
    expect(third?.dueAt).toBe('2026-02-03T00:00:00.000Z');
    expect(third === undefined ? third : nextTimer(third, third.dueAt)).toBeUndefined();
  });
});
