import { beforeEach, describe, expect, it } from 'vitest';
import { departmentsHeadedBy, readChart } from '#organization/index.ts';
import {
  completeTask,
  countFiltered,
  countHeldBy,
  findBoard,
  findDone,
  findInbox,
  findItemsHeldBy,
  findItemsOfReceivable,
  findOpen,
} from '#tasks/index.ts';
import type { InboxQuery } from '#tasks/index.ts';
import type { Desk } from './desk.ts';
import { caseStarted, openDesk, taskMade, VARIABLES } from './desk.ts';

let desk: Desk;

const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T01:00:00.000Z`;

beforeEach(async () => {
  desk = await openDesk();
  for (let n = 1; n <= 9; n += 1) {
    const instance = String(n);
    const receivable = { ...VARIABLES.receivable, id: `r${n}`, invoiceNumber: `INV-${n}`, openAmount: n * 100 };
    const customer = { id: n % 2 === 0 ? 'even' : 'odd', name: n % 2 === 0 ? '华东电子' : '南方机械' };
    const place = { processInstanceKey: instance, timestamp: at(n) };
    const variables = { receivable, customer, ...(n === 9 ? { requester: 'ana' } : {}) };
    const headers = { stepRole: n % 3 === 0 ? 'finance' : 'sales', ...(n === 9 ? { kind: 'approval' } : {}) };
    const task = n % 2 === 0 ? { assignee: 'ana' } : { candidateGroups: ['role:sales', 'department:sales'] };
    await desk.feed(
      caseStarted(variables, place),
      taskMade(`10${n}`, { ...task, dueDate: at(20 - n) }, headers, place),
    );
  }
});

const keys = async (personId: string, query: InboxQuery = {}) =>
  (await findInbox(desk.reader, await desk.owner(personId), query)).items.map((item) => item.key.slice(-1)).join('');

describe('inbox', () => {
  it('should hold what is a person’s own and what is offered to any of their principals, each once', async () => {
    expect(await keys('ana')).toBe('87654321');
    expect(await keys('bo')).toBe('97531');
    expect(await keys('fei')).toBe('');
  });

  it('should be sorted as asked', async () => {
    expect(await keys('ana', { sort: 'oldest' })).toBe('12345678');
    expect(await keys('ana', { sort: 'urgent' })).toBe('87654321');
    expect(await keys('bo', { sort: 'amount' })).toBe('97531');
  });

  it('should be filtered by process, customer and what is overdue', async () => {
    expect(await keys('ana', { customerId: 'even' })).toBe('8642');
    expect(await keys('ana', { bpmnProcessId: 'collection' })).toBe('');
    expect(await keys('ana', { dueBefore: at(15) })).toBe('876');
    expect(await keys('ana', { text: '华东' })).toBe('8642');
    expect(await keys('ana', { text: 'inv-3' })).toBe('3');
    expect(await keys('fei', { text: '华东' })).toBe('');
  });

  it('should come in full pages, whatever is left out on the way', async () => {
    const owner = await desk.owner('ana');
    const pages: string[] = [];
    let after: string | undefined;
    do {
      const page = await findInbox(desk.reader, owner, { limit: 3, ...(after === undefined ? {} : { after }) });
      pages.push(page.items.map((item) => item.key.slice(-1)).join(''));
      after = page.next;
    } while (after !== undefined);
    expect(pages).toEqual(['876', '543', '21']);
  });

  it('should be counted by a filter, without what four eyes bar', async () => {
    const owner = await desk.owner('ana');
    expect(await countFiltered(desk.reader, owner, {})).toBe(8);
    expect(await countFiltered(desk.reader, owner, { dueBefore: at(15) })).toBe(3);
    expect(await countFiltered(desk.reader, await desk.owner('bo'), { dueBefore: at(15) })).toBe(2);
    expect(await countFiltered(desk.reader, { personId: 'x', principals: [] }, {})).toBe(0);
  });
});

describe('other lists', () => {
  it('should show what a person finished, newest first, and what is open at all', async () => {
    for (const key of ['102', '104']) {
      desk.now = at(Number(key.slice(-1)) + 10);
      const seen = await desk.item(key);
      await desk.act(completeTask(seen, { actorId: 'ana', version: 1, data: {} }, () => []));
    }
    expect((await findDone(desk.reader, 'ana')).items.map((item) => item.key)).toEqual(['104', '102']);
    expect((await findOpen(desk.reader, { sort: 'oldest' })).items.length).toBe(7);
    expect((await findItemsOfReceivable(desk.reader, 'r2')).map((item) => item.state)).toEqual(['completed']);
    expect((await findItemsHeldBy(desk.reader, 'ana')).map((item) => item.key)).toEqual(['106', '108']);
  });
});

describe('board of a head', () => {
  const board = async (personId: string, query: object = {}) =>
    findBoard(desk.reader, { departmentIds: departmentsHeadedBy(await readChart(desk.reader), personId), ...query });

  it('should show what is open in the department and below, by level and by person', async () => {
    const { items, levels, people, more } = await board('boss');
    expect(items.length).toBe(9);
    expect(more).toBe(false);
    expect(levels.get('finance')).toEqual({ items: 3, amounts: { CNY: 180_000 }, oldest: at(3) });
    expect(people.get('ana')).toEqual({ items: 4, amounts: { CNY: 200_000 }, oldest: at(2) });
    expect(people.get('')?.items).toBe(5);
    expect((await board('ana')).items).toEqual([]);
  });

  it('should be sorted and narrowed', async () => {
    const order = async (query: object) =>
      (await board('chief', query)).items.map((item) => item.key.slice(-1)).join('');
    expect(await order({})).toBe('123456789');
    expect(await order({ sort: 'amount' })).toBe('987654321');
    expect(await order({ sort: 'level' })).toBe('369124578');
    expect(await order({ personId: 'ana' })).toBe('2468');
    expect(await order({ stepRole: 'finance' })).toBe('369');
  });

  it('should count the load of people', async () => {
    expect(await countHeldBy(desk.reader, ['ana', 'bo'])).toEqual(
      new Map([
        ['ana', 4],
        ['bo', 0],
      ]),
    );
  });
});
