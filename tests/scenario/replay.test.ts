import { describe, expect, it } from 'vitest';
import type { ImportItem, ReceivableRow } from '#credit/index.ts';
import { addDays, daysBetween, replayReceivables } from '#credit/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import { row } from '../credit/ledger-bench.ts';

const resources = shippedProcesses().flatMap((process) => process.resources);

const itemsOf = (rows: readonly ReceivableRow[]): ImportItem[] =>
  rows.map((one, index) => ({ ok: true, line: index + 2, row: { ...one, line: index + 2 } }));

/** Numbers from 0 up to below 1, the same for the same seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A ledger around the days on which clocks change, with credit notes, partial payments and a rest that is never paid. */
function ledger(seed: number, count: number): readonly ReceivableRow[] {
  const next = random(seed);
  return Array.from({ length: count }, (_, index) => {
    const invoiceDate = addDays('2011-10-01', Math.floor(next() * 200));
    const dueDate = addDays(invoiceDate, [0, 15, 30, 45][Math.floor(next() * 4)] ?? 30);
    const late = Math.floor(next() * 60) - 20;
    const settledDate = addDays(dueDate, Math.max(late, -daysBetween(invoiceDate, dueDate)));
    const kind = next();
    const paid = kind < 0.15 ? {} : kind < 0.3 ? { paidMinor: 4_000, settledDate } : { settledDate };
    return row({
      invoiceNumber: `I-${index}`,
      customerCode: `K${index % 17}`,
      invoiceDate,
      dueDate,
      amountMinor: kind > 0.92 ? -3_000 : 10_000,
      ...paid,
      ...(kind > 0.8 ? { disputed: true } : {}),
    });
  });
}

/** The rules of the dates, said once more and without an engine: a payment of day D is there at the start of D. */
function expected(rows: readonly ReceivableRow[], days: readonly number[], asOf: string) {
  const posted = rows.filter((one) => (one.invoiceDate ?? '') <= asOf);
  const settled = (one: ReceivableRow): string =>
    one.paidMinor === undefined ? (one.settledDate ?? '9999-12-31') : '9999-12-31';
  const cases = posted.filter((one) => one.amountMinor > 0 && one.dueDate < asOf && settled(one) > one.dueDate);
  const reached = (one: ReceivableRow, level: number): boolean => {
    const day = addDays(one.dueDate, level);
    return day <= asOf && settled(one) > day;
  };
  const [sales = 0, finance = 0, legal = 0] = days.map((level) => cases.filter((one) => reached(one, level)).length);
  const cured = cases.filter((one) => settled(one) <= asOf);
  const afterTask = cured.filter((one) => reached(one, days[0] ?? 0)).length;
  return {
    invoices: posted.length,
    rejected: 0,
    cases: cases.length,
    cured: { beforeAnyTask: cured.length - afterTask, afterTask },
    open: cases.length - cured.length,
    tasks: { sales, finance, legal },
  };
}

