import { describe, reject, type Details, type ErrorCode, type Language } from '#errors/index.ts';
import { readAmount, toMinor } from './amounts.ts';
import { isBlank, isCellError, readYesNo } from './cell-text.ts';
import { currenciesOf, exponentOf } from './currency.ts';
import { parseDate, readDate, saysNoDate, type DateFormat } from './dates.ts';
import { FIELD_LABELS, type AmountField, type DateField, type Field } from './fields.ts';
import type { Mapping } from './mapping.ts';
import { readStatus } from './status.ts';
import { weighPayments } from './weigh-payments.ts';

/** A receivable as a file states it. Money is in integer minor units of `currency`, dates are `YYYY-MM-DD`. */
export interface ReceivableRow {
  /** Empty where the file names no seller. */
  readonly seller: string;
  readonly invoiceNumber: string;
  /** At least one of `customerId` and `customerName` is given, unless the reader asked for none. */
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly invoiceDate: string | null;
  readonly dueDate: string;
  readonly currency: string;
  /** Negative for a credit note. */
  readonly amountMinor: number;
  /** Both null where the file says nothing about payments; else they add up to the amount, or more is paid and nothing open. */
  readonly paidMinor: number | null;
  readonly openMinor: number | null;
  /** The day of what is paid. */
  readonly settledDate: string | null;
  /** Null where the file has no such column. */
  readonly disputed: boolean | null;
}

export interface RowProblem {
  readonly field: Field | null;
  /** The header of the column, empty where no column is to blame. */
  readonly column: string;
  readonly value: string;
  readonly code: ErrorCode;
  readonly details: Details;
  readonly message: Readonly<Record<Language, string>>;
  readonly remedy: Readonly<Record<Language, string>>;
}

/** `remarks`: what is odd about a row that can be taken all the same. */
export type RowVerdict =
  | { readonly ok: true; readonly row: ReceivableRow; readonly remarks: readonly RowProblem[] }
  | { readonly ok: false; readonly problems: readonly RowProblem[] };

export interface RowContext {
  /** The seller where the file names none; empty by default. */
  readonly seller?: string | undefined;
  /** The currency where neither a column, a header nor a sign names one; CNY by default. */
  readonly currency?: string | undefined;
  /** The company's time zone, for instants in date columns. */
  readonly zone?: string | undefined;
  /** Takes rows that name no customer: false by default, for money that nobody owes can't be asked for. */
  readonly customerOptional?: boolean | undefined;
  /** From `TableRow.cutOff`. */
  readonly cutOff?: boolean | undefined;
}

const TEXT_LIMIT = 200;
const TOTALS = /^(合计|总计|小计|本页合计|累计|grand total|sub ?total|totals?)[:：]?$/i;

/** Checks one row against a mapping and reads it: everything that is wrong with it is told at once, each with its column, value and remedy. */
export function checkRow(cells: readonly string[], mapping: Mapping, context: RowContext = {}): RowVerdict {
  const total = cells.find((cell) => TOTALS.test(cell.trim()));
  const numberColumn = mapping.fields.invoiceNumber?.column ?? -1;
  const number = cells[numberColumn] ?? '';
  if (total !== undefined && (isBlank(number) || number === total)) {
    return { ok: false, problems: [problem('IMPORT_TOTALS_ROW', null, '', total, { value: total })] };
  }
  const extra = cells.findLastIndex((cell) => cell.trim() !== '') + 1;
  if (extra > mapping.headers.length) {
    const details = { found: extra, expected: mapping.headers.length };
    return { ok: false, problems: [problem('IMPORT_ROW_TOO_WIDE', null, '', cells[extra - 1] ?? '', details)] };
  }
  if (context.cutOff === true) {
    return { ok: false, problems: [problem('IMPORT_ROW_CUT_OFF', null, '', cells.at(-1) ?? '', {})] };
  }
  const reader = new RowReader(cells, mapping, context);
  const row = reader.read();
  return row === undefined ? { ok: false, problems: reader.problems } : { ok: true, row, remarks: reader.remarks };
}

/** A problem in both languages. A `{field}` in its texts is the field's label in that language. */
export function problem(
  code: ErrorCode,
  field: Field | null,
  column: string,
  value: string,
  details: Details,
): RowProblem {
  const filled = (language: Language): ReturnType<typeof describe> =>
    describe(
      { code, details: field === null ? details : { field: FIELD_LABELS[field][language], ...details } },
      language,
    );
  const [chinese, english] = [filled('zh-CN'), filled('en')];
  return {
    field,
    column,
    value,
    code,
    details: reject(code, details).details,
    message: { 'zh-CN': chinese.text, en: english.text },
    remedy: { 'zh-CN': chinese.remedy, en: english.remedy },
  };
}

/** Reads the fields of one row and collects what is wrong with them. */
class RowReader {
  readonly problems: RowProblem[] = [];
  readonly remarks: RowProblem[] = [];
  readonly #cells: readonly string[];
  readonly #mapping: Mapping;
  readonly #context: RowContext;

