import { describe, expect, it } from 'vitest';
import { failWrites } from './disk/nth-write.ts';
import { runFailingDisk, runFullDisk } from './disk/run.ts';

const CLEAN = { missing: 0, doubled: 0, unasked: 0, moneyAstray: 0, brokenJournals: 0, integrity: 'ok' };
const REFUSED = { answers: ['STORE_UNAVAILABLE'], reasons: ['STORE_UNAVAILABLE'], restarted: false };

describe('a server whose disk takes nothing more', () => {
  it.each([
    ['is full', () => runFullDisk(48)],
    ['has become read-only', () => runFailingDisk('EROFS', 48)],
    ['fails', () => runFailingDisk('EIO', 48)],
  ])('should refuse, answer reads and say so while it %s, and go on by itself', async (_, run) => {
    const report = await run();
    expect(report).toMatchObject({ ...CLEAN, ...REFUSED });
    expect(report.abandoned.done).toBe(0);
    expect(report.reads.failed).toBe(0);
    expect(report.reads.served).toBeGreaterThan(10);
  });
});

describe('a write that fails', () => {
  it.each([
    ['pwrite64', 31, 211],
    ['pwrite64', 120, 211],
    ['fsync,fdatasync', 40, 23],
  ] as const)('should leave nothing of its unit: each %s from the %ith, then every %ith', async (call, first, step) => {
    const report = await failWrites(call, first, step, 60);
    expect(report).toMatchObject({ partial: 0, ended: 60, integrity: 'ok' });
    expect(report.refused).toBeGreaterThan(10);
  });
});
