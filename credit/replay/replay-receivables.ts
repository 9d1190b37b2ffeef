import type { Resource, Sandbox } from '#engine/index.ts';
import { createSandbox } from '#engine/index.ts';
import { organizationCollections } from '#organization/index.ts';
import { taskCollections } from '#tasks/index.ts';

import { customers } from '../collections/customers.ts';
import type { OverdueCase } from '../collections/overdue-cases.ts';
import { overdueCases } from '../collections/overdue-cases.ts';
import { receivables } from '../collections/receivables.ts';
import { createCaseProjector } from '../cases/projector.ts';
import type { Credit } from '../context.ts';
import { createCredit } from '../context.ts';
import { turnDay } from '../days/turn-day.ts';
import { addDays, localDate, startOfDate } from '../deciders/dates.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { OVERDUE_PROCESS_ID } from '../deciders/open-case.ts';
import type { OwnerRoster } from '../deciders/owners.ts';
import type { IdentifiedRow } from '../deciders/receivable-row.ts';
import { takeReceivableRow } from '../deciders/receivable-row.ts';
import { asRowProblem } from '../import/as-row-problem.ts';
import type { RowProblem } from '../import/files/index.ts';
import { identifyAlone } from '../import/identify.ts';
import type { ImportItem } from '../import/import-receivables.ts';
import type { ReceivableRow } from '../import/row.ts';
import { chunksOf, work } from '../work.ts';
import { createCreditWorkers } from '../workers/index.ts';
import { calendarOf } from './calendar.ts';
import { type ReplayIncident, watchIncidents } from './incidents.ts';
import { leanCollections } from './lean-collections.ts';
import type { ReplayDetail, ReplayFigures } from './result.ts';
import { detailsOf, figuresOf } from './result.ts';

const UNIT = 100;

/** In a replay nobody is anybody: one owner for each role. */
const ROSTER: OwnerRoster = {
  sales: [{ personId: 'sales', departmentId: null }],
  finance: ['finance'],
  legal: ['legal'],
  fallback: 'sales',
};

export interface ReplayRequest {
  /** The rows of the ledger, as an import takes them. */
  readonly items: readonly ImportItem[];
  /** The overdue process with everything it calls. */
  readonly resources: readonly Resource[];
  /** Which of them opens for an overdue receivable; the shipped one unless told. */
  readonly bpmnProcessId?: string;
  /** Last company date; unless told the latest date of a row: invoiced, due or settled. */
  readonly asOf?: string;
  /** Asia/Shanghai unless told. */
  readonly zone?: string;
  readonly onProgress?: (progress: { readonly date: string; readonly days: number; readonly ofDays: number }) => void;
}

/** A row that was not taken, and why: by the file's check or by the ledger. */
export interface ReplayRejection {
  readonly line: number;
  readonly sheet?: string;
  readonly problems: readonly RowProblem[];
}

export interface ReplayResult extends ReplayFigures {
  /** Rows posted, credit notes among them. */
  readonly invoices: number;
  readonly rejected: number;
  /** The rejected rows in the order of the file. */
  readonly rejections: readonly ReplayRejection[];
  /** Where cases got stuck. When there are any, the figures say less than the ledger does. */
  readonly incidents: readonly ReplayIncident[];
  /** Posted rows marked as disputed: shown, but a ledger does not say when, so they stop nothing. */
  readonly disputed: number;
  readonly asOf: string | null;
  readonly details: readonly ReplayDetail[];
}

/**
 * Lets the history of a ledger pass through the overdue process in the sandbox: each day of the company in order, the
 * midnight first (cases open, payments post), then the invoices of the day, then the timers, until the end of `asOf`. The
 * deciders, the day turn, the timers and the process are those of live data; no store of the product is touched.
 */
