import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { readTable } from '#credit/import/files/index.ts';
import { checked, headersOf, mapped } from './support.ts';

/** The mapping of a heading over three rows whose cells are like those in the row given. */
function mapping(headers: string, ...rows: string[]): Record<string, string | undefined> {
  return headersOf(mapped([headers, ...rows].join('\n')).mapping);
}

describe('the settlement date', () => {
  it.each([
    'Paid on',
    'Settled on',
    'Date of payment',
    'clear_date',
    'Actual payment date',
    'Date paid',
    'Collected on',
    'DateSettled',
    'PAYMENT_RECEIVED_DATE',
    'Closed at Date',
    'AUGDT',
    '收款日期',
    '实际付款日',
    '回款日期',
    '核销日期',
    '结清日期',
    '到账时间',
    'Ausgleichsdatum',
    'Bezahlt am',
    'Date de règlement',
    'Fecha de cobro',
    'Data pagamento',
  ])('should be found under %s', (header) => {
    const found = mapping(
      `Invoice number,Customer,Issue date,Due date,Amount,${header}`,
      'A1,Acme Ltd,2024-01-01,2024-01-31,10.00,2024-02-05',
      'A2,Acme Ltd,2024-01-02,2024-02-01,11.00,',
    );
    expect(found['settledDate']).toBe(header);
  });

  it.each(['Expected payment date', 'Promised payment date', 'Next payment date', '预计收款日期', '承诺付款日'])(
    'should not be found under %s',
    (header) => {
      const found = mapping(
        `Invoice number,Customer,Due date,Amount,${header}`,
        'A1,Acme Ltd,2024-01-31,10.00,2024-02-05',
        'A2,Acme Ltd,2024-02-01,11.00,2024-02-06',
      );
      expect(found['settledDate']).toBeUndefined();
    },
  );

  it('should be told from an amount paid and from a flag by what stands in the column', () => {
    expect(mapping('Invoice number,Customer,Due date,Amount,Paid', 'A1,Acme Ltd,2024-01-31,10.00,4.00')).toMatchObject({
      paidAmount: 'Paid',
    });
    expect(mapping('Invoice number,Customer,Due date,Amount,Paid', 'A1,Acme Ltd,2024-01-31,10.00,yes')).toMatchObject({
      status: 'Paid',
    });
  });

  it('should be read through words and days that stand for none', () => {
    const head = 'Invoice number,Customer,Due date,Amount,Paid on';
    const days = ['unpaid', '9999-12-31', '1900-01-01', '0', '0000-00-00', 'pending', '2024-02-05 13:45:10.250'];
    const rows = days.map((day, index) => `A${index},Acme Ltd,2024-01-31,10.00,${day}`);
    expect(checked([head, ...rows].join('\n'))).toMatchObject([
      ...days.slice(1).map(() => ({ openMinor: null, settledDate: null })),
      { openMinor: 0, settledDate: '2024-02-05' },
    ]);
  });
});

