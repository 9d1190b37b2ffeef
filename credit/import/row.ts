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
  /** May exceed the amount: the rest stays on account. */
  readonly paidMinor?: number;
  readonly openMinor?: number;
  /** The day on which what is paid was paid; without paid and open amounts that is the whole amount. */
  readonly settledDate?: string;
  readonly disputed?: boolean;
}
