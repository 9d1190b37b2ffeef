import { type ImportItem, listImportMappings, minorDigits, type ReceivableRow, toMajor } from '#credit/index.ts';
import { type Field, FIELD_LABELS, FIELDS, type Mapping, mappingProblems } from '#credit/import/files/index.ts';
import { describe, type Rejection } from '#errors/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { ImportPreview, ImportState, Language } from '../contract/index.ts';
import type { Reading } from './import-reader.ts';

/** Rows shown before anything is posted. */
const SHOWN = 20;
const DATES = ['dueDate', 'invoiceDate', 'settledDate'] as const;
/** Without these no row can be taken; customer and terms have more than one way to be told. */
const REQUIRED: readonly Field[] = ['invoiceNumber', 'dueDate', 'amount'];

/** What the wizard shows about a file as it is read now. */
export async function previewOf(
  store: StoreReader,
  state: ImportState,
  { table, guess, mapping, items }: Reading,
  chosenDateFormat: string | undefined,
  language: Language,
): Promise<ImportPreview> {
  const ok = items.reduce((count, item) => count + (item.ok ? 1 : 0), 0);
  const saved = await listImportMappings(store);
  return {
    import: state,
    headers: [...table.headers],
    sample: table.rows.slice(0, SHOWN).map((row) => [...row.cells]),
    mapping: columnsOf(mapping),
    confidence: confidenceOf(mapping, guess),
    dateFormat: chosenDateFormat ?? guessedDateFormat(mapping),
    dateAmbiguous: DATES.some((field) => isUndecided(mapping, field)),
    decimal: mapping.decimalEvidence.mixed === null ? mapping.decimal : null,
    problems: problemsOf(mapping, language),
    fields: FIELDS.map((field) => ({ field, label: { ...FIELD_LABELS[field] }, required: REQUIRED.includes(field) })),
    rows: items.slice(0, SHOWN).map((item, index) => rowOf(item, table.rows[index]?.cells ?? [], mapping, language)),
    counts: { ok, rejected: items.length - ok },
    savedMappings: saved.map(({ id, name }) => ({ id, name })),
  };
}

/** Column index by field. */
export function columnsOf({ fields }: Mapping): Record<string, number> {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const guess = fields[field];
      return guess === undefined ? [] : [[field, guess.column]];
    }),
  );
}

/** What keeps the file from being posted, each with the field it concerns. */
export function problemsOf(mapping: Mapping, language: Language): ImportPreview['problems'] {
  return mappingProblems(mapping, language).map((rejection) => {
    const { text, remedy } = describe(rejection, language);
    return { field: fieldOf(rejection, mapping, language), message: text, remedy };
  });
}

function fieldOf({ code, details }: Rejection, mapping: Mapping, language: Language): Field | null {
  if (code === 'IMPORT_COLUMN_MISSING') {
    return FIELDS.find((field) => FIELD_LABELS[field][language] === details['field']) ?? null;
  }
  if (code === 'IMPORT_DECIMAL_MIXED') return 'amount';
  const header = details['column'];
  return DATES.find((field) => mapping.headers[mapping.fields[field]?.column ?? -1] === header) ?? null;
}

/** How sure the guess is; where a person chose another column, it is sure. */
function confidenceOf(mapping: Mapping, guess: Mapping): Record<string, number> {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const [chosen, guessed] = [mapping.fields[field], guess.fields[field]];
      if (chosen === undefined) return [];
      return [[field, guessed?.column === chosen.column ? guessed.confidence : chosen.confidence]];
    }),
  );
}

function isUndecided({ dateEvidence }: Mapping, field: (typeof DATES)[number]): boolean {
  const evidence = dateEvidence[field];
  return evidence !== undefined && (evidence.undecided !== null || evidence.mixed !== null);
}

function guessedDateFormat(mapping: Mapping): string | null {
  const decided = DATES.find((field) => mapping.fields[field] !== undefined && !isUndecided(mapping, field));
  return decided === undefined ? null : (mapping.dateEvidence[decided]?.label ?? null);
}

function rowOf(
  item: ImportItem,
  cells: readonly string[],
  mapping: Mapping,
  language: Language,
): ImportPreview['rows'][number] {
  return {
    line: item.line,
    ok: item.ok,
    values: { ...rawValues(cells, mapping), ...(item.ok ? takenValues(item.row, language) : {}) },
    problems: item.ok
      ? []
      : item.problems.map(({ field, column, value, message, remedy }) => ({
          field: field ?? '',
          column,
          value,
          message: message[language],
          remedy: remedy[language],
        })),
  };
}

/** What stands in the file, by field. */
function rawValues(cells: readonly string[], mapping: Mapping): Record<string, string> {
  return Object.fromEntries(Object.entries(columnsOf(mapping)).map(([field, column]) => [field, cells[column] ?? '']));
}

/** What a row that can be taken is understood as. */
function takenValues(row: ReceivableRow, language: Language): Record<string, string> {
  const amount = (minor: number): string => toMajor(minor, row.currency).toFixed(minorDigits(row.currency));
  const values: Readonly<Record<string, string | undefined>> = {
    seller: row.seller === '' ? undefined : row.seller,
    invoiceNumber: row.invoiceNumber,
    customerId: row.customerCode,
    customerName: row.customerName,
    invoiceDate: row.invoiceDate,
    dueDate: row.dueDate,
    amount: amount(row.amountMinor),
    currency: row.currency,
    paidAmount: row.paidMinor === undefined ? undefined : amount(row.paidMinor),
    openAmount: row.openMinor === undefined ? undefined : amount(row.openMinor),
    settledDate: row.settledDate,
    disputed: row.disputed === undefined ? undefined : yesNo(row.disputed, language),
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])),
  );
}

function yesNo(value: boolean, language: Language): string {
  if (language === 'en') return value ? 'yes' : 'no';
  return value ? '是' : '否';
}
