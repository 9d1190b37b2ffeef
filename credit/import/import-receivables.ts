import type { Rejection } from '#errors/index.ts';
import { fail, reject } from '#errors/index.ts';
import type { DocumentReference, StoreReader } from '#store/index.ts';
import { customers } from '../collections/customers.ts';
import type { ImportCounts, ImportRow, ReceivablesImport } from '../collections/imports.ts';
import { importRows, imports } from '../collections/imports.ts';
import { receivables } from '../collections/receivables.ts';
import type { Credit } from '../context.ts';
import { localDate } from '../deciders/dates.ts';
import type { Draft, Result } from '../deciders/draft.ts';
import { accepted, reference, refused } from '../deciders/draft.ts';
import type { OwnerRoster } from '../deciders/owners.ts';
import type { IdentifiedRow, RowContext } from '../deciders/receivable-row.ts';
import { takeReceivableRow } from '../deciders/receivable-row.ts';
import { pagesOf } from '../pages.ts';
import { chunksOf, work } from '../work.ts';
import { asRowProblem } from './as-row-problem.ts';
import type { RowProblem } from './files/index.ts';
import { identifyRows } from './identify.ts';
import { readOwnerRoster } from './roster.ts';
import type { ReceivableRow } from './row.ts';

/** Rows posted in one unit. Nothing else runs meanwhile, so that it is a matter of 20 ms. */
const UNIT = 25;

/** Where a row stands in its file, and what stands there. */
interface Place {
  readonly line: number;
  readonly sheet?: string;
  readonly cells?: readonly string[];
}

/** A row that could be read, with what is odd about it, or why it could not. */
export type ImportItem =
  | (Place & { readonly ok: true; readonly row: ReceivableRow; readonly remarks?: readonly RowProblem[] })
  | (Place & { readonly ok: false; readonly invoiceNumber?: string; readonly problems: readonly RowProblem[] });

export interface ImportSource {
  readonly fileName: string;
  /** SHA-256 of the file. */
  readonly fileHash?: string;
  readonly encoding?: string;
  /** csv, xlsx … */
  readonly fileKind?: string;
  readonly by: string;
}

const NOTHING: ImportCounts = { posted: 0, unchanged: 0, payments: 0, rejected: 0 };

/** Notes an uploaded file as an import that has posted nothing yet (`mapping`). */
export function beginImport(credit: Credit, source: ImportSource): Promise<ReceivablesImport> {
  return credit.engine.transact(
    work([], (draft, { now, nextKey }) =>
      accepted(
        draft.create(imports, {
          ...source,
          id: nextKey(),
          state: 'mapping',
          total: 0,
          done: 0,
          counts: NOTHING,
          createdAt: now,
        }),
      ),
    ),
  );
}

export interface ImportRequest {
  readonly importId: string;
  /** All rows of the file in order, those that could not be read included. */
  readonly items: readonly ImportItem[];
  readonly onProgress?: (progress: ReceivablesImport) => void;
  /** Stops between two units; what is posted stays, and importing again goes on behind it. */
  readonly signal?: AbortSignal;
}

/**
 * Posts the rows of an import in small units, each all or nothing with the note of how far it is, so that after a stop or
 * a crash the same call goes on where it was. Rows are taken one by one: a rejected row rejects no other. Rejects with
 * CREDIT_IMPORT_NOT_FOUND, CREDIT_IMPORT_STATE.
 */
export async function importReceivables(credit: Credit, request: ImportRequest): Promise<ReceivablesImport> {
  const { importId, items, onProgress, signal } = request;
  let progress = await changeImport(credit, importId, ['mapping', 'stopped', 'failed', 'running'], (found) => ({
    ...withoutError(found),
    state: 'running',
    total: items.length,
  }));
  const roster = await readOwnerRoster(credit.store, progress.by);
  for (const chunk of chunksOf(items.slice(progress.done), UNIT)) {
    if (signal?.aborted === true)
      return changeImport(credit, importId, ['running'], (at) => ({ ...at, state: 'stopped' }));
    progress = await postChunk(credit, progress, chunk, roster);
    onProgress?.(progress);
  }
  return changeImport(credit, importId, ['running'], (found, now) => ({
    ...found,
    state: 'finished',
    finishedAt: now,
  }));
}

/** Notes that an import can't go on; it may be tried again from where it stopped. */
export function failImport(credit: Credit, importId: string, error: string): Promise<ReceivablesImport> {
  return changeImport(credit, importId, ['mapping', 'running'], (found) => ({ ...found, state: 'failed', error }));
}

function withoutError({ error: _error, ...found }: ReceivablesImport): ReceivablesImport {
  return found;
}

