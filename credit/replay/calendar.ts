import type { IdentifiedRow } from '../deciders/receivable-row.ts';
import type { ReceivableRow } from '../import/row.ts';

/** What a company would have entered on each day: rows by the day they were invoiced, in the order of the file. */
export interface ReplayCalendar {
  readonly rowsOn: ReadonlyMap<string, readonly IdentifiedRow[]>;
  readonly first: string;
  /** The latest date of any row: invoiced, due or settled. */
  readonly last: string;
}

/**
 * An invoice without a date is entered on the day it is due, and so is one that is due before it was written: what is still
 * open when its due date ends is overdue, whatever else stands on it.
 */
function entryDate({ invoiceDate, dueDate }: ReceivableRow): string {
  return invoiceDate === undefined || invoiceDate > dueDate ? dueDate : invoiceDate;
}

/** Undefined when there is no row. */
export function calendarOf(rows: readonly IdentifiedRow[]): ReplayCalendar | undefined {
  const rowsOn = Map.groupBy(rows, ({ row }) => entryDate(row));
  const [first] = [...rowsOn.keys()].toSorted();
  if (first === undefined) return undefined;
  let last = first;
  for (const { row } of rows) {
    for (const date of [row.invoiceDate, row.dueDate, row.settledDate]) {
      if (date !== undefined && date > last) last = date;
    }
  }
  return { rowsOn, first, last };
}
