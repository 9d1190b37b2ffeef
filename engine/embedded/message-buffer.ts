import type { StoreReader } from '#store/index.ts';
import { bufferedMessages } from './collections.ts';
import type { BufferedMessage } from './documents.ts';

/** Knows which channels hold a message in the store, so that most subscriptions need not ask it. */
export class MessageBuffer {
  readonly #store: StoreReader;
  readonly #channels = new Map<string, Set<string>>();
  #nextExpiry: string | undefined;

  constructor(store: StoreReader) {
    this.#store = store;
  }

  async reload(): Promise<void> {
    this.#channels.clear();
    this.#nextExpiry = undefined;
    for await (const { document } of this.#store.scan(bufferedMessages)) this.add(document);
  }

  /** Never later than the first message expires; earlier when that one is gone already. */
  get nextExpiry(): string | undefined {
    return this.#nextExpiry;
  }

  mayHold(channel: string): boolean {
    return this.#channels.has(channel);
  }

  add(message: BufferedMessage): void {
    const keys = this.#channels.get(message.channel);
    if (keys === undefined) this.#channels.set(message.channel, new Set([message.messageKey]));
    else keys.add(message.messageKey);
    if (this.#nextExpiry === undefined || message.expiresAt < this.#nextExpiry) this.#nextExpiry = message.expiresAt;
  }

  remove(message: Pick<BufferedMessage, 'messageKey' | 'channel'>): void {
    const keys = this.#channels.get(message.channel);
    keys?.delete(message.messageKey);
    if (keys?.size === 0) this.#channels.delete(message.channel);
  }

  expiredUntil(nextExpiry: string | undefined): void {
    this.#nextExpiry = nextExpiry;
  }
}