async function postChunk(
  credit: Credit,
  progress: ReceivablesImport,
  chunk: readonly ImportItem[],
  roster: OwnerRoster,
): Promise<ReceivablesImport> {
  const readable = chunk.flatMap((item) => (item.ok ? [item.row] : []));
  const identified = new Map((await identifyRows(credit.store, readable)).map((row) => [row.row, row]));
  const reads: DocumentReference[] = [reference(imports, progress.id)];
  for (const row of identified.values()) {
    reads.push(reference(receivables, row.receivableId), reference(customers, row.customerId));
  }
  return credit.engine.transact(
    work(reads, (draft, context) => {
      const found = requireImport(draft, progress.id, ['running']);
      if (!found.ok) return found;
      if (found.value.done !== progress.done) return refused(importState(found.value));
      const rowContext: RowContext = {
        ...credit,
        roster,
        by: progress.by,
        today: localDate(context.now, credit.zone),
        importId: progress.id,
        fileName: progress.fileName,
      };
      return accepted(takeItems(draft, found.value, chunk, identified, rowContext));
    }),
  );
}

function takeItems(
  draft: Draft,
  found: ReceivablesImport,
  chunk: readonly ImportItem[],
  identified: ReadonlyMap<ReceivableRow, IdentifiedRow>,
  context: RowContext,
): ReceivablesImport {
  const counts = { ...found.counts };
  chunk.forEach((item, offset) => {
    const row = takeItem(draft, item, identified, context);
    if (row.result === 'posted') counts.posted += 1;
    if (row.result === 'payment') counts.payments += 1;
    if (row.result === 'unchanged') counts.unchanged += 1;
    if (row.result === 'rejected') counts.rejected += 1;
    const { result } = row;
    if (result === 'unchanged') return;
    const index = found.done + offset;
    draft.create(importRows, { ...row, result, id: `${found.id}-${index}`, importId: found.id, index });
  });
  return draft.put(imports, { ...found, counts, done: found.done + chunk.length });
}

type Taken = Omit<ImportRow, 'id' | 'importId' | 'index' | 'result'> & { result: ImportRow['result'] | 'unchanged' };

function takeItem(
  draft: Draft,
  item: ImportItem,
  identified: ReadonlyMap<ReceivableRow, IdentifiedRow>,
  context: RowContext,
): Taken {
  if (!item.ok) return rejectedRow(item, item.invoiceNumber, item.problems);
  const row = identified.get(item.row);
  if (row === undefined) throw new Error(`Expected line ${item.line} among the identified rows.`);
  const outcome = takeReceivableRow(draft, row, context);
  const { invoiceNumber } = item.row;
  if (!outcome.ok) return rejectedRow(item, invoiceNumber, [asRowProblem(outcome.rejection)]);
  return { ...outcome.value, ...placeOf(item), invoiceNumber, problems: [] };
}

function placeOf({ line, sheet }: Place): Pick<ImportRow, 'line' | 'sheet'> {
  return { line, ...(sheet === undefined ? {} : { sheet }) };
}

function rejectedRow(item: ImportItem, invoiceNumber: string | undefined, problems: readonly RowProblem[]): Taken {
  return {
    result: 'rejected',
    ...placeOf(item),
    ...(invoiceNumber === undefined ? {} : { invoiceNumber }),
    cells: [...(item.cells ?? [])],
    problems: problems.map(({ field, column, value, code, message, remedy }) => ({
      field,
      column,
      value,
      code,
      message,
      remedy,
    })),
  };
}

type ImportState = ReceivablesImport['state'];

/** Changes the note of an import that is in one of these states. */
export function changeImport(
  credit: Credit,
  importId: string,
  states: readonly ImportState[],
  change: (found: ReceivablesImport, now: string) => ReceivablesImport,
): Promise<ReceivablesImport> {
  return credit.engine.transact(
    work([reference(imports, importId)], (draft, { now }) => {
      const found = requireImport(draft, importId, states);
      return found.ok ? accepted(draft.put(imports, change(found.value, now))) : found;
    }),
  );
}

export function requireImport(
  draft: Draft,
  importId: string,
  states: readonly ImportState[],
): Result<ReceivablesImport> {
  const found = draft.read(imports, importId);
  if (found === undefined) return refused(reject('CREDIT_IMPORT_NOT_FOUND', { id: importId }));
  return states.includes(found.state) ? accepted(found) : refused(importState(found));
}

function importState({ fileName, state }: ReceivablesImport): Rejection {
  return reject('CREDIT_IMPORT_STATE', { fileName, state });
}

export async function getImport(credit: Pick<Credit, 'store'>, importId: string): Promise<ReceivablesImport> {
  const found = await credit.store.get(imports, importId);
  return found?.document ?? fail('CREDIT_IMPORT_NOT_FOUND', { id: importId });
}

/** The rejected rows of an import in order, with their cells, for `rejectedReport`. */
export async function listRejectedRows(
  store: StoreReader,
  importId: string,
): Promise<
  readonly { readonly rowNumber: number; readonly cells: readonly string[]; readonly problems: ImportRow['problems'] }[]
> {
  const rejected: { rowNumber: number; cells: readonly string[]; problems: ImportRow['problems'] }[] = [];
  for await (const page of pagesOf(store, importRows, { importId, result: 'rejected' }, 'index')) {
    for (const { line, cells, problems } of page) rejected.push({ rowNumber: line, cells: cells ?? [], problems });
  }
  return rejected;
}
