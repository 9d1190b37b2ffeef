import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClockWatch } from '#api/condition/clock-watch.ts';

const MINUTE = 60_000;

describe('the watch over the clock', () => {
  let wall = 0;
  let steady = 0;
  let told: (number | undefined)[];
  let watch: ClockWatch;
  beforeEach(() => {
    wall = Date.parse('2026-03-02T01:00:00.000Z');
    steady = 5_000;
    told = [];
    watch = new ClockWatch((problem) => told.push(problem?.details['seconds'] as number | undefined), {
      wall: () => wall,
      steady: () => steady,
    });
  });
  afterEach(() => watch.close());

  const pass = (milliseconds: number): void => {
    wall += milliseconds;
    steady += milliseconds;
    watch.look();
  };

  it('should be silent while both go on together, through a night of sleep and small corrections', () => {
    pass(1_000);
    pass(8 * 60 * MINUTE);
    for (let second = 0; second < 60; second += 1) {
      wall += 400;
      pass(1_000);
    }
    expect([told, watch.problem]).toEqual([[], undefined]);
  });

  it.each([3_600_000, -3_600_000, 5_001, -5_001, 30 * 86_400_000])(
    'should tell a jump of %i ms for ten minutes',
    (jump) => {
      wall += jump;
      pass(1_000);
      expect(watch.problem).toMatchObject({ code: 'API_CLOCK_JUMPED', details: { seconds: Math.round(jump / 1000) } });
      pass(9 * MINUTE);
      expect(watch.problem).toBeDefined();
      pass(MINUTE);
      expect(watch.problem).toBeUndefined();
      expect(told).toEqual([Math.round(jump / 1000), undefined]);
    },
  );
});
