import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keptAnswers } from '#api/once.ts';
import { publishShipped } from '#api/studio/publish.ts';
import { findActs } from '#tasks/index.ts';
import { openCompany, type Office } from './harness.ts';
import { ARCHIVE } from '../support/archive.ts';

const KEY = '0f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const NEW_CUSTOMER = { data: {}, customerName: '新客户有限公司' };

let office: Office;
beforeEach(async () => {
  office = await openCompany();
  await publishShipped(office.services);
});
afterEach(() => office.close());

async function post(login: string, path: string, body: object, key?: string) {
  const agent = await office.as(login);
  const request = agent.post(`/api/v1${path}`);
  return (key === undefined ? request : request.set('idempotency-key', key)).send(body);
}

const start = (key?: string, body: object = NEW_CUSTOMER) => post('ana', '/starts/credit-onboarding', body, key);
const casesOf = async (login: string): Promise<number> =>
  (await (await office.as(login)).get('/api/v1/cases').expect(200)).body.items.length;

/** A case with its first task before ana. */
async function firstTask(): Promise<{ readonly key: string; readonly version: number; readonly caseKey: string }> {
  const { body } = await start();
  const { task } = (await (await office.as('ana')).get(`/api/v1/tasks/${body.next[0].key}`).expect(200)).body;
  return { key: task.key, version: task.version, caseKey: body.key };
}

describe('an Idempotency-Key', () => {
  it('should give the first answer again and do nothing', async () => {
    const first = await start(KEY);
    const again = await start(KEY);
    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await casesOf('ana')).toBe(1);
  });

  it('should let one of many that come at once act, and answer all with it', async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => start(KEY)));
    expect(new Set(answers.map(({ body }) => body.key)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(4);
    expect(await casesOf('ana')).toBe(1);
  });

  it('should answer an act that can not be done twice as it did at first', async () => {
    const { key, version } = await firstTask();
    const complete = () => post('ana', `/tasks/${key}/complete`, { version, data: { archive: ARCHIVE } }, KEY);
    const first = await complete();
    expect(first.body).toMatchObject({ task: { state: 'completed' } });
    expect((await complete()).body).toEqual(first.body);
    const withoutKey = await post('ana', `/tasks/${key}/complete`, { version, data: {} });
    expect(withoutKey.body.code).toBe('TASK_COMPLETED_BY_YOU');
  });

  it('should refuse another request under a key in use', async () => {
    await start(KEY);
    const other = await start(KEY, { ...NEW_CUSTOMER, customerName: '另一家公司' });
    expect(other.status).toBe(422);
    expect(other.body.code).toBe('API_KEY_REUSED');
    const { key } = await firstTask();
    expect((await post('ana', `/tasks/${key}/comments`, { text: '你好' }, KEY)).body.code).toBe('API_KEY_REUSED');
    expect(await casesOf('ana')).toBe(2);
  });

  it('should not mind in which order names were sent', async () => {
    const first = await start(KEY);
    const again = await start(KEY, { customerName: NEW_CUSTOMER.customerName, data: {} });
    expect(again.body).toEqual(first.body);
  });

  it('should be its person’s own', async () => {
    const first = await start(KEY);
    const { body } = await post('bo', '/starts/credit-onboarding', NEW_CUSTOMER, KEY);
    expect(body.key).not.toBe(first.body.key);
  });

  it('should not remember what was refused', async () => {
    const refused = await start(KEY, { data: {} });
    expect(refused.body.code).toBe('API_CUSTOMER_NEEDED');
    expect((await start(KEY)).status).toBe(200);
  });

  it('should be forgotten after a day, and go with a later call', async () => {
    const first = await start(KEY);
    office.clock.moveTo('2026-03-03T00:59:59.000Z');
    expect((await start(KEY)).body.key).toBe(first.body.key);
    office.clock.moveTo('2026-03-03T01:00:00.000Z');
    expect((await start(KEY)).body.key).not.toBe(first.body.key);
    office.clock.moveTo('2026-03-05T01:00:00.000Z');
    await start('another-key-0001');
    const kept = await Array.fromAsync(office.services.store.scan(keptAnswers), ({ document }) => document.id);
    expect(kept).toEqual(['ana/another-key-0001']);
  });

  it('should count a comment once', async () => {
    const { key, caseKey } = await firstTask();
    for (let times = 0; times < 3; times++) {
      expect((await post('ana', `/tasks/${key}/comments`, { text: '已电话确认' }, KEY)).status).toBe(200);
    }
    const comments = (await findActs(office.services.store, caseKey)).filter(({ comment }) => comment === '已电话确认');
    expect(comments).toHaveLength(1);
  });

  it.each(['short', 'with space in it', '键键键键键键键键'])('should have the form of one: %s', async (key) => {
    const { status, body } = await start(
      encodeURIComponent(key) === key ? key : key.replace(/[^\u0020-\u007e]/g, '\u00e9'),
    );
    expect([status, body.code]).toEqual([422, 'API_INVALID_REQUEST']);
  });
});
