import { fail, reject, type Language, type Rejection } from '#errors/index.ts';
import { detectDecimal, type DecimalEvidence, type DecimalSign } from './amounts.ts';
import { assignColumns, type ColumnGuess, findOtherNumber } from './assign-columns.ts';
import { isBlank } from './cell-text.ts';
import { currencyOfHeader, hasUnit } from './header-currency.ts';
import { detectDateOrder, type DateEvidence } from './date-order.ts';
import { isDatePattern, parseDate, readDate, type DateFormat, type DateOrder } from './dates.ts';
import { AMOUNT_FIELDS, DATE_FIELDS, FIELD_LABELS, type DateField, type Field } from './fields.ts';
import { findColumn } from './find-column.ts';

export type { ColumnGuess } from './assign-columns.ts';

/** What a person has decided; everything else is guessed. */
export interface MappingChoices {
  /** Column of a field by header, number from 1, or null for "not in this file". */
  readonly columns?: Readonly<Partial<Record<Field, string | number | null>>> | undefined;
  /** One pattern for all dates, such as `M/D/YYYY`. */
  readonly dateFormat?: string | undefined;
  readonly decimal?: DecimalSign | undefined;
}

/** Which column is what, and how its dates and amounts are written. */
export interface Mapping {
  readonly fields: Readonly<Partial<Record<Field, ColumnGuess>>>;
  readonly headers: readonly string[];
  /** Column that numbers the rows whose invoice number is empty, or null. */
  readonly otherNumber: number | null;
  readonly dateFormats: Readonly<Partial<Record<DateField, DateFormat>>>;
  /** Why the dates are read so, by field. */
  readonly dateEvidence: Readonly<Partial<Record<DateField, DateEvidence>>>;
  readonly decimal: DecimalSign;
  readonly thousands: string;
  readonly decimalEvidence: DecimalEvidence;
  /** The currency that the header of the amount names (金额（美元）, amount_usd), or null. */
  readonly currency: string | null;
}

/**
 * Guesses the mapping from headers (Chinese and English, as ERP systems write them) and content. The more rows are handed in, the surer
 * the date order and the decimal sign: hand in all. Throws IMPORT_COLUMN_NOT_FOUND or IMPORT_DATE_FORMAT_UNKNOWN for a wrong choice;
 * what is still open afterwards is told by `mappingProblems`.
 */
export function guessMapping(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  choices: MappingChoices = {},
): Mapping {
  const chosen = Object.entries(choices.columns ?? {}).map(([field, column]) => {
    return [
      field as Field,
      column === null || column === undefined ? null : findColumn(headers, column, field as Field),
    ] as const;
  });
  const fields = assignColumns(headers, rows, new Map(chosen));
  const valuesOf = (field: Field): string[] => {
    const column = fields[field]?.column;
    return column === undefined ? [] : rows.map((cells) => cells[column] ?? '').filter((value) => !isBlank(value));
  };
  const dates = decideDates(fields, rows, valuesOf, choices.dateFormat);
  const decimalEvidence = detectDecimal(AMOUNT_FIELDS.flatMap(valuesOf));
  const decided =
    choices.decimal === undefined
      ? decimalEvidence
      : { ...decimalEvidence, decidedBy: decimalEvidence.decidedBy ?? choices.decimal, mixed: null };
  return {
    fields,
    headers,
    otherNumber: findOtherNumber(headers, rows, fields),
    ...dates,
    decimal: choices.decimal ?? decimalEvidence.decimal,
    thousands: decimalEvidence.thousands,
    decimalEvidence: decided,
    currency: currencyOfHeader(headers[fields.amount?.column ?? -1] ?? ''),
  };
}

/** What keeps the mapping from being used: fields without a column, dates and amounts that can be read in two ways. */
export function mappingProblems(
  mapping: Mapping,
  language: Language = 'en',
  { customerOptional = false }: { readonly customerOptional?: boolean | undefined } = {},
): Rejection[] {
  const { headers, dateEvidence, decimalEvidence, fields } = mapping;
  const problems = missingFields(mapping, customerOptional).map((field) =>
    reject('IMPORT_COLUMN_MISSING', { field: FIELD_LABELS[field][language] }),
  );
  for (const field of AMOUNT_FIELDS) {
    const column = headers[fields[field]?.column ?? -1] ?? '';
    if (hasUnit(column)) problems.push(reject('IMPORT_COLUMN_UNIT', { column }));
  }
  for (const field of DATE_FIELDS) {
    const evidence = dateEvidence[field];
    const column = headers[fields[field]?.column ?? -1] ?? '';
    if (evidence?.mixed) {
      const [first, second] = evidence.mixed;
      problems.push(reject('IMPORT_DATE_ORDER_MIXED', { column, first, second }));
    } else if (evidence?.undecided) {
      problems.push(reject('IMPORT_DATE_ORDER_UNKNOWN', { column, value: evidence.undecided }));
    }
  }
  if (decimalEvidence.mixed !== null) {
    const [first, second] = decimalEvidence.mixed;
    problems.push(reject('IMPORT_DECIMAL_MIXED', { first, second }));
  }
  return problems;
}

