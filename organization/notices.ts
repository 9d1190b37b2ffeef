import { z } from 'zod';
import type { Work } from '#engine/index.ts';
import type { Collection, Page, StoreReader, Write } from '#store/index.ts';
import { accept, put, reference } from './work.ts';

const textSchema = z.object({ 'zh-CN': z.string(), en: z.string() });

const noticeSchema = z.object({
  id: z.string(),
  personId: z.string(),
  /** What kind of notice it is: the name of its template. */
  template: z.string(),
  title: textSchema,
  text: textSchema,
  /** Path in the web application, such as `/tasks/225`. */
  link: z.string().nullable(),
  processInstanceKey: z.string().nullable(),
  customerId: z.string().nullable(),
  receivableId: z.string().nullable(),
  createdAt: z.string(),
  read: z.boolean(),
  readAt: z.string().nullable(),
});

/** Something a person is told in the product. It asks for nothing: what has to be done is a task. */
export type Notice = Readonly<z.infer<typeof noticeSchema>>;

export const notices: Collection<Notice> = {
  name: 'notices',
  key: 'id',
  schema: noticeSchema,
  schemaVersion: 1,
  indexes: {
    newest: { kind: 'ordered', fields: ['personId', 'createdAt'] },
    unread: { kind: 'ordered', fields: ['personId', 'read', 'createdAt'] },
    ofCase: { kind: 'ordered', fields: ['processInstanceKey', 'createdAt'] },
  },
};

/** The write that tells a person something, for units of workers. `id` from the context's `nextKey`. */
export function noticeWrite(notice: Omit<Notice, 'read' | 'readAt'>): Write {
  return put(notices, { ...notice, read: false, readAt: null });
}

/** Newest first. */
export function listNotices(
  reader: StoreReader,
  personId: string,
  options: { readonly unread?: boolean; readonly limit?: number; readonly after?: string } = {},
): Promise<Page<Notice>> {
  return reader.find(notices, {
    where: { personId, ...(options.unread === true ? { read: false } : {}) },
    sort: { by: 'createdAt', descending: true },
    ...(options.limit === undefined ? {} : { limit: options.limit }),
    ...(options.after === undefined ? {} : { after: options.after }),
  });
}

export function countUnreadNotices(reader: StoreReader, personId: string): Promise<number> {
  return reader.count(notices, { where: { personId, read: false } });
}

/** Ids of the unread notices of a person, 1,000 at most: what "mark all as read" means now. */
export async function findUnreadNoticeIds(reader: StoreReader, personId: string): Promise<readonly string[]> {
  const page = await reader.find(notices, { where: { personId, read: false }, limit: 1000 });
  return page.items.map((item) => item.document.id);
}

/** Marks the person's own notices as read; those of others and those already read are left as they are. */
export function readNotices(personId: string, ids: readonly string[]): Work<{ readonly read: number }> {
  return {
    reads: ids.map((id) => reference(notices, id)),
    decide(documents, context) {
      const unread = ids
        .map((id) => documents.get(notices, id)?.document)
        .filter((notice) => notice !== undefined)
        .filter((notice) => notice.personId === personId && !notice.read);
      const writes = unread.map((notice) => put(notices, { ...notice, read: true, readAt: context.now }));
      return accept(writes, { read: writes.length });
    },
  };
}
