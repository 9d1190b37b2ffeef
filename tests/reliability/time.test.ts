import { describe, expect, it } from 'vitest';
import { fireTogether } from './time/run.ts';

describe('many timers due within one second', () => {
  it.each([
    [20_000, 'while the program runs', false],
    [5_000, 'while it is off', true],
  ])('should fire once each, in order, with others getting their turn: %i %s', async (timers, _, down) => {
    const report = await fireTogether({ timers, down });
    expect(report).toMatchObject({ fired: timers, doubled: 0, early: 0, outOfOrder: 0 });
    expect(report.commands).toBeGreaterThan(50);
  });
});
