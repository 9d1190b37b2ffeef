/** Milliseconds of the event loop that a group may take before requests, sockets and timers get their turn. */
const TURN = 15;
/** Documents a group may change whatever they cost: a slow disk must not make groups so small that nothing gets done. */
const FEWEST = 256;
const MOST = 1_000;
/** Turns of the event loop after a group: a request takes some of them, and they cost nothing when nobody asks. */
const TURNS = 4;
/** Milliseconds of a group after which one turn is enough, since the next one is soon. */
const SHORT = 2;
/** How much the last group counts against those before it. */
const WEIGHT = 0.3;

/**
 * How many documents one group may change, learnt from what they cost lately. Only time in which the event loop could do
 * nothing else counts: waiting for a store elsewhere holds nobody up.
 */
export class Pace {
  #cost = TURN / MOST;
  #isShort = true;
  #began = performance.eventLoopUtilization();

  get documents(): number {
    return Math.min(MOST, Math.max(FEWEST, Math.floor(TURN / this.#cost)));
  }

  /** How many turns of the event loop others get before the next group. */
  get turns(): number {
    return this.#isShort ? 1 : TURNS;
  }

  begin(): void {
    this.#began = performance.eventLoopUtilization();
  }

  /** A group that changed so many documents is durable. */
  end(documents: number): void {
    const { active } = performance.eventLoopUtilization(this.#began);
    this.#isShort = active < SHORT;
    if (documents === 0) return;
    this.#cost += WEIGHT * (active / documents - this.#cost);
  }
}
