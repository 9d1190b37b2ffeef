import { describe, expect, it } from 'vitest';
import { nextTimer, parseInstant, scheduleTimer } from '#engine/model/timer.ts';

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Shanghai',
  'Australia/Lord_Howe',
  'Pacific/Apia',
] as const;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Minutes that the zone is ahead of UTC at an instant, asked of the system's own tables. */
function offsetAt(zone: string, instant: number): number {
  const { timeZoneName = 'GMT' } = Object.fromEntries(
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  ) as { readonly timeZoneName?: string };
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):(\d{2})/.exec(timeZoneName) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

interface Transition {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

/** Every change of the offset from 2024 to 2030, to the minute. */
function transitionsOf(zone: string): readonly Transition[] {
  const found: Transition[] = [];
  const end = Date.UTC(2031, 0, 1);
  for (let day = Date.UTC(2024, 0, 1); day < end; day += DAY) {
    const before = offsetAt(zone, day);
    const after = offsetAt(zone, day + DAY);
    if (before === after) continue;
    let low = day;
    let high = day + DAY;
    while (high - low > 60_000) {
      const middle = low + Math.floor((high - low) / 120_000) * 60_000;
      if (offsetAt(zone, middle) === before) low = middle;
      else high = middle;
    }
    found.push({ at: high, before, after });
  }
  return found;
}

/** The wall clock of an offset, without a zone. */
const wallClock = (instant: number, offset: number): string =>
  new Date(instant + offset * 60_000).toISOString().slice(0, 19);

describe.each(ZONES)('a date in %s', (zone) => {
  const transitions = transitionsOf(zone);

  it('should be the instant at which a clock there shows it, on every hour around every change', () => {
    for (const { at } of transitions) {
      for (let instant = at - 3 * HOUR; instant <= at + 3 * HOUR; instant += HOUR / 2) {
        const offset = offsetAt(zone, instant);
        const shown = wallClock(instant, offset);
        // What the clock shows twice means the first time: java.time's rule, and so Zeebe's.
        const earlier = [HOUR, HOUR / 2]
          .map((shift) => instant - shift)
          .find((other) => wallClock(other, offsetAt(zone, other)) === shown);
        expect([shown, parseInstant(`${shown}@${zone}`)]).toEqual([shown, new Date(earlier ?? instant).toISOString()]);
      }
    }
  });

  it('should move on by the length of the gap when no clock there ever shows it', () => {
    for (const { at, before, after } of transitions.filter((one) => one.after > one.before)) {
      const gap = (after - before) * 60_000;
      const shown = wallClock(at + gap / 2, before);
      expect([shown, parseInstant(`${shown}@${zone}`)]).toEqual([shown, new Date(at + gap / 2).toISOString()]);
    }
  });
});

describe('a duration', () => {
  it.each([
    ['2024-01-31T08:00:00.000Z', 'P1M', '2024-02-29T08:00:00.000Z'],
    ['2025-01-31T08:00:00.000Z', 'P1M', '2025-02-28T08:00:00.000Z'],
    ['2025-03-31T08:00:00.000Z', 'P1M', '2025-04-30T08:00:00.000Z'],
    ['2024-02-29T08:00:00.000Z', 'P1Y', '2025-02-28T08:00:00.000Z'],
    ['2024-02-29T08:00:00.000Z', 'P4Y', '2028-02-29T08:00:00.000Z'],
    ['2025-12-31T23:59:59.999Z', 'PT0.001S', '2026-01-01T00:00:00.000Z'],
    ['2026-03-28T12:00:00.000Z', 'P1D', '2026-03-29T12:00:00.000Z'],
    ['2026-01-01T00:00:00.000Z', 'P1Y2M3DT4H5M6S', '2027-03-04T04:05:06.000Z'],
    ['2026-01-01T00:00:00.000Z', 'PT600000H', '2094-06-13T00:00:00.000Z'],
  ])('should lead from %s by %s to %s', (now, duration, dueAt) => {
    expect(scheduleTimer('duration', duration, now)).toEqual({ dueAt, repetitionsLeft: 0 });
  });

  it.each(['P9000Y', 'P7974Y', 'PT99999999H'])(
    'should never end when it is %s: what lies beyond 9999 does not come',
    (duration) => {
      const { dueAt = '' } = scheduleTimer('duration', duration, '2026-01-01T00:00:00.000Z') ?? {};
      // Instants are compared as text: a year of five digits would come before all others.
      expect(dueAt > '9999').toBe(true);
    },
  );
});

describe('a cycle', () => {
  const firings = (text: string, now: string, most: number): readonly string[] => {
    const found: string[] = [];
    for (
      let timer = scheduleTimer('cycle', text, now);
      timer !== undefined && found.length < most;
      timer = nextTimer(timer, timer.dueAt)
    ) {
      found.push(timer.dueAt.slice(0, 19));
    }
    return found;
  };

  it('should come as often as it says, and no more', () => {
    expect(firings('R3/PT8H', '2026-01-01T00:00:00.000Z', 10)).toEqual([
      '2026-01-01T08:00:00',
      '2026-01-01T16:00:00',
      '2026-01-02T00:00:00',
    ]);
    expect(firings('R0/PT8H', '2026-01-01T00:00:00.000Z', 10)).toEqual([]);
    expect(firings('R/PT8H', '2026-01-01T00:00:00.000Z', 500)).toHaveLength(500);
  });

  it('should come on the last of February after the 31st, and stay there, as each step counts from the last', () => {
    expect(firings('R4/P1M', '2023-12-31T09:00:00.000Z', 9)).toEqual([
      '2024-01-31T09:00:00',
      '2024-02-29T09:00:00',
      '2024-03-29T09:00:00',
      '2024-04-29T09:00:00',
    ]);
  });

  it('should catch up on an interval firing by firing, on a cron expression once', () => {
    const slept = '2026-01-31T00:30:00.000Z';
    const hourly = scheduleTimer('cycle', 'R/PT1H', '2026-01-01T00:00:00.000Z');
    expect(hourly && nextTimer(hourly, slept)?.dueAt).toBe('2026-01-01T02:00:00.000Z');
    const cron = scheduleTimer('cycle', '0 0 * * * *', '2026-01-01T00:00:00.000Z');
    expect(cron && nextTimer(cron, slept)?.dueAt).toBe('2026-01-31T01:00:00.000Z');
  });

  it('should take a cron expression by the calendar: month ends and leap days', () => {
    expect(firings('0 0 9 L * *', '2024-01-31T09:00:00.000Z', 3)).toEqual([
      '2024-02-29T09:00:00',
      '2024-03-31T09:00:00',
      '2024-04-30T09:00:00',
    ]);
    expect(firings('0 0 0 29 2 *', '2024-02-29T00:00:00.000Z', 2)).toEqual([
      '2028-02-29T00:00:00',
      '2032-02-29T00:00:00',
    ]);
  });
});
