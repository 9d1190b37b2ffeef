import { FIELD_LABELS, type Field } from './fields.ts';
import { problem, type ReceivableRow, type RowProblem } from './row.ts';

export type TwinVerdict =
  | { readonly kind: 'first' }
  /** The same receivable with the same content stands in line `twin`. */
  | { readonly kind: 'unchanged'; readonly twin: number }
  | { readonly kind: 'conflict'; readonly twin: number; readonly problem: RowProblem };

/** What makes two rows the same receivable: seller, customer and invoice number. */
export function identityOf(
  row: Pick<ReceivableRow, 'seller' | 'customerId' | 'customerName' | 'invoiceNumber'>,
): string {
  return JSON.stringify([row.seller, row.customerId ?? row.customerName, row.invoiceNumber]);
}

/** Remembers the rows of one file in order and finds those that repeat an earlier one. */
export class TwinFinder {
  readonly #seen = new Map<string, { readonly rowNumber: number; readonly row: ReceivableRow }>();

  check(row: ReceivableRow, rowNumber: number): TwinVerdict {
    const identity = identityOf(row);
    const twin = this.#seen.get(identity);
    if (twin === undefined) {
      this.#seen.set(identity, { rowNumber, row });
      return { kind: 'first' };
    }
    const differences = COMPARED.filter(([key]) => twin.row[key] !== row[key]).map(([, field]) => field);
    if (differences.length === 0) return { kind: 'unchanged', twin: twin.rowNumber };
    return { kind: 'conflict', twin: twin.rowNumber, problem: conflict(row, rowNumber, twin.rowNumber, differences) };
  }
}

/** Not the name: the customer is the same, and systems write names as they please. */
const COMPARED: readonly (readonly [keyof ReceivableRow, Field])[] = [
  ['invoiceDate', 'invoiceDate'],
  ['dueDate', 'dueDate'],
  ['currency', 'currency'],
  ['amountMinor', 'amount'],
  ['paidMinor', 'paidAmount'],
  ['openMinor', 'openAmount'],
  ['settledDate', 'settledDate'],
  ['disputed', 'disputed'],
];

function conflict(row: ReceivableRow, line: number, twin: number, differences: readonly Field[]): RowProblem {
  const base = { invoiceNumber: row.invoiceNumber, line, twin };
  const inLanguage = (language: 'zh-CN' | 'en'): RowProblem => {
    const fields = differences.map((field) => FIELD_LABELS[field][language]).join(language === 'en' ? ', ' : '、');
    return problem('IMPORT_ROW_CONFLICT', 'invoiceNumber', '', row.invoiceNumber, { ...base, fields });
  };
  const [chinese, english] = [inLanguage('zh-CN'), inLanguage('en')];
  return { ...english, message: { ...english.message, 'zh-CN': chinese.message['zh-CN'] } };
}