  constructor(cells: readonly string[], mapping: Mapping, context: RowContext) {
    this.#cells = cells;
    this.#mapping = mapping;
    this.#context = context;
  }

  read(): ReceivableRow | undefined {
    const texts = this.#texts();
    const invoiceDate = this.#date('invoiceDate');
    const dueDate = this.#dueDate(invoiceDate);
    const money = this.#money(this.#date('settledDate'));
    const disputed = this.#disputed();
    if (invoiceDate !== null && dueDate !== null && dueDate < invoiceDate) {
      this.#remark('IMPORT_DUE_BEFORE_INVOICE', 'dueDate', { due: dueDate, invoice: invoiceDate });
    }
    if (this.problems.length > 0 || dueDate === null || money === undefined) return undefined;
    return { ...texts, invoiceDate, dueDate, ...money, disputed };
  }

  #add(code: ErrorCode, field: Field, details: Details = {}): void {
    this.problems.push(this.#about(code, field, details));
  }

  #remark(code: ErrorCode, field: Field, details: Details = {}): void {
    this.remarks.push(this.#about(code, field, details));
  }

  #about(code: ErrorCode, field: Field, details: Details): RowProblem {
    return problem(code, field, this.#header(field), this.#cell(field), details);
  }

  #header(field: Field): string {
    return this.#mapping.headers[this.#mapping.fields[field]?.column ?? -1] ?? '';
  }

  #cell(field: Field): string {
    const column = this.#mapping.fields[field]?.column;
    return column === undefined ? '' : (this.#cells[column] ?? '').trim();
  }

  /** The content of the field's cell, null where it says nothing or holds a spreadsheet error. */
  #value(field: Field): string | null {
    const value = this.#cell(field);
    if (isBlank(value)) return null;
    if (!isCellError(value)) return value;
    this.#add('IMPORT_CELL_ERROR', field, { value });
    return null;
  }

  #texts(): Pick<ReceivableRow, 'seller' | 'invoiceNumber' | 'customerId' | 'customerName'> {
    const invoiceNumber = this.#code('invoiceNumber') ?? this.#otherNumber();
    const customerId = this.#code('customerId');
    const customerName = this.#text('customerName');
    if (invoiceNumber === null) this.#missing('invoiceNumber');
    if (customerId === null && customerName === null && this.#context.customerOptional !== true) {
      this.#missing(this.#mapping.fields.customerId === undefined ? 'customerName' : 'customerId');
    }
    const seller = this.#code('seller') ?? this.#context.seller ?? '';
    return { seller, invoiceNumber: invoiceNumber ?? '', customerId, customerName };
  }

  /** Some rows of an export carry the number of their document only. */
  #otherNumber(): string | null {
    const { otherNumber } = this.#mapping;
    const value = otherNumber === null ? '' : (this.#cells[otherNumber] ?? '').trim();
    return isBlank(value) || isCellError(value) || value.length > TEXT_LIMIT ? null : value.replace(/^(\d+)\.0$/, '$1');
  }

  /** Not said twice where the cell already has a problem of its own. */
  #missing(field: Field): void {
    if (!this.problems.some((known) => known.field === field)) this.#add('IMPORT_VALUE_MISSING', field);
  }

  #text(field: Field): string | null {
    const value = this.#value(field)?.normalize('NFC').replaceAll(/\s+/g, ' ') ?? null;
    if (value === null) return null;
    if (value.length > TEXT_LIMIT) this.#add('IMPORT_VALUE_TOO_LONG', field, { limit: TEXT_LIMIT });
    if (/\p{Cc}/u.test(value)) this.#add('IMPORT_VALUE_CONTROL_CHARACTER', field);
    return value;
  }

  #code(field: 'invoiceNumber' | 'customerId' | 'seller'): string | null {
    const value = this.#text(field);
    if (value !== null && /^\d(\.\d+)?e\+\d+$/i.test(value)) this.#add('IMPORT_AMOUNT_SCIENTIFIC', field, { value });
    const whole = this.#mapping.fields[field]?.wholeNumbers === true;
    return whole ? (value?.replace(/\.0$/, '') ?? null) : value;
  }

  #date(field: DateField): string | null {
    const value = this.#value(field);
    const format = this.#mapping.dateFormats[field];
    if (value === null || format === undefined || saysNoDate(value)) return null;
    const date = parseDate(value, format, this.#context.zone);
    if (date === undefined) this.#wrongDate(field, value, format);
    return date ?? null;
  }

  #wrongDate(field: DateField, value: string, format: DateFormat): void {
    const reading = format.pattern === null && format.order === null ? readDate(value) : undefined;
    const [first, second] = reading?.kind === 'ordered' ? Object.values(reading.dates) : [];
    if (first !== undefined && second !== undefined)
      this.#add('IMPORT_DATE_UNDECIDED', field, { value, first, second });
    else
      this.#add('IMPORT_DATE_INVALID', field, {
        value,
        format: this.#mapping.dateEvidence[field]?.label ?? 'YYYY-MM-DD',
      });
  }

  #dueDate(invoiceDate: string | null): string | null {
    const due = this.#date('dueDate');
    if (due !== null) return due;
    const terms = this.#value('terms');
    if (terms === null || invoiceDate === null) {
      this.#missing('dueDate');
      return null;
    }
    const days = /^(?:net|n)?\s*(\d{1,3})(?:\.0+)?\s*(?:days?|d|天|日)?$/i.exec(terms.normalize('NFKC'))?.[1];
    if (days === undefined) {
      this.#add('IMPORT_TERMS_INVALID', 'terms', { value: terms });
      return null;
    }
    const [year = 0, month = 1, day = 1] = invoiceDate.split('-').map(Number);
    return new Date(Date.UTC(year, month - 1, day + Number(days))).toISOString().slice(0, 10);
  }

  #money(
    settledDate: string | null,
  ): Pick<ReceivableRow, 'currency' | 'amountMinor' | 'paidMinor' | 'openMinor' | 'settledDate'> | undefined {
    const currency = this.#currency();
    if (currency === undefined) return undefined;
    const stated = this.#amount('amount', currency);
    const paid = this.#amount('paidAmount', currency);
    const open = this.#amount('openAmount', currency);
    const amountMinor = stated ?? (paid === null || open === null ? null : paid + open);
    if (amountMinor === null) this.#missing('amount');
    const isPaid = this.#isPaid();
    if (amountMinor === null || this.problems.some(({ field }) => field === 'paidAmount' || field === 'openAmount')) {
      return undefined;
    }
    const weighed = weighPayments({ amount: amountMinor, paid, open, settledDate, isPaid });
    const { remark } = weighed;
    if (remark !== null) {
      const shown = (minor: number | null): string => (minor === null ? '-' : majorText(minor, currency));
      this.#remark(remark.code, remark.field, {
        amount: shown(amountMinor),
        paid: shown(paid ?? weighed.paid),
        open: shown(open ?? weighed.open),
        settled: settledDate ?? '',
      });
    }
    return {
      currency,
      amountMinor,
      paidMinor: weighed.paid,
      openMinor: weighed.open,
      settledDate: weighed.settledDate,
    };
  }

  #isPaid(): boolean {
    const value = this.#value('status');
    const status = value === null ? undefined : readStatus(value, this.#header('status'));
    if (status === 'cancelled') this.#add('IMPORT_ROW_CANCELLED', 'status', { value });
    return status === 'paid';
  }

  #currency(): string | undefined {
    const value = this.#value('currency');
    if (value !== null) {
      const [first] = currenciesOf(value);
      if (first === undefined) this.#add('IMPORT_CURRENCY_UNKNOWN', 'currency', { value });
      return first;
    }
    const fallback = this.#mapping.currency ?? this.#context.currency ?? 'CNY';
    const reading = readAmount(this.#cell('amount'), this.#mapping.decimal);
    const signed = reading.ok ? reading.currencies : [];
    return signed.length === 0 || signed.includes(fallback) ? fallback : signed[0];
  }

  #amount(field: AmountField, currency: string): number | null {
    const value = this.#value(field);
    if (value === null) return null;
    const reading = readAmount(value, this.#mapping.decimal);
    if (!reading.ok) {
      const codes = {
        invalid: 'IMPORT_AMOUNT_INVALID',
        scientific: 'IMPORT_AMOUNT_SCIENTIFIC',
        unit: 'IMPORT_AMOUNT_UNIT',
      } as const;
      this.#add(codes[reading.reason], field, { value });
      return null;
    }
    if (reading.currencies.length > 0 && !reading.currencies.includes(currency)) {
      this.#add('IMPORT_CURRENCY_CONFLICT', field, { value, currency });
      return null;
    }
    const minor = toMinor(reading, currency, this.#mapping.decimalEvidence.decidedBy !== null);
    const details = { value, currency, decimals: exponentOf(currency) };
    if (minor.ok) {
      if (minor.rounded) this.#remark('IMPORT_AMOUNT_DECIMALS', field, details);
      return minor.minor;
    }
    this.#add(minor.reason === 'decimals' ? 'IMPORT_AMOUNT_DECIMALS' : 'IMPORT_AMOUNT_TOO_LARGE', field, details);
    return null;
  }

  #disputed(): boolean | null {
    if (this.#mapping.fields.disputed === undefined) return null;
    const value = this.#value('disputed');
    const disputed = value === null ? false : readYesNo(value);
    if (disputed === undefined) this.#remark('IMPORT_DISPUTED_INVALID', 'disputed', { value });
    // Whatever is written there, a reason or a date, somebody objects.
    return disputed ?? true;
  }
}

/** Minor units as people write them: 123456 of CNY is 1234.56. */
function majorText(minor: number, currency: string): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
