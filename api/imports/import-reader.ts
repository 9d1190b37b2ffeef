import { getImport, type ImportItem, readImportFile, readItemsInTurns, type ReceivablesImport } from '#credit/index.ts';
import {
  type Field,
  FIELDS,
  guessMapping,
  type Mapping,
  type MappingChoices,
  readTableAside,
  type Table,
} from '#credit/import/files/index.ts';
import type { Services } from '../services.ts';

/** A file read with the columns guessed or chosen: every row as it would be taken. */
export interface Reading {
  readonly table: Table;
  /** What would be guessed if nobody had chosen anything. */
  readonly guess: Mapping;
  readonly mapping: Mapping;
  readonly items: readonly ImportItem[];
}

interface Open {
  readonly table: Promise<Table>;
  /** The choices that `reading` follows. */
  choices: string;
  reading: Promise<Reading> | undefined;
}

/** Files kept in memory while somebody maps them; a large one takes hundreds of megabytes. */
const OPEN_AT_ONCE = 2;

/**
 * Reads the files of imports that wait to be posted. What was read last is kept: mapping is a matter of many small
 * questions about the same file.
 */
export class ImportReader {
  readonly #services: Services;
  readonly #open = new Map<string, Open>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Takes in a file just read, so that it is not read a second time. */
  keep(importId: string, table: Table): void {
    this.#remember(importId, Promise.resolve(table));
  }

  forget(importId: string): void {
    this.#open.delete(importId);
  }

  /** Rejects with IMPORT_FILE_GONE, CREDIT_IMPORT_NOT_FOUND and what a file can be refused for. */
  async read(found: ReceivablesImport): Promise<Reading> {
    const open = this.#open.get(found.id) ?? this.#remember(found.id, this.#load(found));
    const choices = JSON.stringify([found.mapping, found.dateFormat, found.numberFormat]);
    if (open.reading === undefined || open.choices !== choices) {
      open.choices = choices;
      open.reading = open.table.then((table) => this.#interpret(table, found));
      open.reading.catch(() => this.forget(found.id));
    }
    return open.reading;
  }

  async readById(importId: string): Promise<Reading> {
    return this.read(await getImport(this.#services, importId));
  }

  #remember(importId: string, table: Promise<Table>): Open {
    this.#open.delete(importId);
    for (const oldest of [...this.#open.keys()].slice(0, -(OPEN_AT_ONCE - 1))) this.#open.delete(oldest);
    const open: Open = { table, choices: '', reading: undefined };
    this.#open.set(importId, open);
    return open;
  }

  async #load({ id, fileName }: ReceivablesImport): Promise<Table> {
    return readTableAside(await readImportFile(this.#services.store, id), fileName);
  }

  async #interpret(table: Table, found: ReceivablesImport): Promise<Reading> {
    const { zone, currency } = await this.#services.settings();
    const rows = table.rows.map((row) => row.cells);
    const guess = guessMapping(table.headers, rows);
    const choices = choicesOf(found, table.headers);
    const mapping = choices === undefined ? guess : guessMapping(table.headers, rows, choices);
    return { table, guess, mapping, items: await readItemsInTurns(table, mapping, { zone, currency }) };
  }
}

/** A file in which nobody has chosen anything is guessed; where somebody has, a field not named is not in the file. */
function choicesOf(found: ReceivablesImport, headers: readonly string[]): MappingChoices | undefined {
  const { mapping, dateFormat, numberFormat } = found;
  if (mapping === undefined && dateFormat === undefined && numberFormat === undefined) return undefined;
  return {
    ...(mapping === undefined ? {} : { columns: columnsOf(mapping, headers) }),
    dateFormat,
    ...(numberFormat === '.' || numberFormat === ',' ? { decimal: numberFormat } : {}),
  };
}

function columnsOf(
  mapping: Readonly<Record<string, number>>,
  headers: readonly string[],
): Partial<Record<Field, string | number | null>> {
  return Object.fromEntries(
    FIELDS.map((field): [Field, string | number | null] => {
      const column = mapping[field];
      return [field, column === undefined ? null : nameOf(headers, column)];
    }),
  );
}

/** A column by its heading where only it has it, else by its number from 1. */
function nameOf(headers: readonly string[], column: number): string | number {
  const header = headers[column] ?? '';
  return header !== '' && headers.filter((other) => other === header).length === 1 ? header : column + 1;
}
