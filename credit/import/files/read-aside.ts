import { Worker } from 'node:worker_threads';
import { AppError, reject, type Rejection } from '#errors/index.ts';
import type { ReadOptions } from './table.ts';
import type { Table, TableRow } from './table-types.ts';

/** What the reading thread is given. */
export interface ReadingOrder {
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly options: ReadOptions;
}

/** What it answers: the rows in portions (each is unpacked in a turn of its own, so that the server stays quick), then the rest. */
export type ReadingAnswer =
  | { readonly kind: 'rows'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'table'; readonly table: Omit<Table, 'rows'> }
  | { readonly kind: 'rejected'; readonly rejection: Rejection };

/** Memory for the largest workbook within the limits; what needs more is refused. */
const MEMORY_MB = 2_048;

/** `readTable` in a thread of its own: the same answer and the same errors, while the server goes on. */
export async function readTableAside(bytes: Uint8Array, file: string, options: ReadOptions = {}): Promise<Table> {
  const order: ReadingOrder = { bytes, file, options };
  const worker = new Worker(new URL('./reading-thread.ts', import.meta.url), {
    workerData: order,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
  });
  const rows: TableRow[] = [];
  return await new Promise<Table>((resolve, refuse) => {
    worker.on('message', (answer: ReadingAnswer) => {
      if (answer.kind === 'rows') for (const row of answer.rows) rows.push(row);
      else if (answer.kind === 'table') resolve({ ...answer.table, rows });
      else refuse(new AppError(answer.rejection));
    });
    worker.on('error', (cause) => refuse(outOfMemory(cause) ? tooMuch(file, cause) : cause));
    worker.on('exit', () => refuse(new Error(`the reading thread of '${file}' ended without an answer`)));
  });
}

function outOfMemory(cause: Error): boolean {
  return 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuch(file: string, cause: Error): AppError {
  return new AppError(reject('IMPORT_FILE_BOMB', { file, place: `${MEMORY_MB} MB` }), { cause });
}
