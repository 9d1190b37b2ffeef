import type { Customer } from '../collections/customers.ts';

/** Minor units of one currency. */
export interface Exposure {
  readonly exposureMinor: number;
  /** In force today; 0 when there is none, it has expired or it is frozen. */
  readonly limitMinor: number;
  readonly availableMinor: number;
}

/** Open receivables (credit notes deducted) less money on account, against the limit in force. */
export function exposureOf(
  customer: Pick<Customer, 'limit'>,
  ledger: { readonly openMinor: number; readonly unappliedMinor: number },
  today: string,
): Exposure {
  const exposureMinor = ledger.openMinor - ledger.unappliedMinor;
  const limitMinor = limitInForce(customer, today);
  return { exposureMinor, limitMinor, availableMinor: limitMinor - exposureMinor };
}

/** A limit counts through its last day. */
export function limitInForce({ limit }: Pick<Customer, 'limit'>, today: string): number {
  if (limit === undefined || limit.kind === 'frozen') return 0;
  return limit.validTo !== undefined && limit.validTo < today ? 0 : limit.amountMinor;
}
