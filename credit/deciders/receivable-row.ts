import type { ErrorCode, Rejection } from '#errors/index.ts';
import { reject } from '#errors/index.ts';
import type { Customer } from '../collections/customers.ts';
import { customers } from '../collections/customers.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { ReceivableRow } from '../import/row.ts';
import type { Draft, Result } from './draft.ts';
import { accepted, refused } from './draft.ts';
import { enterPayment, fitting, newPayment, withDerived } from './ledger.ts';
import { toMajor } from './money.ts';
import type { CasePolicy } from './open-case.ts';
import { isDueForCase, openCase } from './open-case.ts';
import type { OwnerRoster } from './owners.ts';
import { assignOwners } from './owners.ts';
import { checkAmounts, paidOf } from './row-amounts.ts';

/** A row with the identities it stands for. */
export interface IdentifiedRow {
  readonly row: ReceivableRow;
  readonly receivableId: string;
  readonly customerId: string;
}

export interface RowContext extends CasePolicy {
  /** Company date of the posting. */
  readonly today: string;
  readonly by: string;
  readonly roster: OwnerRoster;
  readonly importId?: string;
  readonly fileName?: string;
}

export interface RowOutcome {
  readonly result: 'posted' | 'payment' | 'unchanged';
  readonly receivableId: string;
  readonly paymentId?: string;
  /** Id of the customer, when the row brought it. */
  readonly customerCreated?: string;
}

/**
 * Takes one row of a file into the ledger. A new identity is posted, with the payment the row tells of; if it is overdue
 * by then, its case opens at once. The same identity again posts what is paid beyond what is known, or changes nothing;
 * with other content it is refused and the twin named. A rejection leaves the draft as it was.
 */
export function takeReceivableRow(draft: Draft, identified: IdentifiedRow, context: RowContext): Result<RowOutcome> {
  const { row, receivableId } = identified;
  const existing = draft.read(receivables, receivableId);
  const problem = checkAmounts(row) ?? (existing === undefined ? missingCustomer(row) : difference(row, existing));
  if (problem !== undefined) return refused(problem);
  return accepted(
    existing === undefined
      ? postReceivable(draft, identified, context)
      : updateReceivable(draft, row, existing, context),
  );
}

function missingCustomer(row: ReceivableRow): Rejection | undefined {
  if (row.customerCode !== undefined || row.customerName !== undefined) return undefined;
  return reject('CREDIT_CUSTOMER_MISSING', { invoiceNumber: row.invoiceNumber });
}

function postReceivable(draft: Draft, identified: IdentifiedRow, context: RowContext): RowOutcome {
  const { row, receivableId } = identified;
  const known = draft.read(customers, identified.customerId);
  const customer = known ?? draft.put(customers, newCustomer(identified, context, draft.context.now));
  const receivable = draft.put(receivables, newReceivable(identified, customer, context, draft.context.now));
  const paymentId = payRow(draft, receivable, paidOf(row) ?? 0, row, context);
  const paid = draft.read(receivables, receivableId);
  if (paid !== undefined && isDueForCase(paid, context.today)) openCase(draft, paid, customer, context);
  return {
    result: 'posted',
    receivableId,
    ...(paymentId === undefined ? {} : { paymentId }),
    ...(known === undefined ? { customerCreated: customer.id } : {}),
  };
}

function updateReceivable(draft: Draft, row: ReceivableRow, known: Receivable, context: RowContext): RowOutcome {
  const existing =
    row.disputed === true && !known.disputed && known.status === 'open'
      ? draft.put(receivables, { ...known, disputed: true, disputedMinor: known.openMinor })
      : known;
  const rest = existing.openMinor - existing.pendingMinor;
  const accounted = existing.amountMinor - rest;
  const due = (paidOf(row) ?? accounted) - accounted;
  // What is paid beyond the amount came with the payment that left nothing open.
  const isNew = rest !== 0 && due * Math.sign(existing.amountMinor) > 0;
  const paymentId = isNew ? payRow(draft, existing, due, row, context) : undefined;
  return paymentId === undefined
    ? { result: 'unchanged', receivableId: existing.id }
    : { result: 'payment', receivableId: existing.id, paymentId };
}

