import { describe, expect, it } from 'vitest';
import { notices } from '#organization/index.ts';
import { activities, dayTurns, overdueCases, postPayment, promises, turnDay } from '#credit/index.ts';
import { row } from './ledger-bench.ts';
import { openCompany } from './live-bench.ts';

/** 08:00 in Shanghai on the day the invoice of `row()` is due, 2026-04-01. */
const DUE_DAY = '2026-04-01T00:00:00.000Z';
/** Local time in Shanghai. */
const at = (date: string, time: string): string => `${date}T${time}:00.000+08:00`;

describe('the day turn', () => {
  it('should open the case at the midnight that ends the due date, not before', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-01', '23:59'));
    expect(await company.all(overdueCases)).toEqual([]);
    await company.goTo(at('2026-04-02', '00:00'));
    expect(await company.all(overdueCases)).toMatchObject([
      { state: 'open', level: 'none', openedAt: '2026-04-01T16:00:00.000Z', openMinor: 10_000 },
    ]);
  });

  it('should open no second case when a day is turned again', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-02', '12:00'));
    expect(await turnDay(company.credit, '2026-04-02')).toMatchObject({ days: [] });
    await company.goTo(at('2026-04-04', '12:00'));
    expect(await company.all(overdueCases)).toHaveLength(1);
  });

  it('should open the case first and then post the payments of the new day', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row({ settledDate: '2026-04-02' }), row({ invoiceNumber: 'F-2', settledDate: '2026-04-01' })]);
    await company.goTo(at('2026-04-02', '00:00'));
    expect(await company.all(overdueCases)).toMatchObject([
      { invoiceNumber: 'F-1', state: 'ended', reason: 'paid', tasks: [], openMinor: 0 },
    ]);
  });

  it('should turn every day missed, one by one, when the program was away', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row({ settledDate: '2026-04-05' })]);
    company.days.stop();
    await company.goTo(at('2026-04-09', '12:00'));
    expect(await turnDay(company.credit, '2026-04-09')).toMatchObject({
      days: [
        '2026-04-02',
        '2026-04-03',
        '2026-04-04',
        '2026-04-05',
        '2026-04-06',
        '2026-04-07',
        '2026-04-08',
        '2026-04-09',
      ],
      casesOpened: 1,
      paymentsPosted: 1,
    });
    expect(await company.all(dayTurns)).toMatchObject([{ turned: '2026-04-09' }]);
    await company.settled();
    expect(await company.overdueCase('F-1')).toMatchObject({ state: 'ended', reason: 'paid', tasks: [] });
  });

  it('should remind the owner for sales once, a week before the due date', async () => {
    const company = await openCompany('2026-03-24T00:00:00.000Z');
    await company.load([row()]);
    await company.goTo(at('2026-03-25', '08:00'));
    const { salesOwnerId } = await company.receivable('F-1');
    const made = await company.all(notices);
    expect(made).toMatchObject([
      { template: 'due-soon', personId: salesOwnerId, text: { en: expect.stringContaining('100.00 CNY') } },
    ]);
    await company.goTo(at('2026-03-30', '08:00'));
    expect(await company.all(notices)).toHaveLength(1);
  });
});

