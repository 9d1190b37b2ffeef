import { engineCollections } from '#engine/index.ts';
import { organizationCollections, people } from '#organization/index.ts';
import type { Person } from '#organization/index.ts';
import type { Collection, Store } from '#store/index.ts';
import { createTaskProjector, findInbox, taskCollections } from '#tasks/index.ts';
import { openByEngine } from './by-engine.ts';
import { GROUPS } from './workload.ts';
import type { Contestant } from './workload.ts';

export const productCollections: readonly Collection[] = [
  ...engineCollections,
  ...organizationCollections,
  ...taskCollections,
];

/** W1 with the work items of the product: who may act, deadlines, history, exact counts, search and every order of an inbox. */
export async function openWithWorkItems(store: Store, clients: number): Promise<Contestant> {
  const names = ['backlog', ...Array.from({ length: clients }, (_, index) => `c${index}`)];
  const staff = names.flatMap((client) => GROUPS.map((group) => person(`${group}-${client}`)));
  await store.commit(staff.map((document) => ({ type: 'put', collection: people, document })));
  const projector = createTaskProjector(() => undefined);
  return openByEngine(store, projector, async (principal, limit) => {
    const owner = { personId: principal.replace('person:', ''), principals: [principal] };
    return (await findInbox(store, owner, { limit })).items.map(({ key }) => key);
  });
}

function person(id: string): Person {
  return {
    id,
    name: id,
    login: id,
    departmentId: null,
    roles: [],
    active: true,
    email: null,
    phone: null,
    language: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    disabledAt: null,
  };
}
