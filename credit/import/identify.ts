import type { StoreReader } from '#store/index.ts';
import { customers } from '../collections/customers.ts';
import type { IdentifiedRow } from '../deciders/receivable-row.ts';
import { customerIdOf, normalizeIdentity, receivableIdOf } from '../identity.ts';
import { chunksOf } from '../work.ts';
import type { ReceivableRow } from './row.ts';

const KEYS_A_QUERY = 200;

type CustomerNaming = Pick<ReceivableRow, 'customerCode' | 'customerName'>;

/**
 * The identities rows stand for. A customer the books know by code, or by name where the row has no code, is that
 * customer; any other gets the id its code or name always gives.
 */
export async function identifyRows(
  store: StoreReader,
  rows: readonly ReceivableRow[],
): Promise<readonly IdentifiedRow[]> {
  const codes = await customersBy(
    store,
    'code',
    rows.map((row) => row.customerCode),
  );
  const names = await customersBy(
    store,
    'name',
    rows.map((row) => (row.customerCode === undefined ? row.customerName : undefined)),
  );
  const customerOf = (row: CustomerNaming): string =>
    row.customerCode === undefined
      ? (names.get(normalizeIdentity(row.customerName ?? '')) ?? identityOf(row))
      : (codes.get(normalizeIdentity(row.customerCode)) ?? identityOf(row));
  return rows.map((row) => identify(row, customerOf(row)));
}

/** The identity of a row among nothing but rows of its kind. */
export function identifyAlone(row: ReceivableRow): IdentifiedRow {
  return identify(row, identityOf(row));
}

function identify(row: ReceivableRow, customerId: string): IdentifiedRow {
  return { row, customerId, receivableId: receivableIdOf({ ...row, customerId }) };
}

function identityOf(row: CustomerNaming): string {
  return customerIdOf({
    ...(row.customerCode === undefined ? {} : { code: row.customerCode }),
    ...(row.customerName === undefined ? {} : { name: row.customerName }),
  });
}

async function customersBy(
  store: StoreReader,
  field: 'code' | 'name',
  values: readonly (string | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(values.filter((value) => value !== undefined).map(normalizeIdentity))];
  const found = new Map<string, string>();
  for (const chunk of chunksOf(wanted, KEYS_A_QUERY)) {
    const page = await store.find(customers, { where: { [field]: { in: chunk } }, limit: 1000 });
    for (const { document } of page.items) {
      const value = document[field];
      if (value !== undefined && !found.has(value)) found.set(value, document.id);
    }
  }
  return found;
}
