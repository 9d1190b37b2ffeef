import type { Truth } from './replay-truth.ts';

type Cells = readonly string[];

/** A ledger as one system writes it: heading and rows, and how many of them nobody could take. */
export interface Written {
  readonly rows: readonly Cells[];
  readonly rejected: number;
}

const [YEAR, MONTH, DAY] = [0, 1, 2] as const;
const part = (date: string, which: 0 | 1 | 2): string => date.split('-')[which] ?? '';
const compact = (date: string): string => date.replaceAll('-', '');
const european = (date: string | undefined, sign = '/'): string =>
  date === undefined ? '' : [part(date, DAY), part(date, MONTH), part(date, YEAR)].join(sign);
const american = (date: string | undefined): string =>
  date === undefined ? '' : `${Number(part(date, MONTH))}/${Number(part(date, DAY))}/${part(date, YEAR)}`;
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const named = (date: string): string =>
  `${part(date, DAY)}-${MONTHS[Number(part(date, MONTH)) - 1] ?? ''}-${part(date, YEAR)}`;

/** `12.34`, or grouped under other signs: `1.234,56`. */
export function major(cents: number, thousands = '', point = '.'): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const whole = digits.slice(0, -2).replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  return `${cents < 0 ? '-' : ''}${whole}${point}${digits.slice(-2)}`;
}

const isPaid = ({ paidCents, cents }: Truth): boolean => paidCents !== 0 && paidCents === cents;

/**
 * Columns and habits of the payment forecasts drawn from SAP: dates as floats, the clearing as a timestamp, one amount that is called
 * open, numbers as floats and some of them missing. Some rows stand twice; an invoice that comes again with another amount, one
 * without a due date and one without any number can't be taken. Part payments are unknown to it.
 */
export function clearingList(ledger: readonly Truth[]): Written {
  const head =
    'business_code,cust_number,name_customer,clear_date,buisness_year,doc_id,posting_date,document_create_date,document_create_date.1,' +
    'due_in_date,invoice_currency,document type,total_open_amount,baseline_create_date,cust_payment_terms,invoice_id,isOpen,area_business';
  const rows = ledger.map((one, index) => [
    one.seller,
    `02000${one.customer}`,
    // The same customer under changing names.
    `WAL${one.customer} ${['corp', 'in', 'foundation'][index % 3] ?? ''}`,
    isPaid(one) ? `${one.paidOn ?? ''} 00:00:00` : '',
    `${part(one.invoiceDate, YEAR)}.0`,
    `${one.number}.0`,
    one.invoiceDate,
    compact(one.invoiceDate),
    compact(one.invoiceDate),
    `${compact(one.dueDate)}.0`,
    one.currency,
    one.cents < 0 ? 'X2' : 'RV',
    String(one.cents / 100),
    `${compact(one.invoiceDate)}.0`,
    ['NAH4', 'NAA8', 'CA10'][index % 3] ?? '',
    index % 97 === 5 ? '' : `${one.number}.0`,
    isPaid(one) ? '0' : '1',
    '',
  ]);
  const [again = [], undated = [], unnumbered = [], strange = []] = [10, 20, 30, 40].map((index) => rows[index] ?? []);
  const bad = [
    again.with(12, '1.25'),
    undated.with(9, ''),
    unnumbered.with(5, '').with(15, ''),
    strange.with(5, '77.0').with(15, '77.0').with(12, 'n/a'),
  ];
  return { rows: [head.split(','), ...rows, ...rows.slice(100, 160), ...bad], rejected: bad.length };
}

/** A European export: day first, decimal comma, payments by their rest. Discounts and overpayments do not add up. */
export function openItemList(ledger: readonly Truth[]): Written {
  const head = [
    'Entity',
    'Invoice ref',
    'Client',
    'Issued on',
    'Payable by',
    'Gross amount',
    'Paid',
    'Outstanding',
    'Paid on',
  ];
  const euro = (cents: number): string => major(cents, '.', ',');
  const rows = ledger.map((one, index) => [
    one.seller,
    `R-${one.number}`,
    `Käufer ${one.customer} GmbH`,
    european(one.invoiceDate),
    european(one.dueDate),
    euro(one.cents),
    euro(isPaid(one) && index % 5 === 0 ? one.paidCents + (index % 2 === 0 ? 500 : -1) : one.paidCents),
    euro(one.cents - one.paidCents),
    european(one.paidOn),
  ]);
  return { rows: [head, ...rows], rejected: 0 };
}

