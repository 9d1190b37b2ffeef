import { customers, receivables } from '#credit/index.ts';
import {
  countUnreadNotices,
  findPrincipals,
  findUnreadNoticeIds,
  listNotices,
  listPeople,
  readNotices,
} from '#organization/index.ts';
import { findInbox } from '#tasks/index.ts';
import type { Handlers } from '../http.ts';
import type { Services } from '../services.ts';
import { restrictionOf } from './rights.ts';

const EACH = 6;

/** Notices of the caller, and search over what the caller may read. */
export function noticeHandlers({ store, engine }: Services): Pick<Handlers, 'listNotices' | 'readNotices' | 'search'> {
  return {
    async listNotices({ caller, query, language }) {
      const page = await listNotices(store, caller.personId, {
        ...(query.unread ? { unread: true } : {}),
        limit: query.limit ?? 50,
      });
      return {
        unread: await countUnreadNotices(store, caller.personId),
        items: page.items.map(({ document }) => ({
          id: document.id,
          at: document.createdAt,
          title: document.title[language],
          text: document.text[language],
          read: document.read,
          template: document.template,
          ...(document.link === null ? {} : { link: document.link }),
        })),
      };
    },
    async readNotices({ caller, body }) {
      const ids = body.ids ?? (await findUnreadNoticeIds(store, caller.personId));
      if (ids.length > 0) await engine.transact(readNotices(caller.personId, ids));
      return { ok: true };
    },
    async search({ caller, query, language }) {
      const text = query.text.trim();
      if (text === '') return { customers: [], receivables: [], tasks: [], people: [] };
      const principals = await findPrincipals(store, caller.personId);
      const restriction = await restrictionOf(store, caller);
      const found = { text, limit: EACH, ...(restriction === null ? {} : { where: restriction.where }) };
      const [foundCustomers, foundReceivables, tasks, people] = await Promise.all([
        store.find(customers, found),
        store.find(receivables, found),
        findInbox(store, { personId: caller.personId, principals }, { text, limit: EACH }),
        listPeople(store, { text, active: true, limit: EACH }),
      ]);
      return {
        customers: foundCustomers.items
          .map((item) => item.document)
          .map((customer) => ({
            id: customer.id,
            name: customer.name,
            grade: customer.grade ?? null,
            ...(customer.code === undefined ? {} : { code: customer.code }),
          })),
        receivables: foundReceivables.items
          .map((item) => item.document)
          .map((item) => ({
            id: item.id,
            invoiceNumber: item.invoiceNumber,
            customerName: item.customerName,
            dueDate: item.dueDate,
            openMinor: item.openMinor,
            currency: item.currency,
          })),
        tasks: tasks.items.map((item) => ({ key: item.key, name: item.name[language], title: item.title })),
        people: people.map((person) => ({ id: person.id, name: person.name })),
      };
    },
  };
}
