/** The door of the credit module: customers, receivables, payments, overdue cases, the day turn and imports. */
export { creditCollections } from './collections/index.ts';
export { customers } from './collections/customers.ts';
export type { Customer, Grade } from './collections/customers.ts';
export { receivables } from './collections/receivables.ts';
export type { Receivable } from './collections/receivables.ts';
export { allocations, payments } from './collections/payments.ts';
export type { Allocation, AllocationWish, Payment } from './collections/payments.ts';
export { activities, disputes, promises } from './collections/activities.ts';
export type { Activity, Dispute, PaymentPromise } from './collections/activities.ts';
export { importMappings, importRows, imports } from './collections/imports.ts';
export type { ImportCounts, ImportMapping, ImportRow, ReceivablesImport } from './collections/imports.ts';
export { overdueCases } from './collections/overdue-cases.ts';
export type { CaseEndReason, OverdueCase } from './collections/overdue-cases.ts';
export { dayTurns } from './collections/day-turns.ts';
export type { DayTurn } from './collections/day-turns.ts';
export { gradings, limitDecisions } from './collections/limits.ts';
export type { Grading, LimitDecision } from './collections/limits.ts';
export { createCredit } from './context.ts';
export type { Credit } from './context.ts';
export { OVERDUE_PROCESS_ID } from './deciders/open-case.ts';
export { createCaseProjector } from './cases/projector.ts';
export { postPayment, postPayments } from './post-payment.ts';
export type { PaymentEntry } from './post-payment.ts';
export { turnDay } from './days/turn-day.ts';
export type { DayTurnResult } from './days/turn-day.ts';
export { startDayTurns } from './days/start-day-turns.ts';
export type { DayTurns } from './days/start-day-turns.ts';
export {
  beginImport,
  changeImport,
  failImport,
  getImport,
  importReceivables,
  listRejectedRows,
} from './import/import-receivables.ts';
export type { ImportItem, ImportRequest, ImportSource } from './import/import-receivables.ts';
export { readOwnerRoster } from './import/roster.ts';
export type { ReceivableRow } from './import/row.ts';
export { addDays, atLocalTime, daysBetween, daysOverdue, inZone, localDate, startOfDate } from './deciders/dates.ts';
export { formatMoney, minorDigits, toMajor, toMinor } from './deciders/money.ts';
export { readItems, readItemsInTurns } from './import/read-items.ts';
export {
  discardUploads,
  dropImportFile,
  keepImportFile,
  readImportFile,
  readImportHeaders,
} from './import/kept-file.ts';
export { listImportMappings, saveImportMapping } from './import/saved-mappings.ts';
export { mayUndoImport, undoImport } from './import/undo-import.ts';
export { createCreditWorkers } from './workers/index.ts';
export type { WorkerParts } from './workers/credit-worker.ts';
export { readAgeing, dueDateCondition } from './queries/ageing.ts';
export type { AgeingDimension, AgeingRow } from './queries/ageing.ts';
export { AGEING_BUCKETS, ageOf, bucketOf, NO_AGEING, openTotal, overdueTotal } from './deciders/ageing.ts';
export type { Ageing, AgeingBucket } from './deciders/ageing.ts';
export { readCustomerFigures } from './queries/customer-figures.ts';
export type { CustomerFigures } from './queries/customer-figures.ts';
export { readStatement } from './queries/statement.ts';
export type { Statement, StatementLine } from './queries/statement.ts';
export type { CaseLevel } from './collections/overdue-cases.ts';
export { replayReceivables } from './replay/replay-receivables.ts';
export type { ReplayRequest, ReplayResult } from './replay/replay-receivables.ts';
export type { ReplayDetail, ReplayFigures } from './replay/result.ts';
export { addActivity } from './add-activity.ts';
export type { ActivityEntry } from './add-activity.ts';
export { setCustomerOwners } from './set-owners.ts';
export type { OwnerChange } from './set-owners.ts';
export { loadSampleCompany, sampleHistoryStart } from './sample/load-sample-company.ts';
export type { SampleProgress, SampleRequest, SampleSummary } from './sample/load-sample-company.ts';
export { SAMPLE_LOGINS, SAMPLE_PASSWORD } from './sample/people.ts';
