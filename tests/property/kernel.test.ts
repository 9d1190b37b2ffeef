import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSignals, openSubscriptions } from '#engine/kernel/index.ts';
import type { State } from '#engine/kernel/index.ts';
import { given, type Scenario } from '../support/kernel.ts';
import { blocks, draw } from '../support/random-process.ts';

const variables = { x: 6, key: 'key' };

/** Does one thing that the instances wait for, chosen by the number; false when they wait for nothing. */
function actOn(instance: Scenario, choice: number): boolean {
  const jobs = [...new Set(instance.jobs)];
  const messages = instance.states.some((state) => openSubscriptions(state).length > 0) ? ['message'] : [];
  const signals = instance.states.some((state) => openSignals(state).length > 0) ? ['signal'] : [];
  const timers = [...new Set(instance.timers.map(({ target }) => target))];
  const acts = [
    ...jobs.map((id) => () => instance.completeJob(id, { x: choice })),
    ...jobs.map((id) => () => instance.failJob(id, 1)),
    ...messages.map((name) => () => instance.correlate(name, 'key', { x: choice })),
    ...signals.map((name) => () => instance.broadcast(name, { x: choice })),
    ...timers.map((id) => () => instance.fireTimer(id)),
  ];
  acts[choice % Math.max(acts.length, 1)]?.();
  expect(instance.tokenFaults).toEqual([]);
  return acts.length > 0;
}

function leftIn({ elements, jobs, timers, subscriptions, signals, compensations, incidents }: State): string[] {
  return [elements, jobs, timers, subscriptions, signals, compensations, incidents].flatMap(Object.keys);
}

describe('kernel, over random processes', () => {
  it('should come to the end with nothing left, keep its tokens, and replay to the same state after every step', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.infiniteStream(fc.nat({ max: 1_000 })), async (drawn, choices) => {
        const instance = await given(draw(drawn), { variables });
        for (const choice of choices.take(600)) if (!actOn(instance, choice)) break;
        for (let left = 600; left > 0 && !instance.isCompleted; left -= 1) actOn(instance, 0);

        expect(instance.incidents).toEqual([]);
        expect(instance.rejections).toEqual([]);
        expect(instance.isCompleted).toBe(true);
        expect(instance.states.flatMap(leftIn)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('should leave nothing behind when it is canceled at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(blocks, fc.array(fc.nat({ max: 1_000 }), { maxLength: 20 }), async (drawn, choices) => {
        const instance = await given(draw(drawn), { variables });
        for (const choice of choices) if (!actOn(instance, choice)) break;
        if (!instance.isCompleted) instance.cancel();

        expect(instance.states.flatMap(leftIn)).toEqual([]);
        expect(instance.tokenFaults).toEqual([]);
        const opened = instance.events.filter(({ type }) => type === 'elementActivating');
        const closed = instance.events.filter(
          ({ type }) => type === 'elementCompleted' || type === 'elementTerminated',
        );
        expect(closed).toHaveLength(opened.length);
      }),
      { numRuns: 100 },
    );
  });
});
