import { parentPort, workerData } from 'node:worker_threads';
import { writeXlsx, type WritableCell } from '#credit/import/files/index.ts';

/** What the writing thread is given. */
export interface WritingOrder {
  readonly table: readonly (readonly WritableCell[])[];
  readonly sheet: string;
}

// Only spreadsheet.ts starts this thread.
const { table, sheet } = workerData as WritingOrder;
parentPort?.postMessage(writeXlsx(table, sheet));
