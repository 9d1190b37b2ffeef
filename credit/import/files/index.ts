/** Receivables files, read and written: any table a company's systems export becomes checked rows, each fault with its place and remedy. */
export { FIELD_LABELS, FIELDS, isField, type Field } from './fields.ts';
export { exponentOf } from './currency.ts';
export { isDatePattern, parseDate } from './dates.ts';
export { TwinFinder } from './duplicates.ts';
export { guessMapping, mappingProblems, type Mapping, type MappingChoices } from './mapping.ts';
export { readTableAside } from './read-aside.ts';
export { rejectedReport } from './rejected-report.ts';
export { checkRow, type RowContext, type RowProblem, type RowVerdict } from './row.ts';
export { readTable } from './table.ts';
export { TABLE_LIMITS, type Table, type TableRow } from './table-types.ts';
export { template } from './template.ts';
export { writeCsv, writeXlsx, type WritableCell } from './write-table.ts';
