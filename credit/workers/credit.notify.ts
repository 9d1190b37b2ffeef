import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import type { AudienceSubject } from '#organization/index.ts';
import { audienceReferences, noticeWrite, resolveAudience } from '#organization/index.ts';
import { formatMoney, toMinor } from '../deciders/money.ts';
import type { NoticeValues } from '../notice-texts.ts';
import { levelName, noticeText } from '../notice-texts.ts';
import { creditWorker, given, requesterSchema, subjectSchema } from './credit-worker.ts';

const inputs = z.object({
  ...subjectSchema.partial().shape,
  owners: z.record(z.string(), z.string()).optional(),
  requester: requesterSchema.optional(),
  decision: z.object({ comment: z.string().nullish(), reason: z.string().nullish() }).nullish(),
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
          ...noticeText(template, { ...valuesOf(about), level: levelName(job.customHeaders['level']) }),
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

function valuesOf({ customer, receivable, decision }: Inputs): NoticeValues {
  const { currency, openAmount } = receivable ?? {};
  return {
    customer: customer?.name,
    invoice: receivable?.invoiceNumber,
    dueDate: receivable?.dueDate,
    reason: decision?.comment ?? decision?.reason ?? undefined,
    amount:
      currency === undefined || openAmount === undefined
        ? undefined
        : formatMoney(toMinor(openAmount, currency), currency),
  };
}
