import { audienceReferences, noticeWrite, notices, resolveAudience } from '#organization/index.ts';
import type { Receivable } from '../collections/receivables.ts';
import { receivables } from '../collections/receivables.ts';
import type { Credit } from '../context.ts';
import { addDays } from '../deciders/dates.ts';
import type { Draft } from '../deciders/draft.ts';
import { accepted, reference } from '../deciders/draft.ts';
import { formatMoney } from '../deciders/money.ts';
import { noticeText } from '../notice-texts.ts';
import { pagesOf } from '../pages.ts';
import { chunksOf, work } from '../work.ts';

/** Days before the due date on which the owner for sales is reminded. */
const DAYS_BEFORE = 7;
const UNIT = 100;

/** Tells the owner of each open invoice that is due in a week, once an invoice. Returns how many notices were made. */
export async function remindOfDueDates(credit: Credit, today: string): Promise<number> {
  const dueDate = addDays(today, DAYS_BEFORE);
  let made = 0;
  for await (const due of pagesOf(credit.store, receivables, { awaitsCase: true, dueDate }, 'dueDate')) {
    for (const chunk of chunksOf(due, UNIT)) made += await remind(credit, chunk);
  }
  return made;
}

function remind(credit: Credit, chunk: readonly Receivable[]): Promise<number> {
  const reads = chunk.flatMap((receivable) => [
    reference(receivables, receivable.id),
    reference(notices, noticeId(receivable)),
    ...audienceReferences('owner:sales', { owners: { sales: receivable.salesOwnerId } }),
  ]);
  return credit.engine.transact(
    work(reads, (draft) => accepted(chunk.flatMap((receivable) => remindOwner(draft, receivable)).length)),
  );
}

function noticeId(receivable: Receivable): string {
  return `due-soon-${receivable.id}`;
}

function remindOwner(draft: Draft, { id }: Receivable): readonly string[] {
  const receivable = draft.read(receivables, id);
  if (receivable?.status !== 'open' || draft.read(notices, noticeId(receivable)) !== undefined) return [];
  const told = resolveAudience('owner:sales', { owners: { sales: receivable.salesOwnerId } }, draft.documents);
  for (const personId of told.slice(0, 1)) {
    draft.add(
      noticeWrite({
        id: noticeId(receivable),
        personId,
        template: 'due-soon',
        ...noticeText('due-soon', {
          customer: receivable.customerName,
          invoice: receivable.invoiceNumber,
          amount: formatMoney(receivable.openMinor, receivable.currency),
          dueDate: receivable.dueDate,
        }),
        link: `/receivables/${receivable.id}`,
        processInstanceKey: null,
        customerId: receivable.customerId,
        receivableId: receivable.id,
        createdAt: draft.context.now,
      }),
    );
  }
  return told;
}
