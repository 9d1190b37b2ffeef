import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCompany, type Office } from './harness.ts';

let office: Office;
beforeAll(async () => {
  office = await openCompany();
});
afterAll(() => office.close());

describe('what only some roles may do', () => {
  it.each([
    ['ana', 'get', '/operations/incidents', 403],
    ['fei', 'post', '/people/ana/disable', 403],
    ['chief', 'get', '/processes', 403],
    ['ana', 'get', '/board', 403],
    ['chief', 'get', '/board', 200],
    ['eva', 'get', '/board', 200],
    ['root', 'get', '/operations/incidents', 200],
    ['ana', 'get', '/people', 200],
    ['ana', 'get', '/cases', 200],
    ['ana', 'get', '/cases/123456', 404],
    ['ana', 'get', '/tasks/123456', 404],
    ['ana', 'get', '/customers/none', 404],
    ['ana', 'get', '/nothing-here', 404],
  ] as const)('should be answered to %s for %s %s with %i', async (login, method, path, status) => {
    const agent = await office.as(login);
    const answer = await agent[method](`/api/v1${path}`);
    expect(answer.status).toBe(status);
    expect(answer.headers['content-type']).toMatch(
      status === 200 ? /^application\/json/ : /^application\/problem\+json/,
    );
  });

  it('should give names of colleagues without their phone and mail', async () => {
    const root = await office.as('root');
    await root.put('/api/v1/people/bo').send({ phone: '13800000000', email: 'bo@example.com' }).expect(200);
    const ana = await office.as('ana');
    const seen = (await ana.get('/api/v1/people')).body.find((person: { id: string }) => person.id === 'bo');
    expect(seen).toMatchObject({ name: '小博', phone: null, email: null });
    const told = (await root.get('/api/v1/people')).body.find((person: { id: string }) => person.id === 'bo');
    expect(told).toMatchObject({ phone: '13800000000', email: 'bo@example.com' });
  });
});

describe('administration', () => {
  it('should keep the last administrator', async () => {
    const root = await office.as('root');
    const answer = await root
      .put('/api/v1/people/root')
      .send({ roles: ['finance'] })
      .expect(409);
    expect(answer.body.code).toBe('ORG_LAST_ADMINISTRATOR');
  });

  it('should refuse a sign-in name that is taken, and name the field that is missing', async () => {
    const root = await office.as('root');
    const person = { name: '重名', login: 'ANA', roles: ['sales'], departmentId: 'sales' };
    expect((await root.post('/api/v1/people').send(person).expect(409)).body.code).toBe('ORG_LOGIN_TAKEN');
    const { name: _name, ...nameless } = person;
    const answer = await root.post('/api/v1/people').send(nameless).expect(422);
    expect(answer.body.errors).toContainEqual(expect.objectContaining({ path: 'name' }));
  });

  it('should add a department, give it a head and count its people', async () => {
    const root = await office.as('root');
    const { body } = await root
      .post('/api/v1/departments')
      .send({ name: '华东销售部', parentId: 'sales', headId: null })
      .expect(200);
    await root.put(`/api/v1/departments/${body.id}`).send({ headId: 'bo' }).expect(200);
    const found = (await root.get('/api/v1/departments')).body.find((one: { id: string }) => one.id === body.id);
    expect(found).toEqual({
      id: body.id,
      name: '华东销售部',
      parentId: 'sales',
      head: { id: 'bo', name: '小博' },
      people: 0,
      active: true,
    });
    const me = (await (await office.as('bo')).get('/api/v1/session')).body;
    expect(me.heads).toEqual([{ id: body.id, name: '华东销售部' }]);
  });
});
