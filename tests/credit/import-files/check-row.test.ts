import { describe, expect, it } from 'vitest';
import { checkRow, rejectedReport, readTable, TwinFinder } from '#credit/import/files/index.ts';
import { checked, mapped } from './support.ts';

const HEAD =
  'Invoice number,Customer ID,Customer name,Invoice date,Due date,Amount,Paid amount,Open amount,Settled date,Disputed';
const row = (line: string): unknown => checked(`${HEAD}\n${line}`)[0];

describe('checkRow', () => {
  it('should read a whole row, the rest of the payments computed', () => {
    expect(row('I1,C1,Acme Ltd,2024-01-01,2024-01-31,100,40,,,yes')).toEqual({
      seller: '',
      invoiceNumber: 'I1',
      customerId: 'C1',
      customerName: 'Acme Ltd',
      invoiceDate: '2024-01-01',
      dueDate: '2024-01-31',
      currency: 'CNY',
      amountMinor: 10_000,
      paidMinor: 4_000,
      openMinor: 6_000,
      settledDate: null,
      disputed: true,
    });
    expect(row('I1,C1,,,2024-01-31,100,,,2024-02-01,')).toMatchObject({
      paidMinor: 10_000,
      openMinor: 0,
      disputed: false,
    });
    expect(row('I1,C1,,,2024-01-31,100,,,,否')).toMatchObject({ paidMinor: null, openMinor: null });
    expect(row('I1,C1,,,2024-01-31,-100,-40,-60,,0')).toMatchObject({ amountMinor: -10_000, openMinor: -6_000 });
  });

  it.each([
    [',C1,,,2024-01-31,100,,,,', ['IMPORT_VALUE_MISSING']],
    ['I1,,,,2024-01-31,100,,,,', ['IMPORT_VALUE_MISSING']],
    ['I1,C1,,,,100,,,,', ['IMPORT_VALUE_MISSING']],
    ['I1,C1,,,2024-02-30,100,,,,', ['IMPORT_DATE_INVALID']],
    ['1.93044E+09,C1,,,2024-01-31,100,,,,', ['IMPORT_AMOUNT_SCIENTIFIC']],
    [`I1,${'x'.repeat(201)},,,2024-01-31,100,,,,`, ['IMPORT_VALUE_TOO_LONG']],
    ['合计,,,,,1200,,,,', ['IMPORT_TOTALS_ROW']],
    [',Total,,,,1200,,,,', ['IMPORT_TOTALS_ROW']],
    ['I1,C1,Acme, Inc,2024-01-01,2024-01-31,100,0,100,,no', ['IMPORT_ROW_TOO_WIDE']],
    [',C1,,x,y,z,,,,', ['IMPORT_VALUE_MISSING', 'IMPORT_DATE_INVALID', 'IMPORT_DATE_INVALID', 'IMPORT_AMOUNT_INVALID']],
  ])('should reject %s', (line, codes) => {
    // A good row beside it, so that the columns are recognized.
    const verdicts = checked(`${HEAD}\nI0,C0,Acme Ltd,2024-01-01,2024-01-31,100,0,100,,no\n${line}`, {
      columns: Object.fromEntries(HEADERS.map((field, index) => [field, index + 1])),
    });
    expect(verdicts[1]).toEqual(codes);
  });

  it.each([
    ['I1,C1,,2024-02-01,2024-01-31,100,,,,', 'IMPORT_DUE_BEFORE_INVOICE', { dueDate: '2024-01-31' }],
    ['I1,C1,,,2024-01-31,100,120,,,', 'IMPORT_PAID_OVER_AMOUNT', { paidMinor: 12_000, openMinor: 0 }],
    ['I1,C1,,,2024-01-31,100,,-20,,', 'IMPORT_PAID_OVER_AMOUNT', { paidMinor: 12_000, openMinor: 0 }],
    ['I1,C1,,,2024-01-31,100,-40,,,', 'IMPORT_PAID_OVER_AMOUNT', { paidMinor: 4_000, openMinor: 6_000 }],
    ['I1,C1,,,2024-01-31,100,,120,,', 'IMPORT_OPEN_OVER_AMOUNT', { paidMinor: 0, openMinor: 10_000 }],
    ['I1,C1,,,2024-01-31,100,95,0,,', 'IMPORT_OPEN_INCONSISTENT', { paidMinor: 10_000, openMinor: 0 }],
    [
      'I1,C1,,,2024-01-31,100,,50,2024-02-01,',
      'IMPORT_SETTLED_BUT_OPEN',
      { openMinor: 5_000, settledDate: '2024-02-01' },
    ],
    ['I1,C1,,,2024-01-31,100,0,,2024-02-01,', 'IMPORT_SETTLED_BUT_OPEN', { openMinor: 10_000, settledDate: null }],
    ['I1,C1,,,2024-01-31,-100,,40,,', null, { amountMinor: -10_000, paidMinor: -6_000, openMinor: -4_000 }],
    ['I1,C1,,,2024-01-31,100,,,,price', 'IMPORT_DISPUTED_INVALID', { disputed: true }],
    ['I1,C1,,,2024-01-31,54.279999999999994,,,,', 'IMPORT_AMOUNT_DECIMALS', { amountMinor: 5_428 }],
    ['I1,C1,"Acme\nLtd",,2024-01-31,100,,,9999-12-31,', null, { customerName: 'Acme Ltd', settledDate: null }],
    ['I1,C1,,,2024-01-31,100,,,unpaid,', null, { openMinor: null, settledDate: null }],
    ['I1,C1,,,2024-01-31,,40,60,,', null, { amountMinor: 10_000 }],
  ])('should take %s and say what is odd', (line, code, row) => {
    const { table, mapping } = mapped(`${HEAD}\nI0,C0,Acme Ltd,2024-01-01,2024-01-31,100,0,100,,no\n${line}`, {
      columns: Object.fromEntries(HEADERS.map((field, index) => [field, index + 1])),
    });
    const verdict = checkRow(table.rows[1]?.cells ?? [], mapping);
    expect(verdict).toMatchObject({ ok: true, row, remarks: code === null ? [] : [{ code }] });
  });

  it('should take rows without a customer only where nobody asks for one', () => {
    const { table, mapping } = mapped('Invoice number,Customer ID,Due date,Amount\n1,,2024-01-01,5\n2,C,2024-01-01,5');
    const cells = table.rows[0]?.cells ?? [];
    expect(checkRow(cells, mapping)).toMatchObject({ ok: false, problems: [{ code: 'IMPORT_VALUE_MISSING' }] });
    expect(checkRow(cells, mapping, { customerOptional: true })).toMatchObject({ ok: true });
  });

  it('should number a row by its document where it has no invoice number', () => {
    const head = 'Customer ID,Invoice number,Document number,Due date,Amount';
    expect(checked(`${head}\nC,I-1,900,2024-01-01,5\nC,,901.0,2024-01-01,5\nC,,,2024-01-01,5`)).toMatchObject([
      { invoiceNumber: 'I-1' },
      { invoiceNumber: '901' },
      ['IMPORT_VALUE_MISSING'],
    ]);
  });

  it.each([
    ['Status', ['Paid', 'Open', 'Void']],
    ['Is open', ['0', '1', 'cancelled']],
    ['收款状态', ['已收款', '未收款', '作废']],
    ['是否结清', ['是', '否', '已作废']],
  ])('should go by the status %s where nothing else tells', (header, [paid, open, cancelled]) => {
    const text = `Invoice number,Customer ID,Due date,Amount,${header}\n1,C,2024-01-01,5,${paid}\n2,C,2024-01-01,5,${open}\n3,C,2024-01-01,5,${cancelled}`;
    expect(checked(text)).toMatchObject([
      { paidMinor: 500, openMinor: 0, settledDate: null },
      { paidMinor: null, openMinor: null },
      ['IMPORT_ROW_CANCELLED'],
    ]);
  });

  it('should count the due date from terms where a file has none', () => {
    const head = 'Invoice number,Customer ID,Invoice date,Payment terms,Amount';
    expect(checked(`${head}\n1,C,2024-01-31,Net 30,5\n2,C,2024-01-01,30天,5\n3,C,2024-01-01,NAH4,5`)).toMatchObject([
      { dueDate: '2024-03-01' },
      { dueDate: '2024-01-31' },
      ['IMPORT_TERMS_INVALID'],
    ]);
  });

  it('should name column, value, message and remedy in both languages', () => {
    const { table, mapping } = mapped(
      '发票号,客户编码,到期日,应收金额\n1,C,2024-01-01,5\n2,C,2024-01-01,1.2万\n3,C,2024-01-01,6\n4,C,2024-01-01,6\n5,C,2024-01-01,6',
    );
    const verdict = checkRow(table.rows[1]?.cells ?? [], mapping);
    expect(verdict.ok ? [] : verdict.problems).toMatchObject([
      {
        field: 'amount',
        column: '应收金额',
        value: '1.2万',
        message: {
          'zh-CN': '应收金额：“1.2万”带有“万”“亿”等单位。',
          en: "Amount: '1.2万' is in units of ten thousand or more.",
        },
      },
    ]);
  });

  it('should take seller and currency from outside where the file is silent', () => {
    const { table, mapping } = mapped('Invoice number,Customer ID,Due date,Amount\n1,C,2024-01-01,5');
    const verdict = checkRow(table.rows[0]?.cells ?? [], mapping, { seller: 'SH01', currency: 'JPY' });
    expect(verdict).toMatchObject({ ok: true, row: { seller: 'SH01', currency: 'JPY', amountMinor: 5 } });
  });
});

