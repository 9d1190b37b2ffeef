import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedEngine } from '#engine/index.ts';
import { engineCollections, openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import {
  addDepartment,
  addPerson,
  disablePerson,
  editDepartment,
  findPrincipals,
  getPerson,
  readChart,
  setUpCompany,
  SYSTEM,
} from '#organization/index.ts';
import type { Store } from '#store/index.ts';
import { openMemoryStore, openSqliteStore } from '#store/index.ts';
import {
  claimTask,
  completeTask,
  countInbox,
  createActor,
  createTaskProjector,
  findHistory,
  findInbox,
  findItemsOfCase,
  findOpenItemsOfCase,
  permitted,
  reassignTask,
} from '#tasks/index.ts';
import type { WorkItem } from '#tasks/index.ts';
import { newPerson } from '../organization/shell.ts';
import { process } from '../support/bpmn.ts';
import { collections } from './desk.ts';

const assigned = (attributes: string) => `<zeebe:assignmentDefinition ${attributes}/>`;

/** Sales works, then somebody of finance approves; payment in full ends it at any moment. */
const drawing = process('overdue')
  .startEvent()
  .userTask('call', {
    headers: { stepRole: 'sales', fields: '{"note":"required"}' },
    extensions: assigned('assignee="=owners.sales"'),
    outputs: { note: '=note' },
  })
  .userTask('review', {
    headers: { stepRole: 'finance', kind: 'approval' },
    extensions: assigned(`candidateGroups='=["role:finance"]'`),
    outputs: { 'approvals.review': '=approval' },
  })
  .exclusiveGateway('decided', 'decided-end')
  .endEvent()
  .from('decided')
  .when('=approvals.review.outcome = "rejected"')
  .to('call')
  .eventSubProcess('paid', (inner) =>
    inner
      .startEvent('settled', { message: 'receivable-settled', correlationKey: '=receivable.id', interrupting: true })
      .endEvent('closed'),
  )
  .toXml();

const VARIABLES = {
  receivable: {
    id: 'r1',
    invoiceNumber: 'INV-1',
    dueDate: '2026-02-20',
    currency: 'CNY',
    amount: 88.8,
    openAmount: 88.8,
  },
  customer: { id: 'c1', name: '华东电子' },
  owners: { sales: 'ana', finance: 'fei', legal: 'boss' },
  requester: 'ana',
};

const stores: readonly (readonly [string, (directory: string) => Promise<Store>])[] = [
  ['memory', () => openMemoryStore([...engineCollections, ...collections])],
  [
    'sqlite',
    (directory) =>
      openSqliteStore({ path: join(directory, 'tasks.db'), collections: [...engineCollections, ...collections] }),
  ],
];

describe.each(stores)('tasks on the embedded engine over %s', (_name, open) => {
  let directory: string;
  let store: Store;
  let engine: EmbeddedEngine;
  let clock: SimulatedClock;
  let caseKey: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'xinliu-tasks-'));
    store = await open(directory);
    clock = new SimulatedClock('2026-03-02T01:00:00.000Z');
    engine = await openEmbeddedEngine({ store, clock, projectors: [createTaskProjector(() => undefined)] });
    await fillOffice();
    await engine.deployResource([{ name: 'overdue.bpmn', content: drawing }]);
    const started = await engine.createProcessInstance({ bpmnProcessId: 'overdue', variables: VARIABLES });
    caseKey = started.processInstanceKey;
  });

  afterEach(async () => {
    await engine.close();
    await store.close();
    await rm(directory, { recursive: true });
  });

  async function fillOffice(): Promise<void> {
    const administrator = { id: 'root', name: 'Root', login: 'root', passwordHash: 'none' };
    await engine.transact(setUpCompany({ company: { name: '示例公司' }, administrator }));
    await engine.transact(addDepartment({ id: 'sales', name: '销售部', parentId: null, headId: null }, SYSTEM));
    const add = (id: string, roles: ('sales' | 'finance')[]) =>
      engine.transact(addPerson(newPerson(id, { roles, departmentId: 'sales' }), SYSTEM));
    await add('boss', ['sales']);
    await add('ana', ['sales', 'finance']);
    await add('fei', ['finance']);
    await add('gao', ['finance']);
    await engine.transact(editDepartment('sales', { headId: 'boss' }, SYSTEM));
  }

  const badge = async (personId: string) =>
    (await countInbox(store, { personId, principals: await findPrincipals(store, personId) })).open;
  async function openItem(): Promise<WorkItem> {
    const [item, ...others] = await findOpenItemsOfCase(store, caseKey);
    expect(others).toEqual([]);
    if (item === undefined) throw new Error('no task is open');
    return item;
  }
  async function complete(actorId: string, changes: object = {}) {
    const seen = await openItem();
    return engine.transact(completeTask(seen, { actorId, version: seen.version, data: {}, ...changes }, () => []));
  }

  it('should lead from person to person, each seeing the task at once', async () => {
    expect(await openItem()).toMatchObject({
      elementId: 'call',
      assigneeId: 'ana',
      amountMinor: 8880,
      title: '华东电子 · INV-1',
    });
    await complete('ana', { data: { note: '已致电' } });
    expect(await openItem()).toMatchObject({ elementId: 'review', kind: 'approval', inbox: ['role:finance'] });
    expect([await badge('ana'), await badge('fei'), await badge('gao')]).toEqual([0, 1, 1]);
    await complete('fei', { outcome: 'approved' });
    expect(await findOpenItemsOfCase(store, caseKey)).toEqual([]);
    expect([await badge('fei'), await badge('gao')]).toEqual([0, 0]);
  });

  it('should let one of two people win who complete at the same moment, and tell the other', async () => {
    await complete('ana');
    const seen = await openItem();
    const act = (actorId: string) =>
      engine.transact(completeTask(seen, { actorId, version: seen.version, data: {}, outcome: 'approved' }, () => []));
    const [first, second] = await Promise.allSettled([act('fei'), act('gao')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      status: 'rejected',
      reason: { code: 'TASK_COMPLETED_BY_OTHER', details: { name: 'FEI', at: '2026-03-02 09:00' } },
    });
  });

  it('should come round again after a rejection, counting the rounds', async () => {
    await complete('ana');
    await complete('gao', { outcome: 'rejected', comment: '请补充' });
    expect(await openItem()).toMatchObject({ elementId: 'call', round: 2, assigneeId: 'ana' });
    await complete('ana');
    const { act } = await complete('fei', { outcome: 'approved' });
    expect(act.round).toBe(2);
    const told = (await findHistory(store, caseKey)).map((entry) =>
      entry.type === 'act' ? `${entry.act.by.id} ${entry.act.type}` : `${entry.type} ${entry.item.elementId}`,
    );
    expect(told.filter((line) => !line.startsWith('created'))).toEqual([
      'ana complete',
      'gao reject',
      'ana complete',
      'fei approve',
    ]);
  });

  it('should keep the requester from deciding', async () => {
    await complete('ana');
    await expect(complete('ana', { outcome: 'approved' })).rejects.toMatchObject({ code: 'TASK_SELF_APPROVAL' });
    const may = permitted(await openItem(), createActor(await getPerson(store, 'ana'), await readChart(store)));
    expect(may).toMatchObject({ complete: false, claim: false });
  });

  it('should end with the case, and say so to who comes too late', async () => {
    const seen = await openItem();
    await engine.publishMessage({ name: 'receivable-settled', correlationKey: 'r1' });
    const late = engine.transact(completeTask(seen, { actorId: 'ana', version: seen.version, data: {} }, () => []));
    await expect(late).rejects.toMatchObject({ code: 'TASK_CLOSED' });
    expect(await badge('ana')).toBe(0);
    expect((await findItemsOfCase(store, caseKey)).map((item) => item.state)).toEqual(['canceled']);
  });

  it('should refuse a disabled person and go on with whom the head names', async () => {
    await engine.transact(disablePerson('ana', 'root'));
    await expect(complete('ana')).rejects.toMatchObject({ code: 'ORG_PERSON_DISABLED' });
    const seen = await openItem();
    const handed = { actorId: 'boss', version: seen.version, to: 'gao', reason: '离职' };
    await engine.transact(reassignTask(seen, handed));
    await complete('gao');
    const { items } = await findInbox(store, { personId: 'gao', principals: await findPrincipals(store, 'gao') });
    expect(items.map((item) => item.elementId)).toEqual(['review']);
    const review = await openItem();
    await engine.transact(claimTask(review, { actorId: 'gao', version: review.version }));
    expect([await badge('gao'), await badge('fei')]).toEqual([1, 0]);
  });

  it('should leave nothing behind of an act that the engine refuses', async () => {
    const seen = await openItem();
    await engine.completeJob({ jobKey: seen.key });
    expect((await findItemsOfCase(store, caseKey)).map((item) => item.state).toSorted()).toEqual(['completed', 'open']);
    const late = engine.transact(completeTask(seen, { actorId: 'ana', version: seen.version, data: {} }, () => []));
    await expect(late).rejects.toMatchObject({ code: 'TASK_CLOSED' });
    expect((await findHistory(store, caseKey)).filter((entry) => entry.type === 'act')).toEqual([]);
  });
});
