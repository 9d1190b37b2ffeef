import { setImmediate } from 'node:timers/promises';
import type { ErrorCode } from '#errors/index.ts';
import { fail } from '#errors/index.ts';
import type { Collection, DocumentReference, Query, StoreReader } from '#store/index.ts';
import { activities } from '../collections/activities.ts';
import { customers } from '../collections/customers.ts';
import type { ImportRow, ReceivablesImport } from '../collections/imports.ts';
import { importRows, imports } from '../collections/imports.ts';
import type { OverdueCase } from '../collections/overdue-cases.ts';
import { overdueCases } from '../collections/overdue-cases.ts';
import type { Allocation, Payment } from '../collections/payments.ts';
import { allocations, payments } from '../collections/payments.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { Credit } from '../context.ts';
import { localDate } from '../deciders/dates.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { takeBackPayment, takeBackReceivable } from '../deciders/take-back.ts';
import { pagesOf } from '../pages.ts';
import { chunksOf, work } from '../work.ts';
import { changeImport, getImport, requireImport } from './import-receivables.ts';

const UNIT = 100;

/** Everything that hangs on one row of the import. */
interface Trace {
  readonly row: ImportRow;
  readonly receivable: Receivable | undefined;
  readonly payments: readonly Payment[];
  readonly allocations: readonly Allocation[];
  readonly overdueCase: OverdueCase | undefined;
}

/**
 * Takes back what an import posted, as long as nothing builds on it: receivables it brought go, with their payments and
 * cases; payments it brought to older receivables are reversed, which opens them again. Rejects with
 * CREDIT_IMPORT_HAS_PAYMENTS, CREDIT_IMPORT_HAS_CONTACTS, CREDIT_IMPORT_HAS_TASKS, CREDIT_IMPORT_HAS_LATER_IMPORT (naming
 * an invoice, nothing taken back), CREDIT_IMPORT_NOT_FOUND, CREDIT_IMPORT_STATE.
 */
export async function undoImport(credit: Credit, importId: string, by: string): Promise<ReceivablesImport> {
  const found = await getImport(credit, importId);
  if (found.state === 'mapping' || found.state === 'running' || found.state === 'undone') {
    return fail('CREDIT_IMPORT_STATE', { fileName: found.fileName, state: found.state });
  }
  const traces: Trace[] = [];
  for await (const trace of tracesOf(credit.store, importId)) {
    await refuseIfBuiltUpon(credit.store, trace, importId);
    traces.push(trace);
  }
  for (const chunk of chunksOf(traces.toReversed(), UNIT)) await takeBack(credit, importId, chunk, by);
  return changeImport(credit, importId, ['finished', 'stopped', 'failed'], (one, now) => ({
    ...one,
    state: 'undone',
    undoneAt: now,
    undoneBy: by,
  }));
}

/** Whether an undo would be accepted now. */
export async function mayUndoImport(store: StoreReader, found: ReceivablesImport): Promise<boolean> {
  if (found.state === 'mapping' || found.state === 'running' || found.state === 'undone') return false;
  for await (const trace of tracesOf(store, found.id)) {
    if ((await builtUpon(store, trace, found.id)) !== undefined) return false;
  }
  return true;
}

/** One by one, so that the first that is built upon ends the search; others have their turn every 100 rows. */
async function* tracesOf(store: StoreReader, importId: string): AsyncGenerator<Trace> {
  for await (const page of pagesOf(store, importRows, { importId }, 'index')) {
    for (const rows of chunksOf(page, UNIT)) {
      await setImmediate();
      for (const row of rows) if (row.result !== 'rejected') yield await readTrace(store, row);
    }
  }
}

