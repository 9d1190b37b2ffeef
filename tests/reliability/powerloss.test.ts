import { describe, expect, it } from 'vitest';
import { cutPower } from './powerloss/run.ts';

describe('a power cut', () => {
  it('should leave everything acknowledged, whole, wherever it comes', async () => {
    const report = await cutPower({ points: 100, commits: 200, seed: 11, synchronous: 'FULL' });
    expect(report).toMatchObject({ cuts: 200, lost: 0, corrupt: 0, torn: 0 });
    expect(report.checkpoints).toBeGreaterThanOrEqual(2);
    expect(report.logsBegun).toBeGreaterThanOrEqual(2);
  });

  it('should be seen to lose what a weaker setting acknowledges, else nothing is proven by it', async () => {
    const report = await cutPower({ points: 10, commits: 60, seed: 11, synchronous: 'NORMAL' });
    expect(report.lost).toBeGreaterThan(10);
  });
});
