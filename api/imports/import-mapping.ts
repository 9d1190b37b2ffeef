import { importMappings, type ReceivablesImport } from '#credit/index.ts';
import { isDatePattern, isField, type Mapping } from '#credit/import/files/index.ts';
import { fail } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { BodyOf } from '../contract/index.ts';

type Correction = BodyOf<'mapImport'>;
type DecimalSign = Mapping['decimal'];

/** What a person has decided about a file: a field without a column is not in it. */
export interface Choices {
  readonly mapping: Readonly<Record<string, number>> | undefined;
  readonly dateFormat: string | undefined;
  readonly numberFormat: DecimalSign | undefined;
}

/**
 * The choices after a correction. Rejects what could never be read: a column the file does not have, a date format that is
 * none.
 */
export async function corrected(
  store: StoreReader,
  found: ReceivablesImport,
  headers: readonly string[],
  correction: Correction,
): Promise<Choices> {
  const { savedMappingId, mapping, dateFormat, decimal } = correction;
  const before: Choices =
    savedMappingId === undefined ? choicesOf(found) : await savedChoices(store, savedMappingId, headers);
  if (mapping !== undefined) checkColumns(mapping, headers);
  if (typeof dateFormat === 'string' && !isDatePattern(dateFormat)) {
    fail('IMPORT_DATE_FORMAT_UNKNOWN', { format: dateFormat });
  }
  return {
    mapping: mapping ?? before.mapping,
    dateFormat: dateFormat === undefined ? before.dateFormat : (dateFormat ?? undefined),
    numberFormat: decimal === undefined ? before.numberFormat : (decimal ?? undefined),
  };
}

/** The import with these choices instead of those it had. */
export function withChoices(found: ReceivablesImport, choices: Choices): ReceivablesImport {
  const { mapping: _mapping, dateFormat: _dateFormat, numberFormat: _numberFormat, ...rest } = found;
  const { mapping, dateFormat, numberFormat } = choices;
  return {
    ...rest,
    ...(mapping === undefined ? {} : { mapping: { ...mapping } }),
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(numberFormat === undefined ? {} : { numberFormat }),
  };
}

function choicesOf({ mapping, dateFormat, numberFormat }: ReceivablesImport): Choices {
  return { mapping, dateFormat, numberFormat: signOf(numberFormat) };
}

function signOf(text: string | undefined): DecimalSign | undefined {
  return text === '.' || text === ',' ? text : undefined;
}

/** Saved mappings name headings: those this file has are taken. */
async function savedChoices(store: StoreReader, id: string, headers: readonly string[]): Promise<Choices> {
  const saved = (await store.get(importMappings, id))?.document ?? fail('IMPORT_MAPPING_NOT_FOUND');
  const columns = Object.entries(saved.mapping).flatMap(([field, header]) => {
    const column = headers.indexOf(header);
    return column < 0 ? [] : [[field, column] as const];
  });
  return {
    mapping: Object.fromEntries(columns),
    dateFormat: saved.dateFormat,
    numberFormat: signOf(saved.numberFormat),
  };
}

function checkColumns(mapping: Readonly<Record<string, number>>, headers: readonly string[]): void {
  for (const [field, column] of Object.entries(mapping)) {
    if (isField(field) && column < headers.length) continue;
    fail('IMPORT_COLUMN_NOT_FOUND', { column: column + 1, field, columns: headers.join(', ') });
  }
}