export async function replayReceivables(request: ReplayRequest): Promise<ReplayResult> {
  const identified = request.items.flatMap((item) => (item.ok ? [identifyAlone(named(item.row))] : []));
  const rejections = request.items.flatMap((item): ReplayRejection[] =>
    item.ok ? [] : [rejectionOf(item, item.problems)],
  );
  const calendar = calendarOf(identified);
  if (calendar === undefined) return emptyResult(rejections, request.asOf ?? null);
  const zone = request.zone ?? 'Asia/Shanghai';
  const asOf = request.asOf ?? calendar.last;
  const first = calendar.first < asOf ? calendar.first : asOf;
  const { sandbox, credit } = await openReplay(request, zone, startOfDate(first, zone));
  try {
    const incidents = watchIncidents(sandbox.engine);
    let invoices = 0;
    const ofDays = Math.round((Date.parse(asOf) - Date.parse(first)) / 86_400_000) + 1;
    let days = 0;
    for (let date = first; date <= asOf; date = addDays(date, 1)) {
      await sandbox.advanceTo(startOfDate(date, zone));
      await turnDay(credit, date);
      for (const chunk of chunksOf(calendar.rowsOn.get(date) ?? [], UNIT)) {
        const taken = await takeRows(credit, chunk);
        invoices += taken.posted;
        rejections.push(...taken.rejections);
      }
      request.onProgress?.({ date, days: (days += 1), ofDays });
    }
    await sandbox.advanceTo(lastInstantOf(asOf, zone));
    const found = { invoices, rejections: inOrder(rejections), incidents: incidents() };
    return await resultOf(sandbox, found, asOf);
  } finally {
    await sandbox.close();
  }
}

async function openReplay(
  { resources, bpmnProcessId = OVERDUE_PROCESS_ID }: ReplayRequest,
  zone: string,
  start: string,
): Promise<{ readonly sandbox: Sandbox; readonly credit: Credit }> {
  const sandbox: Sandbox = await createSandbox({
    resources,
    start,
    zone,
    keepRecords: false,
    otherwise: {},
    collections: [...leanCollections, ...organizationCollections, ...taskCollections],
    projectors: [createCaseProjector((id) => id === bpmnProcessId)],
    workers: createCreditWorkers({
      zone: () => zone,
      get store() {
        return sandbox.store;
      },
    }),
  });
  return { sandbox, credit: createCredit({ engine: sandbox.engine, store: sandbox.store, zone, bpmnProcessId }) };
}

function takeRows(
  credit: Credit,
  chunk: readonly IdentifiedRow[],
): Promise<{ readonly posted: number; readonly rejections: readonly ReplayRejection[] }> {
  const reads = chunk.flatMap((row) => [
    reference(receivables, row.receivableId),
    reference(customers, row.customerId),
  ]);
  return credit.engine.transact(
    work(reads, (draft, { now }) => {
      const context = { ...credit, today: localDate(now, credit.zone), by: 'replay', roster: ROSTER };
      const outcomes = chunk.map((row) => takeReceivableRow(draft, row, context));
      return accepted({
        posted: outcomes.filter((one) => one.ok && one.value.result === 'posted').length,
        rejections: outcomes.flatMap((one, at): ReplayRejection[] => {
          const row = chunk[at]?.row;
          return one.ok || row === undefined ? [] : [rejectionOf(row, [asRowProblem(one.rejection)])];
        }),
      });
    }),
  );
}

type Found = Pick<ReplayResult, 'invoices' | 'rejections' | 'incidents'>;

async function resultOf(sandbox: Sandbox, found: Found, asOf: string): Promise<ReplayResult> {
  const cases: OverdueCase[] = [];
  for await (const { document } of sandbox.store.scan(overdueCases)) cases.push(document);
  let disputed = 0;
  for await (const { document } of sandbox.store.scan(receivables)) disputed += document.disputed ? 1 : 0;
  return {
    ...found,
    rejected: found.rejections.length,
    disputed,
    asOf,
    ...figuresOf(cases),
    details: detailsOf(cases, sandbox.zone),
  };
}

function emptyResult(rejections: readonly ReplayRejection[], asOf: string | null): ReplayResult {
  const nothing = { invoices: 0, rejections, incidents: [], disputed: 0, details: [] };
  return { ...nothing, rejected: rejections.length, asOf, ...figuresOf([]) };
}

/** A ledger may tell nothing of customers: dates and amounts are all that a replay asks. */
function named(row: ReceivableRow): ReceivableRow {
  return row.customerCode === undefined && row.customerName === undefined ? { ...row, customerName: '-' } : row;
}

function rejectionOf(
  { line, sheet }: Pick<ReplayRejection, 'line' | 'sheet'>,
  problems: readonly RowProblem[],
): ReplayRejection {
  return { line, ...(sheet === undefined ? {} : { sheet }), problems };
}

function inOrder(rejections: readonly ReplayRejection[]): readonly ReplayRejection[] {
  return rejections.toSorted((a, b) => a.line - b.line);
}

/** The day itself counts whole; the midnight that ends it belongs to the next. */
function lastInstantOf(date: string, zone: string): string {
  return new Date(Date.parse(startOfDate(addDays(date, 1), zone)) - 1).toISOString();
}
