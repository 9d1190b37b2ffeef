import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readTable } from '#credit/import/files/index.ts';
import { customers, overdueCases, receivables, setCustomerOwners } from '#credit/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import type { ReceivableCard } from '#api/contract/index.ts';
import { openCompany, type Office } from './harness.ts';
import { bring, type Line } from './import-files.ts';

/** Monday, 09:00 in Shanghai. */
const TODAY = '2026-03-02';

type Agent = Awaited<ReturnType<Office['as']>>;

let office: Office;
let fei: Agent;
async function open(): Promise<void> {
  office = await openCompany();
  await office.services.engine.deployResource(shippedProcesses().flatMap((process) => process.resources));
  fei = await office.as('fei');
}

/** One company for all tests of a block: they only read. */
function oneCompany(): void {
  beforeAll(async () => {
    await open();
    await fill();
  });
  afterAll(() => office.close());
}

/** A company for each test. */
function companyEach(): void {
  beforeEach(open);
  afterEach(() => office.close());
}

/** Customers K1 (ana), K2 (bo) and K3 (sam, another department) with receivables of all ages. */
const LINES: readonly Line[] = [
  { invoice: 'A-1', customer: 'K1', due: '2026-03-20', amount: '100.00' },
  { invoice: 'A-2', customer: 'K1', due: '2026-02-20', amount: '50.00' },
  { invoice: 'B-1', customer: 'K2', due: '2026-01-10', amount: '900.00' },
  { invoice: 'B-2', customer: 'K2', due: '2026-03-02', amount: '10.00', paid: '10.00' },
  { invoice: 'C-1', customer: 'K3', due: '2025-12-01', amount: '400.00' },
];
const OWNERS = { K1: 'ana', K2: 'bo', K3: 'sam' } as const;

async function fill(lines: readonly Line[] = LINES): Promise<void> {
  await bring(fei, lines);
  const { store } = office.services;
  for await (const { document } of store.scan(customers)) {
    const salesOwnerId = OWNERS[document.code as keyof typeof OWNERS];
    const departmentId = salesOwnerId === 'sam' ? 'south' : 'sales';
    await setCustomerOwners(office.services.credit(), document.id, { salesOwnerId, departmentId });
  }
}

async function customerId(code: string): Promise<string> {
  const page = await office.services.store.find(customers, { where: { code } });
  return page.items[0]?.document.id ?? '';
}

async function receivableId(invoiceNumber: string): Promise<string> {
  const page = await office.services.store.find(receivables, { text: invoiceNumber });
  return page.items[0]?.document.id ?? '';
}

async function listed(agent: Agent, query = ''): Promise<readonly string[]> {
  const { body } = await agent.get(`/api/v1/receivables?${query}`);
  return (body.items as readonly ReceivableCard[]).map((card) => card.invoiceNumber);
}

const binary = (agent: Agent, path: string) =>
  agent
    .get(path)
    .buffer(true)
    .parse((response, done) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => done(null, Buffer.concat(parts)));
    });

