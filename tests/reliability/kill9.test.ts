import { describe, expect, it } from 'vitest';
import { runKills } from './kill9/run.ts';
import { runZombie } from './kill9/zombie.ts';

const CLEAN = { missing: 0, doubled: 0, unasked: 0, moneyAstray: 0, brokenJournals: 0, integrity: 'ok' };

describe('a server that is killed again and again', () => {
  it('should have lost nothing it answered and done nothing twice, whoever asks again', async () => {
    const report = await runKills({ rounds: 6, clients: 20, waiting: 200, seed: 7 });
    expect(report).toMatchObject(CLEAN);
    expect(report.acknowledged).toBeGreaterThan(100);
    expect(report.unknown).toBeGreaterThan(10);
  }, 240_000);
});

describe('an owner that was stopped and replaced', () => {
  it('should write nothing when it wakes', async () => {
    const report = await runZombie();
    expect(report).toMatchObject(CLEAN);
    expect(report.abandoned.done).toBe(0);
    expect(report.zombieAnswers).toEqual(['STORE_OWNERSHIP_LOST']);
    expect(report.acknowledged).toBeGreaterThan(50);
  }, 240_000);
});
