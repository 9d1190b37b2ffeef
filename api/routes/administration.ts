import {
  addDepartment,
  addPerson,
  createOneTimePassword,
  disablePerson,
  disableDepartment,
  editDepartment,
  editPerson,
  enableDepartment,
  enablePerson,
  findDepartment,
  findPeople,
  listPeople,
  type Person as StaffMember,
  readChart,
  resetPassword,
} from '#organization/index.ts';
import { countHeldBy } from '#tasks/index.ts';
import type { Person } from '../contract/index.ts';
import type { Caller, Handlers } from '../http.ts';
import type { Services } from '../services.ts';

type AdministrationHandlers = Pick<
  Handlers,
  | 'listPeople'
  | 'addPerson'
  | 'editPerson'
  | 'disablePerson'
  | 'enablePerson'
  | 'resetPassword'
  | 'listDepartments'
  | 'addDepartment'
  | 'editDepartment'
>;

/** People and departments. The organisation itself asks again whether the one who changes it is an administrator. */
export function administrationHandlers(services: Services): AdministrationHandlers {
  const { store, engine } = services;
  const changed = async (person: StaffMember): Promise<Person> => {
    services.push(['people', 'tasks']);
    return personView(services, person);
  };
  return {
    async listPeople({ query, caller }) {
      const { text, active } = query;
      const people = await listPeople(store, {
        ...(text === undefined ? {} : { text }),
        ...(active === undefined ? {} : { active }),
      });
      return peopleViews(services, people, mayReadContacts(caller));
    },
    async addPerson({ body, caller }) {
      const { password, hash } = await createOneTimePassword();
      const { email = null, phone = null, ...person } = body;
      const added = await engine.transact(
        addPerson({ ...person, email, phone, passwordHash: hash, mustChangePassword: true }, caller.personId),
      );
      return { person: await changed(added), password };
    },
    async editPerson({ params, body, caller }) {
      return changed(await engine.transact(editPerson(params.id, given(body), caller.personId)));
    },
    async disablePerson({ params, caller }) {
      return changed(await engine.transact(disablePerson(params.id, caller.personId)));
    },
    async enablePerson({ params, caller }) {
      return changed(await engine.transact(enablePerson(params.id, caller.personId)));
    },
    async resetPassword({ params, caller }) {
      const { password, hash } = await createOneTimePassword();
      await engine.transact(resetPassword(params.id, hash, caller.personId));
      return { password };
    },
    async listDepartments() {
      const chart = await readChart(store);
      const heads = await findPeople(
        store,
        chart.departments.flatMap((department) => department.headId ?? []),
      );
      return chart.departments.map(({ id, name, parentId, headId, members, active }) => {
        const head = headId === null ? undefined : heads.get(headId);
        return { id, name, parentId, head: head ? { id: head.id, name: head.name } : null, people: members, active };
      });
    },
    async addDepartment({ body, caller, once }) {
      const { id } = await once((transact) => transact(addDepartment(body, caller.personId)));
      services.push(['people']);
      return { id };
    },
    async editDepartment({ params, body, caller }) {
      const { active, ...change } = body;
      if (active === true) await engine.transact(enableDepartment(params.id, caller.personId));
      if (Object.keys(change).length > 0) {
        await engine.transact(editDepartment(params.id, given(change), caller.personId));
      }
      if (active === false) await engine.transact(disableDepartment(params.id, caller.personId));
      services.push(['people', 'tasks']);
      return { ok: true };
    },
  };
}

/** Phone and mail of colleagues are for those who run the company; others get names to choose from. */
function mayReadContacts({ roles }: Caller): boolean {
  return roles.some((role) => role === 'admin' || role === 'head' || role === 'executive');
}

async function personView(services: Services, person: StaffMember): Promise<Person> {
  const [view] = await peopleViews(services, [person], true);
  // One in, one out.
  return view as Person;
}

async function peopleViews(
  { store }: Services,
  people: readonly StaffMember[],
  withContacts: boolean,
): Promise<Person[]> {
  const chart = await readChart(store);
  const held = await countHeldBy(
    store,
    people.map((person) => person.id),
  );
  return people.map(({ id, name, login, roles, departmentId, active, email, phone }) => {
    const department = findDepartment(chart, departmentId);
    return {
      id,
      name,
      login,
      roles: [...roles],
      department: department ? { id: department.id, name: department.name } : null,
      active,
      openTasks: held.get(id) ?? 0,
      email: withContacts ? email : null,
      phone: withContacts ? phone : null,
    };
  });
}

type Given<T> = { readonly [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Only what was sent is changed. */
function given<T extends object>(body: T): Given<T> {
  // The names are those of the body, and what is left was sent.
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Given<T>;
}
