import type { DecisionContext, Work } from '#engine/index.ts';
import { AppError } from '#errors/index.ts';
import type { Collection, DocumentReference, Documents, Store } from '#store/index.ts';
import { openMemoryStore } from '#store/index.ts';
import { addDepartment, addPerson, organizationCollections, setUpCompany, SYSTEM } from '#organization/index.ts';
import type { NewPerson } from '#organization/index.ts';

/** Units of work run over a memory store as an engine would: only announced documents are read, time is set by the test. */
export interface Shell {
  readonly reader: Store;
  now: string;
  readonly transact: <Result>(work: Work<Result>) => Promise<Result>;
}

/** The documents of these references, refusing every other read. */
export async function documentsOf(reader: Store, references: readonly DocumentReference[]): Promise<Documents> {
  const found = new Map<string, unknown>();
  for (const { collection, key } of references) {
    found.set(`${collection.name}/${key}`, await reader.get(collection, key));
  }
  return {
    get(collection, key) {
      const id = `${collection.name}/${key}`;
      if (!found.has(id)) throw new Error(`read without announcing it: ${id}`);
      return found.get(id) as never;
    },
  };
}

export async function openShell(collections: readonly Collection[] = organizationCollections): Promise<Shell> {
  const reader = await openMemoryStore(collections);
  let lastKey = 1000;
  const context = (now: string): DecisionContext => ({ now, nextKey: () => String((lastKey += 1)) });
  const shell: Shell = {
    reader,
    now: '2026-03-02T01:00:00.000Z',
    transact(work) {
      const turn = last.then(() => run(work));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
  let last: Promise<unknown> = Promise.resolve();
  async function run<Result>(work: Work<Result>): Promise<Result> {
    const decision = work.decide(await documentsOf(reader, work.reads), context(shell.now));
    if (!decision.ok) throw new AppError(decision.rejection);
    await reader.commit(decision.writes);
    return decision.result;
  }
  return shell;
}

/** A person who signs in with a password nobody needs in these tests. */
export function newPerson(id: string, changes: Partial<NewPerson> = {}): NewPerson {
  return {
    id,
    name: id.toUpperCase(),
    login: id,
    passwordHash: 'none',
    mustChangePassword: false,
    departmentId: null,
    roles: ['sales'],
    ...changes,
  };
}

/**
 * A small company: board (head `boss`) over sales (head `chief`, with `ana` and `bo`) and finance (vacant, with `fei`);
 * `root` is the administrator.
 */
export async function openOffice(collections?: readonly Collection[]): Promise<Shell> {
  const shell = await openShell(collections);
  await shell.transact(
    setUpCompany({
      company: { name: '示例公司' },
      administrator: { id: 'root', name: 'Root', login: 'root', passwordHash: 'none' },
    }),
  );
  const department = (id: string, parentId: string | null) =>
    shell.transact(addDepartment({ id, name: id, parentId, headId: null }, SYSTEM));
  await department('board', null);
  await department('sales', 'board');
  await department('finance', 'board');
  const person = (id: string, departmentId: string, roles: NewPerson['roles']) =>
    shell.transact(addPerson(newPerson(id, { departmentId, roles }), SYSTEM));
  await person('boss', 'board', ['executive']);
  await person('chief', 'sales', ['sales', 'head']);
  await person('ana', 'sales', ['sales']);
  await person('bo', 'sales', ['sales']);
  await person('fei', 'finance', ['finance']);
  return shell;
}