describe('the list of receivables', () => {
  oneCompany();

  it.each([
    ['', ['C-1', 'B-1', 'A-2', 'B-2', 'A-1']],
    ['status=open&sort=-openMinor', ['B-1', 'C-1', 'A-1', 'A-2']],
    ['status=overdue', ['C-1', 'B-1', 'A-2']],
    ['status=settled', ['B-2']],
    ['bucket=d31to60', ['B-1']],
    ['bucket=notDue', ['A-1']],
    ['bucket=d31to60&status=settled', []],
    ['status=overdue&dueFrom=2026-01-01&dueTo=2026-02-01', ['B-1']],
    ['ownerId=ana', ['A-2', 'A-1']],
    ['text=a-', ['A-2', 'A-1']],
    ['sort=customerName&status=open', ['A-1', 'A-2', 'B-1', 'C-1']],
  ])('should answer %s', async (query, expected) => {
    const found = await listed(fei, query);
    expect(query.includes('customerName') ? found.toSorted() : found).toEqual(expected);
  });

  it('should add up everything that passes the filters, page by page', async () => {
    const first = await fei.get('/api/v1/receivables?status=open&limit=3');
    expect(first.body).toMatchObject({ total: 4, totalOpenMinor: 145_000, currency: 'CNY' });
    const second = await fei.get(`/api/v1/receivables?status=open&limit=3&after=${first.body.next}`);
    expect(second.body.items).toHaveLength(1);
    expect(second.body.next).toBeUndefined();
    const searched = await fei.get('/api/v1/receivables?text=K2&status=open');
    expect(searched.body).toMatchObject({ total: 1, totalOpenMinor: 90_000 });
  });

  it('should show sales their department, heads what they head, and nobody more', async () => {
    expect(await listed(await office.as('ana'))).toEqual(['B-1', 'A-2', 'B-2', 'A-1']);
    expect(await listed(await office.as('sam'))).toEqual(['C-1']);
    expect(await listed(await office.as('sam'), 'ownerId=ana')).toEqual([]);
    expect((await listed(await office.as('eva'))).length).toBe(5);
  });

  it('should answer what one may not see as if it were not there', async () => {
    const sam = await office.as('sam');
    const hidden = await sam.get(`/api/v1/receivables/${await receivableId('A-1')}`);
    expect([hidden.status, hidden.body.code]).toEqual([404, 'CREDIT_RECEIVABLE_NOT_FOUND']);
    const customer = await sam.get(`/api/v1/customers/${await customerId('K1')}`);
    const statement = await sam.get(`/api/v1/customers/${await customerId('K1')}/statement`);
    expect([customer.status, statement.status]).toEqual([404, 404]);
  });
});

describe('a payment by hand', () => {
  companyEach();

  it('should end the overdue case when all is paid, and not before', async () => {
    await fill();
    const path = `/api/v1/receivables/${await receivableId('B-1')}`;
    const before = await fei.get(path);
    expect(before.body).toMatchObject({ may: { pay: true }, receivable: { caseKey: expect.any(String) } });
    const part = await fei.post(`${path}/payments`).send({ date: TODAY, amountMinor: 40_000, note: '电汇' });
    expect(part.body).toMatchObject({ caseEnded: false, unappliedMinor: 0, receivable: { openMinor: 50_000 } });
    const rest = await fei.post(`${path}/payments`).send({ date: TODAY, amountMinor: 60_000, reference: 'TT-9' });
    expect(rest.body).toMatchObject({
      caseEnded: true,
      unappliedMinor: 10_000,
      receivable: { status: 'settled', openMinor: 0, level: null },
    });
    const after = await fei.get(path);
    expect(after.body).toMatchObject({
      may: { pay: false },
      payments: [
        { amountMinor: 40_000, source: 'manual', note: '电汇', by: { id: 'fei' } },
        { amountMinor: 50_000, reference: 'TT-9' },
      ],
    });
    expect(after.body.history.length).toBeGreaterThan(0);
    const [found] = (
      await office.services.store.find(overdueCases, { where: { receivableId: before.body.receivable.id } })
    ).items;
    expect(found?.document).toMatchObject({ state: 'ended', reason: 'paid' });
  });

  it('should be refused with a remedy: days to come, nothing, credit notes, what is settled', async () => {
    await fill([...LINES, { invoice: 'N-1', customer: 'K1', amount: '-30.00' }]);
    const pay = async (invoice: string, body: object): Promise<readonly unknown[]> => {
      const answer = await fei.post(`/api/v1/receivables/${await receivableId(invoice)}/payments`).send(body);
      return [answer.status, answer.body.code];
    };
    expect(await pay('A-1', { date: '2026-03-03', amountMinor: 1 })).toEqual([422, 'CREDIT_PAYMENT_IN_FUTURE']);
    expect(await pay('A-1', { date: TODAY, amountMinor: 0 })).toEqual([422, 'API_INVALID_REQUEST']);
    expect(await pay('N-1', { date: TODAY, amountMinor: 1 })).toEqual([409, 'CREDIT_NOTE_NOT_PAYABLE']);
    expect(await pay('B-2', { date: TODAY, amountMinor: 1 })).toEqual([409, 'CREDIT_ALREADY_SETTLED']);
  });

  it('should be for finance alone', async () => {
    await fill();
    const ana = await office.as('ana');
    const answer = await ana
      .post(`/api/v1/receivables/${await receivableId('A-1')}/payments`)
      .send({ date: TODAY, amountMinor: 1 });
    expect(answer.status).toBe(403);
  });
});

