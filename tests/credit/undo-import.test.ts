import { describe, expect, it } from 'vitest';
import type { PaymentEntry } from '#credit/index.ts';
import {
  addActivity,
  allocations,
  customers,
  importRows,
  mayUndoImport,
  overdueCases,
  payments,
  postPayment,
  receivables,
  undoImport,
} from '#credit/index.ts';
import { row } from './ledger-bench.ts';
import { openCompany } from './live-bench.ts';

const START = '2026-05-20T02:00:00.000Z';

describe('undoing an import', () => {
  it('should take back receivables, payments, customers and cases as if they had never been', async () => {
    const company = await openCompany(START);
    const { id } = await company.load([row(), row({ invoiceNumber: 'F-2', settledDate: '2026-05-01' })]);
    const overdue = await company.overdueCase('F-1');
    expect(await undoImport(company.credit, id, 'fang')).toMatchObject({ state: 'undone', undoneBy: 'fang' });
    await company.settled();
    for (const collection of [receivables, payments, allocations, customers, overdueCases, importRows]) {
      expect(await company.all<object>(collection as never)).toEqual([]);
    }
    expect(await company.openTasks(overdue?.processInstanceKey)).toEqual([]);
  });

  it('should post the same file again afterwards', async () => {
    const company = await openCompany(START);
    const { id } = await company.load([row()]);
    await undoImport(company.credit, id, 'fang');
    expect((await company.load([row()])).counts).toMatchObject({ posted: 1 });
    expect(await company.overdueCase('F-1')).toMatchObject({ state: 'open', level: 'legal' });
  });

  it('should open a receivable again whose payment it takes back, with a new case', async () => {
    const company = await openCompany(START);
    await company.load([row()]);
    const { id } = await company.load([row({ settledDate: '2026-05-10' })], 'later.csv');
    expect(await company.overdueCase('F-1')).toMatchObject({ state: 'ended', reason: 'paid' });
    await undoImport(company.credit, id, 'fang');
    await company.settled();
    expect(await company.receivable('F-1')).toMatchObject({ status: 'open', openMinor: 10_000 });
    expect((await company.all(payments)).map((one) => [one.source, one.amountMinor])).toEqual([
      ['import', 10_000],
      ['reversal', -10_000],
    ]);
    const cases = await company.all(overdueCases);
    expect(cases.map((one) => one.state)).toEqual(['ended', 'open']);
  });

  it('should be refused when a payment, a contact or a later import builds on it, and change nothing', async () => {
    const company = await openCompany(START);
    const { id } = await company.load([row(), row({ invoiceNumber: 'F-2', dueDate: '2026-06-01' })]);
    const receivable = await company.receivable('F-2');
    const undo = () => undoImport(company.credit, id, 'fang');
    await addActivity(company.credit, {
      customerId: receivable.customerId,
      receivableId: receivable.id,
      channel: 'phone',
      note: 'x',
      by: 'li',
    });
    await expect(undo()).rejects.toMatchObject({
      code: 'CREDIT_IMPORT_HAS_CONTACTS',
      details: { invoiceNumber: 'F-2' },
    });
    await company.load([row({ paidMinor: 100 })], 'later.csv');
    await expect(undo()).rejects.toMatchObject({
      code: 'CREDIT_IMPORT_HAS_PAYMENTS',
      details: { invoiceNumber: 'F-1' },
    });
    expect(await mayUndoImport(company.store, { ...(await company.load([])), id })).toBe(false);
    expect(await company.all(receivables)).toHaveLength(2);
  });

  it('should be refused once somebody has worked on a task of it', async () => {
    const company = await openCompany(START);
    const { id } = await company.load([row({ dueDate: '2026-05-10' })]);
    const overdue = await company.overdueCase('F-1');
    const { salesOwnerId } = await company.receivable('F-1');
    await company.complete(overdue?.processInstanceKey ?? '', salesOwnerId, {
      result: 'contacted',
      contact: { channel: 'phone', note: '-' },
    });
    await expect(undoImport(company.credit, id, 'fang')).rejects.toMatchObject({ code: 'CREDIT_IMPORT_HAS_TASKS' });
  });

  it('should be refused a second time', async () => {
    const company = await openCompany(START);
    const { id } = await company.load([row()]);
    await undoImport(company.credit, id, 'fang');
    await expect(undoImport(company.credit, id, 'fang')).rejects.toMatchObject({ code: 'CREDIT_IMPORT_STATE' });
  });
});

describe('posting a payment', () => {
  it('should refuse what does not fit and post nothing of it', async () => {
    const company = await openCompany(START);
    await company.load([row({ dueDate: '2026-06-01' })]);
    const { id, customerId } = await company.receivable('F-1');
    const entry: PaymentEntry = {
      customerId,
      amountMinor: 100,
      currency: 'CNY',
      date: '2026-05-20',
      allocations: [],
      by: 'fang',
    };
    const pay = (change: Partial<PaymentEntry>) => postPayment(company.credit, { ...entry, ...change });
    const wish = [{ receivableId: id, amountMinor: 100 }];
    await expect(pay({ amountMinor: 0 })).rejects.toMatchObject({ code: 'CREDIT_PAYMENT_NOT_POSITIVE' });
    await expect(pay({ amountMinor: 50, allocations: wish })).rejects.toMatchObject({
      code: 'CREDIT_ALLOCATION_TOO_LARGE',
    });
    await expect(pay({ currency: 'USD', allocations: wish })).rejects.toMatchObject({
      code: 'CREDIT_CURRENCY_DIFFERS',
    });
    await expect(pay({ customerId: 'c-none' })).rejects.toMatchObject({ code: 'CREDIT_CUSTOMER_NOT_FOUND' });
    expect(await company.all(payments)).toEqual([]);
    expect(await pay({})).toMatchObject({ state: 'posted', unappliedMinor: 100, hasUnapplied: true });
  });
});