/** Posts what the row says is paid, dated with its settlement date or, without one, today. What is too much stays on account. */
function payRow(
  draft: Draft,
  receivable: Receivable,
  amountMinor: number,
  row: ReceivableRow,
  context: RowContext,
): string | undefined {
  if (amountMinor === 0) return undefined;
  const payment = newPayment(draft, {
    customerId: receivable.customerId,
    amountMinor,
    currency: receivable.currency,
    date: row.settledDate ?? context.today,
    wishes: [
      {
        receivableId: receivable.id,
        amountMinor: fitting(amountMinor, receivable.openMinor - receivable.pendingMinor),
      },
    ],
    source: 'import',
    reference: receivable.invoiceNumber,
    by: context.by,
    ...(context.importId === undefined ? {} : { importId: context.importId }),
  });
  return enterPayment(draft, payment, context.today).id;
}

function newCustomer({ row, customerId }: IdentifiedRow, context: RowContext, now: string): Customer {
  return {
    id: customerId,
    name: row.customerName ?? row.customerCode ?? customerId,
    ...(row.customerCode === undefined ? {} : { code: row.customerCode }),
    ...assignOwners(customerId, context.roster),
    hold: false,
    contacts: [],
    createdAt: now,
  };
}

function newReceivable(
  { row, receivableId }: IdentifiedRow,
  customer: Customer,
  context: RowContext,
  now: string,
): Receivable {
  return withDerived({
    id: receivableId,
    seller: row.seller,
    customerId: customer.id,
    customerName: customer.name,
    invoiceNumber: row.invoiceNumber,
    kind: row.amountMinor < 0 ? 'credit-note' : 'invoice',
    amountMinor: row.amountMinor,
    openMinor: row.amountMinor,
    pendingMinor: 0,
    currency: row.currency,
    ...(row.invoiceDate === undefined ? {} : { invoiceDate: row.invoiceDate }),
    dueDate: row.dueDate,
    status: 'open',
    disputed: row.disputed ?? false,
    disputedMinor: row.disputed === true ? row.amountMinor : 0,
    awaitsCase: false,
    salesOwnerId: customer.salesOwnerId,
    departmentId: customer.departmentId ?? '',
    postedAt: now,
    line: row.line,
    ...(context.importId === undefined ? {} : { importId: context.importId }),
    ...(context.fileName === undefined ? {} : { fileName: context.fileName }),
  });
}

/** Why the row can not be the receivable that is there: other money, other dates. */
export function difference(
  row: ReceivableRow,
  existing: Pick<
    Receivable,
    'amountMinor' | 'currency' | 'dueDate' | 'invoiceDate' | 'customerName' | 'fileName' | 'line'
  >,
): Rejection | undefined {
  const differs = (code: ErrorCode, was: string | number, is: string | number): Rejection | undefined =>
    was === is
      ? undefined
      : reject(code, {
          invoiceNumber: row.invoiceNumber,
          customerName: existing.customerName,
          fileName: existing.fileName ?? '',
          line: existing.line ?? 0,
          existing: was,
          given: is,
        });
  return (
    differs('CREDIT_RECEIVABLE_CURRENCY_DIFFERS', existing.currency, row.currency) ??
    differs(
      'CREDIT_RECEIVABLE_AMOUNT_DIFFERS',
      toMajor(existing.amountMinor, existing.currency),
      toMajor(row.amountMinor, row.currency),
    ) ??
    differs('CREDIT_RECEIVABLE_DUE_DATE_DIFFERS', existing.dueDate, row.dueDate) ??
    differs(
      'CREDIT_RECEIVABLE_INVOICE_DATE_DIFFERS',
      existing.invoiceDate ?? row.invoiceDate ?? '',
      row.invoiceDate ?? existing.invoiceDate ?? '',
    )
  );
}
