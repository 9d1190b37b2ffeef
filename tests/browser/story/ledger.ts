import iconv from 'iconv-lite';
import { companyDate } from '../support/acts.ts';
import type { Person } from '../support/world.ts';

/** The invoices the story is about, by what happens to them. All but the first wait at sales. */
export const INVOICES = {
  finance: 'GS26-0001',
  disputed: 'GS26-0002',
  contacted: 'GS26-0003',
  twice: 'GS26-0004',
  paid: 'GS26-0005',
  handedOver: 'GS26-0006',
  phone: 'GS26-0007',
  phoneChinese: 'GS26-0008',
  firstVersion: 'GS26-0009',
} as const;

/** Overdue by this many days: past the day of finance, and past the day of sales. */
const DAYS_AT_FINANCE = 20;
const DAYS_AT_SALES = 12;

interface Customer {
  readonly id: string;
  readonly code: string | null;
  readonly name: string;
}

/** A customer whom a sales person looks after. */
export async function customerOf(person: Person, owner: string): Promise<Customer> {
  const { items } = await person.read<{ items: readonly Customer[] }>(`/customers?ownerId=${owner}&limit=1`);
  const [customer] = items;
  if (!customer) throw new Error(`expected a customer of ${owner}, found none`);
  return customer;
}

const HEADINGS = ['发票号码', '客户编码', '客户名称', '开票日期', '到期日', '应收金额', '币种'];

function csv(rows: readonly (readonly string[])[]): Buffer {
  return iconv.encode(`${[HEADINGS, ...rows].map((cells) => cells.join(',')).join('\r\n')}\r\n`, 'gbk');
}

/** A file as an office in China exports it: GBK, Chinese headings, and in its last row a due date that is none. */
export async function ledger(finance: Person, { code, name }: Customer): Promise<Buffer> {
  const issued = await companyDate(finance, -60);
  const atSales = await companyDate(finance, -DAYS_AT_SALES);
  const atFinance = await companyDate(finance, -DAYS_AT_FINANCE);
  const row = (invoice: string, due: string, index: number): readonly string[] => [
    invoice,
    code ?? '',
    name,
    issued,
    due,
    `${12_000 + index * 1_000}.50`,
    'CNY',
  ];
  return csv([
    ...Object.values(INVOICES).map((invoice, index) =>
      row(invoice, invoice === INVOICES.finance ? atFinance : atSales, index),
    ),
    row('GS26-0099', '2026-02-31', 99),
  ]);
}

/** One more invoice of the same age as those at sales, for a case of the next version. */
export async function lateInvoice(finance: Person, { code, name }: Customer, invoice: string): Promise<Buffer> {
  const due = await companyDate(finance, -DAYS_AT_SALES);
  return csv([[invoice, code ?? '', name, await companyDate(finance, -60), due, '5000.00', 'CNY']]);
}
