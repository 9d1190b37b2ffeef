import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  addDepartment,
  addPerson,
  changeSettings,
  disableDepartment,
  disablePerson,
  editDepartment,
  editPerson,
  enablePerson,
  getPerson,
  listPeople,
  people,
  readChart,
  readSettings,
  roleMembers,
  ROLES,
  setUpCompany,
  SYSTEM,
} from '#organization/index.ts';
import type { Shell } from './shell.ts';
import { newPerson, openOffice, openShell } from './shell.ts';

let shell: Shell;

beforeEach(async () => {
  shell = await openOffice();
});

const code = (value: string) => expect.objectContaining({ code: value });

describe('setting up the company', () => {
  const setUp = { company: { name: '甲公司' }, administrator: { name: '张三', login: 'zhang', passwordHash: 'x' } };

  it('should make the first administrator', async () => {
    const empty = await openShell();
    const { person } = await empty.transact(setUpCompany(setUp));
    expect(person).toMatchObject({ name: '张三', roles: ['admin', 'operator'], active: true });
    expect(await readSettings(empty.reader)).toMatchObject({
      name: '甲公司',
      zone: 'Asia/Shanghai',
      setUpAt: empty.now,
    });
  });

  it('should stay closed for ever once used', async () => {
    await expect(shell.transact(setUpCompany(setUp))).rejects.toEqual(code('ORG_SETUP_CLOSED'));
    await shell.transact(addPerson(newPerson('other', { roles: ['admin'] }), 'root'));
    await shell.transact(disablePerson('root', 'other'));
    await expect(shell.transact(setUpCompany(setUp))).rejects.toEqual(code('ORG_SETUP_CLOSED'));
  });

  it('should refuse a zone that does not exist', async () => {
    const company = { name: '甲', zone: 'Mars/Olympus' };
    const empty = await openShell();
    await expect(empty.transact(setUpCompany({ ...setUp, company }))).rejects.toEqual(code('ORG_ZONE_INVALID'));
    await expect(shell.transact(changeSettings({ zone: 'x' }, 'root'))).rejects.toEqual(code('ORG_ZONE_INVALID'));
  });
});

describe('people', () => {
  it('should be added with an id made where none is given', async () => {
    const person = await shell.transact(
      addPerson({ ...newPerson('x'), id: undefined, name: ' 李四 ', login: 'lisi' } as never, 'root'),
    );
    expect(person).toMatchObject({ name: '李四', active: true, createdAt: shell.now });
    expect(person.id).toMatch(/^\d+$/);
  });

  it('should be found by part of a Chinese name', async () => {
    await shell.transact(addPerson(newPerson('ouyang', { name: '欧阳文静' }), 'root'));
    expect((await listPeople(shell.reader, { text: '文静' })).map((person) => person.id)).toEqual(['ouyang']);
  });

  it('should refuse a sign-in name in use, whatever its case and width', async () => {
    await expect(shell.transact(addPerson(newPerson('ana2', { login: 'ＡNA' }), 'root'))).rejects.toEqual(
      code('ORG_LOGIN_TAKEN'),
    );
    await expect(shell.transact(editPerson('bo', { login: 'Ana' }, 'root'))).rejects.toEqual(code('ORG_LOGIN_TAKEN'));
  });

  it('should free a sign-in name that was given up', async () => {
    await shell.transact(editPerson('ana', { login: 'ana.new' }, 'root'));
    const person = await shell.transact(editPerson('bo', { login: 'ana' }, 'root'));
    expect(person.login).toBe('ana');
  });

  it('should refuse bad names, ids, sign-in names and departments', async () => {
    const add = (changes: object) => shell.transact(addPerson(newPerson('new', changes), 'root'));
    await expect(add({ name: '  ' })).rejects.toEqual(code('ORG_NAME_INVALID'));
    await expect(add({ login: 'a b' })).rejects.toEqual(code('ORG_LOGIN_INVALID'));
    await expect(add({ id: 'a b' })).rejects.toEqual(code('ORG_ID_INVALID'));
    await expect(add({ id: 'ana', login: 'fresh' })).rejects.toEqual(code('ORG_ID_TAKEN'));
    await expect(add({ departmentId: 'moon' })).rejects.toEqual(code('ORG_DEPARTMENT_NOT_FOUND'));
  });

  it('should be changed by active administrators only', async () => {
    await expect(shell.transact(disablePerson('bo', 'ana'))).rejects.toEqual(code('ORG_ADMINISTRATOR_NEEDED'));
    await shell.transact(editPerson('ana', { roles: ['admin'] }, 'root'));
    await shell.transact(disablePerson('ana', 'root'));
    await expect(shell.transact(disablePerson('bo', 'ana'))).rejects.toEqual(code('ORG_PERSON_DISABLED'));
  });

  it('should keep at least one active administrator', async () => {
    await expect(shell.transact(disablePerson('root', SYSTEM))).rejects.toEqual(code('ORG_LAST_ADMINISTRATOR'));
    await expect(shell.transact(editPerson('root', { roles: ['sales'] }, 'root'))).rejects.toEqual(
      code('ORG_LAST_ADMINISTRATOR'),
    );
    await shell.transact(editPerson('ana', { roles: ['admin'] }, 'root'));
    expect(await shell.transact(editPerson('root', { roles: ['sales'] }, 'root'))).toMatchObject({ roles: ['sales'] });
  });

  it('should not disable themselves', async () => {
    await shell.transact(editPerson('ana', { roles: ['admin'] }, 'root'));
    await expect(shell.transact(disablePerson('root', 'root'))).rejects.toEqual(code('ORG_SELF_DISABLE'));
  });
});

