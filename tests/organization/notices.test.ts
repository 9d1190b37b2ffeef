import { describe, expect, it } from 'vitest';
import { countUnreadNotices, findUnreadNoticeIds, listNotices, noticeWrite, readNotices } from '#organization/index.ts';
import { openOffice } from './shell.ts';

const notice = (id: string, personId: string, createdAt: string) =>
  noticeWrite({
    id,
    personId,
    template: 'overdue-reminder',
    title: { 'zh-CN': '逾期提醒', en: 'Overdue' },
    text: { 'zh-CN': '发票已逾期', en: 'An invoice is overdue' },
    link: '/tasks/1',
    processInstanceKey: '1',
    customerId: null,
    receivableId: null,
    createdAt,
  });

describe('notices', () => {
  it('should be listed newest first and counted until read', async () => {
    const shell = await openOffice();
    await shell.reader.commit([
      notice('1', 'ana', '2026-03-01T00:00:00.000Z'),
      notice('2', 'ana', '2026-03-02T00:00:00.000Z'),
      notice('3', 'bo', '2026-03-02T00:00:00.000Z'),
    ]);
    expect((await listNotices(shell.reader, 'ana')).items.map((item) => item.document.id)).toEqual(['2', '1']);
    expect(await countUnreadNotices(shell.reader, 'ana')).toBe(2);
    await shell.transact(readNotices('ana', ['1']));
    expect(await findUnreadNoticeIds(shell.reader, 'ana')).toEqual(['2']);
    expect((await listNotices(shell.reader, 'ana', { unread: true })).items.length).toBe(1);
  });

  it('should not be marked as read by others', async () => {
    const shell = await openOffice();
    await shell.reader.commit([notice('3', 'bo', '2026-03-02T00:00:00.000Z')]);
    expect(await shell.transact(readNotices('ana', ['3', 'missing']))).toEqual({ read: 0 });
    expect(await countUnreadNotices(shell.reader, 'bo')).toBe(1);
  });
});
