import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import type { AudienceSubject } from '#organization/index.ts';
import { audienceReferences, noticeWrite, resolveAudience } from '#organization/index.ts';
import { formatMoney, toMinor } from '../deciders/money.ts';
import { noticeText } from '../notice-texts.ts';
import { creditWorker, given, subjectSchema } from './credit-worker.ts';

const inputs = z.object({
  ...subjectSchema.partial().shape,
  owners: z.record(z.string(), z.string()).optional(),
  requester: z.string().optional(),
});

type Inputs = z.infer<typeof inputs>;

/** Tells people something in the product: header `template` says what, header `audience` whom. Nobody there: no notice. */
export const notify: Worker = creditWorker<Inputs>({
  type: 'credit.notify',
  inputs,
  reads: (about, job) => audienceReferences(job.customHeaders['audience'] ?? '', audienceSubject(about)),
  decide(draft, about, job) {
    const template = job.customHeaders['template'] ?? '';
    const told = resolveAudience(job.customHeaders['audience'] ?? '', audienceSubject(about), draft.documents);
    for (const personId of told) {
      draft.add(
        noticeWrite({
          id: draft.context.nextKey(),
          personId,
          template,
          ...noticeText(template, { ...valuesOf(about), level: job.customHeaders['level'] }),
          link: `/cases/${job.processInstanceKey}`,
          processInstanceKey: job.processInstanceKey,
          customerId: about.customer?.id ?? null,
          receivableId: about.receivable?.id ?? null,
          createdAt: draft.context.now,
        }),
      );
    }
    return {};
  },
});

function audienceSubject({ owners, requester }: Inputs): AudienceSubject {
  return given({ owners, requester });
}

function valuesOf({ customer, receivable }: Inputs): Readonly<Record<string, string | undefined>> {
  const { currency, openAmount } = receivable ?? {};
  return {
    customer: customer?.name,
    invoice: receivable?.invoiceNumber,
    dueDate: receivable?.dueDate,
    amount:
      currency === undefined || openAmount === undefined
        ? undefined
        : formatMoney(toMinor(openAmount, currency), currency),
  };
}
