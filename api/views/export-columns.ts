import { daysBetween, inZone, toMajor } from '#credit/index.ts';
import { FIELD_LABELS } from '#credit/import/files/index.ts';
import type { Bilingual, Language, ReceivableCard, ResponseOf, TaskSummary } from '../contract/index.ts';
import type { Column } from './spreadsheet.ts';

type CustomerCard = ResponseOf<'listCustomers'>['items'][number];
type AgeingRow = ResponseOf<'getAgeing'>['rows'][number];
type BoardItem = ResponseOf<'getBoard'>['items'][number];
type StatementLine = ResponseOf<'getStatement'>['lines'][number];

const text = (chinese: string, en: string): Bilingual => ({ 'zh-CN': chinese, en });

const OWNER = text('负责人', 'Owner');
const LEVEL = text('催收级别', 'Level');
const DAYS = text('逾期天数', 'Days overdue');
const STATE = text('状态', 'Status');
const YES = text('是', 'yes');

const LEVELS: Readonly<Record<string, Bilingual>> = {
  sales: text('一级 · 销售', 'Level 1 · sales'),
  finance: text('二级 · 财务', 'Level 2 · finance'),
  legal: text('三级 · 法务', 'Level 3 · legal'),
};
const STATUSES: Readonly<Record<string, Bilingual>> = {
  open: text('未结清', 'open'),
  settled: text('已结清', 'settled'),
  'written-off': text('已核销', 'written off'),
  completed: text('已办结', 'completed'),
  canceled: text('已关闭', 'closed'),
  overtaken: text('已失效', 'overtaken'),
};
const TASK_OPEN = text('待办', 'open');
const LINE_TYPES: Readonly<Record<string, Bilingual>> = {
  invoice: text('发票', 'invoice'),
  'credit-note': text('红字发票', 'credit note'),
  payment: text('付款', 'payment'),
  'write-off': text('核销', 'write-off'),
  opening: text('期初余额', 'opening balance'),
  closing: text('期末余额', 'closing balance'),
};
const BUCKETS = [
  ['notDue', text('未到期', 'Not due')],
  ['d1to30', text('1–30 天', '1–30 days')],
  ['d31to60', text('31–60 天', '31–60 days')],
  ['d61to90', text('61–90 天', '61–90 days')],
  ['d91to180', text('91–180 天', '91–180 days')],
  ['d181to365', text('181–365 天', '181–365 days')],
  ['over365', text('365 天以上', 'Over 365 days')],
] as const;

function word(words: Readonly<Record<string, Bilingual>>, name: string | null, language: Language): string {
  return name === null ? '' : (words[name]?.[language] ?? name);
}

/** The words of the import, so that what is taken out can be brought in again. */
export function receivableColumns(today: string): readonly Column<ReceivableCard>[] {
  return [
    { title: FIELD_LABELS.seller, cell: (row) => row.seller },
    { title: FIELD_LABELS.invoiceNumber, cell: (row) => row.invoiceNumber },
    { title: FIELD_LABELS.customerName, cell: (row) => row.customerName },
    { title: FIELD_LABELS.invoiceDate, cell: (row) => row.invoiceDate },
    { title: FIELD_LABELS.dueDate, cell: (row) => row.dueDate },
    { title: FIELD_LABELS.amount, cell: (row) => toMajor(row.amountMinor, row.currency) },
    { title: FIELD_LABELS.openAmount, cell: (row) => toMajor(row.openMinor, row.currency) },
    { title: FIELD_LABELS.currency, cell: (row) => row.currency },
    { title: DAYS, cell: (row) => (row.status === 'open' ? Math.max(0, daysBetween(row.dueDate, today)) : 0) },
    { title: STATE, cell: (row, language) => word(STATUSES, row.status, language) },
    { title: FIELD_LABELS.disputed, cell: (row, language) => (row.disputed ? YES[language] : '') },
    { title: FIELD_LABELS.settledDate, cell: (row) => row.settledDate },
    { title: LEVEL, cell: (row, language) => word(LEVELS, row.level, language) },
    { title: OWNER, cell: (row) => row.owner?.name ?? '' },
  ];
}

