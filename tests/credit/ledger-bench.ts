import type { EngineCommand, Work } from '#engine/index.ts';
import { SimulatedClock } from '#engine/index.ts';
import { AppError } from '#errors/index.ts';
import { organizationCollections } from '#organization/index.ts';
import type { Collection } from '#store/index.ts';
import { openMemoryStore } from '#store/index.ts';
import type { Credit, Receivable, ReceivableRow } from '#credit/index.ts';
import { createCredit, creditCollections, receivables } from '#credit/index.ts';

export const ZONE = 'Asia/Shanghai';

/**
 * The ledger over a memory store and an engine that only takes units of work: commands to processes are kept for looking at.
 * Like the real engine it refuses to hand out documents that were not announced.
 */
export async function openBench(start = '2026-03-10T01:00:00.000Z') {
  const store = await openMemoryStore([...creditCollections, ...organizationCollections]);
  const clock = new SimulatedClock(start);
  const commands: EngineCommand[] = [];
  let key = 1000;
  const transact = async <Result>(work: Work<Result>): Promise<Result> => {
    const announced = new Map<string, unknown>();
    for (const { collection, key: wanted } of work.reads) {
      announced.set(`${collection.name}/${wanted}`, await store.get(collection, wanted));
    }
    const documents = {
      get: <T extends object>(collection: Collection<T>, wanted: string) => {
        const id = `${collection.name}/${wanted}`;
        if (!announced.has(id)) throw new Error(`${id} was not announced`);
        return announced.get(id) as never;
      },
    };
    const decision = work.decide(documents, { now: clock.now(), nextKey: () => String((key += 1)) });
    if (!decision.ok) throw new AppError(decision.rejection);
    await store.commit(decision.writes);
    commands.push(...(decision.commands ?? []));
    return decision.result;
  };
  const credit: Credit = createCredit({ engine: { transact }, store, zone: ZONE });
  return {
    store,
    clock,
    commands,
    credit,
    /** Commands since the last look. */
    sent: () => commands.splice(0),
    async receivable(invoiceNumber: string): Promise<Receivable | undefined> {
      const page = await store.find(receivables, { text: invoiceNumber });
      return page.items.map((item) => item.document).find((one) => one.invoiceNumber === invoiceNumber);
    },
    async all<T extends object>(collection: Collection<T>): Promise<T[]> {
      const found: T[] = [];
      for await (const { document } of store.scan(collection)) found.push(document);
      return found;
    },
  };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;

/** An invoice of 100.00 CNY of customer K1, due in April 2026 unless told otherwise. */
export function row(overrides: Partial<ReceivableRow> = {}): ReceivableRow {
  return {
    line: 2,
    seller: '',
    customerCode: 'K1',
    customerName: '华东轴承有限公司',
    invoiceNumber: 'F-1',
    invoiceDate: '2026-03-01',
    dueDate: '2026-04-01',
    amountMinor: 10_000,
    currency: 'CNY',
    ...overrides,
  };
}
