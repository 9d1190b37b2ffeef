import { uptime } from 'node:os';
import { reject, type Rejection } from '#errors/index.ts';

/** How far the wall clock may leave the steady one between two looks, in ms. */
const TOLERANCE_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
/** How long a jump is told of. */
const TOLD_MS = 10 * 60_000;

export interface Clocks {
  /** Unix time in ms, as somebody may set it. */
  readonly wall: () => number;
  /** Milliseconds that only pass. They go on while the machine sleeps, so that a laptop that was shut is no jump. */
  readonly steady: () => number;
}

const MACHINE: Clocks = { wall: () => Date.now(), steady: () => uptime() * 1000 };

/**
 * Compares the machine's time with how time passes. A jump of more than five seconds, forward or back, is told for ten
 * minutes: deadlines and timers follow the wall clock, and somebody should look at what set it.
 */
export class ClockWatch {
  readonly #clocks: Clocks;
  readonly #onChange: (problem: Rejection | undefined) => void;
  readonly #timer: NodeJS.Timeout;
  #offset: number;
  #jump: { readonly problem: Rejection; readonly until: number } | undefined;

  constructor(onChange: (problem: Rejection | undefined) => void, clocks: Clocks = MACHINE) {
    this.#clocks = clocks;
    this.#onChange = onChange;
    this.#offset = clocks.wall() - clocks.steady();
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  get problem(): Rejection | undefined {
    return this.#jump?.problem;
  }

  /** Done every second. */
  look(): void {
    const steady = this.#clocks.steady();
    const offset = this.#clocks.wall() - steady;
    const jumped = offset - this.#offset;
    // Small corrections come all the time; only what comes at once counts.
    this.#offset = offset;
    if (Math.abs(jumped) > TOLERANCE_MS) {
      const problem = reject('API_CLOCK_JUMPED', { seconds: Math.round(jumped / 1000) });
      this.#jump = { problem, until: steady + TOLD_MS };
      this.#onChange(problem);
    } else if (this.#jump !== undefined && steady >= this.#jump.until) {
      this.#jump = undefined;
      this.#onChange(undefined);
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
