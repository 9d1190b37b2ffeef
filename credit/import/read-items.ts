import { setImmediate } from 'node:timers/promises';
import type { Mapping, RowContext, RowVerdict, Table, TableRow } from './files/index.ts';
import { checkRow, TwinFinder } from './files/index.ts';
import { chunksOf } from '../work.ts';
import type { ImportItem } from './import-receivables.ts';
import type { ReceivableRow } from './row.ts';

type FileRow = Extract<RowVerdict, { ok: true }>['row'];

/**
 * The rows of a table as an import takes them, in order: read with the mapping, checked each for itself, and rejected
 * where one repeats an invoice of the same file with other content.
 */
export function readItems(
  table: Table,
  mapping: Mapping,
  context: Omit<RowContext, 'cutOff'> = {},
): readonly ImportItem[] {
  const twins = new TwinFinder();
  return table.rows.map((row) => readItem(row, mapping, twins, { ...context, cutOff: row.cutOff }, table.sheet));
}

const TURN = 1_000;

/** `readItems` in turns of 1,000 rows: others have their turn between, however large the file is. */
export async function readItemsInTurns(
  table: Table,
  mapping: Mapping,
  context: Omit<RowContext, 'cutOff'> = {},
): Promise<readonly ImportItem[]> {
  const twins = new TwinFinder();
  const items: ImportItem[] = [];
  for (const rows of chunksOf(table.rows, TURN)) {
    if (items.length > 0) await setImmediate();
    for (const row of rows) items.push(readItem(row, mapping, twins, { ...context, cutOff: row.cutOff }, table.sheet));
  }
  return items;
}

function readItem(
  { rowNumber, cells }: TableRow,
  mapping: Mapping,
  twins: TwinFinder,
  context: RowContext,
  sheet: string | null,
): ImportItem {
  const place = { line: rowNumber, cells, ...(sheet === null ? {} : { sheet }) };
  const checked = checkRow(cells, mapping, context);
  if (!checked.ok) return { ok: false, ...place, problems: checked.problems };
  const twin = twins.check(checked.row, rowNumber);
  const { invoiceNumber } = checked.row;
  if (twin.kind === 'conflict') return { ok: false, ...place, invoiceNumber, problems: [twin.problem] };
  const { remarks } = checked;
  return { ok: true, ...place, row: toRow(checked.row, rowNumber), ...(remarks.length === 0 ? {} : { remarks }) };
}

function toRow(row: FileRow, line: number): ReceivableRow {
  return {
    line,
    seller: row.seller,
    invoiceNumber: row.invoiceNumber,
    dueDate: row.dueDate,
    amountMinor: row.amountMinor,
    currency: row.currency,
    ...(row.customerId === null ? {} : { customerCode: row.customerId }),
    ...(row.customerName === null ? {} : { customerName: row.customerName }),
    ...(row.invoiceDate === null ? {} : { invoiceDate: row.invoiceDate }),
    ...(row.paidMinor === null ? {} : { paidMinor: row.paidMinor }),
    ...(row.openMinor === null ? {} : { openMinor: row.openMinor }),
    ...(row.settledDate === null ? {} : { settledDate: row.settledDate }),
    ...(row.disputed === null ? {} : { disputed: row.disputed }),
  };
}
