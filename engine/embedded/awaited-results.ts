import { AppError, reject } from '#errors/index.ts';
import type { Clock } from '../clock.ts';
import type { EngineRecord, Key } from '../records.ts';

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly cancel: () => void;
}

/** Whoever waits for an instance to complete. */
export class AwaitedResults {
  readonly #clock: Clock;
  readonly #waiting = new Map<Key, Waiting>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `completed` rejects when the instance ends otherwise or the time is over; `stop` must be called in the end. */
  wait(key: Key, timeout: number): { readonly completed: Promise<void>; readonly stop: () => void } {
    const completed = new Promise<void>((resolve, refuse) => {
      const at = new Date(Date.parse(this.#clock.now()) + timeout).toISOString();
      const cancel = this.#clock.wakeAt(at, () => {
        refuse(new AppError(reject('ENGINE_RESULT_TIMEOUT', { key, seconds: timeout / 1000 })));
      });
      this.#waiting.set(key, { resolve, reject: refuse, cancel });
    });
    // Whoever asked may have given up for another reason before.
    completed.catch(() => undefined);
    const stop = (): void => {
      this.#waiting.get(key)?.cancel();
      this.#waiting.delete(key);
    };
    return { completed, stop };
  }

  follow(records: readonly EngineRecord[]): void {
    if (this.#waiting.size === 0) return;
    for (const { event, processInstanceKey: key } of records) {
      if (event.type !== 'elementCompleted' && event.type !== 'elementTerminated') continue;
      if (event.flowScopeKey !== undefined) continue;
      if (event.type === 'elementCompleted') this.#waiting.get(key)?.resolve();
      else this.#waiting.get(key)?.reject(new AppError(reject('ENGINE_RESULT_TERMINATED', { key })));
    }
  }

  close(): void {
    for (const { reject: refuse } of this.#waiting.values()) refuse(new AppError(reject('ENGINE_CLOSED')));
  }
}
