import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import { receivables } from '../collections/receivables.ts';
import { localDate } from '../deciders/dates.ts';
import { reference } from '../deciders/draft.ts';
import { enterPayment, newPayment } from '../deciders/ledger.ts';
import type { WorkerParts } from './credit-worker.ts';
import { creditWorker, givenUp, record, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({ receivable: z.object({ id: z.string() }) });

/** Writes off what is still open of a receivable; the overdue case is told and ends. */
export function createWriteOff(parts: WorkerParts): Worker {
  return creditWorker<z.infer<typeof inputs>>({
    type: 'credit.write-off',
    inputs,
    reads: ({ receivable }) => [reference(receivables, receivable.id)],
    decide(draft, subject, job) {
      const receivable = draft.read(receivables, subject.receivable.id);
      if (receivable === undefined) return givenUp(`There is no receivable '${subject.receivable.id}'.`);
      const { openMinor, currency, customerId } = receivable;
      if (openMinor === 0) return {};
      const today = localDate(draft.context.now, parts.zone());
      const writeOff = newPayment(draft, {
        customerId,
        amountMinor: openMinor,
        currency,
        date: today,
        wishes: [{ receivableId: receivable.id, amountMinor: openMinor }],
        source: 'write-off',
        reference: receivable.invoiceNumber,
        by: 'system',
      });
      enterPayment(draft, writeOff, today);
      record(draft, subject, job, { channel: 'write-off', amountMinor: openMinor, currency });
      return {};
    },
  });
}
