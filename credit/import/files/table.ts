import { fail } from '#errors/index.ts';
import { decodeText } from './decode.ts';
import { parseDelimited } from './delimited.ts';
import { unescapeFormula } from './formula-text.ts';
import { findHeaderRow } from './header-row.ts';
import { signatureOf } from './signature.ts';
import { TABLE_LIMITS, type Table, type TableRow } from './table-types.ts';
import { readWorkbook } from './workbook.ts';

/** `sheet`: the name of the sheet to read; without it the first visible sheet that holds anything. */
export interface ReadOptions {
  readonly sheet?: string | undefined;
}

/**
 * Reads a receivables file as a table of texts: CSV with comma, semicolon, tab or pipe in UTF-8, UTF-16 or GBK, and Excel (xlsx, xls).
 * What the file is is told from its content, never from its name. Formulas are read as their shown value, dates as ISO, numbers exactly.
 * Throws AppError IMPORT_* naming the place for a file that is empty, too large, cut off, protected, damaged or no table.
 * Synchronous and busy for as long as the file is large: servers call it through `readTableAside`.
 */
export function readTable(bytes: Uint8Array, file: string, options: ReadOptions = {}): Table {
  if (bytes.length > TABLE_LIMITS.bytes) fail('IMPORT_FILE_TOO_LARGE', { file, limit: '50 MB' });
  if (bytes.every((byte) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09)) {
    fail('IMPORT_FILE_EMPTY', { file });
  }
  const signature = signatureOf(bytes, file);
  if (signature === 'text') return readText(bytes, file);
  const book = readWorkbook(bytes, signature === 'zip' ? 'xlsx' : 'xls', file, options.sheet);
  const { kind, sheet, sheetNames } = book;
  return { kind, encoding: null, bom: false, delimiter: null, sheet, sheetNames, ...splitHeader(book.rows, file) };
}

function readText(bytes: Uint8Array, file: string): Table {
  const { text, encoding, bom } = decodeText(bytes, file);
  const { delimiter, rows } = parseDelimited(text, file);
  if (rows.length === 0) fail('IMPORT_FILE_EMPTY', { file });
  return { kind: 'csv', encoding, bom, delimiter, sheet: null, sheetNames: [], ...splitHeader(rows, file) };
}

function splitHeader(all: readonly TableRow[], file: string): Pick<Table, 'headerRow' | 'headers' | 'rows'> {
  const index = findHeaderRow(all);
  const header = all[index] ?? fail('IMPORT_FILE_EMPTY', { file });
  const rows = all.slice(index + 1).map(cleanRow);
  if (rows.length === 0) fail('IMPORT_NO_ROWS', { file, line: header.rowNumber });
  if (rows.length > TABLE_LIMITS.rows) fail('IMPORT_TOO_MANY_ROWS', { file, limit: TABLE_LIMITS.rows });
  for (const row of [header, ...rows]) checkSize(row, file);
  const headers = trimEnd(cleanRow(header).cells).map((cell) => cell.replaceAll(/\s+/g, ' '));
  return { headerRow: header.rowNumber, headers, rows };
}

function cleanRow(row: TableRow): TableRow {
  return { ...row, cells: row.cells.map((cell) => unescapeFormula(cell.trim())) };
}

function trimEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

function checkSize({ cells, rowNumber }: TableRow, file: string): void {
  if (cells.length > TABLE_LIMITS.columns) {
    fail('IMPORT_TOO_MANY_COLUMNS', { file, line: rowNumber, limit: TABLE_LIMITS.columns });
  }
  const long = cells.findIndex((cell) => cell.length > TABLE_LIMITS.cell);
  if (long >= 0) fail('IMPORT_CELL_TOO_LONG', { file, line: rowNumber, column: long + 1, limit: TABLE_LIMITS.cell });
}
