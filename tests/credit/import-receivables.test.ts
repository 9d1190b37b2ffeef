import { describe, expect, it } from 'vitest';
import type { ReceivableRow } from '#credit/index.ts';
import { beginImport, customers, importReceivables, importRows, payments, turnDay } from '#credit/index.ts';
import type { Bench } from './ledger-bench.ts';
import { openBench, row } from './ledger-bench.ts';

async function load(bench: Bench, rows: readonly ReceivableRow[], fileName = 'march.csv') {
  const begun = await beginImport(bench.credit, { fileName, by: 'fin1' });
  const done = await importReceivables(bench.credit, {
    importId: begun.id,
    items: rows.map((one) => ({ ok: true, line: one.line, row: one })),
  });
  return done.counts;
}

const problems = async (bench: Bench) =>
  (await bench.all(importRows)).flatMap((one) => one.problems.map((problem) => [one.line, problem.code]));

describe('importing receivables', () => {
  it('should post new rows and make the customers they name', async () => {
    const bench = await openBench();
    const counts = await load(bench, [row(), row({ line: 3, invoiceNumber: 'F-2', amountMinor: 2_550 })]);
    expect(counts).toEqual({ posted: 2, unchanged: 0, payments: 0, rejected: 0 });
    expect(await bench.receivable('F-2')).toMatchObject({
      status: 'open',
      openMinor: 2_550,
      awaitsCase: true,
      salesOwnerId: 'fin1',
    });
    expect(await bench.all(customers)).toMatchObject([{ code: 'K1', name: '华东轴承有限公司', hold: false }]);
  });

  it('should change nothing when the same file comes again', async () => {
    const bench = await openBench();
    const file = [row(), row({ line: 3, invoiceNumber: 'F-2', settledDate: '2026-03-05' })];
    await load(bench, file);
    bench.clock.moveTo('2026-03-12T00:00:00.000Z');
    expect(await load(bench, file)).toEqual({ posted: 0, unchanged: 2, payments: 0, rejected: 0 });
    expect(await bench.all(payments)).toHaveLength(1);
  });

  it('should reject the same number with other content and name its twin', async () => {
    const bench = await openBench();
    await load(bench, [row({ line: 7 })]);
    const counts = await load(bench, [row({ amountMinor: 9_900 }), row({ line: 3, dueDate: '2026-05-01' })], 'b.csv');
    expect(counts).toMatchObject({ rejected: 2, posted: 0 });
    const rejected = (await bench.all(importRows)).flatMap((one) => one.problems);
    expect(rejected).toMatchObject([
      {
        code: 'CREDIT_RECEIVABLE_AMOUNT_DIFFERS',
        message: {
          'zh-CN': '客户“华东轴承有限公司”的发票 F-1 已存在（march.csv 第 7 行），其金额为 100，本行为 99。',
        },
      },
      { code: 'CREDIT_RECEIVABLE_DUE_DATE_DIFFERS', message: { en: expect.stringContaining('2026-05-01') } },
    ]);
  });

  it('should tell sellers and customers with the same invoice number apart', async () => {
    const bench = await openBench();
    const counts = await load(bench, [
      row(),
      row({ line: 3, seller: '二厂' }),
      row({ line: 4, customerCode: 'K2', customerName: '另一家' }),
    ]);
    expect(counts).toMatchObject({ posted: 3, rejected: 0 });
  });

  it('should post what a later file says is paid beyond what is known', async () => {
    const bench = await openBench();
    await load(bench, [row()]);
    expect(await load(bench, [row({ paidMinor: 3_000, settledDate: '2026-03-04' })])).toMatchObject({ payments: 1 });
    expect(await bench.receivable('F-1')).toMatchObject({ openMinor: 7_000, status: 'open' });
    expect(await load(bench, [row({ openMinor: 2_000 })])).toMatchObject({ payments: 1 });
    expect(await load(bench, [row({ settledDate: '2026-03-09' })])).toMatchObject({ payments: 1 });
    expect(await bench.receivable('F-1')).toMatchObject({ status: 'settled', settledDate: '2026-03-09' });
    expect((await bench.all(payments)).map((one) => [one.date, one.amountMinor])).toEqual([
      ['2026-03-04', 3_000],
      ['2026-03-10', 5_000],
      ['2026-03-09', 2_000],
    ]);
  });

  it('should keep on account what was paid beyond the amount, once', async () => {
    const bench = await openBench();
    const file = [row({ paidMinor: 12_000, openMinor: 0, settledDate: '2026-03-04' })];
    expect(await load(bench, file)).toMatchObject({ posted: 1 });
    expect(await bench.receivable('F-1')).toMatchObject({ status: 'settled', openMinor: 0 });
    expect(await bench.all(payments)).toMatchObject([{ amountMinor: 12_000, unappliedMinor: 2_000 }]);
    expect(await load(bench, file)).toMatchObject({ unchanged: 1, payments: 0 });
  });

  it('should keep on account what a future payment will be too much', async () => {
    const bench = await openBench();
    await load(bench, [row({ paidMinor: 4_000, settledDate: '2026-03-04' })]);
    const file = [row({ paidMinor: 12_000, settledDate: '2026-03-11' })];
    expect(await load(bench, file)).toMatchObject({ payments: 1 });
    expect(await bench.receivable('F-1')).toMatchObject({ openMinor: 6_000, pendingMinor: 6_000 });
    expect(await load(bench, file)).toMatchObject({ unchanged: 1 });
    bench.clock.moveTo('2026-03-10T16:00:00.000Z');
    await turnDay(bench.credit, '2026-03-11');
    expect(await bench.receivable('F-1')).toMatchObject({ status: 'settled', pendingMinor: 0 });
    expect((await bench.all(payments)).map((one) => one.unappliedMinor)).toEqual([0, 2_000]);
  });

  it('should hold a payment dated in the future until its day', async () => {
    const bench = await openBench();
    const file = [row({ settledDate: '2026-03-11' })];
    await load(bench, file);
    expect(await load(bench, file)).toMatchObject({ unchanged: 1 });
    expect(await bench.receivable('F-1')).toMatchObject({ status: 'open', pendingMinor: 10_000 });
    bench.clock.moveTo('2026-03-10T16:00:00.000Z');
    await turnDay(bench.credit, '2026-03-11');
    expect(await bench.receivable('F-1')).toMatchObject({ status: 'settled', pendingMinor: 0 });
  });

  it('should open the case of a receivable that is overdue already, with what is left of it', async () => {
    const bench = await openBench();
    await load(bench, [
      row({ dueDate: '2026-03-09', paidMinor: 4_000 }),
      row({ invoiceNumber: 'F-2', dueDate: '2026-03-10' }),
    ]);
    expect(bench.sent()).toMatchObject([
      {
        type: 'createProcessInstance',
        bpmnProcessId: 'overdue-escalation',
        variables: {
          receivable: { invoiceNumber: 'F-1', amount: 100, openAmount: 60 },
          customer: { grade: null },
          owners: { sales: 'fin1', finance: 'fin1', legal: 'fin1' },
          zone: 'Asia/Shanghai',
        },
      },
    ]);
  });

  it('should open no case for a credit note', async () => {
    const bench = await openBench();
    await load(bench, [row({ amountMinor: -5_000, dueDate: '2026-01-01' })]);
    expect(bench.sent()).toEqual([]);
    expect(await bench.receivable('F-1')).toMatchObject({ kind: 'credit-note', openMinor: -5_000, status: 'open' });
    await load(bench, [row({ amountMinor: -5_000, dueDate: '2026-01-01', settledDate: '2026-03-02' })]);
    expect(await bench.receivable('F-1')).toMatchObject({ openMinor: 0, status: 'settled' });
  });

  it('should refuse amounts that do not fit together', async () => {
    const bench = await openBench();
    await load(bench, [
      row({ line: 2, amountMinor: 0 }),
      row({ line: 3, paidMinor: 1, openMinor: 1 }),
      row({ line: 4, openMinor: 10_001 }),
      row({ line: 5, paidMinor: 0, settledDate: '2026-03-01' }),
      row({ line: 6, amountMinor: 10 ** 15 }),
    ]);
    expect(await problems(bench)).toEqual([
      [2, 'CREDIT_AMOUNT_ZERO'],
      [3, 'CREDIT_AMOUNTS_DISAGREE'],
      [4, 'CREDIT_OPEN_OUT_OF_RANGE'],
      [5, 'CREDIT_SETTLED_BUT_OPEN'],
      [6, 'CREDIT_AMOUNT_TOO_LARGE'],
    ]);
  });

  it('should stop when told and go on behind what is posted', async () => {
    const bench = await openBench();
    const items = Array.from({ length: 250 }, (_, index) => ({
      ok: true as const,
      line: index + 2,
      row: row({ line: index + 2, invoiceNumber: `N-${index}` }),
    }));
    const { id } = await beginImport(bench.credit, { fileName: 'long.csv', by: 'fin1' });
    const stop = new AbortController();
    const stopped = await importReceivables(bench.credit, {
      importId: id,
      items,
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    expect(stopped).toMatchObject({ state: 'stopped', done: 25 });
    const seen: number[] = [];
    const done = await importReceivables(bench.credit, { importId: id, items, onProgress: (at) => seen.push(at.done) });
    expect(done).toMatchObject({ state: 'finished', counts: { posted: 250, unchanged: 0 } });
    expect(seen).toEqual([50, 75, 100, 125, 150, 175, 200, 225, 250]);
  });
});
