import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox } from '#engine/index.ts';
import type { Sandbox } from '#engine/index.ts';
import { shippedProcesses } from '#processes/index.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  const resources = shippedProcesses().flatMap((process) => process.resources);
  sandbox = await createSandbox({ resources, start: '2026-01-01T00:00:00.000Z' });
});
afterAll(() => sandbox.close());

const decide = async (decisionId: string, variables: Record<string, unknown>): Promise<unknown> =>
  (await sandbox.engine.evaluateDecision({ decisionId, variables })).result;

const PROFILE = {
  onTimeRate: 97,
  overdueCount: 0,
  tradeAmount: 1_500_000,
  ordersPerYear: 24,
  exposure: 100_000,
  currentLimit: 500_000,
  recentOverdueDays: 0,
};

describe('escalation-levels', () => {
  it.each(['A', 'B', 'C', 'D', null, 'E'])('should be 7, 15 and 30 days for grade %s', async (grade) => {
    expect(await decide('escalation-levels', { grade })).toEqual({ salesDays: 7, financeDays: 15, legalDays: 30 });
  });
});

describe('credit-score', () => {
  const score = (profile: object, external: object): Promise<unknown> =>
    decide('credit-score', {
      profile: { ...PROFILE, ...profile },
      external: { industryScore: 90, litigation: 'none', ...external },
    });

  it('should give 100 points and grade A where every factor is good', async () => {
    expect(await score({}, {})).toMatchObject({
      score: 100,
      grade: 'A',
      points: { onTime: 100, overdue: 100, trade: 100, industry: 100, litigation: 100 },
    });
  });

  it.each([
    [{ onTimeRate: 95 }, {}, 94],
    [{ onTimeRate: 95.01 }, {}, 100],
    [{ onTimeRate: 0 }, {}, 70],
    [{ overdueCount: 2 }, {}, 94],
    [{ overdueCount: 7 }, {}, 80],
    [{ tradeAmount: 0, ordersPerYear: 0 }, {}, 88],
    [{}, { industryScore: 84.9 }, 96.25],
    [{}, { industryScore: null }, 88],
    [{}, { litigation: 'pending' }, 89.5],
  ])('should weigh 30/20/20/15/15: %j %j is %d', async (profile, external, expected) => {
    expect(await score(profile, external)).toMatchObject({ score: expected });
  });

  it('should grade a new customer on what is known', async () => {
    const newcomer = { onTimeRate: null, overdueCount: 0, tradeAmount: 0, ordersPerYear: 0 };
    expect(await score(newcomer, {})).toMatchObject({ grade: 'C', points: { onTime: 60, overdue: 60, trade: 40 } });
  });

  it('should put a dishonest debtor in grade D whatever the score', async () => {
    expect(await score({}, { litigation: 'dishonest' })).toMatchObject({ score: 85, grade: 'D' });
  });
});

describe('credit-grade', () => {
  it.each([
    ['A', 2_000_000, 'straight'],
    ['B', 800_000, 'straight'],
    ['C', 200_000, 'review'],
    ['D', 0, 'review'],
    [null, 0, 'review'],
  ])('should cap grade %s at %d and send it to lane %s', async (grade, limitCap, lane) => {
    expect(await decide('credit-grade', { grade })).toMatchObject({ limitCap, lane });
  });
});

describe('limit-proposal', () => {
  const propose = (monthlySales: number | null, limitCap: number, termDays = 60): Promise<unknown> =>
    decide('limit-proposal', { archive: { monthlySales }, terms: { limitCap, termDays } });

  it('should take the lower of need and cap, rounded down to thousands', async () => {
    expect(await propose(300_500, 2_000_000)).toMatchObject({ amount: 661_000, need: 661_100 });
    expect(await propose(3_000_000, 2_000_000)).toMatchObject({ amount: 2_000_000 });
    expect(await propose(null, 2_000_000)).toMatchObject({ amount: 0 });
  });
});

describe('limit-routing', () => {
  const route = (request: object, profile: object = {}, policy: object = {}): Promise<unknown> =>
    decide('limit-routing', {
      request: { kind: 'raise', amount: 550_000, ...request },
      profile: { ...PROFILE, ...profile },
      policy: { limitCap: 2_000_000, lane: 'straight', ...policy },
    });

  it.each([
    [{}, {}, {}, 'auto', 'within-policy'],
    [{ kind: 'freeze', amount: null }, { recentOverdueDays: 90 }, { lane: 'review' }, 'auto', 'freeze-protects'],
    [{ amount: 2_000_000.01 }, {}, {}, 'review', 'over-cap'],
    [{ amount: 600_000 }, {}, {}, 'auto', 'within-policy'],
    [{ amount: 600_001 }, {}, {}, 'review', 'raise-too-large'],
    [{}, {}, { lane: 'review' }, 'review', 'grade-low'],
    [{}, { recentOverdueDays: 3 }, {}, 'auto', 'within-policy'],
    [{}, { recentOverdueDays: 4 }, {}, 'review', 'recent-overdue'],
    [{}, { exposure: 440_000 }, {}, 'auto', 'within-policy'],
    [{}, { exposure: 440_001 }, {}, 'review', 'exposure-high'],
    [{ kind: 'temporary', amount: 150_000 }, {}, {}, 'auto', 'within-policy'],
    [{ kind: 'temporary', amount: 150_001 }, {}, {}, 'review', 'temporary-too-large'],
    [{ kind: 'temporary', amount: 150_000 }, {}, { limitCap: 600_000 }, 'review', 'over-cap'],
    [{ kind: 'new' }, { currentLimit: 0, exposure: 0 }, { limitCap: 0 }, 'review', 'over-cap'],
  ])('should name the rule that decides: %j %j %j is %s by %s', async (request, profile, policy, lane, rule) => {
    expect(await route(request, profile, policy)).toMatchObject({ lane, rule });
  });
});

describe('approval-bands', () => {
  it('should send up to 500,000 to the head and more to an executive', async () => {
    expect(await decide('approval-bands', { amount: 500_000 })).toMatchObject({ approver: 'role:head' });
    expect(await decide('approval-bands', { amount: 500_000.01 })).toMatchObject({ approver: 'role:executive' });
  });
});

describe('collection-strategy', () => {
  it.each([
    ['A', 4_999, 400, 'call', false],
    ['A', 5_000, 181, 'lawyer-letter', true],
    ['A', 500_000, 61, 'letter', true],
    ['D', 5_000, 31, 'letter', true],
    ['C', 5_000, 31, 'call', true],
    [null, 5_000, 31, 'call', true],
  ])(
    'should begin for grade %s, %d open, %d days overdue with %s',
    async (grade, openAmount, overdueDays, first, litigate) => {
      const strategy = await decide('collection-strategy', { grade, openAmount, overdueDays });
      expect(strategy).toMatchObject({ firstMeasure: first, litigate });
    },
  );
});

describe('next-measure', () => {
  it.each([
    ['call', true, 'letter'],
    ['letter', true, 'lawyer-letter'],
    ['lawyer-letter', true, 'litigation'],
    ['lawyer-letter', false, 'write-off'],
    ['litigation', true, 'write-off'],
  ])('should follow %s (litigate: %s) with %s', async (measure, litigate, next) => {
    expect(await decide('next-measure', { measure, litigate })).toBe(next);
  });
});