describe('an overdue case', () => {
  it('should go to sales, finance and legal at 09:00 on their days while it is open', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-05-02', '00:00'));
    const overdue = await company.overdueCase('F-1');
    expect(overdue?.tasks.map((task) => [task.stepRole, task.at])).toEqual([
      ['sales', '2026-04-08T01:00:00.000Z'],
      ['finance', '2026-04-16T01:00:00.000Z'],
      ['legal', '2026-05-01T01:00:00.000Z'],
    ]);
    expect(overdue).toMatchObject({ level: 'legal', ownerId: 'lv' });
    expect(await company.openTasks(overdue?.processInstanceKey)).toMatchObject([{ stepRole: 'legal' }]);
  });

  it('should end at any moment by a payment in full, and its task with it', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-10', '10:00'));
    const { id, customerId } = await company.receivable('F-1');
    const payment = await postPayment(company.credit, {
      customerId,
      amountMinor: 12_000,
      currency: 'CNY',
      date: '2026-04-10',
      allocations: [{ receivableId: id, amountMinor: 12_000 }],
      by: 'fang',
    });
    await company.settled();
    expect(payment).toMatchObject({ state: 'posted', unappliedMinor: 2_000 });
    const overdue = await company.overdueCase('F-1');
    expect(overdue).toMatchObject({ state: 'ended', reason: 'paid', endedAt: '2026-04-10T02:00:00.000Z' });
    expect(await company.openTasks(overdue?.processInstanceKey)).toEqual([]);
  });

  it('should go on with what is left after a partial payment', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-10', '10:00'));
    const { id, customerId } = await company.receivable('F-1');
    await postPayment(company.credit, {
      customerId,
      amountMinor: 4_000,
      currency: 'CNY',
      date: '2026-04-09',
      allocations: [{ receivableId: id, amountMinor: 4_000 }],
      by: 'fang',
    });
    await company.settled();
    expect(await company.overdueCase('F-1')).toMatchObject({ state: 'open', openMinor: 6_000, level: 'sales' });
  });

  it('should stand at the level its age asks for, with one task, when it is imported late', async () => {
    const company = await openCompany('2026-05-20T02:00:00.000Z');
    await company.load([
      row(),
      row({ invoiceNumber: 'F-2', dueDate: '2026-05-01' }),
      row({ invoiceNumber: 'F-3', dueDate: '2026-05-18' }),
    ]);
    const levels = await Promise.all(['F-1', 'F-2', 'F-3'].map((number) => company.overdueCase(number)));
    expect(levels.map((one) => [one?.level, one?.tasks.length])).toEqual([
      ['legal', 1],
      ['finance', 1],
      ['none', 0],
    ]);
  });

  it('should keep who made a contact and a promise, and check the promise when its day has come', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-08', '10:00'));
    const overdue = await company.overdueCase('F-1');
    const { id, customerId, salesOwnerId } = await company.receivable('F-1');
    await company.complete(overdue?.processInstanceKey ?? '', salesOwnerId, {
      result: 'promise',
      contact: { channel: 'phone', with: '王经理', note: '答应月中付款' },
      promise: { date: '2026-04-12', amount: 50 },
    });
    expect(await company.all(activities)).toMatchObject([
      { channel: 'phone', with: '王经理', by: salesOwnerId, receivableId: id, customerId },
      { channel: 'promise', date: '2026-04-12', amountMinor: 5_000, by: salesOwnerId },
    ]);
    expect(await company.all(promises)).toMatchObject([{ status: 'open', openMinorThen: 10_000 }]);
    await company.goTo(at('2026-04-14', '09:00'));
    expect(await company.all(promises)).toMatchObject([{ status: 'broken' }]);
    expect(await company.overdueCase('F-1')).toMatchObject({ state: 'open', level: 'sales' });
  });

  it('should count a promise as kept when the promised part has come', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-08', '10:00'));
    const overdue = await company.overdueCase('F-1');
    const { salesOwnerId } = await company.receivable('F-1');
    await company.complete(overdue?.processInstanceKey ?? '', salesOwnerId, {
      result: 'promise',
      contact: { channel: 'phone', note: '-' },
      promise: { date: '2026-04-12', amount: 50 },
    });
    await company.load([row({ paidMinor: 5_000, settledDate: '2026-04-08' })]);
    await company.goTo(at('2026-04-14', '09:00'));
    expect(await company.all(promises)).toMatchObject([{ status: 'kept' }]);
  });

  it('should tell the head when a level was not worked on in time', async () => {
    const company = await openCompany(DUE_DAY);
    await company.load([row()]);
    await company.goTo(at('2026-04-16', '09:00'));
    const { salesOwnerId } = await company.receivable('F-1');
    const told = (await company.all(notices)).filter((notice) => notice.template === 'level-missed');
    expect(told.map((notice) => notice.personId)).toEqual(salesOwnerId === 'hong' ? [] : ['hong']);
  });
});
