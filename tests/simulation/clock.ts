import type { Clock } from '#engine/index.ts';

interface WakeUp {
  readonly at: number;
  readonly callback: () => void;
}

/** The machine's time, which somebody may set back. A wake-up comes when its instant is reached, never before. */
export class JumpingClock {
  #now: number;
  readonly #wakeUps: WakeUp[] = [];

  constructor(start: string) {
    this.#now = Date.parse(start);
  }

  now(): string {
    return new Date(this.#now).toISOString();
  }

  jump(milliseconds: number): void {
    this.#now += milliseconds;
  }

  nextWakeUp(): string | undefined {
    const [first] = this.#wakeUps;
    return first === undefined ? undefined : new Date(first.at).toISOString();
  }

  /** Calls back everybody whose instant has come, earliest first. */
  callDue(): void {
    const due = this.#wakeUps.filter(({ at }) => at <= this.#now);
    for (const wakeUp of due) if (this.#remove(wakeUp)) wakeUp.callback();
  }

  /** The clock as one life of the program has it: with that, its wake-ups end. */
  view(): Clock & { end(): void } {
    const own = new Set<WakeUp>();
    let hasEnded = false;
    return {
      now: () => this.now(),
      wakeAt: (instant, callback) => {
        if (hasEnded) return () => undefined;
        const wakeUp = { at: Date.parse(instant), callback };
        own.add(wakeUp);
        const place = this.#wakeUps.findIndex(({ at }) => at > wakeUp.at);
        this.#wakeUps.splice(place < 0 ? this.#wakeUps.length : place, 0, wakeUp);
        return () => this.#remove(wakeUp);
      },
      end: () => {
        hasEnded = true;
        for (const wakeUp of own) this.#remove(wakeUp);
      },
    };
  }

  #remove(wakeUp: WakeUp): boolean {
    const place = this.#wakeUps.indexOf(wakeUp);
    if (place >= 0) this.#wakeUps.splice(place, 1);
    return place >= 0;
  }
}
