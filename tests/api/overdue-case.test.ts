import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { customers, receivables, turnDay, type Customer, type Receivable } from '#credit/index.ts';
import { disablePerson } from '#organization/index.ts';
import { passTime } from '#api/company-clock.ts';
import { publishShipped } from '#api/studio/publish.ts';
import { openCompany, type Office } from './harness.ts';

const DUE = '2026-03-01';
const CALL = { result: 'contacted', contact: { channel: 'phone', with: '王经理', note: '答应本周付款' } };

let office: Office;
beforeEach(async () => {
  // 09:00 on the due date, in Shanghai.
  office = await openCompany(`${DUE}T01:00:00.000Z`);
  await publishShipped(office.services);
  await putLedger();
});
afterEach(() => office.close());

async function putLedger(): Promise<void> {
  const { engine, clock } = office.services;
  const owners = { salesOwnerId: 'ana', financeOwnerId: 'fei', legalOwnerId: 'lea', departmentId: 'sales' };
  const customer: Customer = {
    id: 'c1',
    name: '华东电子有限公司',
    code: 'K001',
    grade: 'B',
    hold: false,
    contacts: [],
    createdAt: clock.now(),
    ...owners,
  };
  const receivable: Receivable = {
    id: 'r1',
    seller: '',
    customerId: 'c1',
    customerName: customer.name,
    invoiceNumber: 'INV-1',
    kind: 'invoice',
    amountMinor: 1_000_000,
    openMinor: 1_000_000,
    pendingMinor: 0,
    currency: 'CNY',
    dueDate: DUE,
    status: 'open',
    disputed: false,
    disputedMinor: 0,
    awaitsCase: true,
    salesOwnerId: 'ana',
    departmentId: 'sales',
    postedAt: clock.now(),
  };
  await engine.transact({
    reads: [],
    decide: () => ({
      ok: true,
      writes: [
        { type: 'put', collection: customers, document: customer },
        { type: 'put', collection: receivables, document: receivable },
      ],
      result: undefined,
    }),
  });
  await turnDay(office.services.credit(), DUE);
}

/** Lets the days pass until 09:00 so many days after the due date. */
async function dayAt9(day: number): Promise<void> {
  const { clock, dayTurns, engine } = office.services;
  const target = new Date(Date.parse(`${DUE}T01:00:00.000Z`) + day * 86_400_000).toISOString();
  await passTime({ clock, engine, dayTurns: dayTurns() }, target);
}

interface Task {
  readonly key: string;
  readonly version: number;
  readonly name: { readonly en: string };
}

async function inboxOf(login: string): Promise<readonly Task[]> {
  return (await (await office.as(login)).get('/api/v1/tasks').expect(200)).body.items;
}

async function onlyTaskOf(login: string): Promise<Task> {
  const [task, ...more] = await inboxOf(login);
  expect(more).toEqual([]);
  if (task === undefined) throw new Error(`${login} has no task`);
  return task;
}

