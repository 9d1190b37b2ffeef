import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Receivable } from '#credit/index.ts';
import {
  AGEING_BUCKETS,
  ageOf,
  bucketOf,
  daysOverdue,
  dueDateCondition,
  formatMoney,
  localDate,
  openTotal,
  overdueTotal,
  startOfDate,
  toMajor,
  toMinor,
} from '#credit/index.ts';
import { exposureOf } from '../../credit/deciders/exposure.ts';
import { assignOwners } from '../../credit/deciders/owners.ts';
import { profileOf } from '../../credit/deciders/profile.ts';
import { customerIdOf, receivableIdOf } from '../../credit/identity.ts';

const dates = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

describe('ageing', () => {
  it('should sort days past due into buckets closed at both ends', () => {
    const today = '2026-12-31';
    const due = (days: number): string =>
      bucketOf(new Date(Date.parse(today) - days * 86_400_000).toISOString().slice(0, 10), today);
    expect([-5, 0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366].map(due)).toEqual([
      'notDue',
      'notDue',
      'd1to30',
      'd1to30',
      'd31to60',
      'd31to60',
      'd61to90',
      'd61to90',
      'd91to180',
      'd91to180',
      'd181to365',
      'd181to365',
      'over365',
    ]);
  });

  it('should add up to what is open, with credit notes late for nobody', () => {
    const items = fc.array(fc.record({ dueDate: dates, openMinor: fc.integer({ min: -1e9, max: 1e9 }) }));
    fc.assert(
      fc.property(items, dates, (all, today) => {
        const ageing = ageOf(all, today);
        const open = all.reduce((sum, item) => sum + item.openMinor, 0);
        expect(openTotal(ageing)).toBe(open);
        const late = all.filter((item) => item.openMinor > 0 && daysOverdue(item.dueDate, today) > 0);
        expect(overdueTotal(ageing)).toBe(late.reduce((sum, item) => sum + item.openMinor, 0));
      }),
    );
  });

  it('should ask the store for exactly the due dates of a bucket', () => {
    fc.assert(
      fc.property(dates, dates, (dueDate, today) => {
        const inside = AGEING_BUCKETS.filter(({ name }) => {
          const { gte = '', lte = '9999' } = dueDateCondition(name, today) as { gte?: string; lte?: string };
          return dueDate >= gte && dueDate <= lte;
        });
        expect(inside.map((bucket) => bucket.name)).toEqual([bucketOf(dueDate, today)]);
      }),
    );
  });
});

describe('money and dates', () => {
  it('should keep amounts whole in minor units of their currency', () => {
    expect([toMinor('12.345', 'CNY'), toMinor(7, 'JPY'), toMinor('1.2345', 'KWD'), toMinor(-0.5, 'USD')]).toEqual([
      1235, 7, 1235, -50,
    ]);
    expect([toMajor(1235, 'CNY'), toMajor(7, 'JPY')]).toEqual([12.35, 7]);
    expect([formatMoney(123456789, 'CNY'), formatMoney(-5, 'CNY'), formatMoney(1000, 'JPY')]).toEqual([
      '1,234,567.89 CNY',
      '-0.05 CNY',
      '1,000 JPY',
    ]);
  });

  it('should give back every amount of 15 digits after a way through a process variable', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }), (minor) => {
        expect(toMinor(toMajor(minor, 'CNY'), 'CNY')).toBe(minor);
      }),
    );
  });

  it('should begin a day where its zone begins it', () => {
    expect(startOfDate('2026-04-02', 'Asia/Shanghai')).toBe('2026-04-01T16:00:00.000Z');
    // Midnight does not exist on this day: clocks go from 00:00 to 01:00.
    expect(startOfDate('2018-11-04', 'America/Sao_Paulo')).toBe('2018-11-04T03:00:00.000Z');
    expect(localDate('2026-04-01T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-04-02');
  });
});

