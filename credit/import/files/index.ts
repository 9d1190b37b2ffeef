/** Receivables files, read and written: any table a company's systems export becomes checked rows, each fault with its place and remedy. */
export { FIELD_LABELS, FIELDS, isField, type AmountField, type DateField, type Field } from './fields.ts';
export { currenciesOf, exponentOf } from './currency.ts';
export type { DecimalEvidence, DecimalSign } from './amounts.ts';
export type { DateEvidence } from './date-order.ts';
export { isDatePattern, parseDate, type DateFormat, type DateOrder } from './dates.ts';
export { TwinFinder, identityOf, type TwinVerdict } from './duplicates.ts';
export { guessMapping, mappingProblems, type ColumnGuess, type Mapping, type MappingChoices } from './mapping.ts';
export { readTableAside } from './read-aside.ts';
export { rejectedReport, type RejectedRow } from './rejected-report.ts';
export { checkRow, type ReceivableRow, type RowContext, type RowProblem, type RowVerdict } from './row.ts';
export { readTable, type ReadOptions } from './table.ts';
export { TABLE_LIMITS, type Encoding, type Table, type TableRow } from './table-types.ts';
export { template, type DownloadFormat } from './template.ts';
export { writeCsv, writeXlsx, type WritableCell } from './write-table.ts';
