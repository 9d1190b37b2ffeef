/** A replay: the ledger of a year, every receivable of it overdue for months, through the overdue process in the sandbox. */
import { replayReceivables } from '#credit/index.ts';
import type { ImportItem } from '#credit/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import type { Line } from './table.ts';

const DAY = 86_400_000;
const FIRST = Date.parse('2025-01-01T00:00:00Z');
const dateOf = (day: number): string => new Date(FIRST + day * DAY).toISOString().slice(0, 10);

export async function measureReplay(cases: number): Promise<readonly Line[]> {
  const resources = shippedProcesses().flatMap((process) => process.resources);
  const items = Array.from({ length: cases }, (_, index) => itemOf(index));
  const from = performance.now();
  const result = await replayReceivables({ items, resources, asOf: dateOf(400) });
  const minutes = (performance.now() - from) / 60_000;
  if (result.cases !== cases || result.rejected > 0 || result.incidents.length > 0) {
    throw new Error(`${result.cases} of ${cases} cases opened, ${result.rejected} rows refused.`);
  }
  const who = `xinliu, a year with ${cases} overdue cases`;
  return [{ workload: 'Replay in the sandbox', who, value: cases / minutes, unit: 'cases/min', wanted: '10,000' }];
}

/** Due on one of 200 days, paid between 10 and 159 days late, if at all. */
function itemOf(index: number): ImportItem {
  const due = 40 + (index % 200);
  const late = 10 + ((index * 7) % 150);
  return {
    ok: true,
    line: index + 2,
    row: {
      line: index + 2,
      seller: '',
      customerCode: `C${index % 500}`,
      customerName: `Customer ${index % 500}`,
      invoiceNumber: `INV-${index}`,
      invoiceDate: dateOf(due - 30),
      dueDate: dateOf(due),
      amountMinor: 100_000 + (index % 90) * 10_000,
      currency: 'CNY',
      ...(index % 10 === 0 ? {} : { settledDate: dateOf(due + late) }),
    },
  };
}
