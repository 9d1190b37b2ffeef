import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { companySettings, readSettings } from '#organization/index.ts';
import { startServices } from '#api/services.ts';
import { demoClocks, DEMO_CLOCK_KEY } from '#api/studio/collections.ts';
import { openCompany, type Office } from './harness.ts';

let office: Office;
beforeEach(async () => {
  // 09:30 in Shanghai.
  office = await openCompany('2026-03-02T01:30:00.000Z');
  const { store, engine } = office.services;
  const document = { ...(await readSettings(store)), demo: true };
  await engine.transact({
    reads: [],
    decide: () => ({ ok: true, writes: [{ type: 'put', collection: companySettings, document }], result: undefined }),
  });
});
afterEach(() => office.close());

describe('the demo clock', () => {
  it('should go to the next 09:00 of the company, then seven days on', async () => {
    const ana = await office.as('ana');
    const move = async (to: string) => (await ana.post('/api/v1/company/clock').send({ to }).expect(200)).body.now;
    expect(await move('next-morning')).toBe('2026-03-03T01:00:00.000Z');
    expect(await move('plus-7-days')).toBe('2026-03-10T01:00:00.000Z');
    expect((await ana.get('/api/v1/company')).body).toMatchObject({ sample: true, now: '2026-03-10T01:00:00.000Z' });
  });

  it('should move once for each who presses, one after the other', async () => {
    const ana = await office.as('ana');
    const press = () => ana.post('/api/v1/company/clock').send({ to: 'plus-7-days' });
    const answers = await Promise.all([press(), press()]);
    expect(answers.map((answer) => String(answer.body.now)).toSorted()).toEqual([
      '2026-03-09T01:30:00.000Z',
      '2026-03-16T01:30:00.000Z',
    ]);
  });

  it('should stand where it stood after a start', async () => {
    const ana = await office.as('ana');
    await ana.post('/api/v1/company/clock').send({ to: 'next-morning' }).expect(200);
    const { store, logger, version } = office.services;
    const kept = await store.get(demoClocks, DEMO_CLOCK_KEY);
    expect(kept?.document.offset).toBe(23.5 * 3_600_000);
    const again = await startServices({ store, logger, version, clock: office.clock });
    expect(again.clock.now()).toBe('2026-03-03T01:00:00.000Z');
    again.dayTurns().stop();
  });
});