function missingFields({ fields }: Mapping, customerOptional: boolean): readonly Field[] {
  const has = (...needed: readonly Field[]): boolean => needed.every((field) => fields[field] !== undefined);
  const found: readonly (readonly [Field, boolean])[] = [
    ['invoiceNumber', has('invoiceNumber')],
    ['amount', has('amount') || has('paidAmount', 'openAmount')],
    ['customerId', customerOptional || has('customerId') || has('customerName')],
    ['dueDate', has('dueDate') || has('invoiceDate', 'terms')],
  ];
  return found.flatMap(([field, isThere]) => (isThere ? [] : [field]));
}

type DateDecisions = Pick<Mapping, 'dateFormats' | 'dateEvidence'>;

function decideDates(
  fields: Mapping['fields'],
  rows: readonly (readonly string[])[],
  valuesOf: (field: Field) => string[],
  pattern: string | undefined,
): DateDecisions {
  if (pattern !== undefined && !isDatePattern(pattern)) fail('IMPORT_DATE_FORMAT_UNKNOWN', { format: pattern });
  const present = DATE_FIELDS.filter((field) => fields[field] !== undefined);
  const own = new Map(present.map((field) => [field, detectDateOrder(valuesOf(field))]));
  const all = detectDateOrder(present.flatMap(valuesOf));
  const shared = sharedOrder([...own.values()]) ?? sharedOrder([all]) ?? orderByDue(fields, rows, own);
  const settled = [...own].map(([field, evidence]): [DateField, DateEvidence] => {
    if (pattern !== undefined)
      return [field, { order: null, label: pattern, decidedBy: pattern, undecided: null, mixed: null }];
    const usable = evidence.undecided !== null && shared !== undefined && readsAll(valuesOf(field), shared.order);
    return [
      field,
      usable ? { ...evidence, order: shared.order, undecided: null, decidedBy: shared.decidedBy } : evidence,
    ];
  });
  return {
    dateEvidence: Object.fromEntries(settled),
    dateFormats: Object.fromEntries(
      settled.map(([field, { order }]): [DateField, DateFormat] => [field, { order, pattern: pattern ?? null }]),
    ),
  };
}

interface Decision {
  readonly order: DateOrder;
  readonly decidedBy: string | null;
}

/** One system wrote the file: what one date column proves holds for the others, unless two columns prove different things. */
function sharedOrder(evidence: readonly DateEvidence[]): Decision | undefined {
  const proven = evidence.filter((entry) => entry.order !== null);
  const [first] = proven;
  if (first === undefined || first.order === null || proven.some(({ order }) => order !== first.order))
    return undefined;
  return { order: first.order, decidedBy: first.decidedBy };
}

/** Some invoices are due before they are written; the wrong order makes it many more. */
const FAR_MORE = 4;

/** Invoices are due after they are written: an order that makes many rows say so is the wrong one. */
function orderByDue(
  fields: Mapping['fields'],
  rows: readonly (readonly string[])[],
  own: ReadonlyMap<DateField, DateEvidence>,
): Decision | undefined {
  if (own.get('invoiceDate')?.undecided === null || own.get('dueDate')?.undecided === null) return undefined;
  const [invoice, due] = [fields.invoiceDate?.column, fields.dueDate?.column];
  if (invoice === undefined || due === undefined) return undefined;
  const wrong = (order: DateOrder): readonly (readonly string[])[] =>
    rows.filter((cells) => {
      const from = parseDate(cells[invoice] ?? '', { order, pattern: null });
      const to = parseDate(cells[due] ?? '', { order, pattern: null });
      return from !== undefined && to !== undefined && to < from;
    });
  const [month, day] = [wrong('MDY'), wrong('DMY')];
  const proof = (cells: readonly string[] | undefined): string => `${cells?.[invoice] ?? ''} ≤ ${cells?.[due] ?? ''}`;
  if (month.length * FAR_MORE < day.length) return { order: 'MDY', decidedBy: proof(day[0]) };
  if (day.length * FAR_MORE < month.length) return { order: 'DMY', decidedBy: proof(month[0]) };
  return undefined;
}

function readsAll(values: readonly string[], order: DateOrder): boolean {
  return values.every((value) => {
    const reading = readDate(value);
    return reading?.kind !== 'ordered' || reading.dates[order] !== undefined;
  });
}
