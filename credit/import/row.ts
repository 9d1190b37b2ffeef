/** One row of a receivables file, read and checked for form: what the ledger is asked to take. */
export interface ReceivableRow {
  /** Line of the file, or row of the sheet, from 1. */
  readonly line: number;
  readonly sheet?: string;
  /** Empty where the file has no seller. */
  readonly seller: string;
  readonly customerCode?: string;
  readonly customerName?: string;
  readonly invoiceNumber: string;
  readonly invoiceDate?: string;
  readonly dueDate: string;
  /** Negative: a credit note. */
  readonly amountMinor: number;
  readonly currency: string;
  readonly paidMinor?: number;
  readonly openMinor?: number;
  /** Without paid and open amounts: the whole amount was paid on this day. */
  readonly settledDate?: string;
  readonly disputed?: boolean;
}
