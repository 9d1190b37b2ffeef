import { fail } from '#errors/index.ts';
import { FIELD_LABELS, type Field } from './fields.ts';

/** The column (index from 0) that a person names by its header or by its number from 1. */
export function findColumn(headers: readonly string[], wanted: string | number, field: Field): number {
  const label = FIELD_LABELS[field].en;
  const text = String(wanted).trim();
  const found = indexesOf(headers, (header) => header === text);
  const loosely = found.length > 0 ? found : indexesOf(headers, (header) => loose(header) === loose(text));
  if (loosely.length > 1) {
    fail('IMPORT_COLUMN_AMBIGUOUS', { column: text, columns: loosely.map((index) => index + 1).join(', ') });
  }
  const [only] = loosely;
  if (only !== undefined) return only;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= headers.length) return number - 1;
  return fail('IMPORT_COLUMN_NOT_FOUND', { column: text, field: label, columns: headers.join(', ') });
}

function indexesOf(headers: readonly string[], test: (header: string) => boolean): number[] {
  return headers.flatMap((header, index) => (test(header) ? [index] : []));
}

function loose(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}
