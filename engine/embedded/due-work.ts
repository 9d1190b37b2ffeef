import type { DocumentReference, StoreReader } from '#store/index.ts';
import type { Clock } from '../clock.ts';
import { bufferedMessages, timers } from './collections.ts';
import { NEVER } from './documents.ts';
import type { BufferedMessage, Timer } from './documents.ts';
import type { Logger } from './logger.ts';
import type { OwnUnit } from './loop.ts';
import type { MessageBuffer } from './message-buffer.ts';
import type { TimerQueue } from './timer-queue.ts';
import { fireTimer } from './timers.ts';
import type { WriteBehind } from './write-behind.ts';

interface Environment {
  readonly store: StoreReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly queue: TimerQueue;
  readonly messages: MessageBuffer;
  readonly behind: WriteBehind;
  readonly wake: () => void;
}

/** Milliseconds until a timer that could not be fired is tried again, and until the store is asked again. */
const TIMER_RETRY = 60_000;
const STORE_RETRY = 1_000;
/** Messages forgotten in one unit. */
const EXPIRED_AT_ONCE = 200;

/** What the engine does of itself because its time has come: timers in order, and messages whose time to live is over. */
export class DueWork {
  readonly #environment: Environment;
  /** What is held in memory may say more than the store: read it again. */
  #isStale = false;
  #pausedUntil = '';
  #armed: { readonly at: string; readonly cancel: () => void } | undefined;
  #isClosed = false;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  /** Whether something waits to be done now. */
  get isDue(): boolean {
    const next = this.#next();
    return next !== undefined && next <= this.#environment.clock.now();
  }

  /** Timers that fire next, unless those before them change that. */
  upcoming(count: number): readonly DocumentReference[] {
    const { clock, queue } = this.#environment;
    const now = clock.now();
    if (now < this.#pausedUntil || this.#isStale) return [];
    return queue.upcoming(now, count).map((key) => ({ collection: timers, key }));
  }

  take(): OwnUnit | undefined {
    const { clock, queue, messages, logger } = this.#environment;
    const now = clock.now();
    if (now < this.#pausedUntil || this.#isStale) return undefined;
    const timer = queue.takeDue(now);
    if (timer !== undefined) {
      const failed = (error: unknown): void => {
        logger.error({ err: error, timerKey: timer.key }, 'a timer could not be fired');
        queue.add({ timerKey: timer.key, dueAt: shifted(now, TIMER_RETRY) });
      };
      return { unit: { run: (scope) => fireTimer(scope, timer.key) }, failed };
    }
    if (messages.nextExpiry === undefined || messages.nextExpiry > now) return undefined;
    return this.#expireMessages(now);
  }

  /** Reads from the store what memory can't tell. */
  async prepare(): Promise<void> {
    const { queue, messages, behind } = this.#environment;
    if (this.#isStale || queue.needsRefill) await behind.flush();
    if (this.#isStale) {
      await queue.reload();
      await messages.reload();
      this.#isStale = false;
    } else if (queue.needsRefill) await queue.reload();
  }

  /** A group failed. */
  distrust(): void {
    this.#isStale = true;
    this.#pausedUntil = shifted(this.#environment.clock.now(), STORE_RETRY);
  }

  timerChanged(key: string, document: object | undefined): void {
    const timer = document as Timer | undefined;
    if (timer === undefined || timer.dueAt === NEVER) this.#environment.queue.cancel(key);
    else this.#environment.queue.add(timer);
  }

  messageChanged(document: object | undefined, before: unknown): void {
    if (document !== undefined) this.#environment.messages.add(document as BufferedMessage);
    else if (isStored(before)) this.#environment.messages.remove(before.document);
  }

  /** Asks the clock to wake the engine when the next thing falls due. */
  arm(): void {
    const next = this.#next();
    if (this.#isClosed || this.#armed?.at === next) return;
    this.#armed?.cancel();
    const callback = (): void => {
      this.#armed = undefined;
      this.#environment.wake();
    };
    this.#armed = next === undefined ? undefined : { at: next, cancel: this.#environment.clock.wakeAt(next, callback) };
  }

  close(): void {
    this.#isClosed = true;
    this.#armed?.cancel();
  }

  #next(): string | undefined {
    if (this.#isStale) return this.#pausedUntil;
    const { queue, messages } = this.#environment;
    const candidates = [queue.nextDueAt, messages.nextExpiry].filter((instant) => instant !== undefined);
    const next = candidates.toSorted()[0];
    return next !== undefined && next < this.#pausedUntil ? this.#pausedUntil : next;
  }

  #expireMessages(now: string): OwnUnit {
    const { store, messages, logger } = this.#environment;
    // Whatever becomes of this unit, it is not asked for again before the next instant at which a message expires.
    messages.expiredUntil(undefined);
    const again = (at: string): void => messages.expiredUntil(at);
    return {
      unit: {
        run: async (scope) => {
          const where = { expiresAt: { lte: now } };
          const sort = { by: 'expiresAt' };
          const expired = await store.find(bufferedMessages, { where, sort, limit: EXPIRED_AT_ONCE });
          await scope.draft.load(expired.items.map(({ document }) => referenceTo(document)));
          for (const { document } of expired.items) scope.draft.remove(bufferedMessages, document.messageKey);
          const later = { where: { expiresAt: { gt: now } }, sort, limit: 1 };
          const next = expired.next === undefined ? (await store.find(bufferedMessages, later)).items[0] : undefined;
          if (expired.next !== undefined) again(now);
          else if (next !== undefined) again(next.document.expiresAt);
        },
      },
      failed: (error) => {
        logger.error({ err: error }, 'expired messages could not be deleted');
        again(shifted(now, TIMER_RETRY));
      },
    };
  }
}

function referenceTo(message: BufferedMessage) {
  return { collection: bufferedMessages, key: message.messageKey };
}

function isStored(value: unknown): value is { readonly document: BufferedMessage } {
  return typeof value === 'object' && value !== null && 'document' in value;
}

function shifted(instant: string, milliseconds: number): string {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}
