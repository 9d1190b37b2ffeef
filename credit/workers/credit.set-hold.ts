import type { Worker } from '#engine/index.ts';
import { customers } from '../collections/customers.ts';
import { reference } from '../deciders/draft.ts';
import type { Subject } from './credit-worker.ts';
import { creditWorker, givenUp, record, subjectSchema } from './credit-worker.ts';

/** Stops shipments to the customer, or lets them go on: header `hold` is `true` or `false`. */
export const setHold: Worker = creditWorker<Subject>({
  type: 'credit.set-hold',
  inputs: subjectSchema,
  reads: ({ customer }) => [reference(customers, customer.id)],
  decide(draft, subject, job) {
    const hold = job.customHeaders['hold'] !== 'false';
    const customer = draft.read(customers, subject.customer.id);
    if (customer === undefined) return givenUp(`There is no customer '${subject.customer.id}'.`);
    if (customer.hold === hold) return {};
    draft.put(customers, { ...customer, hold, holdAt: draft.context.now });
    record(draft, subject, job, { channel: hold ? 'hold' : 'hold-lifted' });
    return {};
  },
});
