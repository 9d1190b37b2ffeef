import { CsvError, parse } from 'csv-parse/sync';
import { fail } from '#errors/index.ts';
import { TABLE_LIMITS, type TableRow } from './table-types.ts';

export interface DelimitedText {
  readonly delimiter: string;
  readonly rows: readonly TableRow[];
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 200;

/** Splits text into rows of cells; the delimiter is the one that cuts the first lines into the most even columns. Blank rows are left out. */
export function parseDelimited(source: string, file: string): DelimitedText {
  // One kind of line end, so that line numbers are those of an editor also where cells run over several lines.
  const text = source.replaceAll(/\r\n?/g, '\n');
  const declared = /^sep=([,;|\t])\n/i.exec(text);
  const body = declared === null ? text : text.slice(declared[0].length);
  const skipped = declared === null ? 0 : 1;
  const delimiter = declared?.[1] ?? detectDelimiter(body);
  const records = parseRecords(body, delimiter, file);
  const rows: TableRow[] = [];
  let line = 1 + skipped;
  for (const { record, info } of records) {
    if (record.some((cell) => cell.trim() !== '')) rows.push({ rowNumber: line, cells: record });
    line = info.lines + 1 + skipped;
  }
  return { delimiter, rows: markCutOff(rows, body) };
}

interface RecordWithInfo {
  readonly record: string[];
  /** The last line of the record. */
  readonly info: { readonly lines: number };
}

function parseRecords(text: string, delimiter: string, file: string): RecordWithInfo[] {
  try {
    return parse(text, {
      delimiter,
      info: true,
      record_delimiter: '\n',
      relax_column_count: true,
      // A quotation mark inside a cell that does not begin with one is a letter: 12" pipe.
      relax_quotes: true,
      to: TABLE_LIMITS.rows + SAMPLE_LINES,
    }) as unknown as RecordWithInfo[];
  } catch (cause) {
    const line = cause instanceof CsvError ? (/line (\d+)/.exec(cause.message)?.[1] ?? '?') : '?';
    if (cause instanceof CsvError && cause.code === 'CSV_QUOTE_NOT_CLOSED') {
      fail('IMPORT_QUOTE_OPEN', { file, line }, { cause });
    }
    fail('IMPORT_FILE_DAMAGED', { file, kind: 'CSV', problem: cause instanceof Error ? cause.message : '' }, { cause });
  }
}

function detectDelimiter(text: string): string {
  const lines = sampleLines(text);
  let best: { readonly delimiter: string; readonly score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const score = evenness(lines.map((line) => countOutsideQuotes(line, delimiter)));
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** The first lines; a quoted cell may run over several of them. */
function sampleLines(text: string): string[] {
  const lines: string[] = [];
  let open = '';
  for (const line of text.slice(0, 256 * 1024).split('\n', SAMPLE_LINES * 2)) {
    const whole = open === '' ? line : `${open}\n${line}`;
    const balanced = (whole.split('"').length - 1) % 2 === 0;
    open = balanced ? '' : whole;
    if (balanced && whole.trim() !== '') lines.push(whole);
    if (lines.length === SAMPLE_LINES) break;
  }
  return lines;
}

function countOutsideQuotes(line: string, delimiter: string): number {
  return line.replaceAll(/"[^"]*"/g, '').split(delimiter).length - 1;
}

/** Most frequent number of separators in a line, weighted by the share of lines that have it: titles above the list don't decide. */
function evenness(counts: readonly number[]): number {
  const frequency = new Map<number, number>();
  for (const count of counts) if (count > 0) frequency.set(count, (frequency.get(count) ?? 0) + 1);
  return Math.max(0, ...[...frequency].map(([count, lines]) => (lines / counts.length) ** 2 * Math.log2(count + 1)));
}

/** A last row that is shorter than the others and has no line end: the file was cut off in it. */
function markCutOff(rows: TableRow[], text: string): TableRow[] {
  const last = rows.at(-1);
  const before = rows.at(-2);
  if (last === undefined || before === undefined || rows.length < 3 || text.endsWith('\n')) return rows;
  const usual = rows.at(-3)?.cells.length === before.cells.length;
  if (!usual || last.cells.length >= before.cells.length) return rows;
  return [...rows.slice(0, -1), { ...last, cutOff: true }];
}
