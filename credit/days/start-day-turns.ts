import type { Clock } from '#engine/index.ts';
import type { Credit } from '../context.ts';
import { addDays, localDate, startOfDate } from '../deciders/dates.ts';
import type { DayTurnResult } from './turn-day.ts';
import { turnDay } from './turn-day.ts';

/** After a failed turn it is tried again. Milliseconds. */
const RETRY_AFTER = 60_000;

export interface DayTurns {
  /** Resolves when no turn is under way. */
  idle(): Promise<void>;
  stop(): void;
}

/**
 * Turns the day now, for the days missed, and then at every local midnight of the clock. Turns never overlap; one that
 * fails is told to `onError` and tried again after a minute.
 */
export function startDayTurns(
  credit: Credit,
  clock: Clock,
  listeners: {
    readonly onTurned?: (result: DayTurnResult) => void;
    readonly onError?: (error: unknown) => void;
  } = {},
): DayTurns {
  let running = Promise.resolve();
  let cancel = (): void => undefined;
  let stopped = false;

  const wakeAt = (instant: string): void => {
    cancel();
    if (!stopped) cancel = clock.wakeAt(instant, begin);
  };
  const turn = async (): Promise<void> => {
    if (stopped) return;
    try {
      const result = await turnDay(credit, localDate(clock.now(), credit.zone));
      if (result.days.length > 0) listeners.onTurned?.(result);
    } catch (error) {
      listeners.onError?.(error);
      wakeAt(new Date(Date.parse(clock.now()) + RETRY_AFTER).toISOString());
    }
  };
  const begin = (): void => {
    wakeAt(startOfDate(addDays(localDate(clock.now(), credit.zone), 1), credit.zone));
    running = running.then(turn);
  };

  begin();
  return {
    idle: () => running,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
