/** Where the time comes from. Nothing in the product asks the machine for it elsewhere. */
export interface Clock {
  /** The present as an ISO instant in UTC with milliseconds. */
  now(): string;
  /** Calls back once when the clock has reached the instant (ISO); returns the cancel function. */
  wakeAt(instant: string, callback: () => void): () => void;
}

/** A clock that a test, a replay or a demonstration moves. It never goes back: an earlier instant changes nothing. */
export interface MovableClock extends Clock {
  /** The earliest instant somebody waits for. */
  nextWakeUp(): string | undefined;
  /** Jumps to the instant, then calls back everybody whose instant has come, earliest first. */
  moveTo(instant: string): void;
}

/** Those who wait, by instant, then in the order in which they came. ISO instants in UTC sort as text. */
class WakeUps {
  readonly #waiting: { readonly instant: string; readonly callback: () => void }[] = [];

  add(instant: string, callback: () => void): () => void {
    const entry = { instant, callback };
    this.#waiting.splice(this.#placeAfter(instant), 0, entry);
    return () => {
      const place = this.#waiting.indexOf(entry);
      if (place >= 0) this.#waiting.splice(place, 1);
    };
  }

  next(): string | undefined {
    return this.#waiting[0]?.instant;
  }

  /** Takes those out one by one, so that one of them may cancel or add others. */
  callDue(now: () => string): void {
    for (let first = this.#waiting[0]; first !== undefined && first.instant <= now(); first = this.#waiting[0]) {
      this.#waiting.shift();
      first.callback();
    }
  }

  #placeAfter(instant: string): number {
    let low = 0;
    let high = this.#waiting.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#waiting[middle]?.instant ?? '') <= instant) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Milliseconds. setTimeout can't wait longer than 24.8 days and sleeps through a suspended machine: look again often. */
const LONGEST_SLEEP = 30_000;

/** The machine's time. A wake-up is never early; after a suspend or a change of the time it comes within 30 seconds. */
export class SystemClock implements Clock {
  #milliseconds = 0;
  #now = '';

  now(): string {
    // Hundreds of commands share a millisecond, and its text.
    const milliseconds = Date.now();
    if (milliseconds !== this.#milliseconds) {
      this.#milliseconds = milliseconds;
      this.#now = new Date(milliseconds).toISOString();
    }
    return this.#now;
  }

  wakeAt(instant: string, callback: () => void): () => void {
    const due = Date.parse(instant);
    let timeout: NodeJS.Timeout;
    const sleep = (): void => {
      const left = due - Date.now();
      timeout = setTimeout(
        () => (Date.now() >= due ? callback() : sleep()),
        Math.min(Math.max(left, 0), LONGEST_SLEEP),
      );
    };
    sleep();
    return () => clearTimeout(timeout);
  }
}

/** Stands still until it is moved: for the sandbox, for tests and for replays. */
export class SimulatedClock implements MovableClock {
  #now: string;
  readonly #wakeUps = new WakeUps();

  constructor(start: string) {
    this.#now = normalized(start);
  }

  now(): string {
    return this.#now;
  }

  wakeAt(instant: string, callback: () => void): () => void {
    return this.#wakeUps.add(instant, callback);
  }

  nextWakeUp(): string | undefined {
    return this.#wakeUps.next();
  }

  moveTo(instant: string): void {
    const target = normalized(instant);
    if (target > this.#now) this.#now = target;
    this.#wakeUps.callDue(() => this.#now);
  }

  /** Goes there from wake-up to wake-up: each is called back at its own instant, those added on the way included. */
  advanceTo(instant: string): void {
    const target = normalized(instant);
    for (let next = this.nextWakeUp(); next !== undefined && next <= target; next = this.nextWakeUp())
      this.moveTo(next);
    this.moveTo(target);
  }
}

/** Another clock plus an offset that can grow: the demo clock. Listeners are told the new offset in milliseconds. */
export class OffsetClock implements MovableClock {
  readonly #base: Clock;
  readonly #wakeUps = new WakeUps();
  readonly #listeners = new Set<(offset: number) => void>();
  #offset: number;
  #disarm: (() => void) | undefined;

  constructor(base: Clock = new SystemClock(), offset = 0) {
    this.#base = base;
    this.#offset = offset;
  }

  /** Milliseconds it is ahead of its base. */
  get offset(): number {
    return this.#offset;
  }

  now(): string {
    return shifted(this.#base.now(), this.#offset);
  }

  wakeAt(instant: string, callback: () => void): () => void {
    const cancel = this.#wakeUps.add(instant, callback);
    this.#arm();
    return () => {
      cancel();
      this.#arm();
    };
  }

  nextWakeUp(): string | undefined {
    return this.#wakeUps.next();
  }

  moveTo(instant: string): void {
    const ahead = Date.parse(instant) - Date.parse(this.now());
    if (ahead > 0) {
      this.#offset += ahead;
      for (const listener of this.#listeners) listener(this.#offset);
    }
    this.#callDue();
  }

  onMoved(listener: (offset: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #arm(): void {
    this.#disarm?.();
    const next = this.#wakeUps.next();
    this.#disarm =
      next === undefined ? undefined : this.#base.wakeAt(shifted(next, -this.#offset), () => this.#callDue());
  }

  #callDue(): void {
    this.#wakeUps.callDue(() => this.now());
    this.#arm();
  }
}

function shifted(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** The one form in which instants are compared as text. */
function normalized(instant: string): string {
  return new Date(instant).toISOString();
}