/** An export of a Chinese accounting system: a title, a row of totals, what is paid and what is not. */
export function detailLedger(ledger: readonly Truth[]): Written {
  const head = [
    '核算组织',
    '单据编号',
    '客户编码',
    '客户名称',
    '单据日期',
    '到期日',
    '应收金额',
    '已收金额',
    '未收金额',
    '实际付款日',
  ];
  const slashed = (date: string | undefined): string =>
    date === undefined ? '' : `${part(date, YEAR)}/${Number(part(date, MONTH))}/${Number(part(date, DAY))}`;
  const rows = ledger.map((one) => [
    one.seller,
    `YS${one.number}`,
    `C${one.customer}`,
    `第${one.customer}机械有限公司`,
    slashed(one.invoiceDate),
    slashed(one.dueDate),
    major(one.cents, ','),
    major(one.paidCents, ','),
    major(one.cents - one.paidCents, ','),
    slashed(one.paidOn),
  ]);
  const total = ['合计', '', '', '', '', '', major(123_456, ','), '', '', ''];
  return { rows: [['应收单明细表（2022年度）'], head, ...rows, total], rejected: 1 };
}

/** A list as small American firms keep it: dollar signs, month first, a status, and a payment date for what is paid in full. */
export function firmList(ledger: readonly Truth[]): Written {
  const head = [
    'Invoice #',
    'Company',
    'Customer Name',
    'Invoice Date',
    'Payment Due Date',
    'Status',
    'Invoice Amount',
    'Date Paid',
  ];
  const rows = ledger.map((one) => [
    `INV ${one.number}`,
    one.seller,
    `Customer ${one.customer}, Inc.`,
    american(one.invoiceDate),
    american(one.dueDate),
    isPaid(one) ? 'Paid' : 'Open',
    one.cents < 0 ? `($${major(-one.cents, ',')})` : `$${major(one.cents, ',')}`,
    isPaid(one) ? american(one.paidOn) : '',
  ]);
  return { rows: [head, ...rows], rejected: 0 };
}

/** Columns of a receivables table in a large database: named months, and the end of time where nothing is closed. */
export function scheduleTable(ledger: readonly Truth[]): Written {
  const head =
    'ORG_ID,TRX_NUMBER,CUSTOMER_NUMBER,TRX_DATE,DUE_DATE,AMOUNT_DUE_ORIGINAL,AMOUNT_DUE_REMAINING,INVOICE_CURRENCY_CODE,GL_DATE,ACTUAL_DATE_CLOSED';
  const rows = ledger.map((one) => [
    one.seller,
    one.number,
    String(10_000 + one.customer),
    named(one.invoiceDate),
    named(one.dueDate),
    major(one.cents),
    major(one.cents - one.paidCents),
    one.currency,
    named(one.invoiceDate),
    isPaid(one) ? named(one.paidOn ?? '') : '31-DEC-4712',
  ]);
  return { rows: [head.split(','), ...rows], rejected: 0 };
}

/** A settlement list that keeps the original amount under the name of an open one, and knows no customers. */
export function settlementList(ledger: readonly Truth[]): Written {
  const head = ['Seller code', 'Document No.', 'Due on', 'Amount', 'Amount open', 'Date of payment'];
  const rows = ledger.map((one) => [
    one.seller,
    one.number,
    european(one.dueDate, '.'),
    major(one.cents, "'"),
    major(one.cents, "'"),
    isPaid(one) ? european(one.paidOn, '.') : '',
  ]);
  return { rows: [head, ...rows], rejected: 0 };
}
