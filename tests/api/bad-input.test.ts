import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from 'supertest';
import { openCompany, type Office } from './harness.ts';

let office: Office;
let ana: Agent;
let fei: Agent;
beforeAll(async () => {
  office = await openCompany();
  ana = await office.as('ana');
  fei = await office.as('fei');
});
afterAll(() => office.close());

const megabytes = (count: number): Buffer => Buffer.alloc(count * 1024 * 1024, 'x');

describe('a body', () => {
  it('should be told where it is not JSON', async () => {
    const answer = await ana
      .put('/api/v1/session/preferences')
      .set('content-type', 'application/json')
      .send('{"language": "en"')
      .expect(422);
    expect(answer.body.code).toBe('API_UNREADABLE');
    expect(answer.body.detail).toMatch(/JSON/);
  });

  it('should be refused at 50 MB, as JSON and as a file, before all of it is taken in', async () => {
    const started = performance.now();
    const json = await ana
      .put('/api/v1/session/preferences')
      .set('content-type', 'application/json')
      .send(megabytes(50).toString('latin1'));
    const file = await fei.post('/api/v1/imports').attach('file', megabytes(50), 'huge.csv');
    expect([json.status, file.status]).toEqual([413, 413]);
    expect(file.body).toMatchObject({ code: 'API_TOO_LARGE', details: { limit: '32 MB' } });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('should be one file in the field “file” where a file is wanted', async () => {
    const wrongField = await fei.post('/api/v1/imports').attach('data', Buffer.from('a,b'), 'a.csv').expect(422);
    expect(wrongField.body.code).toBe('API_UNREADABLE');
    const cut = await fei
      .post('/api/v1/imports')
      .set('content-type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\na,b');
    expect([cut.status, cut.body.code]).toEqual([422, 'API_UNREADABLE']);
  });

  it('should be of a charset that can be read', async () => {
    const answer = await ana
      .put('/api/v1/session/preferences')
      .set('content-type', 'application/json; charset=klingon')
      .send('{}');
    expect([answer.status, answer.body.code]).toEqual([422, 'API_UNREADABLE']);
  });
});

describe('an address', () => {
  it('should be told as not found under the API', async () => {
    const answer = await request(office.app).get('/api/v1/nothing').expect(404);
    expect(answer.body).toMatchObject({ code: 'API_NOT_FOUND', type: '/docs/errors#API_NOT_FOUND' });
  });

  it('should not bring the server down when it is malformed', async () => {
    const answer = await ana.get('/api/v1/customers/%E0%A4%A');
    expect(answer.status).toBe(422);
    expect(answer.body.code).toBe('API_UNREADABLE');
  });

  it('should hold its parameters to the contract, in the language asked for', async () => {
    const answer = await ana.get('/api/v1/tasks?limit=0').set('accept-language', 'en').expect(422);
    expect(answer.body.code).toBe('API_INVALID_REQUEST');
    expect(answer.body.detail).toMatch(/query\.limit/);
    const chinese = await ana.get('/api/v1/tasks?view=yours').set('accept-language', 'zh-CN').expect(422);
    expect(chinese.body.errors[0].message).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('what is told about a field', () => {
  it.each([
    ['zh-CN', '/customers?after=nowhere', 'after', '翻页位置已失效，请从第一页重新查看'],
    ['en', '/tasks?view=mine&after=nowhere', 'after', 'this is no place in the list; begin with the first page'],
    ['zh-CN', '/tasks?limit=0', 'limit', '不能小于 1'],
    ['zh-CN', '/tasks?view=yours', 'view', expect.stringMatching(/^应为其中之一：/)],
    ['en', '/tasks?limit=many', 'limit', 'should be a number'],
  ])('should be a short sentence in %s: %s', async (language, path, field, message) => {
    const answer = await fei.get(`/api/v1${path}`).set('accept-language', language).expect(422);
    expect(answer.body.code).toBe('API_INVALID_REQUEST');
    expect(answer.body.errors).toEqual([{ path: field, message }]);
  });

  it('should say what is missing', async () => {
    const answer = await ana.put('/api/v1/session/password').set('accept-language', 'zh-CN').send({}).expect(422);
    expect(answer.body.errors[0].message).toBe('必填，尚未填写');
  });
});

describe('a fault of the program', () => {
  it('should show nothing of itself but the id of the request', async () => {
    const { store } = office.services;
    const find = store.get.bind(store);
    store.get = () => Promise.reject(new Error('secret path /var/lib'));
    const answer = await request(office.app).get('/api/v1/setup');
    store.get = find;
    expect(answer.status).toBe(500);
    expect(answer.body.code).toBe('API_INTERNAL');
    expect(answer.body.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(answer.text).not.toContain('secret');
  });
});

describe('every answer', () => {
  it('should carry a policy that lets no foreign script run', async () => {
    const answer = await request(office.app).get('/api/v1/health').expect(200);
    expect(answer.headers['content-security-policy']).toMatch(/script-src 'self';/);
    expect(answer.headers['content-security-policy']).not.toMatch(/upgrade-insecure-requests/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['cache-control']).toBe('private, no-cache');
  });
});