describe('levels', () => {
  companyEach();

  it('should list what stands at a level, with its sum', async () => {
    await fill();
    office.clock.moveTo('2026-03-02T01:00:01.000Z');
    await office.services.engine.settled();
    const levels = async (level: string): Promise<readonly string[]> => listed(fei, `level=${level}&sort=-openMinor`);
    expect(await levels('legal')).toEqual(['B-1', 'C-1']);
    expect(await levels('sales')).toEqual(['A-2']);
    const { body } = await fei.get('/api/v1/receivables?level=legal&limit=1');
    expect(body).toMatchObject({ total: 2, totalOpenMinor: 130_000 });
    const next = await fei.get(`/api/v1/receivables?level=legal&limit=1&after=${body.next}`);
    expect(next.body.items).toHaveLength(1);
    expect(await listed(await office.as('sam'), 'level=legal')).toEqual(['C-1']);
  });
});

describe('the list of customers', () => {
  oneCompany();

  it.each([
    ['sort=-overdueMinor', ['K2', 'K3', 'K1']],
    ['sort=-openMinor', ['K2', 'K3', 'K1']],
    ['sort=name', ['K1', 'K2', 'K3']],
    ['ownerId=bo', ['K2']],
    ['text=K3', ['K3']],
    ['grade=none&sort=grade', ['K1', 'K2', 'K3']],
    ['grade=A', []],
  ])('should be listed by %s', async (query, expected) => {
    const { body } = await fei.get(`/api/v1/customers?${query}`);
    expect((body.items as readonly { code: string }[]).map((one) => one.code)).toEqual(expected);
    expect(body.total).toBe(expected.length);
  });

  it('should go on behind a page that was sorted by sums', async () => {
    const first = await fei.get('/api/v1/customers?sort=-overdueMinor&limit=2');
    const second = await fei.get(`/api/v1/customers?sort=-overdueMinor&limit=2&after=${first.body.next}`);
    expect(second.body.items).toMatchObject([
      { code: 'K1', overdueMinor: 5_000, openMinor: 15_000, maxDaysOverdue: 10 },
    ]);
    expect((await fei.get('/api/v1/customers?sort=-overdueMinor&after=nonsense')).status).toBe(422);
  });
});

describe('a customer', () => {
  companyEach();
  beforeEach(() => fill());

  it('should show figures, ageing, owners, terms and contacts of one', async () => {
    const id = await customerId('K1');
    const ana = await office.as('ana');
    const added = await ana
      .post(`/api/v1/customers/${id}/activities`)
      .send({ channel: 'phone', with: '王会计', note: '周五付' });
    expect(added.body).toMatchObject({ by: { id: 'ana', name: '安娜' }, channel: 'phone', note: '周五付' });
    const { body } = await ana.get(`/api/v1/customers/${id}`);
    expect(body).toMatchObject({
      customer: { name: '客户K1有限公司', openMinor: 15_000, limitMinor: null, salesOwner: { id: 'ana' } },
      ageing: { notDue: 10_000, d1to30: 5_000 },
      owners: { sales: { id: 'ana' } },
      terms: { days: 139 },
      activities: [{ note: '周五付' }],
      may: { edit: false, pay: false },
    });
  });

  it('should change hands with their receivables', async () => {
    const chief = await office.as('chief');
    const id = await customerId('K1');
    const wrong = await chief.put(`/api/v1/customers/${id}/owners`).send({ sales: 'fei' });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'CREDIT_OWNER_UNSUITABLE']);
    const foreign = await chief.put(`/api/v1/customers/${await customerId('K3')}/owners`).send({ sales: 'ana' });
    expect(foreign.status).toBe(404);
    expect((await chief.put(`/api/v1/customers/${id}/owners`).send({ sales: 'sam' })).status).toBe(200);
    expect(await listed(await office.as('sam'))).toEqual(['C-1', 'A-2', 'A-1']);
    expect(await listed(await office.as('ana'))).toEqual(['B-1', 'B-2']);
  });

  it('should have a statement with the running balance', async () => {
    const id = await customerId('K2');
    const { body } = await fei.get(`/api/v1/customers/${id}/statement`);
    expect(body).toMatchObject({ openingMinor: 0, closingMinor: 90_000, currency: 'CNY' });
    expect(body.lines.at(-1)).toMatchObject({ type: 'payment', creditMinor: 1_000, balanceMinor: 90_000 });
  });
});

