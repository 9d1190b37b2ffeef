import {
  type Ageing,
  AGEING_BUCKETS,
  type AgeingRow,
  customers,
  NO_AGEING,
  openTotal,
  overdueTotal,
  readAgeing,
} from '#credit/index.ts';
import { findDepartment, findPeople, readChart } from '#organization/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { ResponseOf } from '../contract/index.ts';
import type { Restriction } from '../routes/rights.ts';

type AgeingAnswer = ResponseOf<'getAgeing'>;
export type AgeingBy = 'customer' | 'owner' | 'department' | 'grade';

const DIMENSIONS = {
  customer: 'customerId',
  owner: 'salesOwnerId',
  department: 'departmentId',
  grade: 'customerId',
} as const;

interface Reading {
  readonly store: StoreReader;
  readonly today: string;
  readonly restriction: Restriction | null;
  /** The company's. */
  readonly currency: string;
}

/**
 * Open amounts by days past due, broken down, the most overdue first. Amounts of different currencies are not added up:
 * it is that of the company or, when nothing is open in it, the one in which most is.
 */
export async function ageingAnswer(reading: Reading, by: AgeingBy): Promise<AgeingAnswer> {
  const { store, today, restriction } = reading;
  const where = restriction?.where ?? {};
  const currency = mainCurrency(await readAgeing(store, today, 'currency', where), reading.currency);
  const rows = (await readAgeing(store, today, DIMENSIONS[by], where)).filter((row) => row.currency === currency);
  const named = by === 'grade' ? await foldByGrade(store, rows) : await nameRows(store, rows, by);
  return {
    asOf: today,
    currency,
    total: { ...addUp(rows.map((row) => row.ageing)) },
    rows: named
      .map(({ id, name, ageing }) => ({
        id,
        name,
        buckets: { ...ageing },
        openMinor: openTotal(ageing),
        overdueMinor: overdueTotal(ageing),
      }))
      .toSorted(by === 'grade' ? byGrade : byOverdue),
  };
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly ageing: Ageing;
}

/** Of totals by currency the one to speak in. */
export function mainCurrency(totals: readonly AgeingRow[], company: string): string {
  if (totals.some((row) => row.currency === company)) return company;
  const [most] = totals.toSorted((a, b) => openTotal(b.ageing) - openTotal(a.ageing));
  return most?.currency ?? company;
}

async function nameRows(
  store: StoreReader,
  rows: readonly AgeingRow[],
  by: Exclude<AgeingBy, 'grade'>,
): Promise<readonly Named[]> {
  const nameOf = await namesFor(
    store,
    rows.map((row) => row.id),
    by,
  );
  return rows.map(({ id, ageing }) => ({ id, name: nameOf(id), ageing }));
}

async function namesFor(
  store: StoreReader,
  ids: readonly string[],
  by: Exclude<AgeingBy, 'grade'>,
): Promise<(id: string) => string> {
  if (by === 'department') {
    const chart = await readChart(store);
    return (id) => findDepartment(chart, id)?.name ?? '';
  }
  if (by === 'owner') {
    const people = await findPeople(store, ids);
    return (id) => people.get(id)?.name ?? id;
  }
  const found = await store.getMany(customers, ids);
  return (id) => found.get(id)?.document.name ?? id;
}

async function foldByGrade(store: StoreReader, rows: readonly AgeingRow[]): Promise<readonly Named[]> {
  const found = await store.getMany(
    customers,
    rows.map((row) => row.id),
  );
  const byName = Map.groupBy(rows, (row) => found.get(row.id)?.document.grade ?? '');
  return [...byName].map(([grade, group]) => ({
    id: grade === '' ? 'none' : grade,
    name: grade,
    ageing: addUp(group.map((row) => row.ageing)),
  }));
}

function addUp(all: readonly Ageing[]): Ageing {
  const sum = { ...NO_AGEING };
  for (const ageing of all) for (const { name } of AGEING_BUCKETS) sum[name] += ageing[name];
  return sum;
}

type Row = AgeingAnswer['rows'][number];

function byOverdue(a: Row, b: Row): number {
  return b.overdueMinor - a.overdueMinor || b.openMinor - a.openMinor || (a.name < b.name ? -1 : 1);
}

/** `none` comes after the letters. */
function byGrade(a: Row, b: Row): number {
  return a.id < b.id ? -1 : 1;
}
