import pino from 'pino';
import { openStore, startServices } from '#api/services.ts';
import { publishShipped } from '#api/studio/publish.ts';
import { type Customer, customers, type Receivable, receivables, turnDay } from '#credit/index.ts';
import { addDepartment, addPerson, hashPassword, type Role, setUpCompany, SYSTEM } from '#organization/index.ts';

const PASSWORD = 'Lantern-harbour-27';
const STAFF: Readonly<Record<string, Role>> = { ana: 'sales', cora: 'credit', fei: 'finance' };
export type StaffMember = 'ana' | 'cora' | 'fei';

/** The receivable that payments go to; its overdue case is told of each. */
export const RECEIVABLE = 'r1';
export const RECEIVABLE_MINOR = 100_000_000_000;

/** Fills a data folder with a company that works: staff, a customer, an overdue case and so many waiting ones. */
export async function prepareCompany(folder: string, waiting = 0): Promise<void> {
  const store = await openStore(folder);
  const services = await startServices({ store, version: '0.0.0', logger: pino({ level: 'silent' }) });
  const { engine } = services;
  const passwordHash = await hashPassword(PASSWORD);
  const administrator = { id: 'root', name: '管理员', login: 'root', passwordHash };
  await engine.transact(setUpCompany({ company: { name: '可靠性公司' }, administrator }));
  await engine.transact(addDepartment({ id: 'sales', name: '销售部', parentId: null, headId: null }, SYSTEM));
  for (const [id, role] of Object.entries(STAFF)) {
    const person = { id, login: id, name: id, passwordHash, mustChangePassword: false, departmentId: 'sales' };
    await engine.transact(addPerson({ ...person, roles: [role] }, SYSTEM));
  }
  await publishShipped(services);
  await putLedger(services);
  await turnDay(services.credit(), services.clock.now().slice(0, 10));
  await startWaiting(services, waiting);
  await services.close();
}

async function putLedger({ engine, clock }: Awaited<ReturnType<typeof startServices>>): Promise<void> {
  const now = clock.now();
  const customer: Customer = {
    id: 'c1',
    name: '华东电子有限公司',
    code: 'K001',
    grade: 'B',
    hold: false,
    contacts: [],
    createdAt: now,
    salesOwnerId: 'ana',
    financeOwnerId: 'fei',
    legalOwnerId: 'fei',
    departmentId: 'sales',
  };
  const receivable: Receivable = {
    id: RECEIVABLE,
    seller: '',
    customerId: 'c1',
    customerName: customer.name,
    invoiceNumber: 'INV-1',
    kind: 'invoice',
    amountMinor: RECEIVABLE_MINOR,
    openMinor: RECEIVABLE_MINOR,
    pendingMinor: 0,
    currency: 'CNY',
    dueDate: new Date(Date.parse(now) - 20 * 86_400_000).toISOString().slice(0, 10),
    status: 'open',
    disputed: false,
    disputedMinor: 0,
    awaitsCase: true,
    salesOwnerId: 'ana',
    departmentId: 'sales',
    postedAt: now,
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
}

/** Cases that lie before ana and stay there. */
async function startWaiting({ engine }: Awaited<ReturnType<typeof startServices>>, count: number): Promise<void> {
  const requester = { id: 'ana', name: 'ana' };
  const variables = {
    zone: 'Asia/Shanghai',
    requester,
    customer: { id: 'cw', name: '等待客户', grade: null },
    owners: { sales: 'ana', finance: 'fei', legal: 'fei' },
    request: { currency: 'CNY', title: '等待', customerId: 'cw', requester: 'ana' },
  };
  for (let begun = 0; begun < count; begun += 1000) {
    const many = Array.from({ length: Math.min(1000, count - begun) }, () =>
      engine.createProcessInstance({ bpmnProcessId: 'credit-onboarding', variables }),
    );
    await Promise.all(many);
  }
}

/** The session cookies of the staff. */
export async function signInStaff(address: string): Promise<Readonly<Record<StaffMember, string>>> {
  const cookieOf = async (login: string): Promise<string> => {
    const response = await fetch(`${address}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: PASSWORD }),
    });
    const [cookie = ''] = response.headers.getSetCookie();
    if (response.status !== 200) throw new Error(`${login} can't sign in: ${await response.text()}`);
    return cookie.split(';')[0] ?? '';
  };
  return { ana: await cookieOf('ana'), cora: await cookieOf('cora'), fei: await cookieOf('fei') };
}