describe('an overdue receivable', () => {
  it('should go from sales to finance to legal by itself and end when it is paid', async () => {
    await dayAt9(6);
    expect(await inboxOf('ana')).toEqual([]);

    await dayAt9(7);
    const first = await onlyTaskOf('ana');
    expect(first.name.en).toBe('Sales follow-up');
    expect(await inboxOf('bo')).toEqual([]);

    const ana = await office.as('ana');
    const { body: detail } = await ana.get(`/api/v1/tasks/${first.key}`).expect(200);
    expect(detail).toMatchObject({
      may: { complete: true, claim: false },
      form: { id: 'sales-follow-up', permissions: { contact: 'required', result: 'required' } },
      data: {},
      customer: { id: 'c1', grade: 'B', openMinor: 1_000_000, maxDaysOverdue: 7 },
      receivable: { id: 'r1', level: 'sales' },
    });
    expect(detail.history.map((act: { type: string }) => act.type)).toEqual(['started', 'timer', 'created']);

    const { body: done } = await ana
      .post(`/api/v1/tasks/${first.key}/complete`)
      .send({ version: first.version, data: { ...CALL, unknown: 1 } })
      .expect(200);
    expect(done).toMatchObject({ ended: false, next: [], task: { state: 'completed', endedBy: { id: 'ana' } } });
    const { body: customer } = await ana.get('/api/v1/customers/c1').expect(200);
    expect(customer.activities).toContainEqual(expect.objectContaining({ note: '答应本周付款' }));

    await dayAt9(15);
    const second = await onlyTaskOf('fei');
    expect((await (await office.as('fei')).get(`/api/v1/tasks/${second.key}`)).body.data).toEqual({});

    await dayAt9(30);
    expect(await inboxOf('fei')).toEqual([]);
    const third = await onlyTaskOf('lea');
    expect(third.name.en).toMatch(/legal/i);

    const fei = await office.as('fei');
    const paid = await fei
      .post('/api/v1/receivables/r1/payments')
      .send({ date: '2026-03-31', amountMinor: 1_000_000 })
      .expect(200);
    expect(paid.body).toMatchObject({ caseEnded: true, receivable: { status: 'settled', openMinor: 0 } });
    expect(await inboxOf('lea')).toEqual([]);
    const { body: closed } = await (await office.as('lea')).get(`/api/v1/tasks/${third.key}`).expect(200);
    expect(closed).toMatchObject({ task: { state: 'canceled' }, may: { complete: false } });
  });

  it('should show its case in the drawing, with who did what, to whoever may read it and nobody else', async () => {
    await dayAt9(7);
    const task = await onlyTaskOf('ana');
    const ana = await office.as('ana');
    await ana.post(`/api/v1/tasks/${task.key}/complete`).send({ version: 1, data: CALL }).expect(200);
    const { body: list } = await ana.get('/api/v1/cases').expect(200);
    expect(list.items).toHaveLength(1);
    const path = `/api/v1/cases/${list.items[0].key}`;
    const { body } = await ana.get(path).set('accept-language', 'en').expect(200);
    expect(body.summary).toMatchObject({ state: 'active', title: '华东电子有限公司 · INV-1', openTasks: [] });
    expect(body.picture.bpmnXml).toContain('<bpmn:definitions');
    expect(body.picture.completed).toContain('sales-follow-up');
    expect(body.picture.active).toContain('sales-level');
    expect(body.picture.takenFlows).toContain('sales-level-entered-to-sales-again');
    expect(body.picture.timers).toContainEqual(expect.objectContaining({ dueAt: '2026-03-16T01:00:00.000Z' }));
    const act = body.history.find((one: { type: string }) => one.type === 'complete');
    expect(act).toMatchObject({ by: { id: 'ana', name: '安娜' }, text: { en: 'finished “Sales follow-up”' } });
    expect(act.fields).toContainEqual({ label: { 'zh-CN': '联系方式', en: 'Channel' }, value: 'Phone' });

    for (const login of ['bo', 'chief', 'fei', 'eva', 'root']) await (await office.as(login)).get(path).expect(200);
    const sam = await office.as('sam');
    await sam.get(path).expect(404);
    await sam.get(`/api/v1/tasks/${task.key}`).expect(404);
    await sam.get('/api/v1/receivables/r1').expect(404);
    await sam.get('/api/v1/customers/c1').expect(404);
    expect((await sam.get('/api/v1/cases')).body.items).toEqual([]);
    expect((await sam.get('/api/v1/search?text=华东')).body).toMatchObject({
      customers: [],
      receivables: [],
      tasks: [],
    });
    expect((await ana.get('/api/v1/search?text=华东')).body.customers).toHaveLength(1);
    // A colleague reads the customer, but somebody else's task only with a part in it.
    await (await office.as('bo')).get(`/api/v1/tasks/${task.key}`).expect(404);
  });

  it('should tell the second of two people who finish one task who was first and when', async () => {
    await dayAt9(7);
    const task = await onlyTaskOf('ana');
    const chief = await office.as('chief');
    const taken = await chief
      .post(`/api/v1/tasks/${task.key}/reassign`)
      .send({ version: task.version, to: 'chief', reason: '我来处理' })
      .expect(200);
    const ana = await office.as('ana');
    const stale = await ana
      .post(`/api/v1/tasks/${task.key}/complete`)
      .send({ version: task.version, data: CALL })
      .expect(409);
    expect(stale.body).toMatchObject({ code: 'TASK_CHANGED', details: { name: '陈经理', at: '2026-03-08 09:00' } });
    await chief
      .post(`/api/v1/tasks/${task.key}/complete`)
      .send({ version: taken.body.version, data: CALL })
      .expect(200);
    const late = await ana
      .post(`/api/v1/tasks/${task.key}/complete`)
      .send({ version: taken.body.version, data: CALL })
      .expect(409);
    expect(late.body.code).toBe('TASK_COMPLETED_BY_OTHER');
    expect(late.body.detail).toBe('陈经理 已于 2026-03-08 09:00 办结了此任务。');
  });

  it('should let one of two win who send at the same moment', async () => {
    await dayAt9(7);
    const task = await onlyTaskOf('ana');
    const ana = await office.as('ana');
    const send = () => ana.post(`/api/v1/tasks/${task.key}/complete`).send({ version: 1, data: CALL });
    const answers = await Promise.all([send(), send()]);
    expect(answers.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const { body } = await ana.get('/api/v1/customers/c1').expect(200);
    expect(body.activities).toHaveLength(1);
  });

  it('should keep a draft for its writer alone, and name each field that is not right', async () => {
    await dayAt9(7);
    const task = await onlyTaskOf('ana');
    const ana = await office.as('ana');
    await ana
      .put(`/api/v1/tasks/${task.key}/draft`)
      .send({ data: { result: 'promise' } })
      .expect(200);
    expect((await ana.get(`/api/v1/tasks/${task.key}`)).body).toMatchObject({ data: { result: 'promise' } });
    expect((await (await office.as('chief')).get(`/api/v1/tasks/${task.key}`)).body.data).toEqual({});
    const answer = await ana
      .post(`/api/v1/tasks/${task.key}/complete`)
      .set('accept-language', 'en')
      .send({ version: 1, data: { result: 'promise', contact: { channel: 'pigeon', note: '' } } })
      .expect(422);
    expect(answer.body.code).toBe('TASK_FORM_INVALID');
    expect(answer.body.errors.map((error: { path: string }) => error.path).toSorted()).toEqual([
      'contact/channel',
      'contact/note',
      'promise/amount',
      'promise/date',
    ]);
    expect(answer.body.details).toEqual({ count: 4 });
    expect(await inboxOf('ana')).toHaveLength(1);
  });

  it('should be on the board of the heads it concerns, and be handed on there', async () => {
    await dayAt9(15);
    const board = async (login: string) => (await (await office.as(login)).get('/api/v1/board').expect(200)).body;
    expect((await board('chief')).items).toHaveLength(1);
    expect((await board('eva')).levels).toContainEqual({
      level: 'finance',
      cases: 1,
      openMinor: 1_000_000,
      oldestDays: 15,
    });
    const { items, people } = await board('fiona');
    expect(people).toEqual([{ id: 'fei', name: '小飞', open: 1, openMinor: 1_000_000, oldestDays: 15 }]);
    expect(items[0]).toMatchObject({ level: 'finance', daysOverdue: 15, assignee: { id: 'fei' }, receivableId: 'r1' });
    const fiona = await office.as('fiona');
    const { body: assignees } = await fiona.get(`/api/v1/tasks/${items[0].taskKey}/assignees`).expect(200);
    expect(assignees).toContainEqual({ id: 'fiona', name: '方经理', department: '财务部', openTasks: 0 });
    await fiona
      .post(`/api/v1/tasks/${items[0].taskKey}/reassign`)
      .send({ version: items[0].taskVersion, to: 'fiona', reason: '客户要求' })
      .expect(200);
    expect(await inboxOf('fei')).toEqual([]);
    expect((await (await office.as('fiona')).get('/api/v1/tasks/counts')).body.open).toBe(1);
    const bo = await office.as('bo');
    await bo.get(`/api/v1/tasks/${items[0].taskKey}/assignees`).expect(404);
  });

  it('should not be left with a person who is disabled before their level comes', async () => {
    await office.services.engine.transact(disablePerson('fei', 'root'));
    await dayAt9(15);
    expect(await inboxOf('fiona')).toHaveLength(1);
  });

  it('should be ended by an administrator with a reason that the history keeps', async () => {
    await dayAt9(7);
    const root = await office.as('root');
    const key = (await root.get('/api/v1/cases')).body.items[0].key;
    await (await office.as('eva')).post(`/api/v1/cases/${key}/cancel`).send({ reason: 'x' }).expect(403);
    await root.post(`/api/v1/cases/${key}/cancel`).send({ reason: '重复立案' }).expect(200);
    expect(await inboxOf('ana')).toEqual([]);
    const { body } = await root.get(`/api/v1/cases/${key}`).expect(200);
    expect(body.summary.state).toBe('terminated');
    expect(body.history.at(-1)).toMatchObject({ type: 'canceled', by: { id: 'root' }, comment: '重复立案' });
    const again = await root.post(`/api/v1/cases/${key}/cancel`).send({ reason: 'again' }).expect(409);
    expect(again.body.code).toBe('API_CASE_ENDED');
  });
});
