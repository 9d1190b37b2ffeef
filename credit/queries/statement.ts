import type { StoreReader } from '#store/index.ts';
import { payments } from '../collections/payments.ts';
import { receivables } from '../collections/receivables.ts';
import { pagesOf } from '../pages.ts';

export interface StatementLine {
  readonly date: string;
  readonly type: 'invoice' | 'credit-note' | 'payment' | 'write-off';
  readonly reference: string;
  readonly receivableId?: string;
  readonly debitMinor: number;
  readonly creditMinor: number;
  readonly balanceMinor: number;
}

/** An account between two days, both included. `closingMinor` = `openingMinor` + debits − credits. */
export interface Statement {
  readonly currency: string;
  readonly openingMinor: number;
  readonly closingMinor: number;
  readonly lines: readonly StatementLine[];
}

type Entry = Omit<StatementLine, 'balanceMinor'>;

/** The account of a customer in one currency: invoices, credit notes and payments by date with the running balance. */
export async function readStatement(
  store: StoreReader,
  customerId: string,
  range: { readonly currency: string; readonly from?: string; readonly to?: string },
): Promise<Statement> {
  const all = [
    ...(await invoiced(store, customerId, range.currency)),
    ...(await paid(store, customerId, range.currency)),
  ];
  const entries = all.toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
  const { from, to } = range;
  const before = entries.filter((entry) => from !== undefined && entry.date < from);
  const inside = entries.filter(
    (entry) => (from === undefined || entry.date >= from) && (to === undefined || entry.date <= to),
  );
  const openingMinor = before.reduce(balanceAfter, 0);
  let balanceMinor = openingMinor;
  const lines = inside.map((entry) => ({ ...entry, balanceMinor: (balanceMinor = balanceAfter(balanceMinor, entry)) }));
  return { currency: range.currency, openingMinor, closingMinor: balanceMinor, lines };
}

function balanceAfter(balance: number, entry: Entry): number {
  return balance + entry.debitMinor - entry.creditMinor;
}

async function invoiced(store: StoreReader, customerId: string, currency: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const page of pagesOf(store, receivables, { customerId }, 'dueDate')) {
    for (const one of page.filter((found) => found.currency === currency)) {
      entries.push({
        date: one.invoiceDate ?? one.dueDate,
        type: one.kind,
        reference: one.invoiceNumber,
        receivableId: one.id,
        debitMinor: Math.max(0, one.amountMinor),
        creditMinor: Math.max(0, -one.amountMinor),
      });
    }
  }
  return entries;
}

async function paid(store: StoreReader, customerId: string, currency: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const page of pagesOf(store, payments, { customerId }, 'date')) {
    for (const one of page.filter((found) => found.currency === currency && found.state === 'posted')) {
      const receivableId = one.wishes.length === 1 ? one.wishes[0]?.receivableId : undefined;
      entries.push({
        date: one.date,
        type: one.source === 'write-off' ? 'write-off' : 'payment',
        reference: one.reference ?? '',
        ...(receivableId === undefined ? {} : { receivableId }),
        debitMinor: Math.max(0, -one.amountMinor),
        creditMinor: Math.max(0, one.amountMinor),
      });
    }
  }
  return entries;
}
