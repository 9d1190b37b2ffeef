import { FIELD_LABELS, type Field } from './fields.ts';
import { writeCsv, writeXlsx, type WritableCell } from './write-table.ts';

export type DownloadFormat = 'csv' | 'xlsx';

const COLUMNS: readonly Field[] = [
  'seller',
  'invoiceNumber',
  'customerId',
  'customerName',
  'invoiceDate',
  'dueDate',
  'amount',
  'currency',
  'paidAmount',
  'openAmount',
  'settledDate',
  'disputed',
];

const EXAMPLES: readonly (readonly WritableCell[])[] = [
  ['SH01', 'INV-0001', 'C1001', '示例机电有限公司', '2026-01-05', '2026-02-04', 12800.5, 'CNY', 0, 12800.5, '', '否'],
  [
    'SH01',
    'INV-0002',
    'C1002',
    'Example Trading Ltd',
    '2026-01-08',
    '2026-02-07',
    3600,
    'USD',
    3600,
    0,
    '2026-02-03',
    '否',
  ],
];

/** A file to fill in: the columns of a receivables import named in both languages, with two example rows to replace. */
export function template(format: DownloadFormat): Uint8Array {
  const headers = COLUMNS.map((field) => `${FIELD_LABELS[field]['zh-CN']} ${FIELD_LABELS[field].en}`);
  const rows = [headers, ...EXAMPLES];
  return format === 'csv' ? writeCsv(rows) : writeXlsx(rows, '应收 Receivables');
}
