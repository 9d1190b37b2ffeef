import { Worker } from 'node:worker_threads';
import { writeCsv, writeXlsx, type WritableCell } from '#credit/import/files/index.ts';
import type { Bilingual, Language } from '../contract/index.ts';
import { Download } from '../http.ts';
import type { WritingOrder } from './spreadsheet-thread.ts';

export type FileFormat = 'csv' | 'xlsx';

/** A column of a file people take away. */
export interface Column<Row> {
  readonly title: Bilingual;
  readonly cell: (row: Row, language: Language) => WritableCell;
}

export interface Naming {
  /** Without ending. */
  readonly name: string;
  readonly format: FileFormat;
  readonly language: Language;
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** Longest name Excel gives a sheet. */
const SHEET_NAME = 31;
/** Rows from which a workbook (0.85 s for 20,000) is written in a thread of its own. */
const MANY = 1_000;

export function download(name: string, format: FileFormat, bytes: Uint8Array): Download {
  return new Download(`${name}.${format}`, TYPES[format], bytes);
}

/** Rows as a file with a heading in the reader's language; texts stay texts, whatever they begin with. */
export async function spreadsheet<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { name, format, language }: Naming,
): Promise<Download> {
  const table = [
    columns.map((column) => column.title[language]),
    ...rows.map((row) => columns.map((column) => column.cell(row, language))),
  ];
  if (format === 'csv') return download(name, format, writeCsv(table));
  const sheet = name.slice(0, SHEET_NAME);
  return download(name, format, rows.length < MANY ? writeXlsx(table, sheet) : await writeAside({ table, sheet }));
}

function writeAside(order: WritingOrder): Promise<Uint8Array> {
  const worker = new Worker(new URL('./spreadsheet-thread.ts', import.meta.url), { workerData: order, execArgv: [] });
  return new Promise((written, failed) => {
    worker.on('message', written);
    worker.on('error', failed);
    worker.on('exit', () => failed(new Error('the writing thread ended without an answer')));
  });
}
