import { readItems, type ImportItem } from '#credit/index.ts';
import {
  FIELDS,
  type Field,
  guessMapping,
  isField,
  type Mapping,
  type MappingChoices,
  type RowContext,
  type RowProblem,
  type Table,
} from '#credit/import/files/index.ts';
import { mappingProblems, readTable } from '#credit/import/files/index.ts';
import { describe, fail, type Language } from '#errors/index.ts';
import { readBytes } from './files.ts';
import { columns, oneLine } from './table.ts';
import type { Terminal } from './terminal.ts';

/** What `--map` and `--date-format` said. */
export interface LedgerChoices {
  readonly map?: readonly string[];
  readonly dateFormat?: string;
}

export interface Ledger {
  readonly mapping: Mapping;
  readonly items: readonly ImportItem[];
}

/** A row that was not taken, in the reader's language. */
export interface RejectedLine {
  readonly line: number;
  readonly sheet?: string;
  readonly columns: string;
  readonly message: string;
  readonly remedy: string;
}

const SHOWN = 20;

/** A receivables file as it lies there, and as a table of texts. */
export interface LedgerFile {
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly table: Table;
}

/** Rejects with CLI_FILE_* for a file that is not there, IMPORT_FILE_* for one that is no table. */
export async function openLedger(terminal: Terminal, file: string): Promise<LedgerFile> {
  const bytes = await readBytes(terminal, file);
  return { file, bytes, table: readTable(bytes, file) };
}

/**
 * Reads the rows as the import wizard does, columns guessed and corrected, and says on stderr what was taken for what. Rejects with
 * CLI_MAPPING_OPEN where a column or the form of its dates can't be told.
 */
export function readLedger(
  terminal: Terminal,
  { file, table }: LedgerFile,
  choices: LedgerChoices,
  context: Pick<RowContext, 'zone' | 'currency' | 'customerOptional'> = {},
): Ledger {
  const mapping = mapColumns(table, choices);
  const [problem] = mappingProblems(mapping, terminal.language, context);
  if (problem !== undefined) {
    const { text, remedy } = describe(problem, terminal.language);
    fail('CLI_MAPPING_OPEN', { file, problem: text, remedy, columns: table.headers.join(', ') });
  }
  sayMapping(terminal, mapping);
  return { mapping, items: readItems(table, mapping, context) };
}

export function mapColumns(table: Table, choices: LedgerChoices): Mapping {
  return guessMapping(
    table.headers,
    table.rows.map((row) => row.cells),
    mappingChoices(choices),
  );
}

function mappingChoices({ map = [], dateFormat }: LedgerChoices): MappingChoices {
  const columnOf: Partial<Record<Field, string | null>> = {};
  for (const entry of map) {
    const { field, column } = parseMapEntry(entry);
    columnOf[field] = column;
  }
  return { columns: columnOf, dateFormat };
}

/** `field=column`, the column by header or by number from 1; `field=` says that the file has none. Rejects with CLI_USAGE. */
export function parseMapEntry(entry: string): { readonly field: Field; readonly column: string | null } {
  const at = entry.indexOf('=');
  const field = entry.slice(0, at === -1 ? undefined : at).trim();
  const column = at === -1 ? '' : entry.slice(at + 1).trim();
  if (at === -1 || !isField(field)) {
    return fail('CLI_USAGE', { problem: `--map ${entry}: field=column (${FIELDS.join(', ')})`, help: 'xinliu --help' });
  }
  return { field, column: column === '' ? null : column };
}

/** Nobody should have to guess what the program guessed, or what it passed over. */
function sayMapping(terminal: Terminal, { fields, headers, otherNumber }: Mapping): void {
  const words = WORDS[terminal.language];
  const name = (column: number): string => headers[column] || String(column + 1);
  const taken = FIELDS.flatMap((field): { field: string; column: number }[] => {
    const guess = fields[field];
    return guess === undefined ? [] : [{ field, column: guess.column }];
  });
  // The document number where the invoice number is empty.
  if (otherNumber !== null) taken.push({ field: 'invoiceNumber', column: otherNumber });
  terminal.say(`${words.taken}${taken.map(({ field, column }) => `${field}=${name(column)}`).join(', ')}`);
  const left = headers.flatMap((_, at) => (taken.some(({ column }) => column === at) ? [] : [name(at)]));
  if (left.length > 0) terminal.say(`${words.left}${left.join(', ')}`);
}

export function rejectedLine(
  place: Pick<RejectedLine, 'line' | 'sheet'>,
  problems: readonly Pick<RowProblem, 'column' | 'value' | 'message' | 'remedy'>[],
  language: Language,
): RejectedLine {
  const joint = language === 'en' ? '; ' : '；';
  const distinct = (texts: readonly string[]): string => [...new Set(texts.filter((text) => text !== ''))].join(joint);
  return {
    ...place,
    columns: distinct(problems.map(({ column }) => column)),
    message: distinct(problems.map(({ message }) => message[language])),
    remedy: distinct(problems.map(({ remedy }) => remedy[language])),
  };
}

const WORDS = {
  'zh-CN': {
    taken: '列的对应：',
    left: '未使用的列：',
    head: (count: number) => `${count} 行被拒绝：`,
    line: (line: number) => `第 ${line} 行`,
    more: (count: number) => `……另有 ${count} 行`,
    remark: (count: number, line: number, message: string) =>
      `${count} 行已接收，但请留意，如第 ${line} 行：${message}`,
  },
  en: {
    taken: 'Columns: ',
    left: 'Not used: ',
    head: (count: number) => `${count} ${count === 1 ? 'row was' : 'rows were'} rejected:`,
    line: (line: number) => `line ${line}`,
    more: (count: number) => `… and ${count} more`,
    remark: (count: number, line: number, message: string) =>
      `${count} ${count === 1 ? 'row' : 'rows'} taken, but worth a look, such as line ${line}: ${message}`,
  },
} as const;

/** Tells on stderr what is odd about rows that were taken all the same: each kind once, with where it occurs first. */
export function sayRemarks(terminal: Terminal, items: readonly ImportItem[]): void {
  const words = WORDS[terminal.language];
  const kinds = new Map<string, { count: number; readonly line: number; readonly message: string }>();
  for (const item of items) {
    for (const { code, message } of item.ok ? (item.remarks ?? []) : []) {
      const kind = kinds.get(code);
      if (kind === undefined) kinds.set(code, { count: 1, line: item.line, message: message[terminal.language] });
      else kind.count += 1;
    }
  }
  for (const { count, line, message } of kinds.values()) terminal.say(words.remark(count, line, message));
}

/** Lists the first twenty on stderr, each with its place and what to do. */
export function sayRejected(terminal: Terminal, rejected: readonly RejectedLine[]): void {
  if (rejected.length === 0) return;
  const words = WORDS[terminal.language];
  terminal.say(words.head(rejected.length));
  const shown = rejected.slice(0, SHOWN);
  terminal.say(
    columns(
      shown.map((row) => [
        `  ${row.sheet === undefined ? '' : `${row.sheet} `}${words.line(row.line)}`,
        oneLine(row.columns, 40),
        oneLine(`${row.message} ${row.remedy}`, 300),
      ]),
    ),
  );
  if (rejected.length > shown.length) terminal.say(`  ${words.more(rejected.length - shown.length)}`);
}
