import { beforeEach, describe, expect, it } from 'vitest';
import {
  actingPersonFor,
  audienceReferences,
  departmentsHeadedBy,
  disablePerson,
  editDepartment,
  enablePerson,
  findPrincipals,
  getPerson,
  headOf,
  namePrincipal,
  readChart,
  resolveAudience,
  SYSTEM,
} from '#organization/index.ts';
import type { AudienceSubject } from '#organization/index.ts';
import type { Shell } from './shell.ts';
import { documentsOf, openOffice } from './shell.ts';

let shell: Shell;

beforeEach(async () => {
  shell = await openOffice();
  await shell.transact(editDepartment('board', { headId: 'boss' }, SYSTEM));
  await shell.transact(editDepartment('sales', { headId: 'chief' }, SYSTEM));
});

const headOfPerson = async (id: string) => headOf(await getPerson(shell.reader, id), await readChart(shell.reader));

describe('head of a person', () => {
  it('should be the head of the department', async () => {
    expect(await headOfPerson('ana')).toBe('chief');
  });

  it('should be one level up for the head, where the place is vacant, and where the head is disabled', async () => {
    expect(await headOfPerson('chief')).toBe('boss');
    expect(await headOfPerson('fei')).toBe('boss');
    await shell.transact(disablePerson('chief', SYSTEM));
    expect(await headOfPerson('ana')).toBe('boss');
    await shell.transact(enablePerson('chief', SYSTEM));
    expect(await headOfPerson('ana')).toBe('chief');
  });

  it('should be nobody above the top', async () => {
    expect(await headOfPerson('boss')).toBeNull();
    expect(await headOfPerson('root')).toBeNull();
  });
});

describe('acting person', () => {
  it('should be the person, and the head for a disabled one', async () => {
    const acting = async (id: string) =>
      actingPersonFor(await getPerson(shell.reader, id), await readChart(shell.reader));
    expect(await acting('ana')).toBe('ana');
    await shell.transact(disablePerson('ana', SYSTEM));
    expect(await acting('ana')).toBe('chief');
  });
});

describe('principals', () => {
  it('should name the person, the roles, and the departments up to the top', async () => {
    expect(await findPrincipals(shell.reader, 'ana')).toEqual([
      'person:ana',
      'role:sales',
      'department:sales',
      'department:board',
    ]);
  });

  it('should make whoever heads a department a head', async () => {
    expect(await findPrincipals(shell.reader, 'boss')).toContain('role:head');
  });

  it('should be none for the disabled and the unknown', async () => {
    await shell.transact(disablePerson('ana', SYSTEM));
    expect(await findPrincipals(shell.reader, 'ana')).toEqual([]);
    expect(await findPrincipals(shell.reader, 'nobody')).toEqual([]);
  });
});

describe('names of principals', () => {
  it('should be what people call them', async () => {
    const chart = await readChart(shell.reader);
    const people = new Map([['ana', { name: '王安娜' }]]);
    const named = (principal: string) => namePrincipal(principal, chart, people)['zh-CN'];
    expect(['person:ana', 'role:finance', 'department:sales', 'person:x'].map(named)).toEqual([
      '王安娜',
      '财务',
      'sales',
      'x',
    ]);
  });
});

describe('departments of a head', () => {
  it('should hold those below', async () => {
    const chart = await readChart(shell.reader);
    expect(departmentsHeadedBy(chart, 'boss')).toEqual(['board', 'sales', 'finance']);
    expect(departmentsHeadedBy(chart, 'chief')).toEqual(['sales']);
  });
});

describe('audience', () => {
  const subject: AudienceSubject = { owners: { sales: 'ana', finance: 'fei' }, requester: 'bo' };
  const resolve = async (audience: string) =>
    resolveAudience(audience, subject, await documentsOf(shell.reader, audienceReferences(audience, subject)));

  it('should find owners, their heads, roles and the requester', async () => {
    expect(await resolve('owner:sales')).toEqual(['ana']);
    expect(await resolve('head-of:sales')).toEqual(['chief']);
    expect(await resolve('head-of:finance')).toEqual(['boss']);
    expect(await resolve('role:sales')).toEqual(['chief', 'ana', 'bo']);
    expect(await resolve('role:head')).toEqual(['chief', 'boss']);
    expect(await resolve('requester')).toEqual(['bo']);
    expect(await resolve('head-of:requester')).toEqual(['chief']);
    expect(await resolve('person:fei')).toEqual(['fei']);
  });

  it('should reach the head where the owner is disabled, and leave the disabled out of roles', async () => {
    await shell.transact(disablePerson('ana', SYSTEM));
    expect(await resolve('owner:sales')).toEqual(['chief']);
    expect(await resolve('role:sales')).toEqual(['chief', 'bo']);
  });

  it('should mean nobody when the words say nothing', async () => {
    expect(await resolve('owner:legal')).toEqual([]);
    expect(await resolve('everybody')).toEqual([]);
    expect(await resolve('role:pirates')).toEqual([]);
  });
});
