import type { Language } from '#errors/index.ts';

/**
 * What a receivables file can tell. `terms` (net days) stands in where a file has no due date, `status` (paid, cancelled …) where it
 * has neither amounts paid nor a settlement date.
 */
export const FIELDS = [
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
  'terms',
  'status',
] as const;

export type Field = (typeof FIELDS)[number];
export type DateField = 'invoiceDate' | 'dueDate' | 'settledDate';
export type AmountField = 'amount' | 'paidAmount' | 'openAmount';

export const DATE_FIELDS: readonly DateField[] = ['invoiceDate', 'dueDate', 'settledDate'];
export const AMOUNT_FIELDS: readonly AmountField[] = ['amount', 'paidAmount', 'openAmount'];

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

export const FIELD_LABELS: Readonly<Record<Field, Readonly<Record<Language, string>>>> = {
  seller: { 'zh-CN': '销售方', en: 'Seller' },
  invoiceNumber: { 'zh-CN': '发票号', en: 'Invoice number' },
  customerId: { 'zh-CN': '客户编码', en: 'Customer ID' },
  customerName: { 'zh-CN': '客户名称', en: 'Customer name' },
  invoiceDate: { 'zh-CN': '开票日期', en: 'Invoice date' },
  dueDate: { 'zh-CN': '到期日', en: 'Due date' },
  amount: { 'zh-CN': '应收金额', en: 'Amount' },
  currency: { 'zh-CN': '币种', en: 'Currency' },
  paidAmount: { 'zh-CN': '已收金额', en: 'Paid amount' },
  openAmount: { 'zh-CN': '未收金额', en: 'Open amount' },
  settledDate: { 'zh-CN': '核销日期', en: 'Settled date' },
  disputed: { 'zh-CN': '是否争议', en: 'Disputed' },
  terms: { 'zh-CN': '账期（天）', en: 'Terms (days)' },
  status: { 'zh-CN': '收款状态', en: 'Payment status' },
};
