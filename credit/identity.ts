import { createHash } from 'node:crypto';

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 20);
}

/** How a number or a name is compared: no outer blanks, full-width forms as plain ones. */
export function normalizeIdentity(text: string): string {
  return text.normalize('NFKC').trim().replaceAll(/\s+/g, ' ');
}

/** Id of a customer nobody has entered before: the same code (or, without one, the same name) always gives the same. */
export function customerIdOf(customer: { readonly code?: string; readonly name?: string }): string {
  const code = normalizeIdentity(customer.code ?? '');
  return code === '' ? `c${digest('name', normalizeIdentity(customer.name ?? ''))}` : `c${digest('code', code)}`;
}

/** Id of a receivable, made from its identity: seller, customer and invoice number. */
export function receivableIdOf(identity: {
  readonly seller: string;
  readonly customerId: string;
  readonly invoiceNumber: string;
}): string {
  return `r${digest(normalizeIdentity(identity.seller), identity.customerId, normalizeIdentity(identity.invoiceNumber))}`;
}
