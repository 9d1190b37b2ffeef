export const TABLE_LIMITS = {
  bytes: 50 * 1024 * 1024,
  rows: 200_000,
  columns: 200,
  /** What one cell of Excel can hold. */
  cell: 32_767,
  /** What a compressed workbook may unpack to, all parts together. */
  unpackedBytes: 150 * 1024 * 1024,
  /** A part that unpacks to more than this many times its size is refused. */
  unpackRatio: 100,
} as const;

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'shift_jis' | 'windows-1252';

/** One row as it stands in the file: `rowNumber` is the line of a text file (where the row begins) or the row of a sheet, from 1. */
export interface TableRow {
  readonly rowNumber: number;
  readonly cells: readonly string[];
  /** The file ends inside this row: its last cell may be half of the truth. */
  readonly cutOff?: true;
}

/** A file read as a table of texts. `encoding`, `bom` and `delimiter` are null for workbooks, `sheet` for text files. */
export interface Table {
  readonly kind: 'csv' | 'xlsx' | 'xls';
  readonly encoding: Encoding | null;
  readonly bom: boolean;
  readonly delimiter: string | null;
  readonly sheetNames: readonly string[];
  readonly sheet: string | null;
  /** Where the headers stand: titles and blank lines above them are left out. */
  readonly headerRow: number;
  readonly headers: readonly string[];
  readonly rows: readonly TableRow[];
}
