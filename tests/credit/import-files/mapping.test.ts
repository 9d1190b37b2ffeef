import { describe, expect, it } from 'vitest';
import { guessMapping, mappingProblems, readTable, template } from '#credit/import/files/index.ts';
import { checked, codeOf, headersOf, mapped } from './support.ts';

function table(headers: string, ...rows: string[]): string {
  return [headers, ...rows].join('\n');
}

describe('guessMapping', () => {
  it('should understand a Chinese ledger', () => {
    const { mapping } = mapped(
      table(
        '核算组织,单据编号,客户编码,客户名称,立账日期,到期日,应收金额,币种,已收金额,未收金额,核销日期,是否争议,业务员',
        '上海,AR-001,C01,甲公司,2024/1/5,2024/2/4,"1,000.00",人民币,0,"1,000.00",,否,张三',
        '上海,AR-002,C02,乙公司,2024/1/8,2024/2/7,500,人民币,500,0,2024/2/1,是,李四',
      ),
    );
    expect(headersOf(mapping)).toEqual({
      seller: '核算组织',
      invoiceNumber: '单据编号',
      customerId: '客户编码',
      customerName: '客户名称',
      invoiceDate: '立账日期',
      dueDate: '到期日',
      amount: '应收金额',
      currency: '币种',
      paidAmount: '已收金额',
      openAmount: '未收金额',
      settledDate: '核销日期',
      disputed: '是否争议',
    });
    expect(mappingProblems(mapping)).toEqual([]);
  });

  it('should understand an export with snake case, floats for dates and codes, and a spelling mistake', () => {
    const rows = Array.from(
      { length: 12 },
      (_, index) =>
        `U001,02000${index % 5},RETAIL corp ${index % 5},${index % 2 === 0 ? '2020-02-11 00:00:00' : ''},2020.0,19304384${10 + index}.0,` +
        `2020-01-26,20200125,20200210.0,USD,RV,54273.28,20200126.0,NAH4,${index === 3 ? '' : `19304384${10 + index}.0`},${index % 2}`,
    );
    const { mapping, table: read } = mapped(
      table(
        'buisness_code,cust_number,name_customer,clear_date,buisness_year,doc_id,posting_date,document_create_date,due_in_date,' +
          'invoice_currency,document type,total_open_amount,baseline_create_date,cust_payment_terms,invoice_id,isOpen',
        ...rows,
      ),
    );
    expect(headersOf(mapping)).toEqual({
      seller: 'buisness_code',
      invoiceNumber: 'doc_id',
      customerId: 'cust_number',
      customerName: 'name_customer',
      invoiceDate: 'document_create_date',
      dueDate: 'due_in_date',
      amount: 'total_open_amount',
      currency: 'invoice_currency',
      settledDate: 'clear_date',
      status: 'isOpen',
    });
    expect(read.rows).toHaveLength(12);
    expect(mappingProblems(mapping)).toEqual([]);
  });

  it('should tell customer codes from names under one header, and the invoice date from a later date', () => {
    const byName = mapped(table('Num,Customer,Date,Due date,Open Balance', '1,Acme Trading,2024-01-02,2024-02-01,10'));
    expect(headersOf(byName.mapping)).toEqual({
      invoiceNumber: 'Num',
      customerName: 'Customer',
      invoiceDate: 'Date',
      dueDate: 'Due date',
      amount: 'Open Balance',
    });
    const byCode = mapped(
      table(
        'Document Number,Customer,Posting date,Entry date,Net due date,Amount',
        '1,10023,2024-03-02,2024-01-02,2024-02-01,10',
      ),
    );
    expect(headersOf(byCode.mapping)).toMatchObject({ customerId: 'Customer', invoiceDate: 'Entry date' });
  });

  it('should obey choices and refuse columns that do not exist or are not single', () => {
    const text = table('A,B,B,D,E', 'x1,Acme,y,2024-01-01,5');
    const columns = { invoiceNumber: 'a', customerName: 2, dueDate: 'D', amount: '5' } as const;
    const { mapping } = mapped(text, { columns });
    expect(mapping.fields).toMatchObject({
      invoiceNumber: { column: 0, confidence: 1 },
      customerName: { column: 1 },
      amount: { column: 4 },
    });
    expect(codeOf(() => mapped(text, { columns: { amount: 'Betrag' } }))).toBe('IMPORT_COLUMN_NOT_FOUND');
    expect(codeOf(() => mapped(text, { columns: { amount: 'B' } }))).toBe('IMPORT_COLUMN_AMBIGUOUS');
    expect(codeOf(() => mapped(text, { dateFormat: 'nonsense' }))).toBe('IMPORT_DATE_FORMAT_UNKNOWN');
    expect(
      mapped('Invoice number,Disputed\n1,no', { columns: { disputed: null } }).mapping.fields.disputed,
    ).toBeUndefined();
  });

  it('should say which fields have no column', () => {
    const { mapping } = mapped(table('foo,bar', '1,2'));
    expect(mappingProblems(mapping).map(({ code }) => code)).toEqual(Array(4).fill('IMPORT_COLUMN_MISSING'));
  });

  it('should read the currency off the header of the amount and refuse headers with a unit', () => {
    const currency = (header: string): unknown =>
      mapped(table(`Invoice number,Customer ID,Due date,${header}`, '1,C,2024-01-01,5')).mapping.currency;
    expect(
      ['amount_usd', '应收金额（美元）', 'Amount (EUR)', '金额(元)', 'Amount', 'Total amount'].map(currency),
    ).toEqual(['USD', 'USD', 'EUR', 'CNY', null, null]);
    const { mapping } = mapped(table('发票号,客户编码,到期日,应收金额（万元）', '1,C,2024-01-01,5'));
    expect(mappingProblems(mapping).map(({ code }) => code)).toEqual(['IMPORT_COLUMN_UNIT']);
  });

  it.each(['csv', 'xlsx'] as const)('should map its own %s template', (format) => {
    const read = readTable(template(format), `t.${format}`);
    const mapping = guessMapping(
      read.headers,
      read.rows.map(({ cells }) => cells),
    );
    expect(mappingProblems(mapping)).toEqual([]);
    expect(Object.keys(mapping.fields)).toHaveLength(12);
    expect(read.rows).toHaveLength(2);
  });
});

