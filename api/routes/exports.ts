import { z } from 'zod';
import { reject } from '#errors/index.ts';
import type { Bilingual, ReceivableCard, Route, RouteName } from '../contract/index.ts';
import { routes } from '../contract/index.ts';
import { type Call, type Download, forbid, type Handlers } from '../http.ts';
import { issueWords } from '../issue-words.ts';
import { PlacesError, placesOf } from '../problem.ts';
import type { Services } from '../services.ts';
import {
  ageingColumns,
  boardColumns,
  customerColumns,
  receivableColumns,
  statementColumns,
  type StatementRow,
  taskColumns,
} from '../views/export-columns.ts';
import { findReceivables } from '../views/find-receivables.ts';
import { type Column, spreadsheet } from '../views/spreadsheet.ts';
import { receivableCards, todayOf } from './cards.ts';
import { restrictionOf } from './rights.ts';

/** The lists whose rows are taken away as a file. */
export type Lists = Pick<Handlers, 'listCustomers' | 'getAgeing' | 'getBoard' | 'listTasks' | 'getStatement'>;

type Export = Call<'exportTable'>;
type Written = Promise<Download>;

/** More than a person looks through; the name of the file says when it was cut. */
const MOST_ROWS = 20_000;
const PAGE = 200;
const LARGE_PAGE = 1_000;

const NAMES: Readonly<Record<Export['params']['what'], Bilingual>> = {
  receivables: { 'zh-CN': '应收', en: 'Receivables' },
  customers: { 'zh-CN': '客户', en: 'Customers' },
  ageing: { 'zh-CN': '账龄', en: 'Ageing' },
  board: { 'zh-CN': '升级看板', en: 'Escalations' },
  tasks: { 'zh-CN': '任务', en: 'Tasks' },
  statement: { 'zh-CN': '对账单', en: 'Statement' },
};

/** What a list shows, as a file: the list itself is asked, with its filters and the rights of the caller. */
export function exportHandlers(services: Services, lists: Lists): Pick<Handlers, 'exportTable'> {
  const { store } = services;
  const exporters: Readonly<Record<Export['params']['what'], (call: Export) => Written>> = {
    async receivables(call) {
      const { limit: _limit, after: _after, ...query } = queryOf('listReceivables', call);
      const today = await todayOf(services);
      const reading = { store, today, restriction: await restrictionOf(store, call.caller) };
      const rows = await collect<ReceivableCard>(async (after) => {
        const page = await findReceivables(reading, query, { limit: LARGE_PAGE, after });
        return { ...page, items: await receivableCards(store, page.items) };
      });
      return write(call, receivableColumns(today), rows);
    },
    async customers(call) {
      const query = queryOf('listCustomers', call);
      const rows = await collect((after) =>
        lists.listCustomers(callOf(call, undefined, { ...query, limit: PAGE, after })).then(answer),
      );
      return write(call, customerColumns, rows);
    },
    async ageing(call) {
      const ageing = answer(await lists.getAgeing(callOf(call, undefined, queryOf('getAgeing', call))));
      return write(call, ageingColumns(ageing.currency), ageing.rows);
    },
    async board(call) {
      const board = answer(await lists.getBoard(callOf(call, undefined, queryOf('getBoard', call))));
      return write(call, boardColumns((await services.settings()).zone), board.items);
    },
    async tasks(call) {
      const query = queryOf('listTasks', call);
      const rows = await collect((after) =>
        lists.listTasks(callOf(call, undefined, { ...query, limit: PAGE, after })).then(answer),
      );
      return write(call, taskColumns((await services.settings()).zone), rows);
    },
    async statement(call) {
      const { customerId: id = '' } = call.query;
      const query = queryOf('getStatement', call);
      const statement = answer(await lists.getStatement(callOf(call, { id }, query)));
      const balance = (type: 'opening' | 'closing', date: string, balanceMinor: number): StatementRow => ({
        date,
        type,
        reference: '',
        receivableId: null,
        debitMinor: 0,
        creditMinor: 0,
        balanceMinor,
      });
      const rows = [
        balance('opening', query.from ?? statement.lines[0]?.date ?? '', statement.openingMinor),
        ...statement.lines,
        balance('closing', query.to ?? statement.lines.at(-1)?.date ?? '', statement.closingMinor),
      ];
      return write(call, statementColumns(statement.currency), rows);
    },
  };
  const write = async <Row>(call: Export, columns: readonly Column<Row>[], rows: readonly Row[]): Written => {
    const { params, query, caller } = call;
    // A link to a file carries no language of its own: the reader's is taken.
    const { language } = caller;
    const cut =
      rows.length >= MOST_ROWS ? { 'zh-CN': `（前 ${MOST_ROWS} 行）`, en: ` (first ${MOST_ROWS})` }[language] : '';
    const name = `${NAMES[params.what][language]}${cut} ${await todayOf(services)}`;
    return spreadsheet(columns, rows, { name, language, format: query.format ?? 'xlsx' });
  };
  return { exportTable: (call) => exporters[call.params.what](call) };
}

/** The filters of a list, parsed and allowed as if the list had been asked. */
function queryOf<Name extends keyof Lists | 'listReceivables'>(name: Name, call: Export): Call<Name>['query'] {
  const route: Route = routes[name];
  const { policy, query: schema = z.object({}) } = route;
  if (typeof policy === 'object' && !policy.roles.some((role) => call.caller.roles.includes(role)))
    forbid(policy.roles, call.language);
  const result = schema.safeParse(call.query, { error: issueWords(call.language) });
  // The type of the query is made from this schema.
  if (result.success) return result.data as Call<Name>['query'];
  const [first] = placesOf(result.error);
  const rejection = reject('API_INVALID_REQUEST', {
    place: `query.${first?.path ?? ''}`,
    problem: first?.message ?? '',
  });
  throw new PlacesError(rejection, () => placesOf(result.error));
}

/** The same call, put to a list. */
function callOf<Name extends RouteName>(
  call: Export,
  params: Call<Name>['params'],
  query: Call<Name>['query'],
): Call<Name> {
  // Lists take no body; the rest of a call is the same for all.
  return { ...call, params, query, body: undefined } as unknown as Call<Name>;
}

/** Lists answer with JSON, never with a download. */
function answer<Answer>(answered: Answer | Download): Answer {
  return answered as Answer;
}

async function collect<Row>(
  read: (after: string | undefined) => Promise<{ readonly items: readonly Row[]; readonly next?: string | undefined }>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | undefined;
  do {
    const page = await read(after);
    rows.push(...page.items);
    after = page.next;
  } while (after !== undefined && rows.length < MOST_ROWS);
  return rows.slice(0, MOST_ROWS);
}
