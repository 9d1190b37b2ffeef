import { advanceClock, type EmbeddedEngine, type OffsetClock } from '#engine/index.ts';
import { addDays, atLocalTime, type DayTurns, localDate } from '#credit/index.ts';

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
 * Moves a demo clock forward the way time passes: it stops at every instant somebody waits for (midnights, timers), and what
 * falls due is done at its own time before the clock goes on.
 */
export async function passTime(
  {
    clock,
    engine,
    dayTurns,
  }: { readonly clock: OffsetClock; readonly engine: EmbeddedEngine; readonly dayTurns: DayTurns },
  target: string,
): Promise<void> {
  const settled = async (): Promise<void> => {
    await dayTurns.idle();
    await engine.settled();
  };
  await advanceClock({ settled }, clock, target);
}