describe('date order', () => {
  const ledger = (...dates: [string, string][]): string =>
    table(
      'Invoice number,Customer ID,Invoice date,Due date,Amount',
      ...dates.map(([from, to], index) => `${index},C,${from},${to},1`),
    );

  it('should be decided by a number above 12 anywhere, for all date columns', () => {
    const { mapping } = mapped(ledger(['1/2/2024', '1/20/2024'], ['3/4/2024', '4/5/2024']));
    expect(mapping.dateFormats).toMatchObject({ invoiceDate: { order: 'MDY' }, dueDate: { order: 'MDY' } });
    expect(mapped(ledger(['20/1/2024', '1/2/2024'])).mapping.dateFormats.dueDate?.order).toBe('DMY');
  });

  it('should be decided by no invoice being due before it is written', () => {
    const { mapping } = mapped(ledger(['1/12/2024', '2/1/2024'], ['5/6/2024', '6/5/2024']));
    expect(mapping.dateFormats.dueDate?.order).toBe('MDY');
  });

  it('should be decided by all date columns together', () => {
    const { mapping } = mapped(
      'Invoice number,Customer ID,Invoice date,Due date,Amount,Date paid\n1,C,01-02-24,03-03-24,5,13-03-24',
    );
    expect(mapping.dateFormats).toMatchObject({ invoiceDate: { order: 'DMY' }, settledDate: { order: 'DMY' } });
  });

  it('should be reported where nothing decides, and obey the choice', () => {
    const text = ledger(['1/2/2024', '3/4/2024']);
    expect(mappingProblems(mapped(text).mapping).map(({ code }) => code)).toEqual([
      'IMPORT_DATE_ORDER_UNKNOWN',
      'IMPORT_DATE_ORDER_UNKNOWN',
    ]);
    expect(checked(text)).toEqual([['IMPORT_DATE_UNDECIDED', 'IMPORT_DATE_UNDECIDED']]);
    expect(checked(text, { dateFormat: 'D/M/YYYY' })).toMatchObject([
      { invoiceDate: '2024-02-01', dueDate: '2024-04-03' },
    ]);
  });

  it('should be reported where rows contradict each other, but forgive one mistake in a hundred', () => {
    const mixed = mapped(ledger(['1/13/2024', '1/20/2024'], ['13/1/2024', '20/1/2024']));
    expect(mappingProblems(mixed.mapping).map(({ code }) => code)).toContain('IMPORT_DATE_ORDER_MIXED');
    const many = Array.from({ length: 150 }, (): [string, string] => ['1/13/2024', '2/13/2024']);
    const one = mapped(ledger(...many, ['1/13/2024', '13/3/2024']));
    expect(mappingProblems(one.mapping)).toEqual([]);
  });

  it('should find the year first among short years by how little it varies', () => {
    const rows = Array.from({ length: 20 }, (_, index): [string, string] => [`24/3/${index + 1}`, `24/4/${index + 1}`]);
    expect(mapped(ledger(...rows)).mapping.dateFormats.dueDate?.order).toBe('YMD');
  });
});
