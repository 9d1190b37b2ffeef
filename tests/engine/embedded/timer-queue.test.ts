import { beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStore } from '#store/index.ts';
import type { Store } from '#store/index.ts';
import { timers } from '../../../engine/embedded/collections.ts';
import { TimerQueue } from '../../../engine/embedded/timer-queue.ts';

const collection = timers;
const at = (minute: number): string => `2026-01-01T00:${String(minute).padStart(2, '0')}:00.000Z`;
const timer = (key: number, minute: number) => ({ timerKey: String(key), dueAt: at(minute), processInstanceKey: '1' });
const END = at(59);

describe('timer queue', () => {
  let store: Store;
  let queue: TimerQueue;
  const keep = async (...all: ReturnType<typeof timer>[]): Promise<void> => {
    await store.commit(all.map((document) => ({ type: 'put', collection, document })));
  };
  const take = async (key: string): Promise<void> => {
    await store.commit([{ type: 'delete', collection, key }]);
  };
  /** Fires all, as the engine does: what has fired leaves the store, and more is read when memory is used up. */
  const drain = async (now = END): Promise<string[]> => {
    const fired: string[] = [];
    for (;;) {
      const due = queue.takeDue(now);
      if (due === undefined && !queue.needsRefill) return fired;
      if (due === undefined) await queue.reload();
      else {
        fired.push(due.key);
        await take(due.key);
      }
    }
  };
  beforeEach(async () => {
    store = await openMemoryStore([collection]);
    queue = new TimerQueue(store, 3);
  });

  it('should give timers by due time, then key', async () => {
    await keep(timer(4, 5), timer(1, 5), timer(2, 3), timer(3, 9));
    await queue.reload();
    expect(await drain()).toEqual(['2', '1', '4', '3']);
  });

  it('should leave what is not due, and tell when it will be', async () => {
    await keep(timer(1, 5), timer(2, 7));
    await queue.reload();
    expect(await drain(at(5))).toEqual(['1']);
    expect(queue.nextDueAt).toBe(at(7));
  });

  it('should forget what is cancelled', async () => {
    await keep(timer(1, 5), timer(2, 7));
    await queue.reload();
    queue.cancel('1');
    expect(queue.nextDueAt).toBe(at(7));
  });

  it('should hold the nearest only, and lose none of the others', async () => {
    await queue.reload();
    const minutes = [30, 4, 17, 8, 23, 1, 50, 12, 42, 6, 33, 19];
    for (const [key, minute] of minutes.entries()) {
      await keep(timer(key, minute));
      queue.add(timer(key, minute));
    }
    const byTime = [...minutes.keys()].toSorted((a, b) => minutes[a]! - minutes[b]!).map(String);
    expect(await drain()).toEqual(byTime);
    expect([queue.nextDueAt, await store.count(collection, {})]).toEqual([undefined, 0]);
  });

  it('should put a timer that comes late in its place', async () => {
    await keep(...[10, 20, 30, 40, 50].map((minute, key) => timer(key, minute)));
    await queue.reload();
    expect(queue.takeDue(END)?.key).toBe('0');
    await take('0');
    await keep(timer(7, 15), timer(8, 45));
    queue.add(timer(7, 15));
    queue.add(timer(8, 45));
    expect(await drain()).toEqual(['7', '1', '2', '3', '8', '4']);
  });

  it('should give in order what is left of many that were cancelled early', async () => {
    await queue.reload();
    for (let key = 1; key <= 1000; key++) {
      queue.add(timer(key, key % 50));
      if (key % 500 !== 0) queue.cancel(String(key));
    }
    queue.add(timer(2000, 3));

    expect([queue.takeDue(END)?.key, queue.takeDue(END)?.key, queue.takeDue(END)?.key]).toEqual([
      '1000',
      '500',
      '2000',
    ]);
    expect(queue.takeDue(END)).toBeUndefined();
  });

  it('should hold no more of what was cancelled than of what waits', async () => {
    await queue.reload();
    queue.add(timer(1, 1));
    for (let key = 2; key <= 1000; key++) {
      queue.add(timer(key, 30));
      queue.cancel(String(key));
    }

    expect(queue.size).toBeLessThan(10);
  });
});
