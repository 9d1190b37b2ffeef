import { AppError } from '#errors/index.ts';
import {
  checkRow,
  guessMapping,
  readTable,
  type Mapping,
  type MappingChoices,
  type Table,
} from '#credit/import/files/index.ts';

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export function read(text: string): Table {
  return readTable(utf8(text), 'list.csv');
}

export function mapped(text: string, choices: MappingChoices = {}): { table: Table; mapping: Mapping } {
  const table = read(text);
  return {
    table,
    mapping: guessMapping(
      table.headers,
      table.rows.map(({ cells }) => cells),
      choices,
    ),
  };
}

/** Field → header of the guessed mapping. */
export function headersOf(mapping: Mapping): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(mapping.fields).map(([field, { column }]) => [field, mapping.headers[column]]),
  );
}

/** The verdicts of all rows of a text: the row, or the codes of its problems. */
export function checked(text: string, choices: MappingChoices = {}) {
  const { table, mapping } = mapped(text, choices);
  return table.rows.map(({ cells, cutOff }) => {
    const verdict = checkRow(cells, mapping, { cutOff });
    return verdict.ok ? verdict.row : verdict.problems.map(({ code }) => code);
  });
}

/** The code of the AppError an act throws. */
export function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
}
