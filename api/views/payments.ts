import { allocations, payments } from '#credit/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { ResponseOf } from '../contract/index.ts';
import { personNamer } from '../routes/cards.ts';
import { readAll } from './read-all.ts';

type PaymentView = ResponseOf<'getReceivable'>['payments'][number];

/** What was paid on a receivable, by date: of each payment the part that went to it. */
export async function paymentsOf(store: StoreReader, receivableId: string): Promise<PaymentView[]> {
  const parts = await readAll(store, allocations, { where: { receivableId }, sort: { by: 'date' } });
  const found = await store.getMany(payments, [...new Set(parts.map((part) => part.paymentId))]);
  const name = await personNamer(
    store,
    [...found.values()].map(({ document }) => document.by),
  );
  return parts.flatMap((part) => {
    const payment = found.get(part.paymentId)?.document;
    if (payment === undefined) return [];
    return {
      id: part.id,
      date: part.date,
      amountMinor: part.amountMinor,
      reference: payment.reference ?? null,
      note: payment.note ?? null,
      source: payment.source,
      by: name(payment.by),
      postedAt: part.at,
    };
  });
}
