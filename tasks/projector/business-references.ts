import type { Variables } from '#engine/index.ts';
import type { BusinessReferences } from '../work-item.ts';

/** Variables by whose names a process says what it is about. */
const WELL_KNOWN = ['receivable', 'customer', 'request', 'requester', 'amount', 'openAmount', 'currency'] as const;

const NOTHING: BusinessReferences = {
  requester: null,
  title: '',
  customerId: null,
  customerName: null,
  receivableId: null,
  invoiceNumber: null,
  receivableDueDate: null,
  amountMinor: null,
  currency: null,
};

/** Whether these variables can change what a case is about. */
export function saysWhatItIsAbout(variables: Variables): boolean {
  return WELL_KNOWN.some((name) => Object.hasOwn(variables, name));
}

/**
 * What a case is about after these variables were set: what they name replaces what was known, the rest stays. The amount
 * is what is still open of a receivable, or what is asked for.
 */
export function readReferences(variables: Variables, known: BusinessReferences = NOTHING): BusinessReferences {
  const receivable = objectAt(variables['receivable']);
  const customer = objectAt(variables['customer']);
  const request = objectAt(variables['request']);
  const asks = objectAt(variables['requester']);
  const currency = textOf(receivable['currency'], request['currency'], variables['currency']) ?? known.currency;
  const amount = numberOf(
    variables['openAmount'],
    receivable['openAmount'],
    receivable['amount'],
    request['amount'],
    variables['amount'],
  );
  const found = {
    requester: textOf(variables['requester'], asks['id'], request['requester']) ?? known.requester,
    customerId: textOf(customer['id'], request['customerId']) ?? known.customerId,
    customerName: textOf(customer['name']) ?? known.customerName,
    receivableId: textOf(receivable['id']) ?? known.receivableId,
    invoiceNumber: textOf(receivable['invoiceNumber']) ?? known.invoiceNumber,
    receivableDueDate: textOf(receivable['dueDate']) ?? known.receivableDueDate,
    amountMinor: (amount === undefined ? undefined : minorUnits(amount, currency)) ?? known.amountMinor,
    currency,
  };
  return { ...found, title: textOf(request['title']) ?? titleOf(found) ?? known.title };
}

function titleOf(found: Pick<BusinessReferences, 'customerName' | 'invoiceNumber'>): string | undefined {
  const parts = [found.customerName, found.invoiceNumber].filter((part) => part !== null);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

const WITHOUT_MINOR_UNITS = new Set(['JPY', 'KRW', 'VND', 'CLP', 'ISK', 'UGX', 'XAF', 'XOF', 'XPF', 'PYG', 'RWF']);
const WITH_THOUSANDTHS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Whole minor units (ISO 4217) of an amount in major units. Shifts the decimal point in the text: 1.005 stays 1.005. */
function minorUnits(amount: number, currency: string | null): number | undefined {
  const digits = WITHOUT_MINOR_UNITS.has(currency ?? '') ? 0 : WITH_THOUSANDTHS.has(currency ?? '') ? 3 : 2;
  const [mantissa = '0', exponent = '0'] = String(amount).split('e');
  const minor = Math.round(Number(`${mantissa}e${Number(exponent) + digits}`));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

function objectAt(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

function textOf(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}

function numberOf(...values: readonly unknown[]): number | undefined {
  return values.find((value): value is number => typeof value === 'number' && Number.isFinite(value));
}
