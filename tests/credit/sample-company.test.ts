import { beforeAll, describe, expect, it } from 'vitest';
import { createCaseProjector, createCreditWorkers, creditCollections } from '#credit/index.ts';
import {
  loadSampleCompany,
  overdueCases,
  payments,
  promises,
  receivables,
  SAMPLE_LOGINS,
  sampleHistoryStart,
} from '#credit/index.ts';
import type { SampleSummary } from '#credit/index.ts';
import { engineCollections, EngineQueries, openEmbeddedEngine, SimulatedClock } from '#engine/index.ts';
import { validateSubmission } from '#forms/validate/index.ts';
import type { Form } from '#forms/schema/index.ts';
import { listPeople, organizationCollections } from '#organization/index.ts';
import { shippedForms, shippedProcesses } from '#processes/index.ts';
import type { Store } from '#store/index.ts';
import { openMemoryStore } from '#store/index.ts';
import { createTaskProjector, taskActs, taskCollections, workItems } from '#tasks/index.ts';
import { answerFor } from '../../credit/sample/answers.ts';
import { SeededRandom } from '../../credit/sample/random.ts';

const UNTIL = '2026-06-10T06:30:00.000Z';

async function load(): Promise<{ store: Store; summary: SampleSummary; now: string }> {
  const store = await openMemoryStore([
    ...engineCollections,
    ...organizationCollections,
    ...taskCollections,
    ...creditCollections,
  ]);
  const clock = new SimulatedClock(sampleHistoryStart(UNTIL));
  const engine = await openEmbeddedEngine({
    store,
    clock,
    projectors: [createTaskProjector(() => undefined), createCaseProjector((id) => id === 'overdue-escalation')],
  });
  for (const worker of createCreditWorkers({ store, zone: () => 'Asia/Shanghai' })) engine.worker(worker);
  await engine.deployResource(shippedProcesses().flatMap((process) => process.resources));
  const summary = await loadSampleCompany({ engine, store, clock, until: UNTIL, customers: 40 });
  await engine.close();
  return { store, summary, now: clock.now() };
}

describe('the sample company', () => {
  let first: Awaited<ReturnType<typeof load>>;
  beforeAll(async () => {
    first = await load();
  }, 60_000);

  it('should end at the present with every stage on show and nothing broken', async () => {
    const { store, summary, now } = first;
    expect(now).toBe(UNTIL);
    expect(summary).toMatchObject({ customers: 40, receivables: expect.any(Number) });
    expect(await new EngineQueries(store).countIncidents()).toBe(0);
    for (const level of ['none', 'sales', 'finance', 'legal']) {
      expect(await store.count(overdueCases, { where: { state: 'open', level } })).toBeGreaterThan(0);
    }
    expect(await store.count(payments, { where: { state: 'pending' } })).toBe(0);
    const kept = await store.aggregate(promises, { groupBy: ['status'] });
    expect(kept.map((row) => row.group['status'])).toEqual(expect.arrayContaining(['broken', 'kept']));
  });

  it('should have people who can be signed in as, and a history of what they did', async () => {
    const { store, summary } = first;
    const logins = (await listPeople(store, { active: true })).map((person) => person.login);
    expect(logins).toEqual(expect.arrayContaining([...SAMPLE_LOGINS]));
    expect(summary.tasksDone).toBeGreaterThan(50);
    const done = await store.find(taskActs, { where: { 'by.id': 'wujiayi' }, limit: 1 });
    expect(done.items).toHaveLength(1);
  });

  it('should have nothing overdue without a case, and no open case of what is settled', async () => {
    const { store } = first;
    const late = await store.count(receivables, { where: { awaitsCase: true, dueDate: { lt: '2026-06-10' } } });
    expect(late).toBe(0);
    const open = await store.find(overdueCases, { where: { state: 'open' }, limit: 1000 });
    const owed = await store.getMany(
      receivables,
      open.items.map((item) => item.document.receivableId),
    );
    for (const { document } of open.items) {
      expect(owed.get(document.receivableId)?.document).toMatchObject({
        status: 'open',
        openMinor: document.openMinor,
      });
    }
  });

  it('should be the same company every time', async () => {
    const second = await load();
    const picture = async ({ store }: { store: Store }): Promise<unknown> => [
      await store.aggregate(receivables, { groupBy: ['status'], sum: ['openMinor'] }),
      await store.aggregate(overdueCases, { groupBy: ['state', 'level'], sum: ['openMinor'] }),
      (await store.find(workItems, { where: { state: 'open' }, limit: 1000 })).items
        .map((item) => item.document.key)
        .toSorted(),
    ];
    expect(await picture(second)).toEqual(await picture(first));
  }, 60_000);

  it('should fill in the forms as they ask for it', () => {
    const random = new SeededRandom(1);
    const faults = shippedForms().flatMap((form) =>
      Array.from({ length: 60 }, () => answerFor(form.id, '2026-06-01', 1234.56, random))
        .filter((answer) => answer !== undefined)
        .map((answer) => validateSubmission(form as unknown as Form, answer))
        .filter((submission) => !submission.ok),
    );
    expect(faults).toEqual([]);
  });
});