const HEADERS = [
  'invoiceNumber',
  'customerId',
  'customerName',
  'invoiceDate',
  'dueDate',
  'amount',
  'paidAmount',
  'openAmount',
  'settledDate',
  'disputed',
];

describe('TwinFinder', () => {
  it('should take an identical row as unchanged and name the twin of one with other content', () => {
    const { table, mapping } = mapped(
      'Invoice number,Customer ID,Due date,Amount\n1,C,2024-01-01,5\n1,C,2024-01-01,5.00\n1,C,2024-02-01,6\n1,D,2024-02-01,6',
    );
    const twins = new TwinFinder();
    const verdicts = table.rows.map(({ cells, rowNumber }) => {
      const verdict = checkRow(cells, mapping);
      return verdict.ok ? twins.check(verdict.row, rowNumber) : verdict;
    });
    expect(verdicts).toMatchObject([
      { kind: 'first' },
      { kind: 'unchanged', twin: 2 },
      {
        kind: 'conflict',
        twin: 2,
        problem: {
          code: 'IMPORT_ROW_CONFLICT',
          message: { 'zh-CN': '该客户的发票 1 在第 2 行已出现，内容不同（到期日、应收金额）。' },
        },
      },
      { kind: 'first' },
    ]);
  });
});

describe('rejectedReport', () => {
  it.each(['csv', 'xlsx'] as const)(
    'should give the original cells, place, reason and remedy as %s, ready to be imported again',
    (format) => {
      const { table, mapping } = mapped('Invoice number,Customer ID,Due date,Amount\n=1+1,C,2024-01-01,\n');
      const [{ cells, rowNumber } = { cells: [], rowNumber: 0 }] = table.rows;
      const verdict = checkRow(cells, mapping);
      const problems = verdict.ok ? [] : verdict.problems;
      const report = readTable(rejectedReport(table.headers, [{ rowNumber, cells, problems }], format, 'zh-CN'), 'r');
      expect(report.headers).toEqual([
        'Invoice number',
        'Customer ID',
        'Due date',
        'Amount',
        '原文件行号',
        '问题列',
        '拒绝原因',
        '处理办法',
      ]);
      expect(report.rows[0]?.cells).toEqual([
        '=1+1',
        'C',
        '2024-01-01',
        '',
        '2',
        'Amount',
        '应收金额为空。',
        '请填写应收金额。',
      ]);
    },
  );
});
