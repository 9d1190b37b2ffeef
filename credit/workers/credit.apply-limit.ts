import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { customers } from '../collections/customers.ts';
import { currency, date } from '../collections/fields.ts';
import { limitDecisions } from '../collections/limits.ts';
import { localDate } from '../deciders/dates.ts';
import { reference } from '../deciders/draft.ts';
import { toMinor } from '../deciders/money.ts';
import type { WorkerParts } from './credit-worker.ts';
import { creditWorker, DEFAULT_CURRENCY, given, givenUp, record, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({
  limit: z.object({
    amount: z.number().min(0),
    currency: currency.nullish(),
    validTo: date.nullish(),
    kind: z.string().nullish(),
    termDays: z.number().int().nullish(),
    paymentTerms: z.string().nullish(),
  }),
});

/**
 * Puts a decided limit into force: `limit` = { amount, currency, validTo?, kind: base | temporary | frozen },
 * and the terms agreed with it: termDays?, paymentTerms?.
 */
export function createApplyLimit(parts: WorkerParts): Worker {
  return creditWorker<z.infer<typeof inputs>>({
    type: 'credit.apply-limit',
    inputs,
    reads: ({ customer }) => [reference(customers, customer.id)],
    decide(draft, subject, job) {
      const customer = draft.read(customers, subject.customer.id);
      if (customer === undefined) return givenUp(`There is no customer '${subject.customer.id}'.`);
      const { now } = draft.context;
      const money = subject.limit.currency ?? parts.currency ?? DEFAULT_CURRENCY;
      const limit = {
        amountMinor: toMinor(subject.limit.amount, money),
        currency: money,
        kind: kindOf(subject.limit.kind),
        ...given({ validTo: subject.limit.validTo }),
      };
      const terms = given({ days: subject.limit.termDays, payment: subject.limit.paymentTerms });
      const agreed = Object.keys(terms).length === 0 ? {} : { terms: { ...customer.terms, ...terms } };
      draft.put(customers, { ...customer, ...agreed, limit: { ...limit, setAt: now } });
      const { amountMinor } = limit;
      const activity = record(draft, subject, job, {
        channel: 'limit',
        note: limit.kind,
        amountMinor,
        currency: money,
      });
      draft.create(limitDecisions, {
        ...limit,
        id: activity.id,
        customerId: customer.id,
        validFrom: localDate(now, parts.zone()),
        processInstanceKey: job.processInstanceKey,
        at: now,
      });
      return {};
    },
  });
}

function kindOf(kind: string | null | undefined): 'base' | 'temporary' | 'frozen' {
  return kind === 'temporary' || kind === 'frozen' ? kind : 'base';
}
