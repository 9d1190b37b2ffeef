import { z } from 'zod';
import type { Worker } from '#engine/index.ts';
import type { Customer } from '../collections/customers.ts';
import { customers } from '../collections/customers.ts';
import { reference } from '../deciders/draft.ts';
import { creditWorker, given, requesterSchema, subjectSchema } from './credit-worker.ts';

const inputs = subjectSchema.extend({
  archive: z.record(z.string(), z.unknown()),
  owners: z.object({ sales: z.string(), finance: z.string(), legal: z.string() }).partial().optional(),
  requester: requesterSchema.optional(),
});

/**
 * Keeps the credit archive of a customer: `archive` = the answers of its form, laid over what was known. A customer new to
 * the books is made, with the owners of the case, else with whoever asked.
 */
export const saveArchive: Worker = creditWorker<z.infer<typeof inputs>>({
  type: 'credit.save-archive',
  inputs,
  reads: ({ customer }) => [reference(customers, customer.id)],
  decide(draft, subject) {
    const { now } = draft.context;
    const { owners, requester } = subject;
    const known = draft.read(customers, subject.customer.id);
    const owner = owners?.sales ?? requester ?? 'system';
    const customer = known ?? {
      id: subject.customer.id,
      name: subject.customer.name ?? subject.customer.id,
      salesOwnerId: owner,
      financeOwnerId: owners?.finance ?? owner,
      legalOwnerId: owners?.legal ?? owner,
      hold: false,
      contacts: [],
      createdAt: now,
    };
    const contacts = contactsIn(subject.archive) ?? customer.contacts;
    draft.put(customers, {
      ...customer,
      contacts,
      archive: { ...customer.archive, ...subject.archive },
      archivedAt: now,
    });
    return {};
  },
});

const archivedContacts = z.array(
  z.object({ name: z.string(), position: z.string().optional(), phone: z.string().optional() }),
);

/** The contacts an archive names; undefined when its form has none. */
function contactsIn(archive: Readonly<Record<string, unknown>>): Customer['contacts'] | undefined {
  return archivedContacts
    .safeParse(archive['contacts'])
    .data?.map(({ name, position, phone }) => ({ name, ...given({ title: position, phone }) }));
}