describe('guessing columns of other systems', () => {
  it('should understand the technical names of SAP', () => {
    expect(
      mapping(
        'BUKRS,KUNNR,BELNR,BLDAT,NETDT,WRBTR,WAERS,AUGDT',
        '1000,K1,9000001,20240105,20240204,10.00,EUR,20240210',
      ),
    ).toEqual({
      seller: 'BUKRS',
      customerId: 'KUNNR',
      invoiceNumber: 'BELNR',
      invoiceDate: 'BLDAT',
      dueDate: 'NETDT',
      amount: 'WRBTR',
      currency: 'WAERS',
      settledDate: 'AUGDT',
    });
  });

  it('should understand a German list', () => {
    expect(
      mapping(
        'Buchungskreis;Kundennummer;Kunde;Rechnungs-Nr.;Rechnungsdatum;Fälligkeit;Betrag;Offener Betrag;Währung;Ausgleichsdatum',
        '1000;70001;Müller GmbH;R-1;05.01.2024;13.02.2024;1.234,50;0,00;EUR;20.02.2024',
        '1000;70002;Meyer AG;R-2;06.01.2024;14.02.2024;99,00;99,00;EUR;',
      ),
    ).toEqual({
      seller: 'Buchungskreis',
      customerId: 'Kundennummer',
      customerName: 'Kunde',
      invoiceNumber: 'Rechnungs-Nr.',
      invoiceDate: 'Rechnungsdatum',
      dueDate: 'Fälligkeit',
      amount: 'Betrag',
      openAmount: 'Offener Betrag',
      currency: 'Währung',
      settledDate: 'Ausgleichsdatum',
    });
  });

  it('should understand an export of business software with statuses and a due amount', () => {
    expect(
      mapping(
        'ContactName,InvoiceNumber,Reference,InvoiceDate,DueDate,Total,TaxTotal,InvoiceAmountPaid,InvoiceAmountDue,Currency,Status',
        'Acme Ltd,INV-1,PO 7,2024-01-05,2024-02-04,120.00,20.00,120.00,0.00,NZD,Paid',
        'Beta Ltd,INV-2,PO 8,2024-01-06,2024-02-05,60.00,10.00,0.00,60.00,NZD,Awaiting payment',
      ),
    ).toEqual({
      customerName: 'ContactName',
      invoiceNumber: 'InvoiceNumber',
      invoiceDate: 'InvoiceDate',
      dueDate: 'DueDate',
      amount: 'Total',
      paidAmount: 'InvoiceAmountPaid',
      openAmount: 'InvoiceAmountDue',
      currency: 'Currency',
      status: 'Status',
    });
  });

  it('should not take the number of a receipt, an order or a contract for that of the invoice', () => {
    expect(
      mapping(
        'RECEIPT_DOC_NO,ORDER_NO,INVOICE_ALLOCATED,CUSTOMER_NUMBER,CUSTOMER_NAME,DUE_DATE,USD Amount,RECEIPT_DATE',
        '900,7,INV-1,37,Acme Ltd,2024-01-31,10.00,2024-02-05',
        '901,8,INV-2,38,Beta Ltd,2024-02-01,11.00,2024-02-05',
      ),
    ).toMatchObject({ invoiceNumber: 'INVOICE_ALLOCATED', settledDate: 'RECEIPT_DATE', amount: 'USD Amount' });
    expect(
      mapping(
        '合同编号,订单号,单据编号,客户,到期日,金额',
        'H1,D1,Y1,甲公司,2024-01-31,10',
        'H1,D1,Y2,乙公司,2024-01-31,11',
      ),
    ).toMatchObject({ invoiceNumber: '单据编号' });
  });

  it('should take the only party named for the one who owes', () => {
    expect(
      mapping('Company,Invoice No,Due date,Amount', 'Acme Ltd,1,2024-01-31,10', 'Beta Ltd,2,2024-01-31,10'),
    ).toEqual({
      customerName: 'Company',
      invoiceNumber: 'Invoice No',
      dueDate: 'Due date',
      amount: 'Amount',
    });
  });

  it('should find the list behind a cover sheet', () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['Receivables 2024'], ['Prepared by', 'Finance']]), 'Cover');
    const list = [
      ['Invoice No', 'Customer', 'Due date', 'Amount'],
      ['1', 'Acme Ltd', '2024-01-31', 10],
    ];
    utils.book_append_sheet(book, utils.aoa_to_sheet(list), 'Data');
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    expect(readTable(bytes, 'book.xlsx')).toMatchObject({ sheet: 'Data', headers: list[0] });
  });

  it('should take the first column that numbers every row where none is called an invoice number', () => {
    expect(
      mapping('Region,ARID,Customer,DueDate,Amount', '7,AR1,Acme Ltd,2024-01-31,10', '7,AR2,Acme Ltd,2024-01-31,10'),
    ).toMatchObject({ invoiceNumber: 'ARID' });
  });

  it('should leave an open amount alone that is the whole amount even of what is settled', () => {
    const head = 'Invoice number,Customer,Due date,Amount,Open amount,Clearing date';
    const row = (open: string): string => `A${open},Acme Ltd,2024-01-31,10.00,${open},2024-02-05`;
    expect(mapping(head, row('10.00'), row('0.00'), row('10.00'))).not.toHaveProperty('openAmount');
    expect(mapping(head, row('0.00'), row('10.00'), row('0'))).toHaveProperty('openAmount');
  });
});
