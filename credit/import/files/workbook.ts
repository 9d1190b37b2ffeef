import { read, SSF, type CellObject, type DenseWorkSheet, type WorkBook } from '@e965/xlsx';
import { fail } from '#errors/index.ts';
import { checkArchive } from './archive.ts';
import { findHeaderRow } from './header-row.ts';
import { isKnownHeader } from './headers.ts';
import { TABLE_LIMITS, type TableRow } from './table-types.ts';

export interface WorkbookSheet {
  readonly kind: 'xlsx' | 'xls';
  readonly sheetNames: readonly string[];
  readonly sheet: string;
  readonly rows: readonly TableRow[];
}

/** Named fields that make a sheet a list of receivables. */
const KNOWN_HEADERS = 3;
/** Rows that may stand above and between the data, besides the limit of data rows itself. */
const SPARE_ROWS = 1_000;
/** Merges below this row are data, not headings. */
const HEADING_ROWS = 30;

/** The texts of one sheet: the one named, else the first visible one that looks like a list, else that holds anything. Blank rows are left out. */
export function readWorkbook(
  bytes: Uint8Array,
  kind: 'xlsx' | 'xls',
  file: string,
  wanted: string | undefined,
): WorkbookSheet {
  if (kind === 'xlsx') checkArchive(bytes, file);
  else refuseEncrypted(bytes, file);
  const book = parseBook(bytes, kind, file, wanted);
  const sheetNames = book.SheetNames;
  const sheets = sheetNames.join(', ');
  if (wanted !== undefined && !sheetNames.includes(wanted))
    fail('IMPORT_SHEET_NOT_FOUND', { file, sheet: wanted, sheets });
  const date1904 = book.Workbook?.WBProps?.date1904 ?? false;
  let first: WorkbookSheet | undefined;
  for (const sheet of wanted === undefined ? visibleFirst(book) : [wanted]) {
    const rows = readSheet(book.Sheets[sheet] as DenseWorkSheet | undefined, date1904, file);
    if (rows.length === 0) continue;
    if (wanted !== undefined || isList(rows)) return { kind, sheetNames, sheet, rows };
    first ??= { kind, sheetNames, sheet, rows };
  }
  if (first !== undefined) return first;
  return fail('IMPORT_SHEET_EMPTY', { file, sheet: wanted ?? sheetNames[0] ?? '', sheets });
}

/** A cover, a summary or notes may come before the list: that is the sheet whose heading names several of our fields. */
function isList(rows: readonly TableRow[]): boolean {
  const heading = rows[findHeaderRow(rows)]?.cells ?? [];
  return rows.length > 1 && new Set(heading.filter(isKnownHeader)).size >= KNOWN_HEADERS;
}

/** Excel encrypts a workbook into a compound file with a stream of this name; older ones carry a FILEPASS record, which the parser reports. */
function refuseEncrypted(bytes: Uint8Array, file: string): void {
  if (Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))) fail('IMPORT_FILE_PASSWORD', { file });
}

function parseBook(bytes: Uint8Array, kind: 'xlsx' | 'xls', file: string, sheet: string | undefined): WorkBook {
  try {
    return read(bytes, {
      type: 'array',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
      sheetRows: TABLE_LIMITS.rows + SPARE_ROWS,
      ...(sheet === undefined ? {} : { sheets: sheet }),
    });
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    if (/password|encrypt/i.test(problem)) fail('IMPORT_FILE_PASSWORD', { file }, { cause });
    return fail('IMPORT_FILE_DAMAGED', { file, kind, problem }, { cause });
  }
}

function visibleFirst(book: WorkBook): string[] {
  const hidden = (name: string): boolean => Boolean(book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)]?.Hidden);
  return [...book.SheetNames.filter((name) => !hidden(name)), ...book.SheetNames.filter(hidden)];
}

function readSheet(sheet: DenseWorkSheet | undefined, date1904: boolean, file: string): TableRow[] {
  const data = sheet?.['!data'] ?? [];
  const rows: string[][] = [];
  // The range a sheet declares can be a million rows by sixteen thousand columns: only cells that exist are visited.
  data.forEach((cells, rowIndex) => {
    const texts: string[] = [];
    cells?.forEach((cell, column) => {
      const text = cell === undefined ? '' : textOf(cell, date1904);
      if (text === '') return;
      if (column >= TABLE_LIMITS.columns) {
        fail('IMPORT_TOO_MANY_COLUMNS', { file, line: rowIndex + 1, limit: TABLE_LIMITS.columns });
      }
      while (texts.length < column) texts.push('');
      texts[column] = text;
    });
    if (texts.length > 0) rows[rowIndex] = texts;
  });
  spreadHeadings(rows, sheet);
  const result: TableRow[] = [];
  rows.forEach((cells, rowIndex) => result.push({ rowNumber: rowIndex + 1, cells }));
  return result;
}

/** A heading merged downwards over two heading rows belongs to both. */
function spreadHeadings(rows: string[][], sheet: DenseWorkSheet | undefined): void {
  for (const { s: start, e: end } of sheet?.['!merges'] ?? []) {
    const text = rows[start.r]?.[start.c] ?? '';
    if (end.r === start.r || end.r >= HEADING_ROWS || text === '') continue;
    for (let row = start.r + 1; row <= end.r; row += 1) {
      const cells = rows[row];
      if (cells === undefined) continue;
      while (cells.length <= start.c) cells.push('');
      cells[start.c] = text;
    }
  }
}

const ERROR_TEXTS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

/** What the cell shows, as text; numbers and dates in a form that loses nothing. A formula counts by its stored result. */
function textOf(cell: CellObject, date1904: boolean): string {
  if (cell.v === undefined || cell.v === null) return '';
  if (cell.t === 'e') return ERROR_TEXTS[Number(cell.v)] ?? '#N/A';
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE';
  if (typeof cell.v !== 'number') return String(cell.v);
  const format = cell.z === undefined ? 'General' : String(cell.z);
  if (SSF.is_date(format)) return isoOf(cell.v, date1904);
  const text = plainNumber(cell.v);
  // Numbers shown with leading zeros are codes: 000123 under the format 000000.
  return /^0{2,}$/.test(format) && /^\d+$/.test(text) ? text.padStart(format.length, '0') : text;
}

function isoOf(serial: number, date1904: boolean): string {
  const parts = SSF.parse_date_code(serial, { date1904 }) as
    { y: number; m: number; d: number; H: number; M: number; S: number } | null | undefined;
  if (parts === null || parts === undefined) return plainNumber(serial);
  const two = (value: number): string => String(value).padStart(2, '0');
  const date = `${String(parts.y).padStart(4, '0')}-${two(parts.m)}-${two(parts.d)}`;
  const midnight = parts.H === 0 && parts.M === 0 && parts.S === 0;
  return midnight ? date : `${date}T${two(parts.H)}:${two(parts.M)}:${two(parts.S)}`;
}

/** A number as Excel shows it at full width: 15 significant digits, no exponent. */
function plainNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const text = String(Number(value.toPrecision(15)));
  const exponential = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (exponential === null) return text;
  const [, sign = '', lead = '', rest = '', exponent = '0'] = exponential;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${lead}${rest}`;
  return `${sign}${lead}${rest.padEnd(shift, '0')}`;
}
