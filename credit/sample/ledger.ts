import type { Grade } from '../collections/customers.ts';
import { addDays, daysBetween } from '../deciders/dates.ts';
import type { ReceivableRow } from '../import/row.ts';
import type { SampleCustomer } from './customers.ts';
import type { SeededRandom } from './random.ts';

export interface SampleInvoice {
  readonly customerId: string;
  readonly row: ReceivableRow;
  readonly payments: readonly { readonly date: string; readonly amountMinor: number }[];
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** Share of the invoices, and days between due date and payment, both included. */
type Habit = readonly { readonly share: number; readonly from: number; readonly to: number }[];

const HABITS: Readonly<Record<Grade, Habit>> = {
  A: [
    { share: 0.87, from: -12, to: 0 },
    { share: 0.08, from: 1, to: 6 },
    { share: 0.05, from: 8, to: 14 },
  ],
  B: [
    { share: 0.69, from: -10, to: 0 },
    { share: 0.13, from: 1, to: 7 },
    { share: 0.14, from: 8, to: 18 },
    { share: 0.04, from: 19, to: 40 },
  ],
  C: [
    { share: 0.47, from: -5, to: 0 },
    { share: 0.13, from: 1, to: 7 },
    { share: 0.25, from: 8, to: 20 },
    { share: 0.15, from: 21, to: 55 },
  ],
  D: [
    { share: 0.27, from: -3, to: 0 },
    { share: 0.12, from: 1, to: 7 },
    { share: 0.33, from: 8, to: 35 },
    { share: 0.28, from: 36, to: 150 },
  ],
};

/** An invoice is in the books at the latest a week after its date; nobody pays before. */
const IN_THE_BOOKS = 8;

/** Money has been tight of late: of what fell due in these days, this share is paid late whatever the habit. */
const TIGHT_DAYS = 45;
const TIGHT_SHARE = 0.2;

/** What the customers were invoiced from `from` to `to` and when they pay, in the order of the invoice dates. */
export function sampleLedger(
  random: SeededRandom,
  customers: readonly SampleCustomer[],
  range: Range,
): readonly SampleInvoice[] {
  const days = daysBetween(range.from, range.to);
  const dated = customers.flatMap((one) => {
    const count = Math.round((one.invoicesAMonth * days) / 30);
    return Array.from({ length: count }, () => ({ one, date: addDays(range.from, random.whole(0, days)) }));
  });
  const inOrder = dated.toSorted((a, b) => (a.date === b.date ? 0 : a.date < b.date ? -1 : 1));
  return inOrder.map(({ one, date }, index) => sampleInvoice(random, one, date, index + 1, range));
}

function sampleInvoice(
  random: SeededRandom,
  one: SampleCustomer,
  invoiceDate: string,
  number: number,
  range: Range,
): SampleInvoice {
  const isCreditNote = random.chance(0.015);
  const amountMinor = Math.round(one.typicalMinor * (0.3 + 1.4 * random.next()) * (isCreditNote ? -0.1 : 1));
  const dueDate = addDays(invoiceDate, one.termDays);
  const { id: customerId, code, name, grade } = one.customer;
  const row: ReceivableRow = {
    line: 0,
    seller: '',
    ...(code === undefined ? {} : { customerCode: code }),
    customerName: name,
    invoiceNumber: `${isCreditNote ? 'H' : 'F'}${invoiceDate.slice(2, 7).replace('-', '')}${String(number).padStart(5, '0')}`,
    invoiceDate,
    dueDate,
    amountMinor,
    currency: 'CNY',
    disputed: random.chance(0.02),
  };
  const habitual = addDays(dueDate, delay(random, grade ?? 'B'));
  const isSlow = daysBetween(dueDate, range.to) < TIGHT_DAYS && random.chance(TIGHT_SHARE);
  const paidDate = isSlow ? addDays(dueDate, random.whole(8, 50)) : habitual;
  const earliest = addDays(invoiceDate, IN_THE_BOOKS);
  return {
    customerId,
    row,
    payments: isCreditNote ? [] : paymentsOf(random, amountMinor, paidDate > earliest ? paidDate : earliest),
  };
}

function delay(random: SeededRandom, grade: Grade): number {
  const draw = random.next();
  let upTo = 0;
  for (const { share, from, to } of HABITS[grade]) {
    upTo += share;
    if (draw < upTo) return random.whole(from, to);
  }
  return 0;
}

/** Most pay at once, some in two parts. */
function paymentsOf(random: SeededRandom, amountMinor: number, date: string): SampleInvoice['payments'] {
  if (!random.chance(0.06)) return [{ date, amountMinor }];
  const first = Math.round(amountMinor * (0.3 + 0.4 * random.next()));
  return [
    { date, amountMinor: first },
    { date: addDays(date, random.whole(7, 30)), amountMinor: amountMinor - first },
  ];
}
