import type { StoreReader } from '#store/index.ts';
import type { WorkItem } from '../work-item.ts';
import { workItems } from '../work-item.ts';

export interface BoardQuery {
  /** Those the head watches, with all below (`departmentsHeadedBy`). */
  readonly departmentIds: readonly string[];
  readonly bpmnProcessId?: string;
  readonly stepRole?: string;
  /** Who holds it. */
  readonly personId?: string;
  /** `age` unless told: the oldest first. `amount`: the largest first. `level`: the highest first, then the oldest. */
  readonly sort?: 'age' | 'amount' | 'level';
}

/** Some of the items of a board, together. Amounts by currency, in minor units. */
export interface BoardGroup {
  readonly items: number;
  readonly amounts: Readonly<Record<string, number>>;
  /** When the oldest was made. */
  readonly oldest: string;
}

export interface Board {
  readonly items: readonly WorkItem[];
  /** By step role: sales, finance, legal … */
  readonly levels: ReadonlyMap<string, BoardGroup>;
  /** By person id; `` for what nobody holds. */
  readonly people: ReadonlyMap<string, BoardGroup>;
  /** There is more than the 2,000 items that a board shows. */
  readonly more: boolean;
}

const MOST = 2000;
const LEVELS = ['sales', 'finance', 'legal', 'head'];

/** What is open in the departments of a head: who sits on it, how long, how much. */
export async function findBoard(reader: StoreReader, query: BoardQuery): Promise<Board> {
  const { items, more } = await findOpenIn(reader, query);
  const groups = (keyOf: (item: WorkItem) => string): ReadonlyMap<string, BoardGroup> =>
    new Map([...Map.groupBy(items, keyOf)].map(([key, members]) => [key, groupOf(members)]));
  return {
    items: items.toSorted(orders[query.sort ?? 'age']),
    levels: groups((item) => item.stepRole ?? ''),
    people: groups((item) => item.assigneeId ?? ''),
    more,
  };
}

async function findOpenIn(
  reader: StoreReader,
  { departmentIds, bpmnProcessId, stepRole, personId }: BoardQuery,
): Promise<{ readonly items: readonly WorkItem[]; readonly more: boolean }> {
  if (departmentIds.length === 0) return { items: [], more: false };
  const items: WorkItem[] = [];
  let after: string | undefined;
  do {
    const page = await reader.find(workItems, {
      where: {
        board: { hasAny: departmentIds },
        ...(bpmnProcessId === undefined ? {} : { bpmnProcessId }),
        ...(stepRole === undefined ? {} : { stepRole }),
        ...(personId === undefined ? {} : { assigneeId: personId }),
      },
      sort: { by: 'createdAt' },
      limit: 1000,
      ...(after === undefined ? {} : { after }),
    });
    items.push(...page.items.map((item) => item.document));
    after = page.next;
  } while (after !== undefined && items.length < MOST);
  return { items, more: after !== undefined };
}

const byAge = (a: WorkItem, b: WorkItem): number =>
  a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt);
const levelOf = (item: WorkItem): number => LEVELS.indexOf(item.stepRole ?? '');

const orders = {
  age: byAge,
  amount: (a: WorkItem, b: WorkItem) => b.amountOrder - a.amountOrder || byAge(a, b),
  level: (a: WorkItem, b: WorkItem) => levelOf(b) - levelOf(a) || byAge(a, b),
};

function groupOf(items: readonly WorkItem[]): BoardGroup {
  const amounts: Record<string, number> = {};
  for (const { amountMinor, currency } of items) {
    if (amountMinor !== null && currency !== null) amounts[currency] = (amounts[currency] ?? 0) + amountMinor;
  }
  const oldest = items.map((item) => item.createdAt).toSorted()[0] ?? '';
  return { items: items.length, amounts, oldest };
}
