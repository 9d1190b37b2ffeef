import type { Worker } from '#engine/index.ts';
import type { StoreReader } from '#store/index.ts';
import { customers } from '../collections/customers.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import { localDate } from '../deciders/dates.ts';
import { reference } from '../deciders/draft.ts';
import { profileOf } from '../deciders/profile.ts';
import { pagesOf } from '../pages.ts';
import { readCustomerFigures } from '../queries/customer-figures.ts';
import type { Subject, WorkerParts } from './credit-worker.ts';
import { creditWorker, DEFAULT_CURRENCY, subjectSchema } from './credit-worker.ts';

interface Ledger {
  readonly currency: string;
  readonly receivables: readonly Receivable[];
  readonly unappliedMinor: number;
}

/** Computes what scoring goes by from the ledger: `customer.id` → `profile`. A new customer has an empty one. */
export function createProfile(parts: WorkerParts): Worker<Ledger> {
  return creditWorker<Subject, Ledger>({
    type: 'credit.profile',
    inputs: subjectSchema,
    prepare: ({ customer }) => readLedger(parts.store, customer.id, parts.currency ?? DEFAULT_CURRENCY),
    reads: ({ customer }) => [reference(customers, customer.id)],
    decide(draft, { customer }, _job, ledger) {
      const found = draft.read(customers, customer.id);
      return { profile: profileOf(found ?? {}, ledger, localDate(draft.context.now, parts.zone())) };
    },
  });
}

async function readLedger(store: StoreReader, customerId: string, companyCurrency: string): Promise<Ledger> {
  const limit = (await store.get(customers, customerId))?.document.limit;
  const wanted = { id: customerId, ...(limit === undefined ? {} : { limit }) };
  const figures = (await readCustomerFigures(store, [wanted], '0001-01-01', companyCurrency)).get(customerId);
  const currency = figures?.currency ?? companyCurrency;
  const all: Receivable[] = [];
  for await (const page of pagesOf(store, receivables, { customerId }, 'dueDate')) all.push(...page);
  return {
    currency,
    receivables: all.filter((one) => one.currency === currency),
    unappliedMinor: figures?.unappliedMinor ?? 0,
  };
}
