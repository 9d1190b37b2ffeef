import type { EmbeddedEngine } from '#engine/index.ts';
import { advanceClock, engineCollections, openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import { addDepartment, addPerson, editDepartment, organizationCollections, SYSTEM } from '#organization/index.ts';
import type { Role } from '#organization/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import type { Collection, Store } from '#store/index.ts';
import { openMemoryStore } from '#store/index.ts';
import { completeTask, createTaskProjector, findOpenItemsOfCase, taskCollections } from '#tasks/index.ts';
import type { Credit, OverdueCase, Receivable, ReceivableRow } from '#credit/index.ts';
import {
  beginImport,
  createCaseProjector,
  createCredit,
  createCreditWorkers,
  creditCollections,
  importReceivables,
  overdueCases,
  receivables,
  startDayTurns,
} from '#credit/index.ts';

export const ZONE = 'Asia/Shanghai';

/** The whole of a small company on memory: engine, shipped processes, workers, tasks, day turns and four people. */
export async function openCompany(start: string) {
  const store = await openMemoryStore([
    ...engineCollections,
    ...organizationCollections,
    ...taskCollections,
    ...creditCollections,
  ]);
  const clock = new SimulatedClock(start);
  const engine = await openEmbeddedEngine({
    store,
    clock,
    projectors: [createTaskProjector(() => undefined), createCaseProjector((id) => id === 'overdue-escalation')],
  });
  for (const worker of createCreditWorkers({ store, zone: () => ZONE })) engine.worker(worker);
  await addPeople(engine);
  await engine.deployResource(shippedProcesses().flatMap((process) => process.resources));
  const credit: Credit = createCredit({ engine, store, zone: ZONE });
  const days = startDayTurns(credit, clock, { onError: (error) => Promise.reject(error) });
  await days.idle();
  const settled = async (): Promise<void> => {
    await days.idle();
    await engine.settled();
  };
  return {
    store,
    engine,
    clock,
    credit,
    days,
    settled,
    /** Lets the time pass. */
    async goTo(instant: string): Promise<void> {
      await advanceClock({ settled }, clock, new Date(instant).toISOString());
    },
    async load(rows: readonly ReceivableRow[], fileName = 'a.csv') {
      const { id } = await beginImport(credit, { fileName, by: 'fang' });
      const items = rows.map((row) => ({ ok: true as const, line: row.line, row }));
      const done = await importReceivables(credit, { importId: id, items });
      await settled();
      return done;
    },
    receivable: (invoiceNumber: string) => findByNumber(store, receivables, invoiceNumber),
    async overdueCase(invoiceNumber: string): Promise<OverdueCase | undefined> {
      const found = await allOf(store, overdueCases);
      return found.findLast((one) => one.invoiceNumber === invoiceNumber);
    },
    async openTasks(caseKey: string | undefined) {
      return caseKey === undefined ? [] : await findOpenItemsOfCase(store, caseKey);
    },
    async complete(caseKey: string, actorId: string, data: Readonly<Record<string, unknown>>): Promise<void> {
      const [item] = await findOpenItemsOfCase(store, caseKey);
      if (item === undefined) throw new Error('no open task');
      await engine.transact(completeTask(item, { actorId, version: item.version, data }, () => []));
      await settled();
    },
    all: <T extends object>(collection: Collection<T>) => allOf(store, collection),
  };
}

async function addPeople(engine: EmbeddedEngine): Promise<void> {
  const account = { passwordHash: 'none', mustChangePassword: false };
  const add = (id: string, departmentId: string, roles: readonly Role[]) =>
    engine.transact(addPerson({ id, name: id, login: id, departmentId, roles, ...account }, SYSTEM));
  for (const id of ['sales', 'finance']) {
    await engine.transact(addDepartment({ id, name: id, parentId: null, headId: null }, SYSTEM));
  }
  await add('hong', 'sales', ['sales', 'head']);
  await add('li', 'sales', ['sales']);
  await add('fang', 'finance', ['finance']);
  await add('lv', 'finance', ['legal']);
  await engine.transact(editDepartment('sales', { headId: 'hong' }, SYSTEM));
}

async function allOf<T extends object>(store: Store, collection: Collection<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const { document } of store.scan(collection)) found.push(document);
  return found;
}

async function findByNumber(
  store: Store,
  collection: Collection<Receivable>,
  invoiceNumber: string,
): Promise<Receivable> {
  const found = (await allOf(store, collection)).find((one) => one.invoiceNumber === invoiceNumber);
  if (found === undefined) throw new Error(`no receivable ${invoiceNumber}`);
  return found;
}

export type Company = Awaited<ReturnType<typeof openCompany>>;
