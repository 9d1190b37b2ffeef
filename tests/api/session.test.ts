import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editPerson } from '#organization/index.ts';
import { openApi, openCompany, PASSWORD, type Office } from './harness.ts';

let office: Office;
beforeEach(async () => {
  office = await openCompany();
});
afterEach(() => office.close());

describe('signing in', () => {
  it('should set a cookie that scripts and other sites do not get', async () => {
    const answer = await request(office.app).post('/api/v1/session').send({ login: 'ana', password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: 'ana', name: '安娜', roles: ['sales'], mustChangePassword: false });
    expect(answer.headers['set-cookie']?.[0]).toMatch(/^xinliu\.sid=.*HttpOnly; SameSite=Lax$/);
  });

  it('should tell a wrong name and a wrong password alike', async () => {
    const wrong = await request(office.app).post('/api/v1/session').send({ login: 'ana', password: 'x' });
    const unknown = await request(office.app).post('/api/v1/session').send({ login: 'nobody', password: 'x' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.body.code).toBe('ORG_SIGN_IN_FAILED');
    expect(wrong.body.detail).toBe(unknown.body.detail);
  });

  it('should make the sixth attempt for one name wait, and say how long', async () => {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await request(office.app).post('/api/v1/session').send({ login: 'ana', password: 'wrong' });
    }
    const answer = await request(office.app).post('/api/v1/session').send({ login: 'ana', password: PASSWORD });
    expect(answer.status).toBe(429);
    expect(answer.body.code).toBe('ORG_SIGN_IN_THROTTLED');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('should make an address wait that tries many names', async () => {
    for (let attempt = 0; attempt < 40; attempt += 1) {
      await request(office.app).post('/api/v1/session').send({ login: '' });
    }
    const answer = await request(office.app).post('/api/v1/session').send({ login: 'ana', password: PASSWORD });
    expect(answer.status).toBe(429);
    expect(answer.body.code).toBe('API_TOO_MANY');
  });

  it('should refuse everything without a session', async () => {
    const answer = await request(office.app).get('/api/v1/session').set('accept-language', 'en');
    expect(answer.status).toBe(401);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ code: 'API_UNAUTHENTICATED', remedy: 'Sign in and try again.' });
  });

  it('should be over after signing out', async () => {
    const ana = await office.as('ana');
    await ana.delete('/api/v1/session').expect(200);
    await ana.get('/api/v1/session').expect(401);
  });
});

describe('a password set by somebody else', () => {
  it('should open nothing before it is changed', async () => {
    const root = await office.as('root');
    const { body } = await root
      .post('/api/v1/people')
      .send({ name: '新人', login: 'nina', roles: ['finance'], departmentId: 'finance' })
      .expect(200);
    const nina = request.agent(office.app);
    const signedIn = await nina.post('/api/v1/session').send({ login: 'nina', password: body.password }).expect(200);
    expect(signedIn.body.mustChangePassword).toBe(true);
    const refused = await nina.get('/api/v1/tasks').expect(403);
    expect(refused.body.code).toBe('API_PASSWORD_CHANGE_NEEDED');
    await nina.put('/api/v1/session/password').send({ current: body.password, next: PASSWORD }).expect(200);
    await nina.get('/api/v1/tasks').expect(200);
    expect((await nina.get('/api/v1/session')).body.mustChangePassword).toBe(false);
  });
});

describe('access', () => {
  it('should end at once for a person who is disabled', async () => {
    const ana = await office.as('ana');
    const root = await office.as('root');
    await ana.get('/api/v1/session').expect(200);
    await root.post('/api/v1/people/ana/disable').expect(200);
    await ana.get('/api/v1/session').expect(401);
    const again = await request(office.app).post('/api/v1/session').send({ login: 'ana', password: PASSWORD });
    expect(again.status).toBe(401);
  });

  it('should follow a role taken away at once', async () => {
    const root = await office.as('root');
    const fei = await office.as('fei');
    await office.services.engine.transact(editPerson('fei', { roles: ['finance', 'admin'] }, 'root'));
    await fei.get('/api/v1/operations/incidents').expect(200);
    await root
      .put('/api/v1/people/fei')
      .send({ roles: ['finance'] })
      .expect(200);
    const refused = await fei.get('/api/v1/operations/incidents').expect(403);
    expect(refused.body.code).toBe('API_FORBIDDEN');
    expect(refused.body.detail).toBe('您的角色没有这项操作的权限。');
    expect(refused.body.remedy).toContain('管理员');
  });
});

describe('requests another site makes a browser send', () => {
  it.each([
    ['with a foreign origin', { origin: 'https://evil.example' }],
    ['marked cross-site', { 'sec-fetch-site': 'cross-site' }],
    ['marked same-site, from a neighbour', { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1' }],
    ['from a page without an origin', { origin: 'null' }],
  ])('should be refused %s', async (_name, headers: Readonly<Record<string, string>>) => {
    const ana = await office.as('ana');
    const answer = await ana.put('/api/v1/session/preferences').set(headers).send({ language: 'en' });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('API_FOREIGN_ORIGIN');
  });

  it('should not be mistaken for our own', async () => {
    const ana = await office.as('ana');
    const own = { host: 'xinliu.local:8080', origin: 'http://xinliu.local:8080' };
    await ana.put('/api/v1/session/preferences').set(own).send({ language: 'en' }).expect(200);
    await ana
      .put('/api/v1/session/preferences')
      .set('sec-fetch-site', 'same-origin')
      .send({ language: 'en' })
      .expect(200);
  });
});

describe('the first administrator', () => {
  const first = { companyName: '远山贸易', name: '周总', login: 'zhou', password: PASSWORD };

  it('should be made once, and the door stays closed', async () => {
    const empty = await openApi();
    expect((await request(empty.app).get('/api/v1/setup')).body).toEqual({ needed: true, accounts: [] });
    const made = await request(empty.app).post('/api/v1/setup').send(first).expect(200);
    expect(made.body.roles).toEqual(['admin', 'operator']);
    expect((await request(empty.app).get('/api/v1/setup')).body.needed).toBe(false);
    const second = await request(empty.app)
      .post('/api/v1/setup')
      .send({ ...first, login: 'other' })
      .expect(403);
    expect(second.body.code).toBe('ORG_SETUP_CLOSED');
    await empty.close();
  });

  it('should be made once when two try at the same moment', async () => {
    const empty = await openApi();
    const both = await Promise.all(
      ['one', 'two'].map((login) =>
        request(empty.app)
          .post('/api/v1/setup')
          .send({ ...first, login }),
      ),
    );
    expect(both.map((answer) => answer.status).toSorted((a, b) => a - b)).toEqual([200, 403]);
    await empty.close();
  });

  it('should sign in with a session of their own', async () => {
    const empty = await openApi();
    const agent = request.agent(empty.app);
    await agent.post('/api/v1/setup').send(first).expect(200);
    expect((await agent.get('/api/v1/company').expect(200)).body).toMatchObject({ name: '远山贸易', sample: false });
    const clock = await agent.post('/api/v1/company/clock').send({ to: 'next-morning' }).expect(409);
    expect(clock.body.code).toBe('API_NO_DEMO_CLOCK');
    await empty.close();
  });
});
