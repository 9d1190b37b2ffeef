import { describe, expect, it } from 'vitest';
import { describeFailure, isVoid, runSeeds, scenarioOf, shrink } from './seeds.ts';
import { simulate } from './simulate.ts';
import type { Options } from './simulate.ts';

/** Nothing may be broken, and most of what was asked must have been done. */
async function expectNothing(first: number, count: number, options: Options = {}): Promise<void> {
  const { tally, failure } = await runSeeds(first, count, options);
  if (failure !== undefined) {
    const smaller = await shrink(failure.seed, options, 30_000);
    throw new Error(describeFailure(smaller ?? failure));
  }
  expect(tally.runs).toBe(count);
  expect({ ...tally, isVoid: isVoid(tally) }).toMatchObject({ isVoid: false });
}

describe('the engine, its clock, its store and all who use it, under a seed', () => {
  it('should keep every invariant through crashes, lost replies, errors and jumps of the clock', async () => {
    await expectNothing(1, 300);
  });

  it('should keep them on SQLite', async () => {
    await expectNothing(201, 12, { backing: 'sqlite' });
  });

  it('should repeat a run exactly', async () => {
    for (const seed of [7, 96, 204]) {
      const [first, second] = [await simulate(scenarioOf(seed)), await simulate(scenarioOf(seed))];
      expect(second.hash).toBe(first.hash);
      expect(second.records).toBeGreaterThan(0);
    }
    expect((await simulate(scenarioOf(8))).hash).not.toBe((await simulate(scenarioOf(9))).hash);
  });
});
