import { describe, expect, it } from 'vitest';
import { BUGS, HURRIED } from './bugs.ts';
import type { Patch } from './bugs.ts';
import { PatchedCopy } from './copy.ts';
import type { Outcome } from './copy.ts';

/** Seeds within which a planted bug must show. */
const SEEDS = 1_000;

async function simulateWith(patches: readonly Patch[], seeds: number): Promise<Outcome> {
  const copy = new PatchedCopy(patches);
  try {
    return await copy.simulate(seeds);
  } finally {
    copy.remove();
  }
}

describe('the simulation itself', () => {
  it('should have a dozen bugs to find, each of its own', () => {
    expect(new Set(BUGS.map(({ name }) => name)).size).toBe(BUGS.length);
    expect(BUGS.length).toBeGreaterThanOrEqual(12);
  });

  it.each(BUGS)('should find that $name', async (bug) => {
    const { seed, told } = await simulateWith([bug], SEEDS);
    expect(told).toMatch(/^(?:I[1-7]|counters): /);
    expect(seed).toBeLessThanOrEqual(SEEDS);
  });

  it('should find nothing when rare things happen all the time', async () => {
    expect(await simulateWith(HURRIED, 100)).toEqual({ seed: undefined, told: '' });
  });
});
