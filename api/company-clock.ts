import type { Clock, EmbeddedEngine, OffsetClock } from '#engine/index.ts';
import { addDays, atLocalTime, localDate, startOfDate, type DayTurns } from '#credit/index.ts';

const MORNING = '09:00';

/** The instant of the next 09:00 in the company's zone. */
export function nextMorning(now: string, zone: string): string {
  const today = atLocalTime(localDate(now, zone), MORNING, zone);
  return today > now ? today : atLocalTime(addDays(localDate(now, zone), 1), MORNING, zone);
}

/** The same time of day, seven calendar days on. */
export function inSevenDays(now: string): string {
  return new Date(Date.parse(now) + 7 * 86_400_000).toISOString();
}

/**
 * Moves a demo clock forward the way time passes: midnight by midnight, each turned before the next begins, and everything
 * that falls due done at its own time.
 */
export async function passTime(
  parts: {
    readonly clock: OffsetClock;
    readonly engine: EmbeddedEngine;
    readonly dayTurns: DayTurns;
    readonly zone: string;
  },
  target: string,
): Promise<void> {
  const { clock, engine, dayTurns, zone } = parts;
  const rest = async (): Promise<void> => {
    await dayTurns.idle();
    await engine.settled();
  };
  await rest();
  for (let midnight = midnightAfter(clock, zone); midnight <= target; midnight = midnightAfter(clock, zone)) {
    clock.moveTo(midnight);
    await rest();
    const morning = nextMorning(midnight, zone);
    if (morning <= target) clock.moveTo(morning);
    await rest();
  }
  clock.moveTo(target);
  await rest();
}

function midnightAfter(clock: Clock, zone: string): string {
  return startOfDate(addDays(localDate(clock.now(), zone), 1), zone);
}