export const customerColumns: readonly Column<CustomerCard>[] = [
  { title: FIELD_LABELS.customerId, cell: (row) => row.code },
  { title: FIELD_LABELS.customerName, cell: (row) => row.name },
  { title: text('等级', 'Grade'), cell: (row) => row.grade },
  {
    title: text('信用额度', 'Credit limit'),
    cell: (row) => (row.limitMinor === null ? null : toMajor(row.limitMinor, row.currency)),
  },
  { title: text('信用占用', 'Exposure'), cell: (row) => toMajor(row.exposureMinor, row.currency) },
  { title: FIELD_LABELS.openAmount, cell: (row) => toMajor(row.openMinor, row.currency) },
  { title: text('逾期金额', 'Overdue amount'), cell: (row) => toMajor(row.overdueMinor, row.currency) },
  { title: FIELD_LABELS.currency, cell: (row) => row.currency },
  { title: text('最长逾期天数', 'Most days overdue'), cell: (row) => row.maxDaysOverdue },
  { title: OWNER, cell: (row) => row.salesOwner?.name ?? '' },
  { title: text('停止发货', 'On hold'), cell: (row, language) => (row.hold ? YES[language] : '') },
];

export function ageingColumns(currency: string): readonly Column<AgeingRow>[] {
  return [
    { title: text('名称', 'Name'), cell: (row, language) => row.name || text('未评级', 'none')[language] },
    { title: FIELD_LABELS.openAmount, cell: (row) => toMajor(row.openMinor, currency) },
    { title: text('逾期金额', 'Overdue amount'), cell: (row) => toMajor(row.overdueMinor, currency) },
    ...BUCKETS.map(([name, title]) => ({ title, cell: (row: AgeingRow) => toMajor(row.buckets[name], currency) })),
    { title: FIELD_LABELS.currency, cell: () => currency },
  ];
}

export function boardColumns(zone: string): readonly Column<BoardItem>[] {
  return [
    { title: LEVEL, cell: (row, language) => word(LEVELS, row.level, language) },
    { title: text('任务', 'Task'), cell: (row, language) => row.taskName[language] },
    { title: FIELD_LABELS.invoiceNumber, cell: (row) => row.invoiceNumber },
    { title: FIELD_LABELS.customerName, cell: (row) => row.customerName },
    { title: FIELD_LABELS.openAmount, cell: (row) => toMajor(row.openMinor, row.currency) },
    { title: FIELD_LABELS.currency, cell: (row) => row.currency },
    { title: FIELD_LABELS.dueDate, cell: (row) => row.dueDate },
    { title: DAYS, cell: (row) => row.daysOverdue },
    { title: text('派发时间', 'Since'), cell: (row) => localTime(row.since, zone) },
    { title: text('办理人', 'Assigned to'), cell: (row) => row.assignee?.name ?? '' },
  ];
}

export function taskColumns(zone: string): readonly Column<TaskSummary>[] {
  return [
    { title: text('任务', 'Task'), cell: (row, language) => row.name[language] },
    { title: text('流程', 'Process'), cell: (row, language) => row.processName[language] },
    { title: text('事项', 'About'), cell: (row) => row.title },
    { title: FIELD_LABELS.customerName, cell: (row) => row.customerName },
    { title: FIELD_LABELS.invoiceNumber, cell: (row) => row.invoiceNumber },
    {
      title: text('金额', 'Amount'),
      cell: (row) =>
        row.amountMinor === null || row.currency === null ? null : toMajor(row.amountMinor, row.currency),
    },
    { title: FIELD_LABELS.currency, cell: (row) => row.currency },
    { title: FIELD_LABELS.dueDate, cell: (row) => row.dueDate },
    { title: text('派发时间', 'Since'), cell: (row) => localTime(row.createdAt, zone) },
    {
      title: text('办理期限', 'Deadline'),
      cell: (row) => (row.deadline === null ? null : localTime(row.deadline, zone)),
    },
    { title: text('办理人', 'Assigned to'), cell: (row) => row.assignee?.name ?? '' },
    {
      title: STATE,
      cell: (row, language) => (row.state === 'open' ? TASK_OPEN[language] : word(STATUSES, row.state, language)),
    },
  ];
}

/** Opening and closing balance are lines of their own, first and last. */
export type StatementRow = Omit<StatementLine, 'type'> & {
  readonly type: StatementLine['type'] | 'opening' | 'closing';
};

export function statementColumns(currency: string): readonly Column<StatementRow>[] {
  const amount = (minor: number): number | null => (minor === 0 ? null : toMajor(minor, currency));
  return [
    { title: text('日期', 'Date'), cell: (row) => row.date },
    { title: text('类型', 'Type'), cell: (row, language) => word(LINE_TYPES, row.type, language) },
    { title: text('单据号', 'Reference'), cell: (row) => row.reference },
    { title: text('借方', 'Debit'), cell: (row) => amount(row.debitMinor) },
    { title: text('贷方', 'Credit'), cell: (row) => amount(row.creditMinor) },
    { title: text('余额', 'Balance'), cell: (row) => toMajor(row.balanceMinor, currency) },
    { title: FIELD_LABELS.currency, cell: () => currency },
  ];
}

function localTime(instant: string, zone: string): string {
  return inZone(instant, zone).slice(0, 16).replace('T', ' ');
}