describe('identities and owners', () => {
  it('should know a customer and an invoice again however blanks and widths are written', () => {
    expect(customerIdOf({ code: ' K１ ' })).toBe(customerIdOf({ code: 'K1', name: 'other' }));
    expect(customerIdOf({ name: '甲 公司' })).not.toBe(customerIdOf({ code: '甲 公司' }));
    const identity = { seller: '', customerId: 'c1', invoiceNumber: 'F-1' };
    expect(receivableIdOf(identity)).toBe(receivableIdOf({ ...identity, invoiceNumber: ' F-1' }));
    expect(receivableIdOf(identity)).not.toBe(receivableIdOf({ ...identity, seller: 'F', invoiceNumber: '-1' }));
  });

  it('should spread customers over departments and people, always in the same way', () => {
    const people = ['a', 'b', 'c', 'd'].map((personId) => ({
      personId,
      departmentId: personId < 'c' ? 'east' : 'south',
    }));
    const roster = { sales: people, finance: ['f'], legal: [], fallback: 'boss' };
    const all = Array.from({ length: 400 }, (_, index) => assignOwners(`c${index}`, roster));
    const counts = Map.groupBy(all, (one) => one.salesOwnerId);
    expect([...counts.values()].every((owned) => owned.length > 60)).toBe(true);
    expect(all.every((one) => one.departmentId === (one.salesOwnerId < 'c' ? 'east' : 'south'))).toBe(true);
    expect(all[0]).toEqual(assignOwners('c0', { ...roster, sales: people.toReversed() }));
    expect(all[0]).toMatchObject({ financeOwnerId: 'f', legalOwnerId: 'boss' });
    expect(assignOwners('c0', { sales: [], finance: [], legal: [], fallback: 'me' })).toMatchObject({
      salesOwnerId: 'me',
    });
  });
});

describe('exposure and profile', () => {
  const limit = { amountMinor: 400_000, currency: 'CNY', kind: 'base' as const, setAt: '2026-01-01T00:00:00.000Z' };

  it('should take money on account off the exposure and count a limit through its last day', () => {
    const ledger = { openMinor: 200_000, unappliedMinor: 20_000 };
    const until = { limit: { ...limit, validTo: '2026-06-30' } };
    expect(exposureOf(until, ledger, '2026-06-30')).toEqual({
      exposureMinor: 180_000,
      limitMinor: 400_000,
      availableMinor: 220_000,
    });
    expect(exposureOf(until, ledger, '2026-07-01')).toMatchObject({ limitMinor: 0, availableMinor: -180_000 });
    expect(exposureOf({ limit: { ...limit, kind: 'frozen' } }, ledger, '2026-01-01')).toMatchObject({ limitMinor: 0 });
  });

  it('should compute from the ledger what scoring goes by', () => {
    const receivable = (change: Partial<Receivable>): Receivable => ({
      id: 'r',
      seller: '',
      customerId: 'c',
      customerName: 'C',
      invoiceNumber: 'F',
      kind: 'invoice',
      amountMinor: 10_000,
      openMinor: 0,
      pendingMinor: 0,
      currency: 'CNY',
      invoiceDate: '2026-01-01',
      dueDate: '2026-02-01',
      status: 'settled',
      disputed: false,
      disputedMinor: 0,
      awaitsCase: false,
      salesOwnerId: 's',
      departmentId: '',
      postedAt: '2026-01-01T00:00:00.000Z',
      ...change,
    });
    const profile = profileOf(
      { limit, grade: 'B' },
      {
        currency: 'CNY',
        unappliedMinor: 1_000,
        receivables: [
          receivable({ settledDate: '2026-02-01' }),
          receivable({ settledDate: '2026-02-03' }),
          receivable({ status: 'open', openMinor: 4_000, dueDate: '2026-05-01' }),
          receivable({ status: 'open', openMinor: 10_000, dueDate: '2026-06-01' }),
          receivable({
            kind: 'credit-note',
            status: 'open',
            amountMinor: -500,
            openMinor: -500,
            dueDate: '2026-06-01',
          }),
          receivable({ invoiceDate: '2024-01-01', dueDate: '2024-02-01', settledDate: '2024-03-01' }),
        ],
      },
      '2026-05-11',
    );
    expect(profile).toEqual({
      currency: 'CNY',
      hasHistory: true,
      onTimeRate: 33.3,
      overdueCount: 2,
      tradeAmount: 400,
      ordersPerYear: 4,
      openAmount: 135,
      overdueAmount: 40,
      exposure: 125,
      currentLimit: 4000,
      availableCredit: 3875,
      recentOverdueDays: 10,
      grade: 'B',
    });
  });
});
