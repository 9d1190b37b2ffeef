import type { EmbeddedEngine, MovableClock } from '#engine/index.ts';
import { advanceClock } from '#engine/index.ts';
import type { Notice } from '#organization/index.ts';
import { notices, readNotices } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import { customers } from '../collections/customers.ts';
import type { Credit } from '../context.ts';
import { createCredit } from '../context.ts';
import { turnDay } from '../days/turn-day.ts';
import { addDays, atLocalTime, daysBetween, localDate, startOfDate } from '../deciders/dates.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { receivableIdOf } from '../identity.ts';
import { beginImport, importReceivables } from '../import/import-receivables.ts';
import type { PaymentEntry } from '../post-payment.ts';
import { postPayments } from '../post-payment.ts';
import { chunksOf, work } from '../work.ts';
import type { SampleCustomer } from './customers.ts';
import { sampleCustomers } from './customers.ts';
import type { SampleInvoice } from './ledger.ts';
import { sampleLedger } from './ledger.ts';
import { loadOrganization } from './organization.ts';
import { SeededRandom } from './random.ts';
import { SampleStaff } from './staff.ts';

const SEED = 20260101;
const CUSTOMERS = 200;
/** Days of history. */
const HISTORY = 420;
const UNIT = 50;
const READ_UNIT = 500;
/** Notices of these last days are still unread. */
const UNREAD_DAYS = 3;
/** Who imports and who posts payments. */
const ACCOUNTANT = 'wujiayi';

export interface SampleRequest {
  /** Open over an empty store, with the projectors, the workers and the shipped processes. */
  readonly engine: EmbeddedEngine;
  readonly store: StoreReader;
  /** Stands at `sampleHistoryStart`; it is moved to `until`. Nothing else may turn days meanwhile. */
  readonly clock: MovableClock;
  /** The present, an ISO instant. Loading takes its time: move the clock on afterwards. */
  readonly until: string;
  /** Asia/Shanghai unless told. */
  readonly zone?: string;
  /** 200 unless told; each has about 14 invoices. */
  readonly customers?: number;
  readonly onProgress?: (progress: SampleProgress) => void;
}

export interface SampleProgress {
  readonly date: string;
  readonly days: number;
  readonly ofDays: number;
}

export interface SampleSummary {
  readonly customers: number;
  readonly receivables: number;
  readonly tasksDone: number;
}

/** Where the clock must stand before the sample company is loaded, for it to end at `until`. */
export function sampleHistoryStart(until: string, zone = 'Asia/Shanghai'): string {
  return startOfDate(addDays(localDate(until, zone), -HISTORY), zone);
}

/**
 * Lets a sample company live through the last 420 days up to `until`: people, 200 customers, about 3,000 receivables. Rows
 * go through the import, days turn, timers fire and people do tasks at their own times, as with live data. The same day
 * always gives the same company.
 */
export async function loadSampleCompany(request: SampleRequest): Promise<SampleSummary> {
  const { engine, store, clock, until, zone = 'Asia/Shanghai' } = request;
  const credit = createCredit({ engine, store, zone });
  const today = localDate(until, zone);
  const first = addDays(today, -HISTORY);
  const random = new SeededRandom(SEED);
  const company = sampleCustomers(random, request.customers ?? CUSTOMERS, clock.now());
  const ledger = sampleLedger(random, company, { from: first, to: addDays(today, -1) });
  const staff = new SampleStaff({ engine, store, random, today });
  await loadOrganization(engine, zone);
  await addCustomers(credit, company);
  const days = historyOf(ledger);
  const stopWatching = engine.onRecords(staff.notice);
  let tasksDone = 0;
  for (let date = first; date <= today; date = addDays(date, 1)) {
    const reach = (time: string): Promise<void> =>
      advanceClock(engine, clock, earlier(atLocalTime(date, time, zone), until));
    await advanceClock(engine, clock, startOfDate(date, zone));
    await turnDay(credit, date);
    await postDay(credit, days.paid.get(date) ?? []);
    await reach('09:00');
    if (isMonday(date) || date === today) await importWeek(credit, days.invoicedBefore(date), date);
    await reach('10:30');
    tasksDone += await staff.work(date);
    request.onProgress?.({ date, days: daysBetween(first, date) + 1, ofDays: HISTORY + 1 });
  }
  await advanceClock(engine, clock, until);
  stopWatching();
  await readOldNotices(credit, startOfDate(addDays(today, -UNREAD_DAYS), zone));
  return { customers: company.length, receivables: ledger.length, tasksDone };
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

function isMonday(date: string): boolean {
  return new Date(`${date}T00:00:00Z`).getUTCDay() === 1;
}

async function addCustomers(credit: Credit, company: readonly SampleCustomer[]): Promise<void> {
  for (const chunk of chunksOf(company, UNIT)) {
    const reads = chunk.map(({ customer }) => reference(customers, customer.id));
    await credit.engine.transact(
      work(reads, (draft) => {
        for (const { customer } of chunk) draft.put(customers, customer);
        return accepted(undefined);
      }),
    );
  }
}

interface History {
  readonly paid: ReadonlyMap<string, readonly PaymentEntry[]>;
  /** The invoices before a date that no earlier call has given. */
  invoicedBefore(date: string): readonly SampleInvoice[];
}

function historyOf(ledger: readonly SampleInvoice[]): History {
  const entries = ledger.flatMap(({ customerId, row, payments }) => {
    const receivableId = receivableIdOf({ ...row, customerId });
    return payments.map(({ date, amountMinor }): PaymentEntry => ({
      customerId,
      amountMinor,
      currency: row.currency,
      date,
      allocations: [{ receivableId, amountMinor }],
      reference: row.invoiceNumber,
      by: ACCOUNTANT,
    }));
  });
  let given = 0;
  return {
    paid: Map.groupBy(entries, (entry) => entry.date),
    invoicedBefore(date) {
      const start = given;
      while ((ledger[given]?.row.invoiceDate ?? date) < date) given += 1;
      return ledger.slice(start, given);
    },
  };
}

async function postDay(credit: Credit, entries: readonly PaymentEntry[]): Promise<void> {
  for (const chunk of chunksOf(entries, UNIT)) await postPayments(credit, chunk);
}

async function importWeek(credit: Credit, invoices: readonly SampleInvoice[], date: string): Promise<void> {
  if (invoices.length === 0) return;
  const source = { fileName: `应收明细-${date}.xlsx`, fileKind: 'xlsx', by: ACCOUNTANT };
  const { id } = await beginImport(credit, source);
  const items = invoices.map(({ row }, index) => ({
    ok: true as const,
    line: index + 2,
    row: { ...row, line: index + 2 },
  }));
  await importReceivables(credit, { importId: id, items });
}

/** What was told long ago has been read since. */
async function readOldNotices(credit: Credit, before: string): Promise<void> {
  const old: Notice[] = [];
  for await (const { document } of credit.store.scan(notices)) if (document.createdAt < before) old.push(document);
  for (const [personId, own] of Map.groupBy(old, (notice) => notice.personId)) {
    for (const chunk of chunksOf(own, READ_UNIT)) {
      await credit.engine.transact(
        readNotices(
          personId,
          chunk.map((notice) => notice.id),
        ),
      );
    }
  }
}
