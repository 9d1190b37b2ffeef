import type { MovableClock } from '../clock.ts';

/**
 * Moves the clock to the instant the way time passes: it stops at every instant somebody waits for, and goes on when what
 * was due then has run. After it, nothing due is left undone. An instant in the past only settles.
 */
export async function advanceClock(
  engine: { settled(): Promise<void> },
  clock: MovableClock,
  instant: string,
): Promise<void> {
  await engine.settled();
  for (let next = clock.nextWakeUp(); next !== undefined && next <= instant; next = clock.nextWakeUp()) {
    clock.moveTo(next);
    await engine.settled();
  }
  clock.moveTo(instant);
  await engine.settled();
}
