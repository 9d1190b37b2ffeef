import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '#errors/index.ts';
import type { ReadingAnswer, ReadingOrder } from './read-aside.ts';
import { readTable } from './table.ts';

const PORTION = 5_000;

function answer(message: ReadingAnswer): void {
  parentPort?.postMessage(message);
}

function read({ bytes, file, options }: ReadingOrder): void {
  try {
    const { rows, ...table } = readTable(bytes, file, options);
    for (let at = 0; at < rows.length; at += PORTION) answer({ kind: 'rows', rows: rows.slice(at, at + PORTION) });
    answer({ kind: 'table', table });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    answer({ kind: 'rejected', rejection: error.rejection });
  }
}

// Only read-aside.ts starts this thread.
read(workerData as ReadingOrder);
