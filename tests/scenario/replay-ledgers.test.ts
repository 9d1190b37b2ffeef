import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeXlsx } from '#credit/import/files/index.ts';
import { type Desk, openDesk } from '../cli/support.ts';
import {
  clearingList,
  detailLedger,
  firmList,
  openItemList,
  scheduleTable,
  settlementList,
  type Written,
} from './replay-dialects.ts';
import { expectedFigures, type Truth, truths } from './replay-truth.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell;
const csv = ({ rows }: Written, delimiter = ','): string =>
  rows.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join('\r\n');

/** Without a column for the invoice date, the ledger begins with the due dates. */
const withoutInvoiceDates = (ledger: readonly Truth[]): readonly Truth[] =>
  ledger.map((one) => ({ ...one, invoiceDate: one.dueDate }));
/** Where a system knows only payments in full, what was paid in part is open. */
const paidInFull = (ledger: readonly Truth[]): readonly Truth[] =>
  ledger.map((one) => (one.paidCents === one.cents ? one : { ...one, paidCents: 0, paidOn: undefined }));

const DIALECTS: readonly {
  readonly name: string;
  readonly file: string;
  readonly zone: string;
  readonly ledger: readonly Truth[];
  readonly write: (ledger: readonly Truth[]) => Written;
  readonly encode: (written: Written) => Uint8Array;
}[] = [
  {
    name: 'clearings with floats for dates and numbers, two currencies, in UTF-8',
    file: 'dataset.csv',
    zone: 'Asia/Shanghai',
    ledger: paidInFull(truths(1, 3_600)),
    write: clearingList,
    encode: (written) => Buffer.from(csv(written)),
  },
  {
    name: 'European open items in UTF-16 with semicolons',
    file: 'offene-posten.csv',
    zone: 'Europe/Berlin',
    ledger: truths(2, 1_500),
    write: openItemList,
    encode: (written) => iconv.encode(csv(written, ';'), 'utf-16', { addBOM: true }),
  },
  {
    name: 'a Chinese ledger in GBK',
    file: '应收单.csv',
    zone: 'Asia/Shanghai',
    ledger: truths(3, 1_500),
    write: detailLedger,
    encode: (written) => iconv.encode(csv(written), 'gbk'),
  },
  {
    name: 'a workbook with dollar signs and a status',
    file: 'invoices.xlsx',
    zone: 'America/New_York',
    ledger: paidInFull(truths(4, 1_500)),
    write: firmList,
    encode: ({ rows }) => writeXlsx(rows, 'Invoices'),
  },
  {
    name: 'a database table with named months and an end of time',
    file: 'schedules.txt',
    zone: 'Pacific/Auckland',
    ledger: paidInFull(truths(5, 1_500)),
    write: scheduleTable,
    encode: (written) => Buffer.from(csv(written, '\t')),
  },
  {
    name: 'settlements without customers',
    file: 'settlements.csv',
    zone: 'America/Sao_Paulo',
    ledger: withoutInvoiceDates(paidInFull(truths(6, 1_500))),
    write: settlementList,
    encode: (written) => Buffer.from(csv(written, '|')),
  },
];

describe.each(DIALECTS)('the ledger of another system: $name', ({ file, zone, ledger, write, encode }) => {
  it('should give the figures that its dates ask for', async () => {
    const written = write(ledger);
    const put = desk.put(file, encode(written));
    const ran = await desk.run(['replay', 'receivables', put, '--json', '--lang', 'en', '--zone', zone]);
    expect(ran.err).not.toContain('incident');
    expect(ran.document).toMatchObject(expectedFigures(ledger, written.rejected));
    expect(ran.document['cases']).toBeGreaterThan(500);
  });
});

describe('a ledger replayed until a day', () => {
  it('should leave what came later out', async () => {
    const ledger = paidInFull(truths(7, 1_500));
    const put = desk.put('dataset.csv', csv(clearingList(ledger)));
    const asOf = '2022-09-15';
    const ran = await desk.run(['replay', 'receivables', put, '--json', '--as-of', asOf]);
    const { rejected: _rejected, ...figures } = expectedFigures(ledger, 0, asOf) as Record<string, unknown>;
    expect(ran.document).toMatchObject(figures);
  });
});
