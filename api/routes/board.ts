import { daysOverdue, type OverdueCase, overdueCases, type Receivable, receivables } from '#credit/index.ts';
import { departmentsHeadedBy, findPeople, type OrganizationChart, readChart } from '#organization/index.ts';
import type { Condition, StoreReader } from '#store/index.ts';
import { findBoard, type WorkItem, workItems } from '#tasks/index.ts';
import type { ResponseOf } from '../contract/index.ts';
import type { Call, Caller, Handlers } from '../http.ts';
import type { Services } from '../services.ts';
import { todayOf } from './cards.ts';

type Answer = ResponseOf<'getBoard'>;
type Item = Answer['items'][number];
type Level = Item['level'];

const LEVELS: readonly Level[] = ['sales', 'finance', 'legal'];

/** The board of those who watch over departments. */
export function boardHandlers(services: Services): Pick<Handlers, 'getBoard'> {
  return { getBoard: ({ caller, query }) => board(services, caller, query) };
}

/**
 * Overdue cases that have reached a level and lie before somebody: those of the departments' customers, wherever they have
 * escalated to, and those that lie before the departments' people.
 */
export async function board(services: Services, caller: Caller, query: Call<'getBoard'>['query']): Promise<Answer> {
  const { store } = services;
  const chart = await readChart(store);
  const allowed = departmentsOf(chart, caller);
  const chosen = allowed.filter((id) => query.departmentId === undefined || id === query.departmentId);
  const everything = query.departmentId === undefined && watchesAll(caller);
  const items = await itemsOf(services, await escalated(store, chosen, everything));
  const { currency, counted } = inOneCurrency(items, (await services.settings()).currency);
  const shown = items.filter(
    (item) =>
      (query.level === undefined || item.level === query.level) &&
      (query.personId === undefined || (item.assignee?.id ?? '') === query.personId),
  );
  return {
    departments: allowed.map((id) => ({ id, name: chart.departments.find((one) => one.id === id)?.name ?? id })),
    currency,
    levels: LEVELS.map((level) => ({ level, ...figuresOf(counted.filter((item) => item.level === level)) })),
    people: peopleOf(counted),
    items: shown.toSorted(ORDERS[query.sort ?? 'amount']),
  };
}

function watchesAll(caller: Caller): boolean {
  return caller.roles.some((role) => role === 'admin' || role === 'executive');
}

function departmentsOf(chart: OrganizationChart, caller: Caller): readonly string[] {
  if (!watchesAll(caller)) return departmentsHeadedBy(chart, caller.personId);
  return chart.departments.filter((department) => department.active).map((department) => department.id);
}

interface Escalated {
  readonly overdue: OverdueCase;
  readonly task: WorkItem;
}

async function escalated(
  store: StoreReader,
  departmentIds: readonly string[],
  everything: boolean,
): Promise<readonly Escalated[]> {
  const where = { state: 'open', level: { in: LEVELS } };
  const byCustomer = everything
    ? await casesWhere(store, where)
    : departmentIds.length === 0
      ? []
      : await casesWhere(store, { departmentId: { in: departmentIds }, ...where });
  const { items: before } = await findBoard(store, { departmentIds });
  const byTask = await store.getMany(overdueCases, [...new Set(before.map((item) => item.caseKey))]);
  const cases = new Map(
    [...byCustomer, ...[...byTask.values()].map((stored) => stored.document)]
      .filter((one) => one.state === 'open' && one.level !== 'none')
      .map((one) => [one.processInstanceKey, one]),
  );
  const newest = [...cases.values()].flatMap(
    (one) => one.tasks.findLast((task) => task.doneAt === undefined)?.jobKey ?? [],
  );
  const tasks = new Map(before.map((item) => [item.caseKey, item]));
  for (const { document } of (await store.getMany(workItems, newest)).values()) tasks.set(document.caseKey, document);
  return [...cases].flatMap(([key, overdue]) => {
    const task = tasks.get(key);
    return task?.state === 'open' ? [{ overdue, task }] : [];
  });
}

async function casesWhere(
  store: StoreReader,
  where: Readonly<Record<string, Condition>>,
): Promise<readonly OverdueCase[]> {
  const found: OverdueCase[] = [];
  let after: string | undefined;
  do {
    const page = await store.find(overdueCases, { where, limit: 1000, ...(after === undefined ? {} : { after }) });
    found.push(...page.items.map((item) => item.document));
    after = page.next;
  } while (after !== undefined);
  return found;
}

async function itemsOf(services: Services, found: readonly Escalated[]): Promise<readonly Item[]> {
  const { store } = services;
  const today = await todayOf(services);
  const ledger = await store.getMany(
    receivables,
    found.map(({ overdue }) => overdue.receivableId),
  );
  const people = await findPeople(
    store,
    found.flatMap(({ task }) => task.assigneeId ?? []),
  );
  return found.flatMap(({ overdue, task }) => {
    const receivable = ledger.get(overdue.receivableId)?.document;
    const { assigneeId } = task;
    const assignee = assigneeId === null ? null : { id: assigneeId, name: people.get(assigneeId)?.name ?? assigneeId };
    return receivable && overdue.level !== 'none'
      ? [itemOf({ overdue, task }, receivable, overdue.level, assignee, today)]
      : [];
  });
}

function itemOf(
  { overdue, task }: Escalated,
  receivable: Receivable,
  level: Level,
  assignee: Item['assignee'],
  today: string,
): Item {
  return {
    taskKey: task.key,
    taskVersion: task.version,
    taskName: task.name,
    level,
    caseKey: overdue.processInstanceKey,
    receivableId: receivable.id,
    invoiceNumber: receivable.invoiceNumber,
    customerId: receivable.customerId,
    customerName: receivable.customerName,
    openMinor: receivable.openMinor,
    currency: receivable.currency,
    dueDate: receivable.dueDate,
    daysOverdue: daysOverdue(receivable.dueDate, today),
    since: task.createdAt,
    assignee,
  };
}

/** Sums are of one currency: the company's where anything is owed in it, else the one of most cases. */
function inOneCurrency(
  items: readonly Item[],
  company: string,
): { readonly currency: string; readonly counted: readonly Item[] } {
  const groups = Map.groupBy(items, (item) => item.currency);
  const most = [...groups].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0];
  const currency = groups.has(company) ? company : (most ?? company);
  return { currency, counted: groups.get(currency) ?? [] };
}

function figuresOf(items: readonly Item[]): { cases: number; openMinor: number; oldestDays: number } {
  return {
    cases: items.length,
    openMinor: items.reduce((sum, item) => sum + item.openMinor, 0),
    oldestDays: items.reduce((oldest, item) => Math.max(oldest, item.daysOverdue), 0),
  };
}

function peopleOf(items: readonly Item[]): Answer['people'] {
  const held = Map.groupBy(
    items.filter((item) => item.assignee !== null),
    (item) => item.assignee?.id ?? '',
  );
  return [...held]
    .map(([id, own]) => {
      const { cases: open, openMinor, oldestDays } = figuresOf(own);
      return { id, name: own[0]?.assignee?.name ?? id, open, openMinor, oldestDays };
    })
    .toSorted((a, b) => b.openMinor - a.openMinor);
}

const ORDERS = {
  amount: (a: Item, b: Item) => b.openMinor - a.openMinor,
  age: (a: Item, b: Item) => b.daysOverdue - a.daysOverdue,
  level: (a: Item, b: Item) => LEVELS.indexOf(b.level) - LEVELS.indexOf(a.level) || b.daysOverdue - a.daysOverdue,
};