describe('the ageing', () => {
  oneCompany();

  it.each([
    ['customer', ['客户K2有限公司', '客户K3有限公司', '客户K1有限公司']],
    ['owner', ['小博', '山姆', '安娜']],
    ['department', ['销售一部', '华南销售部']],
    ['grade', ['']],
  ])('should be broken down by %s', async (by, names) => {
    const { body } = await fei.get(`/api/v1/receivables/ageing?by=${by}`);
    expect(body.rows.map((row: { name: string }) => row.name)).toEqual(names);
    expect(body).toMatchObject({
      asOf: TODAY,
      currency: 'CNY',
      total: { notDue: 10_000, d1to30: 5_000, d31to60: 90_000, d91to180: 40_000, over365: 0 },
    });
  });

  it('should hold what the caller may see', async () => {
    const { body } = await (await office.as('sam')).get('/api/v1/receivables/ageing?by=owner');
    expect(body).toMatchObject({ total: { d91to180: 40_000, notDue: 0 }, rows: [{ id: 'sam', openMinor: 40_000 }] });
  });
});

describe('taking a table away', () => {
  oneCompany();

  it('should hold what the list shows, in the language of the reader, as texts', async () => {
    await bring(fei, [{ invoice: '=cmd()', customer: 'K4' }]);
    const path = '/api/v1/exports/receivables?format=csv&customerId=';
    await fei.put('/api/v1/session/preferences').send({ language: 'en' });
    const answer = await binary(fei, `${path}${await customerId('K4')}`);
    await fei.put('/api/v1/session/preferences').send({ language: 'zh-CN' });
    expect(answer.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''Receivables%20${TODAY}.csv`);
    expect((answer.body as Buffer).toString('utf8')).toContain(",'=cmd(),");
    const table = readTable(answer.body as Buffer, 'a.csv');
    expect(table.headers.slice(1, 4)).toEqual(['Invoice number', 'Customer name', 'Invoice date']);
    expect(table.rows.map((row) => row.cells[1])).toEqual(['=cmd()']);
    expect(table.rows[0]?.cells).toEqual(expect.arrayContaining(['1200', 'CNY', '0', 'open']));
  });

  it.each([
    ['receivables?status=overdue', 3],
    ['customers?ownerId=bo', 1],
    ['ageing?by=grade', 1],
    ['tasks?view=all', 0],
  ])('should write %s as a workbook', async (what, rows) => {
    const { body } = await binary(await office.as('root'), `/api/v1/exports/${what}`);
    const text = rows === 0 ? [] : readTable(body as Buffer, 'a.xlsx').rows;
    expect(text).toHaveLength(rows);
    expect((body as Buffer).subarray(0, 2).toString()).toBe('PK');
  });

  it('should write a statement with its balances', async () => {
    const { body } = await binary(fei, `/api/v1/exports/statement?customerId=${await customerId('K2')}&format=xlsx`);
    const table = readTable(body as Buffer, 'a.xlsx');
    expect(table.headers.slice(0, 3)).toEqual(['日期', '类型', '单据号']);
    expect(table.rows.map((row) => row.cells[1])).toEqual(['期初余额', '发票', '发票', '付款', '期末余额']);
  });

  it('should keep to the rights of the list', async () => {
    const ana = await office.as('ana');
    expect((await ana.get('/api/v1/exports/board')).status).toBe(403);
    const { body } = await binary(await office.as('sam'), '/api/v1/exports/customers?format=csv');
    const codes = readTable(body as Buffer, 'a.csv').rows.map((row) => row.cells[0]);
    expect(codes.filter((code) => code !== 'K4')).toEqual(['K3']);
    expect((await ana.get('/api/v1/exports/receivables?status=nonsense')).status).toBe(422);
  });
});