async function readTrace(store: StoreReader, row: ImportRow): Promise<Trace> {
  const { receivableId } = row;
  const receivable = receivableId === undefined ? undefined : (await store.get(receivables, receivableId))?.document;
  const allocated =
    receivable === undefined ? [] : await all(store, allocations, { receivableId: receivable.id }, 'date');
  const wanted = new Set([
    ...allocated.map((one) => one.paymentId),
    ...(row.paymentId === undefined ? [] : [row.paymentId]),
  ]);
  const paid = await store.getMany(payments, [...wanted]);
  const { caseKey } = receivable ?? {};
  return {
    row,
    receivable,
    allocations: allocated,
    payments: [...paid.values()].map((stored) => stored.document),
    overdueCase: caseKey === undefined ? undefined : (await store.get(overdueCases, caseKey))?.document,
  };
}

async function all<T extends object>(
  store: StoreReader,
  collection: Collection<T>,
  where: NonNullable<Query['where']>,
  by: string,
): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pagesOf(store, collection, where, by)) found.push(...page);
  return found;
}

async function refuseIfBuiltUpon(store: StoreReader, trace: Trace, importId: string): Promise<void> {
  const code = await builtUpon(store, trace, importId);
  if (code !== undefined)
    fail(code, { invoiceNumber: trace.receivable?.invoiceNumber ?? trace.row.invoiceNumber ?? '' });
}

async function builtUpon(store: StoreReader, trace: Trace, importId: string): Promise<ErrorCode | undefined> {
  const { receivable, row } = trace;
  if (receivable === undefined || row.result !== 'posted') return undefined;
  if (trace.payments.some((payment) => payment.importId !== importId)) return 'CREDIT_IMPORT_HAS_PAYMENTS';
  if (trace.overdueCase?.tasks.some((task) => task.doneAt !== undefined) === true) return 'CREDIT_IMPORT_HAS_TASKS';
  const { id } = receivable;
  if ((await store.count(activities, { where: { receivableId: id } })) > 0) return 'CREDIT_IMPORT_HAS_CONTACTS';
  const touched = await store.find(importRows, { where: { receivableId: id } });
  return touched.items.some(({ document }) => document.importId !== importId)
    ? 'CREDIT_IMPORT_HAS_LATER_IMPORT'
    : undefined;
}

async function takeBack(credit: Credit, importId: string, chunk: readonly Trace[], by: string): Promise<void> {
  const lone = await customersLeftWithNothing(credit.store, chunk);
  const reads = [
    reference(imports, importId),
    ...chunk.flatMap(referencesOf),
    ...lone.map((id) => reference(customers, id)),
  ];
  await credit.engine.transact(
    work(reads, (draft, { now }) => {
      const found = requireImport(draft, importId, ['finished', 'stopped', 'failed']);
      if (!found.ok) return found;
      const today = localDate(now, credit.zone);
      for (const trace of chunk) {
        if (trace.row.result === 'posted') takeBackReceivable(draft, trace);
        else if (trace.row.paymentId !== undefined)
          takeBackPayment(draft, trace.row.paymentId, trace.allocations, { by, today, ...credit });
        draft.delete(importRows, trace.row.id);
      }
      for (const id of lone) draft.delete(customers, id);
      return accepted(undefined);
    }),
  );
}

function referencesOf(trace: Trace): readonly DocumentReference[] {
  const { receivable, overdueCase } = trace;
  return [
    reference(importRows, trace.row.id),
    ...trace.payments.map((one) => reference(payments, one.id)),
    ...trace.allocations.map((one) => reference(allocations, one.id)),
    ...(receivable === undefined
      ? []
      : [reference(receivables, receivable.id), reference(customers, receivable.customerId)]),
    ...(overdueCase === undefined ? [] : [reference(overdueCases, overdueCase.processInstanceKey)]),
  ];
}

/** Customers the import made that nothing but these rows speaks of. */
async function customersLeftWithNothing(store: StoreReader, chunk: readonly Trace[]): Promise<readonly string[]> {
  const lone: string[] = [];
  for (const { row } of chunk) {
    const id = row.customerCreated;
    if (id === undefined) continue;
    const going = chunk.filter((one) => one.receivable?.customerId === id && one.row.result === 'posted').length;
    const owed = await store.count(receivables, { where: { customerId: id } });
    const known = await store.count(activities, { where: { customerId: id } });
    if (owed === going && known === 0) lone.push(id);
  }
  return lone;
}
