import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OffsetClock, SimulatedClock, SystemClock } from '#engine/index.ts';

const START = '2026-01-01T00:00:00.000Z';
const DAY = 86_400_000;
const day = (n: number): string => new Date(Date.parse(START) + n * DAY).toISOString();

describe('simulated clock', () => {
  it('should call back at each instant, in order, and those added on the way', () => {
    const clock = new SimulatedClock(START);
    const called: string[] = [];
    const note = (): void => void called.push(clock.now());
    clock.wakeAt(day(3), note);
    clock.wakeAt(day(1), () => {
      note();
      clock.wakeAt(day(2), note);
    });
    clock.wakeAt(day(9), note);
    clock.advanceTo(day(4));
    expect(called).toEqual([day(1), day(2), day(3)]);
    expect([clock.now(), clock.nextWakeUp()]).toEqual([day(4), day(9)]);
  });

  it('should forget who has cancelled, and never go back', () => {
    const clock = new SimulatedClock('2026-01-01T08:00:00+08:00');
    let called = 0;
    const cancel = clock.wakeAt(day(1), () => (called += 1));
    cancel();
    cancel();
    clock.moveTo(day(2));
    clock.moveTo(day(1));
    expect([clock.now(), called]).toEqual([day(2), 0]);
  });

  it('should call back at once who asks for an instant that has passed, at the next move', () => {
    const clock = new SimulatedClock(day(5));
    let called = 0;
    clock.wakeAt(day(1), () => (called += 1));
    clock.moveTo(day(5));
    expect(called).toBe(1);
  });
});

describe('offset clock', () => {
  it('should run with its base and be moved ahead of it', () => {
    const base = new SimulatedClock(START);
    const clock = new OffsetClock(base);
    const offsets: number[] = [];
    const called: string[] = [];
    const silence = clock.onMoved((offset) => offsets.push(offset));
    clock.wakeAt(day(1), () => called.push('day 1'));
    clock.wakeAt(day(8), () => called.push('day 8'));
    base.advanceTo(day(1));
    clock.moveTo(day(6));
    base.advanceTo(day(2));
    expect([called, clock.now(), offsets]).toEqual([['day 1'], day(7), [5 * DAY]]);
    base.advanceTo(day(3));
    expect(called).toEqual(['day 1', 'day 8']);
    silence();
    clock.moveTo(day(20));
    expect([offsets, clock.offset, new OffsetClock(base, clock.offset).now()]).toEqual([[5 * DAY], 17 * DAY, day(20)]);
  });
});

describe('system clock', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse(START) });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('should wait longer than a timeout of the machine can', () => {
    const clock = new SystemClock();
    let called = 0;
    clock.wakeAt(day(60), () => (called += 1));
    vi.advanceTimersByTime(60 * DAY - 1);
    expect(called).toBe(0);
    vi.advanceTimersByTime(1);
    expect([called, clock.now()]).toEqual([1, day(60)]);
  });

  it('should notice soon that the time was set forward, and not wake who has cancelled', () => {
    const clock = new SystemClock();
    let called = 0;
    clock.wakeAt(day(2), () => (called += 1));
    clock.wakeAt(day(2), () => (called += 10))();
    vi.setSystemTime(Date.parse(day(3)));
    vi.advanceTimersByTime(30_000);
    expect(called).toBe(1);
  });
});