describe('replaying a ledger', () => {
  it.each(['Asia/Shanghai', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'])(
    'should open exactly the cases and tasks that the dates ask for in %s',
    async (zone) => {
      const rows = ledger(7, 300);
      const result = await replayReceivables({ items: itemsOf(rows), resources, zone });
      expect(result).toMatchObject(expected(rows, [7, 15, 30], result.asOf ?? ''));
      expect(result.cases).toBeGreaterThan(100);
      expect(result.open).toBeGreaterThan(20);
      expect(result.disputed).toBeGreaterThan(20);
    },
  );

  it('should stop at the day asked for', async () => {
    const rows = ledger(11, 300);
    const result = await replayReceivables({ items: itemsOf(rows), resources, asOf: '2012-01-31' });
    expect(result).toMatchObject({ asOf: '2012-01-31', ...expected(rows, [7, 15, 30], '2012-01-31') });
  });

  it('should follow the days of another table', async () => {
    const rows = ledger(13, 300);
    const changed = resources.map((one) =>
      one.name.endsWith('.dmn')
        ? { ...one, content: one.content.replaceAll('<text>15</text>', '<text>10</text>') }
        : one,
    );
    const result = await replayReceivables({ items: itemsOf(rows), resources: changed });
    expect(result).toMatchObject(expected(rows, [7, 10, 30], result.asOf ?? ''));
  });

  it('should tell each case with its levels at 09:00 and why it ended', async () => {
    const rows = [
      row({ dueDate: '2026-03-02', invoiceDate: '2026-02-02', settledDate: '2026-03-19' }),
      row({ invoiceNumber: 'F-2', dueDate: '2026-03-01', invoiceDate: '2026-02-01', settledDate: '2026-03-02' }),
      row({ invoiceNumber: 'F-3', dueDate: '2026-03-10', invoiceDate: '2026-02-01' }),
    ];
    const { details } = await replayReceivables({
      items: itemsOf(rows),
      resources,
      zone: 'Europe/Berlin',
      asOf: '2026-03-29',
    });
    expect(details).toEqual([
      {
        invoiceNumber: 'F-2',
        opened: '2026-03-02T00:00:00.000+01:00',
        levels: [],
        ended: '2026-03-02T00:00:00.000+01:00',
        reason: 'paid',
      },
      {
        invoiceNumber: 'F-1',
        opened: '2026-03-03T00:00:00.000+01:00',
        levels: [
          { level: 'sales', at: '2026-03-09T09:00:00.000+01:00' },
          { level: 'finance', at: '2026-03-17T09:00:00.000+01:00' },
        ],
        ended: '2026-03-19T00:00:00.000+01:00',
        reason: 'paid',
      },
      {
        invoiceNumber: 'F-3',
        opened: '2026-03-11T00:00:00.000+01:00',
        levels: [
          { level: 'sales', at: '2026-03-17T09:00:00.000+01:00' },
          { level: 'finance', at: '2026-03-25T09:00:00.000+01:00' },
        ],
        ended: null,
        reason: null,
      },
    ]);
  });

  it('should count what is rejected and what comes twice', async () => {
    const items: ImportItem[] = [
      ...itemsOf([row(), row(), row({ amountMinor: 9_000 }), row({ invoiceNumber: 'F-2', amountMinor: 0 })]),
      { ok: false, line: 9, problems: [] },
    ];
    expect(await replayReceivables({ items, resources })).toMatchObject({ invoices: 1, rejected: 3 });
  });

  it('should name the rows that the file check and the ledger reject, in the order of the file', async () => {
    const problem = {
      field: null,
      column: '',
      value: '',
      code: 'IMPORT_TOTALS_ROW',
      details: {},
      message: { 'zh-CN': '', en: '' },
      remedy: { 'zh-CN': '', en: '' },
    } as const;
    const { rejections } = await replayReceivables({
      items: [
        ...itemsOf([row(), row({ amountMinor: 9_000 }), row({ invoiceNumber: 'F-2', amountMinor: 0 })]),
        { ok: false, line: 1, problems: [problem] },
      ],
      resources,
    });
    expect(rejections.map(({ line, problems }) => [line, problems.map(({ code }) => code)])).toEqual([
      [1, ['IMPORT_TOTALS_ROW']],
      [3, ['CREDIT_RECEIVABLE_AMOUNT_DIFFERS']],
      [4, ['CREDIT_AMOUNT_ZERO']],
    ]);
  });

  it('should count from the due date also where the invoice was written after it', async () => {
    const late = { invoiceDate: '2026-03-20', dueDate: '2026-03-01' };
    const result = await replayReceivables({
      items: itemsOf([
        row({ ...late, settledDate: '2026-03-08' }),
        row({ ...late, invoiceNumber: 'F-2', settledDate: '2026-03-17' }),
        row({ ...late, invoiceNumber: 'F-3', paidMinor: 12_000, openMinor: 0, settledDate: '2026-03-01' }),
      ]),
      resources,
    });
    expect(result).toMatchObject({
      asOf: '2026-03-20',
      invoices: 3,
      cases: 2,
      cured: { beforeAnyTask: 1, afterTask: 1 },
      tasks: { sales: 1, finance: 1, legal: 0 },
    });
  });

  it('should count where cases got stuck, although they were paid later', async () => {
    const broken = resources.map((one) => ({
      ...one,
      content: one.content.replaceAll('receivable.dueDate', 'receivable.noSuchDate'),
    }));
    const result = await replayReceivables({
      items: itemsOf([row({ settledDate: '2026-05-05' }), row({ invoiceNumber: 'F-2', settledDate: '2026-05-06' })]),
      resources: broken,
    });
    expect(result.incidents).toMatchObject([{ bpmnProcessId: 'overdue-escalation', count: 2 }]);
    expect(result.incidents[0]?.cause).toContain('noSuchDate');
  });

  it('should say that an empty ledger has nothing', async () => {
    expect(await replayReceivables({ items: [], resources })).toMatchObject({ invoices: 0, cases: 0, asOf: null });
  });
});
