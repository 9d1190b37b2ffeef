import { engineCollections } from '#engine/index.ts';
import { organizationCollections, people } from '#organization/index.ts';
import type { Person } from '#organization/index.ts';
import type { Collection, Store } from '#store/index.ts';
import { countInbox, createTaskProjector, findInbox, taskCollections } from '#tasks/index.ts';
import type { InboxSort } from '#tasks/index.ts';
import { openByEngine } from './by-engine.ts';
import { GROUPS } from './workload.ts';
import type { Contestant } from './workload.ts';

export const productCollections: readonly Collection[] = [
  ...engineCollections,
  ...organizationCollections,
  ...taskCollections,
];

/** What an inbox is asked besides its newest. */
export interface Inbox extends Contestant {
  sorted(name: string, sort: InboxSort, limit: number): Promise<readonly string[]>;
  count(name: string): Promise<number>;
}

/** W1 with the work items of the product: who may act, deadlines, history, exact counts, search and every order of an inbox. */
export async function openWithWorkItems(store: Store, clients: number): Promise<Inbox> {
  const names = ['backlog', ...Array.from({ length: clients }, (_, index) => `c${index}`)];
  const staff = names.flatMap((client) => GROUPS.map((group) => person(`${group}-${client}`)));
  await store.commit(staff.map((document) => ({ type: 'put', collection: people, document })));
  const projector = createTaskProjector(() => undefined);
  const sorted = async (name: string, sort: InboxSort, limit: number): Promise<readonly string[]> =>
    (await findInbox(store, ownerOf(name), { limit, sort })).items.map(({ key }) => key);
  const contestant = await openByEngine(store, projector, (name, limit) => sorted(name, 'newest', limit));
  return { ...contestant, sorted, count: async (name) => (await countInbox(store, ownerOf(name))).open };
}

const ownerOf = (principal: string) => ({ personId: principal.replace('person:', ''), principals: [principal] });

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