describe('departments', () => {
  it('should refuse a circle', async () => {
    await expect(shell.transact(editDepartment('board', { parentId: 'sales' }, 'root'))).rejects.toEqual(
      code('ORG_DEPARTMENT_CYCLE'),
    );
  });

  it('should refuse a head who is unknown or disabled', async () => {
    await shell.transact(disablePerson('bo', 'root'));
    await expect(shell.transact(editDepartment('sales', { headId: 'bo' }, 'root'))).rejects.toEqual(
      code('ORG_PERSON_DISABLED'),
    );
    await expect(
      shell.transact(addDepartment({ name: '法务部', parentId: null, headId: 'x' }, 'root')),
    ).rejects.toEqual(code('ORG_PERSON_NOT_FOUND'));
  });

  it('should be disabled only when nobody is left in it', async () => {
    await expect(shell.transact(disableDepartment('finance', 'root'))).rejects.toEqual(code('ORG_DEPARTMENT_IN_USE'));
    await shell.transact(editPerson('fei', { departmentId: 'board' }, 'root'));
    expect(await shell.transact(disableDepartment('finance', 'root'))).toMatchObject({ active: false });
    await expect(shell.transact(editPerson('fei', { departmentId: 'finance' }, 'root'))).rejects.toEqual(
      code('ORG_DEPARTMENT_DISABLED'),
    );
  });
});

describe('what is kept about people', () => {
  const change = fc.record({
    person: fc.constantFrom('ana', 'bo', 'chief', 'fei', 'boss', 'root'),
    act: fc.oneof(
      fc.constant('disable' as const),
      fc.constant('enable' as const),
      fc.subarray([...ROLES]).map((roles) => ({ roles })),
      fc.constantFrom('sales', 'finance', 'board', null).map((departmentId) => ({ departmentId })),
    ),
  });

  it('should always equal what the people say', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 25 }), async (changes) => {
        const office = await openOffice();
        await office.transact(editDepartment('sales', { headId: 'chief' }, SYSTEM));
        for (const { person, act } of changes) {
          const work =
            act === 'disable'
              ? disablePerson(person, SYSTEM)
              : act === 'enable'
                ? enablePerson(person, SYSTEM)
                : editPerson(person, act, SYSTEM);
          // What the rules refuse must leave everything as it was.
          await office.transact(work).catch(() => undefined);
        }
        await expectKept(office);
      }),
      { numRuns: 60 },
    );
  });

  async function expectKept(office: Shell): Promise<void> {
    const all = (await office.reader.find(people, { limit: 100 })).items.map((item) => item.document);
    for (const role of ROLES) {
      const kept = (await office.reader.get(roleMembers, role))?.document.members ?? [];
      const expected = all.filter((person) => person.active && person.roles.includes(role));
      expect(kept.map((member) => `${member.personId} ${member.departmentId}`).toSorted()).toEqual(
        expected.map((person) => `${person.id} ${person.departmentId}`).toSorted(),
      );
    }
    for (const department of (await readChart(office.reader)).departments) {
      const members = all.filter((person) => person.active && person.departmentId === department.id);
      expect(department.members).toBe(members.length);
      const head = department.headId === null ? undefined : await getPerson(office.reader, department.headId);
      expect(department.headActive).toBe(head?.active ?? false);
    }
    expect((await office.reader.get(roleMembers, 'admin'))?.document.members).not.toEqual([]);
  }
});
