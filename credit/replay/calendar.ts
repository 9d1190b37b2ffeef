import type { IdentifiedRow } from '../deciders/receivable-row.ts';
import type { ReceivableRow } from '../import/row.ts';

/** What a company would have entered on each day: rows by the day they were invoiced, in the order of the file. */
export interface ReplayCalendar {
  readonly rowsOn: ReadonlyMap<string, readonly IdentifiedRow[]>;
  readonly first: string;
  /** Latest date that occurs anywhere. */
  readonly last: string;
}

/** An invoice without a date is entered on the day it is due: it can become overdue only after that. */
function entryDate(row: ReceivableRow): string {
  return row.invoiceDate ?? row.dueDate;
}

/** Undefined when there is no row. */
export function calendarOf(rows: readonly IdentifiedRow[]): ReplayCalendar | undefined {
  const rowsOn = Map.groupBy(rows, ({ row }) => entryDate(row));
  const dates = rows.flatMap(({ row }) => [
    entryDate(row),
    row.dueDate,
    ...(row.settledDate === undefined ? [] : [row.settledDate]),
  ]);
  const entered = [...rowsOn.keys()].toSorted();
  const [first] = entered;
  const last = dates.reduce((latest, date) => (date > latest ? date : latest), first ?? '');
  return first === undefined ? undefined : { rowsOn, first, last };
}
