import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Topic } from '#api/contract/index.ts';
import { publishShipped } from '#api/studio/publish.ts';
import { AppError, reject } from '#errors/index.ts';
import { imports } from '#credit/index.ts';
import { sessions } from '#organization/accounts/sessions.ts';
import type { Store, UnitOfWork } from '#store/index.ts';
import { openCompany, type Office } from './harness.ts';
import { csvOf, ended, upload } from './import-files.ts';

const START = '2026-03-02T01:00:00.000Z';

let office: Office;
/** Whether this commit finds no room. */
let refuses: (unit: UnitOfWork) => boolean;
let pushed: Topic[];

function fullDisk(store: Store): Store {
  const commit: Store['commit'] = async (unit) => {
    if (refuses(unit)) throw new AppError(reject('STORE_UNAVAILABLE', { problem: 'database or disk is full' }));
    return store.commit(unit);
  };
  return new Proxy(store, {
    get(target, name) {
      if (name === 'commit') return commit;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

beforeEach(async () => {
  refuses = () => false;
  pushed = [];
  office = await openCompany(START, fullDisk);
  await publishShipped(office.services);
  office.services.onPush((topics) => pushed.push(...topics));
});
afterEach(async () => {
  refuses = () => false;
  await office.close();
});

const start = async (login: string) =>
  (await office.as(login)).post('/api/v1/starts/credit-onboarding').send({ data: {}, customerName: '新客户' });
const health = async (language = 'en') =>
  (await (await office.as('ana')).get('/api/v1/health').set('accept-language', language).expect(200)).body;

describe('a store that takes no writes', () => {
  it('should refuse acts with a stable code, answer reads and say so', async () => {
    expect(await health()).toMatchObject({ status: 'ok', problems: [] });
    const ana = await office.as('ana');
    refuses = () => true;
    const refused = await ana.post('/api/v1/starts/credit-onboarding').send({ data: {}, customerName: '新客户' });
    expect([refused.status, refused.body.code]).toEqual([503, 'STORE_UNAVAILABLE']);
    expect(refused.headers['retry-after']).toBe('5');
    await ana.get('/api/v1/tasks').expect(200);
    const answer = await ana.get('/api/v1/health').set('accept-language', 'en').expect(200);
    expect(answer.body).toMatchObject({
      status: 'degraded',
      problems: [{ code: 'STORE_UNAVAILABLE', text: expect.stringContaining('database or disk is full') }],
    });
    const chinese = await ana.get('/api/v1/health').set('accept-language', 'zh-CN');
    expect(chinese.body.problems[0].remedy).toMatch(/无需重启/);
    expect(pushed).toContain('health');
  });

  it('should be found well again by itself, although nobody writes', async () => {
    const ana = await office.as('ana');
    refuses = () => true;
    await ana.post('/api/v1/starts/credit-onboarding').send({ data: {}, customerName: '新客户' }).expect(503);
    office.clock.moveTo('2026-03-02T01:00:05.000Z');
    await new Promise((resolve) => setImmediate(resolve));
    expect((await ana.get('/api/v1/health')).body.status).toBe('degraded');
    refuses = () => false;
    pushed = [];
    office.clock.moveTo('2026-03-02T01:00:10.000Z');
    await office.services.writable();
    expect((await ana.get('/api/v1/health')).body.status).toBe('ok');
    expect(pushed).toEqual(['health']);
    expect((await start('ana')).status).toBe(200);
  });

  it('should not turn away readers whose session it can not lengthen', async () => {
    const ana = await office.as('ana');
    const { store, engine } = office.services;
    const [session] = (await store.find(sessions, { limit: 1 })).items;
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const document = { ...session!.document, expiresAt };
    await engine.transact({
      reads: [],
      decide: () => ({ ok: true, writes: [{ type: 'put', collection: sessions, document }], result: undefined }),
    });
    let refused = 0;
    refuses = () => {
      refused += 1;
      return true;
    };
    await ana.get('/api/v1/tasks').expect(200);
    await ana.get('/api/v1/tasks').expect(200);
    expect(refused).toBeGreaterThan(0);
  });

  it('should let an import wait and go on where it was', async () => {
    const fei = await office.as('fei');
    const done = (unit: UnitOfWork): number =>
      Math.max(
        0,
        ...unit.map((write) =>
          write.type === 'put' && write.collection.name === imports.name
            ? (write.document as { readonly done: number }).done
            : 0,
        ),
      );
    let refused = 0;
    refuses = (unit) => {
      if (refused > 0 || done(unit) >= 50) refused += 1;
      return refused > 0;
    };
    const lines = Array.from({ length: 100 }, (_, n) => ({ invoice: `F-${n}` }));
    const { id } = (await upload(fei, csvOf(lines))).import;
    await fei.post(`/api/v1/imports/${id}/start`).expect(200);
    while (refused === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await fei.get(`/api/v1/imports/${id}`)).body).toMatchObject({ state: 'running', done: 25 });
    refuses = () => false;
    office.clock.moveTo('2026-03-02T01:00:10.000Z');
    expect(await ended(fei, id)).toMatchObject({ state: 'finished', posted: 100, rejected: 0 });
  });
});
